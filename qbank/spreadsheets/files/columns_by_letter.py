"""Columns by number (from 0) and by the letters spreadsheet programs show."""

from __future__ import annotations


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """A → 0, AA → 26; lower case too. ValueError for what is no column's name."""
    if not (1 <= len(name) <= 3 and name.isascii() and name.isalpha()):
        raise ValueError(name)
    column = 0
    for letter in name.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
