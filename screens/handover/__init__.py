"""Handover 交接."""
