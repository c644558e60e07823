"""Removing what identifies a person from texts and JSON. Pure rules, no database.

Two ways: a *free text* about somebody is replaced as a whole, whatever it says; in other texts only their
name and contacts are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

#: Keys under which people write freely about a candidate: sealed reports, versions, the audit trail.
FREE_TEXT: Final = frozenset(
    {
        *("notes", "evidence", "reason", "flag_note", "not_asked_reason"),
        *("note", "place", "cancel_reason", "close_reason", "keep_reason", "withdrawn_reason"),
        *("email", "phone"),
    }
)
#: Keys below which every text is replaced: questions asked on the spot.
ERASED_BELOW: Final = frozenset({"added"})

Replacer = Callable[[str], str]


def build_replacer(words: Iterable[str], name: str) -> Replacer:
    """A function that puts ``name`` in the place of each of ``words`` (names, addresses, numbers) in a text,
    ignoring case.

    A word of one letter counts only where it is the whole text; Latin words only where they stand alone:
    "An" is not taken out of "Answer".
    """
    terms = sorted({word.strip() for word in words} - {""}, key=lambda word: (-len(word), word))
    patterns = [_whole_word(word) for word in terms if len(word) > 1]
    pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
    exact_terms = {word.casefold() for word in terms}

    def replace(text: str) -> str:
        if text.strip().casefold() in exact_terms:
            return name
        return pattern.sub(lambda _: name, text) if pattern else text

    return replace


def redact(
    value: Any, replace: Replacer, mark: str, free: Collection[str] = FREE_TEXT, *, erase_all: bool = False
) -> Any:
    """A JSON value with ``mark`` in place of every non-empty text under one of the ``free`` keys, and all
    other texts through ``replace``. Numbers, keys and the shape stay. ``erase_all``: replace every text."""
    if isinstance(value, str):
        return (mark if value else "") if erase_all else replace(value)
    if isinstance(value, Mapping):
        return {
            key: redact(child, replace, mark, free, erase_all=erase_all or key in free or key in ERASED_BELOW)
            for key, child in value.items()
        }
    if isinstance(value, list | tuple):
        return [redact(child, replace, mark, free, erase_all=erase_all) for child in value]
    return value


def _whole_word(word: str) -> str:
    before = r"(?<![A-Za-z0-9])" if _is_latin(word[0]) else ""
    after = r"(?![A-Za-z0-9])" if _is_latin(word[-1]) else ""
    return before + re.escape(word) + after


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
