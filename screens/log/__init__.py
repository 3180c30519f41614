"""Log 登记, and the search."""
