"""Leave and swaps."""
