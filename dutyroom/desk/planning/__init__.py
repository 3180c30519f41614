"""Planning a roster."""
