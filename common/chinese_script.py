"""Traditional to simplified characters, one for one, so that every character keeps its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")

#: Words in which 著 (zhù) stays; elsewhere it stands for 着, which OpenCC leaves undone.
_ZHU = re.compile(
    r"(?<=[显名原专巨论编译合土卓昭遗拙新旧所主大力撰])著(?!手|力|眼|重|想)"
    r"|著(?=[名作述称者录书译])"
)


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    """OpenCC's dictionaries take 20 ms to read, so not before a text needs them."""
    import opencc  # noqa: PLC0415 (its dictionaries take 20 ms)

    converter: _Converter = opencc.OpenCC("t2s")
    return converter


def simplify(text: str) -> str:
    """``text`` with traditional characters simplified; as long as it was.

    Phrases are looked at (乾隆 stays, 乾燥 becomes 干燥). 著 becomes 着 unless it is part of a word
    like 著名 or 显著.
    """
    simplified = _HAN.sub(lambda match: _simplify_run(match[0]), text)
    if "著" not in simplified:
        return simplified
    unchanged = {match.start() for match in _ZHU.finditer(simplified)}
    return "".join("着" if c == "著" and i not in unchanged else c for i, c in enumerate(simplified))


def simplify_character(character: str) -> str:
    """The simplified form of one character, looked at alone; other text comes back as it is."""
    return _convert_character(character) if _HAN.fullmatch(character) else character


def traditional(text: str) -> str:
    """``text`` as it is traditionally written. Reads OpenCC's dictionaries anew: not for every request."""
    import opencc  # noqa: PLC0415 (its dictionaries take 20 ms)

    written: str = opencc.OpenCC("s2t").convert(text)
    return written


def is_traditional(text: str) -> bool:
    """Whether the text as a whole is written in traditional characters.

    More of it would change than is simplified already; what the traditional character set Big5 lacks
    counts as simplified.
    """
    characters = "".join(_HAN.findall(text))
    changed = sum(a != b for a, b in zip(characters, _simplify_run(characters), strict=True))
    return changed > len(characters) - len(characters.encode("big5", "ignore")) // 2


def _simplify_run(run: str) -> str:
    converted = _converter().convert(run)
    if len(converted) == len(run):
        return converted
    return "".join(map(_convert_character, run))


@lru_cache(maxsize=4096)
def _convert_character(character: str) -> str:
    converted = _converter().convert(character)
    return converted if len(converted) == 1 else character
