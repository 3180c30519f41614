"""Leave and swaps: what is asked, what speaks against it, what is owed."""
