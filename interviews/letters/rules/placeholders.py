"""What HR may have filled into a letter to a candidate, and the filling in. Pure, no Django.

A text is text: a placeholder is one of the names below in braces, in either language, and nothing else is
ever looked up or carried out. What is filled in is not looked through again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from common.messages import gettext_noop


class Placeholder(StrEnum):
    CANDIDATE = "candidate"
    COMPANY = "company"
    POSITION = "position"
    ROUND = "round"
    DATE = "date"
    TIME = "time"
    MINUTES = "minutes"
    PLACE = "place"
    PANEL = "panel"
    SENDER = "sender"
    LINK = "confirm_link"


#: How each is called in Chinese texts.
CHINESE: Final[Mapping[Placeholder, str]] = {
    Placeholder.CANDIDATE: "候选人",
    Placeholder.COMPANY: "公司",
    Placeholder.POSITION: "岗位",
    Placeholder.ROUND: "轮次",
    Placeholder.DATE: "日期",
    Placeholder.TIME: "时间",
    Placeholder.MINUTES: "时长",
    Placeholder.PLACE: "地点",
    Placeholder.PANEL: "面试官",
    Placeholder.SENDER: "发件人",
    Placeholder.LINK: "确认链接",
}
_BY_NAME: Final[Mapping[str, Placeholder]] = {
    **{str(placeholder): placeholder for placeholder in Placeholder},
    **{name: placeholder for placeholder, name in CHINESE.items()},
}
_MARK: Final = re.compile(r"\{([^{}\n]{1,40})\}")
#: Full-width braces come with a Chinese keyboard.
_NARROW: Final = str.maketrans("｛｝", "{}")
_NO_BRACES: Final = str.maketrans("{}｛｝", "()()")


class PlaceholderError(ValueError):
    """A text that can't be filled in. ``message`` is to be translated, and filled with ``name``; who shows it
    adds the names that are known."""

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.name = name


@dataclass(frozen=True, slots=True)
class LetterText:
    """The subject, one line, and the text of a letter, with or without placeholders."""

    subject: str
    body: str


def names_in(language: str) -> tuple[str, ...]:
    """The names of all placeholders in the language of a letter ("zh-hans" or "en"), in their order."""
    return tuple(CHINESE.values()) if language.startswith("zh") else tuple(map(str, Placeholder))


def mark(placeholder: Placeholder, language: str) -> str:
    """The placeholder as it stands in a text of that language."""
    name = CHINESE[placeholder] if language.startswith("zh") else str(placeholder)
    return f"{{{name}}}"


def narrowed(text: str) -> str:
    """The text with the braces that placeholders are written with."""
    return text.translate(_NARROW)


def check(text: str, allowed: frozenset[Placeholder]) -> None:
    """Raises PlaceholderError for a name that is unknown or not allowed, and for a brace without one."""
    for found in _MARK.finditer(text):
        name = found[1].strip()
        if name not in _BY_NAME:
            raise PlaceholderError(gettext_noop("There is no placeholder “{%(name)s}”."), name)
        if _BY_NAME[name] not in allowed:
            raise PlaceholderError(gettext_noop("“{%(name)s}” can’t stand in this text."), name)
    rest = _MARK.sub("", text)
    if "{" in rest or "}" in rest:
        raise PlaceholderError(gettext_noop("A brace stands alone. Braces only enclose a placeholder."))


def has(text: str, placeholder: Placeholder) -> bool:
    """Whether the placeholder stands in the text."""
    return any(_BY_NAME.get(found[1].strip()) == placeholder for found in _MARK.finditer(text))


def fill(text: str, values: Mapping[Placeholder, str]) -> str:
    """The text with its placeholders filled in; those without a value stay as they are. A line all of whose
    placeholders are empty says nothing and is left out."""
    lines = (_filled(line, values) for line in text.splitlines())
    return _without_gaps([line for line in lines if line is not None])


def fill_link(text: str, address: str) -> str:
    """The text with its link, which comes last: who reads the letter before it is sent sees none."""
    return _MARK.sub(
        lambda found: address if _BY_NAME.get(found[1].strip()) == Placeholder.LINK else found[0], text
    )


def _filled(line: str, values: Mapping[Placeholder, str]) -> str | None:
    known = [_BY_NAME[name] for found in _MARK.finditer(line) if (name := found[1].strip()) in _BY_NAME]
    if known and all(placeholder in values and not values[placeholder] for placeholder in known):
        return None

    def value(found: re.Match[str]) -> str:
        placeholder = _BY_NAME.get(found[1].strip())
        if placeholder is None or placeholder not in values:
            return found[0]
        return values[placeholder].translate(_NO_BRACES)

    return _MARK.sub(value, line)


def _without_gaps(lines: list[str]) -> str:
    """The lines, with one empty line at most between two."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()
