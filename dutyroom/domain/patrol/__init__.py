"""Patrol rounds."""
