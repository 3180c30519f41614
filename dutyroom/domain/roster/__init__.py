"""Rosters: seen, checked, changed, published and owed."""
