"""A part's text as it is stored."""

from __future__ import annotations

import re
from typing import Final

from qbank.documents.parsing.marks import unwrap

_BULLET: Final = re.compile(r"\s*(?:[-•●■◆※·○▪*→]|[>#])+[ \t]*")
_MARKDOWN: Final = re.compile(r"\*\*|(?m:^[ \t]*>[ ]?)|(?m:^[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$)")
#: Dashes at the end belong to the label behind them: —— 追问：
_DASHES: Final = "—–"
_QUOTES: Final = (("“", "”"), ('"', '"'), ("「", "」"), ("‘", "’"), ("'", "'"))


def unmarked(text: str) -> str:
    """A part without Markdown's marks, its lines as they are."""
    return _MARKDOWN.sub("", text)


def clean(text: str) -> str:
    """A part without Markdown's marks and dashes left from the next label, broken lines joined."""
    text = unwrap(unmarked(text), narrow=True)
    if not text.rstrip().endswith(tuple(_DASHES)):
        return text
    end = len(text)
    while end and (text[end - 1].isspace() or text[end - 1] in _DASHES):
        end -= 1
    return text[:end]


def without_bullet(text: str) -> str:
    """A text of one line without the bullet before it."""
    return text if "\n" in text else leading_bullet_removed(text)


def leading_bullet_removed(text: str) -> str:
    """A text without the bullet it begins with."""
    match = _BULLET.match(text)
    return text[match.end() :] if match else text


def unquoted(text: str) -> str:
    """A question that stands in quotation marks as a whole, without them."""
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        quoted = len(text) > 4 and text[0] == opening and text[-1] == closing
        if quoted and opening not in inner and closing not in inner:
            return inner.strip()
    return text
