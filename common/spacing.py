"""What stands between sentences, after a label and around an aside, in the language of the moment.

Chinese marks are full-width and bring their own room: a space beside one stands out as a hole.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language


def _full_width() -> bool:
    return (get_language() or "").startswith("zh")


def gap() -> str:
    """Between two sentences, or after a mark that ends the words before."""
    return "" if _full_width() else " "


def colon() -> str:
    """Between a label and what it names."""
    return "：" if _full_width() else ": "


def bracketed(text: object) -> str:
    """An aside, to be set right behind the word it belongs to."""
    return f"（{text}）" if _full_width() else f" ({text})"


def join_sentences(sentences: Iterable[object]) -> str:
    """The sentences as one text."""
    return gap().join(map(str, sentences))
