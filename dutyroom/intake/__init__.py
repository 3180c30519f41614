"""Reading the files that offices send, as they are."""
