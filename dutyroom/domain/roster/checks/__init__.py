"""The checks of a roster, one file a subject."""
