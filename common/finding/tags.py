"""Tags as people type them, of candidates and of questions: several at once, in any spelling. Pure."""

from __future__ import annotations

import re
from typing import Final

from common.folding import fold

#: Characters of a tag, and how many one thing has.
LONGEST: Final = 40
MOST: Final = 20
#: Characters of all tags of a question, as its column holds them.
LONGEST_LINE: Final = 200
_BETWEEN: Final = re.compile(r"[,，、;；\n\t]")


def tags_in(text: str) -> dict[str, str]:
    """Key → tag as it was first typed, of those separated by commas or lines."""
    tags: dict[str, str] = {}
    for part in _BETWEEN.split(text):
        word = " ".join(part.replace("#", " ").replace("＃", " ").split())
        if key := fold(word):
            tags.setdefault(key, word)
    return tags


def line_of(text: str) -> str:
    """The tags of a text as one line, each once: as a column and a cell hold them."""
    return ", ".join(tags_in(text).values())


def with_tags(line: str, more: str) -> str:
    """A line with the tags of ``more`` besides."""
    return line_of(f"{line}, {more}")


def without_tags(line: str, less: str) -> str:
    """A line without the tags of ``less``, however they are spelled."""
    gone = tags_in(less).keys()
    return ", ".join(word for key, word in tags_in(line).items() if key not in gone)
