"""Which characters stand beside each other in Chinese: a table of pairs, to tell what is improbable.

``familiar.txt`` is made by ``.ci/familiar_pairs.py``, which says of what. A pair that is missing may still be
right: a place is improbable only where nothing around it is known either.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("familiar.txt")


def is_familiar(left: str, right: str) -> bool:
    """Whether the two stand beside each other in words or in texts of this kind."""
    return left + right in _table()[0]


def is_frequent(left: str, right: str) -> bool:
    """Whether the two are part of a word that everybody uses."""
    return left + right in _table()[1]


def is_common(character: str) -> bool:
    """In the first level of the simplified character set: the 3,755 characters in daily use."""
    try:
        encoded = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(encoded) == 2 and 0xB0 <= encoded[0] <= 0xD7


@lru_cache(maxsize=1)
def _table() -> tuple[frozenset[str], frozenset[str]]:
    """Each line: a character, those that often follow it, a space, those that also do."""
    familiar: set[str] = set()
    frequent: set[str] = set()
    for line in _TABLE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        often, _, also = line[1:].partition(" ")
        frequent.update(line[0] + right for right in often)
        familiar.update(line[0] + right for right in often + also)
    return frozenset(familiar), frozenset(frequent)
