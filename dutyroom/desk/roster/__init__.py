"""Rosters: taken in, checked, edited, published, exported."""
