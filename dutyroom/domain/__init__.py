"""Rules of duty: values in, decisions out. No file, no clock, no screen."""
