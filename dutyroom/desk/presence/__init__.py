"""Presence: sign-in and sign-out, away, telephone, checks, leaders, the month sheet."""
