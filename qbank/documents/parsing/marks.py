"""Reading Chinese text by its marks: width-blind matching, sentences, and lines broken by a page's edge."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u3000\ufeff"), " ")
_OTHERS = {ord("﹕"): ":", ord("﹖"): "?", ord("〔"): "(", ord("〕"): ")", ord("〖"): "【", ord("〗"): "】"}
_FOLDING: dict[int, int | str] = {**_FULL_WIDTH, **_SPACES, **_OTHERS}

_NEWLINES = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_OPENING = "“「『《(【"
_CLOSING = "”」』》)】"
_BREAKS = re.compile(rf"[。?!;\n{_OPENING}{_CLOSING}]")
_LONGEST_QUOTATION = 200

_LIST_MARKER = re.compile(
    r"\s*(?:[(【\[]?\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])\s?[.、)】\]:]|[①-⑳•·●■◆※*\-—–]|第.{1,4}[题章节部条]|【)"
)
_WRAPPED_AT = 20
_ENDS = "。?!;:…”」』》)】.!"


def tidy(text: str) -> str:
    """One kind of newline, no byte-order mark, and no NUL, which a database refuses."""
    return _NEWLINES.sub("\n", text.replace("\0", "").replace("\ufeff", ""))


def fold(text: str) -> str:
    """The text with full-width forms as ASCII, for matching; the same length, so positions hold."""
    return text.translate(_FOLDING)


def sentence_ends(folded: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where sentences end: (position after the mark, the mark), outside quotations and brackets.

    A quotation that never closes stops counting as one after some hundred characters.
    """
    depth, opened_at = 0, start
    for match in _BREAKS.finditer(folded, start, end):
        mark = match.group()
        if depth and match.start() - opened_at > _LONGEST_QUOTATION:
            depth = 0
        if mark in _OPENING:
            depth += 1
            opened_at = match.start() if depth == 1 else opened_at
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 or mark == "\n":
            depth = 0
            yield match.end(), mark


def unwrap(text: str) -> str:
    """Put lines broken in mid-sentence back together; keep short lines, list items and paragraphs."""
    lines = [line.strip() for line in text.strip().split("\n")]
    joined: list[str] = []
    last = ""
    for line in lines:
        if not line:
            last = ""
            continue
        folded = fold(line)
        if len(last) >= _WRAPPED_AT and fold(last[-1]) not in _ENDS and not _LIST_MARKER.match(folded):
            joined[-1] += (" " if _both_latin(last[-1], line[0]) else "") + line
        else:
            joined.append(line)
        last = line
    return "\n".join(joined)


def _both_latin(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
