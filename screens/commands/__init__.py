"""The commands of the screens, each defined once."""
