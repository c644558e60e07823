"""One spelling for all ways to write a text, so that a search finds whichever was typed.

Folding goes character by character. What a text folds to therefore never depends on what stands
around it: a part of a text folds to a part of the folded text, and every folded character can be
traced back to the one it came from.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from operator import add

from common.chinese_script import simplify_character

#: Longer queries are cut: nobody types them, and every term costs a scan.
MAX_QUERY = 200

#: Han characters that both databases tokenize as letters (Unicode 6.1, what SQLite's FTS5 knows).
_HAN_RUN = re.compile(r"[\u3400-\u4db5\u4e00-\u9fcb\U00020000-\U0002a6d6]{2,}")


class _Folded(dict[int, str]):
    """Code point → folded text, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Cs"):  # zero-width marks, soft hyphens, broken surrogates
        return ""
    if category == "Cc":
        return " "
    folded = unicodedata.normalize("NFKC", character).lower()
    # 著 stays 著 by the dictionary but is often written for 着; a search needn't tell them apart.
    return "".join(map(simplify_character, folded)).replace("著", "着")


_TABLE = _Folded()


def fold(text: str) -> str:
    """NFKC, lower case, simplified characters; any run of white space is one space."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_TABLE).split())


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """``text`` folded, and for every folded character the index of the character it came from.

    ``text`` must be in NFC, and white space is not merged.
    """
    folded: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        part = _TABLE[ord(character)]
        folded.append(part)
        origins.extend([index] * len(part))
    return "".join(folded), origins


def terms_of(query: str) -> list[str]:
    """The folded words of a query, each once; all of them must be found."""
    return list(dict.fromkeys(fold(query[:MAX_QUERY]).split()))


def bigrams(folded: str) -> list[str]:
    """Every pair of neighbouring Han characters, each once, in the order of the text."""
    pairs = chain.from_iterable(map(add, run, run[1:]) for run in _HAN_RUN.findall(folded))
    return list(dict.fromkeys(pairs))
