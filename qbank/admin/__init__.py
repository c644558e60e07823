"""The question bank in Django's admin, a module for each subject. Importing them registers their models."""

from qbank.admin import imports, questions, sources

__all__ = ["imports", "questions", "sources"]
