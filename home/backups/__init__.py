"""The whole content of the database as one file: making it, reading it back, trying whether that works.

docs/operations.md says how to use it, docs/decisions/ why it is no dump of the database's own.
"""
