"""A station's profile: every rule number, the calendar and duty dates."""
