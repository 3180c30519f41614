"""The handover: what must be answered and who signs."""
