"""Escaping texts that a spreadsheet program would run as formulas, and undoing it exactly."""

from __future__ import annotations

from typing import Final

#: What a formula can begin with, full-width forms included: some programs fold them.
_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫", "−")
_BLANK: Final = ("\t", "\r", "\n")
_MARK: Final = "'"


def escape_formula(text: str) -> str:
    """``text`` with a ``'`` before it where a spreadsheet program might run it."""
    return _MARK + text if _needs_mark(text) else text


def unescape_formula(text: str) -> str:
    """The text that :func:`escape_formula` was given. Other texts come back as they are."""
    return text[1:] if text[:1] == _MARK and _needs_mark(text[1:]) else text


def _needs_mark(text: str) -> bool:
    return text.startswith((_MARK, *_BLANK)) or text.lstrip().startswith(_STARTS)
