"""Reports: when each has to go out, and to whom."""
