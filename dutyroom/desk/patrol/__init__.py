"""Rounds and the closing inspection."""
