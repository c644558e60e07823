"""What a person chooses for a whole file: by what rows are known as questions of the bank."""

from __future__ import annotations

from enum import StrEnum


class Match(StrEnum):
    """By what a row is known as a question of the bank."""

    CODE_OR_TEXT = "code-or-text"
    CODE = "code"
    TEXT = "text"
