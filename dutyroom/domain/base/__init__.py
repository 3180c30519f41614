"""What every rule is made of: sentences, verdicts, dates, documents, and the moment."""
