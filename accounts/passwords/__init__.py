"""Passwords: how often one may be tried, from where it comes, and how many are hashed at once."""
