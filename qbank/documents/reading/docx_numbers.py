"""The numbers Word puts before paragraphs, which are not in the text but computed from its lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Word's bullets are characters of symbol fonts; all are written as this one.
BULLET: Final = "•"
_TWIPS_PER_COLUMN: Final = 180
_WIDEST_INDENT: Final = 24
_DIGITS: Final = "零一二三四五六七八九"
_CHINESE: Final = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
    )
)


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    template: str
    start: int
    indent: int | None = None


class Numbering:
    """Counts a document's lists while its paragraphs are read in order."""

    def __init__(self, styles: Mapping[str, Any], root: Any) -> None:
        """``styles`` are the document's style elements by id, ``root`` its numbering part, if it has one."""
        self._styles = styles
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        shared = {_own(a, "abstractNumId"): _List(_levels(a)) for a in root.findall(f"{_W}abstractNum")}
        for num in root.findall(f"{_W}num"):
            base = shared.get(_value(num, "abstractNumId"), _List({}))
            restarts = {
                int(_own(override, "ilvl") or 0): int(_value(override, "startOverride"))
                for override in num.findall(f"{_W}lvlOverride")
                if _value(override, "startOverride")
            }
            self._lists[_own(num, "numId")] = _List(base.levels, base.counts, restarts)

    def label(self, paragraph: Any) -> str:
        """What Word shows before the paragraph's text: ``1.``, ``（二）``, ``• ``, or nothing."""
        num_id, depth = self._place(paragraph)
        numbered = self._lists.get(num_id)
        label = numbered.next(depth) if numbered else ""
        if not label:
            return ""
        indent = self._indent(paragraph, numbered, depth)
        if label == BULLET:
            return f"{' ' * (2 * depth if indent is None else indent)}{label} "
        return f"{' ' * (indent or 0)}{label} " if label[-1:].isalnum() else f"{' ' * (indent or 0)}{label}"

    def _indent(self, paragraph: Any, numbered: _List | None, depth: int) -> int | None:
        """How many characters a list's entry is indented; None where the document doesn't say."""
        element, seen = paragraph, set[str]()
        while element is not None:
            properties = element.find(f"{_W}pPr")
            indent = None if properties is None else properties.find(f"{_W}ind")
            if indent is not None:
                return _columns(indent)
            style = "" if properties is None else _value(properties, "pStyle")
            style = style if element is paragraph else _value(element, "basedOn")
            element = self._styles.get(style) if style not in seen else None
            seen.add(style)
        level = numbered.levels.get(depth) if numbered else None
        return level.indent if level else None

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The paragraph's list and depth: its own, else its style's, else of the style that is based on."""
        element, seen = paragraph, set[str]()
        while True:
            properties = element.find(f"{_W}pPr")
            numbered = None if properties is None else properties.find(f"{_W}numPr")
            if numbered is not None:
                return _value(numbered, "numId"), int(_value(numbered, "ilvl") or 0)
            if element is paragraph:
                style = "" if properties is None else _value(properties, "pStyle")
            else:
                style = _value(element, "basedOn")
            if style in seen or style not in self._styles:
                return "", 0
            seen.add(style)
            element = self._styles[style]


@dataclass(slots=True)
class _List:
    """One list; those made from the same pattern go on counting where the other stopped."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        level = self.levels.get(depth)
        if level is None:
            return ""
        if depth in self.restarts:
            self.counts[depth] = self.restarts.pop(depth)
        else:
            self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in self.counts if d > depth]:
            del self.counts[deeper]
        if level.format == "bullet":
            return BULLET
        if level.format == "none":
            return ""
        return re.sub(r"%([1-9])", lambda match: self._number(int(match[1]) - 1), level.template)

    def _number(self, depth: int) -> str:
        level = self.levels.get(depth)
        return _written(self.counts.get(depth, level.start), level.format) if level else ""


def _levels(abstract: Any) -> dict[int, _Level]:
    levels = {}
    for level in abstract.findall(f"{_W}lvl"):
        indent = level.find(f"{_W}pPr/{_W}ind")
        levels[int(_own(level, "ilvl") or 0)] = _Level(
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText"),
            int(_value(level, "start") or 1),
            None if indent is None else _columns(indent),
        )
    return levels


def _columns(indent: Any) -> int:
    """Where an entry's mark stands, in characters from the margin."""
    left = _twips(indent, "left") or _twips(indent, "start")
    return min(_WIDEST_INDENT, max(0, left - _twips(indent, "hanging")) // _TWIPS_PER_COLUMN)


def _twips(indent: Any, name: str) -> int:
    value = _own(indent, name)
    return int(value) if value.isdigit() else 0


def _own(element: Any, name: str) -> str:
    """The element's attribute ``name``, "" if missing."""
    return str(element.get(f"{_W}{name}", ""))


def _value(element: Any, name: str) -> str:
    """The ``val`` of the element's child ``name``, "" if missing."""
    child = element.find(f"{_W}{name}")
    return "" if child is None else _own(child, "val")


def _written(number: int, style: str) -> str:
    if style in _CHINESE and 0 < number < 100:
        return _chinese(number)
    if style in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((ord("A") if style == "upperLetter" else ord("a")) + number - 1)
    if style.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    """1–99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")
