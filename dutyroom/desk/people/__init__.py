"""People: who they are, their PINs and powers."""
