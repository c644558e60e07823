"""How Chinese names are read, character by character, without tone marks: Mandarin, as people type it.

``pinyin.txt`` beside this module has a syllable with its tone to a line and the characters that are read so.
It was made with pypinyin 0.55.0 (MIT licence) and holds that library's first reading of each character;
docs/decisions/0027-a-table-of-readings.md says why the site does not load the library itself.
"""

from __future__ import annotations

from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("pinyin.txt")

#: Family names that are read otherwise than the words they are written like, those of two characters first.
_FAMILY_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "尉迟": ("yu4", "chi2"),
    "万俟": ("mo4", "qi2"),
    "长孙": ("zhang3", "sun1"),
    "单于": ("chan2", "yu2"),
    "澹台": ("tan2", "tai2"),
    "令狐": ("ling2", "hu2"),
    "单": ("shan4",),
    "曾": ("zeng1",),
    "仇": ("qiu2",),
    "查": ("zha1",),
    "解": ("xie4",),
    "朴": ("piao2",),
    "区": ("ou1",),
    "任": ("ren2",),
    "华": ("hua4",),
    "翟": ("zhai2",),
    "冼": ("xian3",),
    "覃": ("qin2",),
    "盖": ("ge3",),
    "缪": ("miao4",),
    "乐": ("yue4",),
    "召": ("shao4",),
    "员": ("yun4",),
    "种": ("chong2",),
    "秘": ("bi4",),
    "黑": ("he4",),
    "繁": ("po2",),
    "纪": ("ji3",),
    "燕": ("yan1",),
    "柏": ("bai3",),
    "宁": ("ning4",),
}
#: Characters of given names with two usual readings: people type either.
_SECOND_READINGS: Final[dict[str, str]] = {
    "茜": "xi1",
    "乐": "yue4",
    "行": "hang2",
    "长": "zhang3",
    "朝": "zhao1",
    "晟": "cheng2",
    "重": "chong2",
    "曾": "zeng1",
    "盛": "cheng2",
    "柏": "bo2",
    "翟": "di2",
    "覃": "tan2",
}
#: A name of many characters with two readings has more ways to be read than anybody tries.
_MOST_READINGS: Final = 8


@cache
def _readings() -> dict[str, str]:
    """Character → syllable with tone."""
    readings = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        syllable, characters = line.split(" ")
        readings.update(dict.fromkeys(characters, syllable))
    return readings


def reading_of(character: str) -> str:
    """The usual reading with its tone ("zhang1"); "" for what is no Chinese character."""
    return _readings().get(character, "")


def syllables(name: str) -> list[str]:
    """A name as it is read, a syllable or a Latin word each: the family name as a family name."""
    readings = [reading or part for part, reading in _parts(name)]
    family = _family_name(name)
    return [*family, *readings[len(family) :]]


def ways_to_read(name: str) -> list[list[str]]:
    """Every usual way to read a name, the usual one first; without tones, at most eight."""
    family = _family_name(name)
    choices: list[list[str]] = []
    for place, (part, reading) in enumerate(_parts(name)):
        first = [family[place]] if place < len(family) else []
        second = _SECOND_READINGS.get(part)
        usual = [*first, reading or part, *([second] if second else [])]
        choices.append(list(dict.fromkeys(without_tone(syllable) for syllable in usual)))
    return [list(way) for way in islice(product(*choices), _MOST_READINGS)]


def without_tone(syllable: str) -> str:
    return (
        syllable[:-1]
        if len(syllable) > 1 and syllable[-1].isdigit() and syllable[:-1].isalpha()
        else syllable
    )


def _family_name(name: str) -> tuple[str, ...]:
    return next((read for written, read in _FAMILY_NAMES.items() if name.startswith(written)), ())


def _parts(name: str) -> list[tuple[str, str]]:
    """Characters with their reading, and words of other letters without one."""
    parts: list[tuple[str, str]] = []
    word = ""
    for character in f"{name} ":
        reading = reading_of(character)
        if not reading and character.isalnum():
            word += character
            continue
        if word:
            parts.append((word, ""))
            word = ""
        if reading:
            parts.append((character, reading))
    return parts
