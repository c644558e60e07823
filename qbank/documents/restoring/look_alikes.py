"""How much likelier a look-alike would be where a character stands.

Two tables, made by ``.ci/look_alikes.py``, which says of what: how often characters stand beside each other,
and which look like which. They are read when the first text with swapped characters comes.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf, log
from pathlib import Path
from typing import Final, NamedTuple

_PAIRS: Final = Path(__file__).with_name("pairs.txt")
_SHAPES: Final = Path(__file__).with_name("shapes.txt")
#: What of every count is kept for pairs that were never met.
_DISCOUNT: Final = 0.75
#: Stands in the table for whatever is no Chinese.
_OTHER: Final = "-"
#: Stands where 你 does, and is counted with it.
_POLITE: Final = "您"
#: Of look-alikes, those nearest in shape are taken first: what each that is nearer costs the others.
_FARTHER: Final = 0.2
_MARKS: Final = frozenset("，。；：？！、“”（）《》")


class _Pairs(NamedTuple):
    """How often what follows a character, how often the character itself, and how many follow it."""

    followers: dict[str, dict[str, int]]
    totals: dict[str, int]
    whole: int


def advantage(before: str, character: str, after: str) -> float:
    """How many powers of e likelier its best look-alike is between two others; negative: less likely."""
    own = _likelihood(before, character, after)
    others = (
        _likelihood(before, other, after) - rank * _FARTHER
        for rank, other in enumerate(look_alikes(character))
    )
    return max(others, default=-inf) - own


def look_alikes(character: str) -> str:
    """What looks like it, nearest first."""
    return _shapes().get(character, "")


def _likelihood(before: str, character: str, after: str) -> float:
    return log(_chance(before, character)) + log(_chance(character, after))


def _chance(left: str, right: str) -> float:
    """The chance that ``right`` follows ``left``, smoothed by how often ``right`` is met at all."""
    pairs = _pairs()
    left, right = _known(left), _known(right)
    alone = (pairs.totals.get(right, 0) + 0.5) / pairs.whole
    followers = pairs.followers.get(left)
    if followers is None:
        return alone
    met = max(followers.get(right, 0) - _DISCOUNT, 0)
    return (met + _DISCOUNT * len(followers) * alone) / pairs.totals[left]


def _known(character: str) -> str:
    if character == _POLITE:
        return "你"
    return character if "\u4e00" <= character <= "\u9fff" or character in _MARKS else _OTHER


@lru_cache(maxsize=1)
def _pairs() -> _Pairs:
    followers: dict[str, dict[str, int]] = {}
    for line in _lines(_PAIRS):
        own = followers.setdefault(line[0], {})
        for part in line[1:].split(" "):
            rights = part.lstrip("0123456789")
            own.update(dict.fromkeys(rights, 2 ** int(part[: -len(rights)])))
    totals = {left: sum(own.values()) for left, own in followers.items()}
    return _Pairs(followers, totals, sum(totals.values()))


@lru_cache(maxsize=1)
def _shapes() -> dict[str, str]:
    return {line[0]: line[1:] for line in _lines(_SHAPES)}


def _lines(table: Path) -> list[str]:
    return [line for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]
