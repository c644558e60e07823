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
#: A line of a table ends with what it is worth: the bracket was opened for it.
_WEIGHED = re.compile(r"\(\d{1,3}(?:\.\d)?[ ]?(?:分|%)?$")
_WRAPPED_AT = 20
#: A column is at least so wide, and its full lines are at least so many.
_NARROWEST = 8
_FEWEST_FULL = 2
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


def unwrap(text: str, *, narrow: bool = False) -> str:
    """Put lines broken in mid-sentence back together; keep short lines, list items and paragraphs.

    ``narrow``: the text is prose, so short lines may be those of a narrow column.
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    least = _width_of_column(lines) if narrow else _WRAPPED_AT
    joined: list[str] = []
    last = ""
    for line in lines:
        if not line:
            last = ""
            continue
        folded = fold(line)
        ended = not last or fold(last[-1]) in _ENDS or _WEIGHED.search(fold(last[-8:])) is not None
        if len(last) >= least and not ended and not _LIST_MARKER.match(folded):
            joined[-1] += space_between(last[-1], line[0]) + line
        else:
            joined.append(line)
        last = line
    return "\n".join(joined)


def _width_of_column(lines: list[str]) -> int:
    """From which length on a line is full: less than usual where all but the last are about equally long,
    break in mid-sentence, and have marks inside, as lists of short entries don't."""
    full = [line for line in lines if line][:-1]
    longest = max(map(len, full), default=0)
    is_column = (
        len(full) >= _FEWEST_FULL
        and _NARROWEST <= longest < _WRAPPED_AT
        and all(longest - len(line) <= 1 and fold(line[-1]) not in _ENDS for line in full)
        and sum(any(mark in fold(line[:-1]) for mark in ",。?、;") for line in full) * 2 >= len(full)
    )
    return longest - 1 if is_column else _WRAPPED_AT


def space_between(before: str, after: str) -> str:
    """What stood between two characters that a line was broken between."""
    latin = before.isascii() and after.isascii() and (before.isalnum() or before in ",)\"'")
    return " " if latin and after.isalnum() else ""
