"""Handing over: the checklist and the signatures."""
