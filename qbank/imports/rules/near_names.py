"""Names that say the same with a word more or less: 「沟通能力」, 「沟通能力类」."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from qbank.spreadsheets.columns.mapping import CREATE
from qbank.spreadsheets.columns.names import key_of_name

#: What a file adds to a name without meaning another thing.
_ENDINGS: Final = re.compile(
    r"(?:类别|类型|类题目|类题|题目|题库|试题|问题|方面|部分|模块|板块|维度|环节|类|题|篇|项"
    r"|questions?|category|categories|section|skills?)+$"
)
#: Left out only where something is left that says what the ability is in.
_ABILITY: Final = re.compile(r"(?:能力|素养|技能)+$")


def near_key(name: str) -> str:
    """A key that is equal for names which differ only in spelling and in such endings."""
    key = key_of_name(name)
    core = _ENDINGS.sub("", key) or key
    return _ABILITY.sub("", core) or core


def proposed_names(values: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """What each unknown value is proposed to mean: a name that the bank has, CREATE, or the value before it
    that names the same and is to be created."""
    by_key: dict[str, str] = {}
    for name in sorted(known):
        by_key.setdefault(near_key(name), name)
    proposed: dict[str, str] = {}
    for value in values:
        key = near_key(value)
        proposed[value] = by_key.get(key, CREATE)
        # "+" itself is no name: what is created under it would be its own value.
        by_key.setdefault(key, value)
    return proposed
