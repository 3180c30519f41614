"""The user's own settings: language, colours, keys, and what the terminal can show."""
