"""Presence: away, telephone, places, meetings, checks of posts, empty posts."""
