"""Every action as a command, for scripts, screen readers and tests."""
