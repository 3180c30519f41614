"""The ledger: what is acknowledged is durable, and nothing is ever changed, only added."""
