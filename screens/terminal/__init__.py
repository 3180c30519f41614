"""The terminal: what it shows is kept here too, so that only what changed is sent."""
