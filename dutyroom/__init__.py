"""dutyroom: the duty room's board, logbook and clock in one terminal window."""

__version__ = "0.1.0"
