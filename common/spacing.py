"""Spaces, colons and brackets between texts, as the current language writes them.

Chinese marks are full-width and bring their own space: another one beside them looks like a hole.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language


def _full_width() -> bool:
    return (get_language() or "").startswith("zh")


def gap() -> str:
    """What separates two sentences: a space, or nothing after a full-width mark."""
    return "" if _full_width() else " "


def colon() -> str:
    """The colon between a label and its value."""
    return "：" if _full_width() else ": "


def joined_list(items: Iterable[object]) -> str:
    """The items one after the other, with the mark that separates items of a list."""
    return ("，" if _full_width() else ", ").join(map(str, items))


def bracketed(text: object) -> str:
    """The text in brackets, to be put right behind the word it explains."""
    return f"（{text}）" if _full_width() else f" ({text})"


def join_sentences(sentences: Iterable[object]) -> str:
    """The sentences as one text."""
    return gap().join(map(str, sentences))
