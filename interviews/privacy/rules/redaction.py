"""Taking what tells of a person out of texts and of JSON. Pure rules, no database.

Two ways: a *free text* about somebody goes altogether, whatever it says; everywhere else their name and
contacts are replaced where they occur.
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
#: Under these stand questions asked on the spot: both of their texts go.
ERASED_BELOW: Final = frozenset({"added"})

Replacer = Callable[[str], str]


def build_replacer(words: Iterable[str], name: str) -> Replacer:
    """What puts ``name`` in the place of each of ``words`` (names, addresses, numbers), in any case.

    A word of one letter counts only where it is the whole text; Latin words only where they stand alone:
    "An" is not taken out of "Answer".
    """
    known = sorted({word.strip() for word in words} - {""}, key=lambda word: (-len(word), word))
    long = [_alone(word) for word in known if len(word) > 1]
    pattern = re.compile("|".join(long), re.IGNORECASE) if long else None
    whole = {word.casefold() for word in known}

    def replace(text: str) -> str:
        if text.strip().casefold() in whole:
            return name
        return pattern.sub(lambda _: name, text) if pattern else text

    return replace


def redact(
    value: Any, replace: Replacer, mark: str, free: Collection[str] = FREE_TEXT, *, gone: bool = False
) -> Any:
    """A JSON value with ``mark`` in place of every non-empty text under one of the ``free`` keys, and all
    other texts through ``replace``. Numbers, keys and the shape stay. ``gone``: every text goes."""
    if isinstance(value, str):
        return (mark if value else "") if gone else replace(value)
    if isinstance(value, Mapping):
        return {
            key: redact(one, replace, mark, free, gone=gone or key in free or key in ERASED_BELOW)
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [redact(one, replace, mark, free, gone=gone) for one in value]
    return value


def _alone(word: str) -> str:
    before = r"(?<![A-Za-z0-9])" if _latin(word[0]) else ""
    after = r"(?![A-Za-z0-9])" if _latin(word[-1]) else ""
    return before + re.escape(word) + after


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
