"""The station: set up, contacts, calendars, copies, drafts, the demo."""
