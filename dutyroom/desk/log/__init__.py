"""The log: entries, work orders, items given to somebody."""
