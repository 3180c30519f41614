"""Board 班次表."""
