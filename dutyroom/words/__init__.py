"""The words that people read, for commands and screens alike."""
