"""The question bank in Django's admin, a module for each subject. Importing them registers their models."""

from qbank.admin import imports, question_parts, questions, sources

__all__ = ["imports", "question_parts", "questions", "sources"]
