"""Rosters on paper and in other programs: a pure table, and a writer for each format."""
