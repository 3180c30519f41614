"""The log: calls, visits, messages and work orders."""
