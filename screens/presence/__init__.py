"""Presence: its forms, meetings, and the month sheet."""
