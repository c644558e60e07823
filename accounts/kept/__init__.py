"""What is recorded for good: the database refuses to change it, seals show it, erasing is an exception."""
