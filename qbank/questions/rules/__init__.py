"""Rules about questions that need no database."""
