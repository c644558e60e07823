"""Half-width marks in Chinese text made full-width; digits and Latin text are left alone."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
#: What counts as Chinese beside a mark: characters, circled numbers, marks that are full-width already.
_CHINESE = r"\u3400-\u9fff\uf900-\ufaff\u2460-\u249b\u3001-\u3011\u2014\u2018-\u201d\u2026\uff01-\uff5e"
_FULL_WIDTH = str.maketrans(",:;?!", "\uff0c\uff1a\uff1b\uff1f\uff01")

_MARKS = re.compile(rf"(?<=[{_CHINESE}])[,:;?!]+|(?<![,:;?!])[,:;?!]+(?=[{_CHINESE}])")
#: A full stop after Chinese text, not one that numbers an item or belongs to 3.0 or a file's name.
_STOP = re.compile(rf"(?<=[{_CHINESE}])\.(?=[{_CHINESE}]|[ \t]*$)")
#: Brackets may span lines where a page's edge broke them, but not for long.
_BRACKETS = re.compile(r"(.?)\(([^()]{0,300})\)(?=(.?))")
#: Real text settles in three passes; a text made to need thousands is left half done.
_PASSES = 20
_TOUCHES_CHINESE = re.compile(rf"[{_CHINESE}]")


def widen(text: str) -> str:
    """``text`` with the marks in its Chinese lines full-width; as long as it was.

    Again until nothing changes, as a mark made full-width is Chinese to its neighbour.
    """
    for _ in range(_PASSES):
        lines = re.split(r"(\n)", _BRACKETS.sub(_widen_brackets, text))
        widened = "".join(_widen_line(line) if _HAN.search(line) else line for line in lines)
        if widened == text:
            break
        text = widened
    return text


def _widen_line(line: str) -> str:
    line = _MARKS.sub(lambda match: match[0].translate(_FULL_WIDTH), line)
    return _STOP.sub("\u3002", line)


def _widen_brackets(match: re.Match[str]) -> str:
    if not _TOUCHES_CHINESE.search(match[1] + match[2] + match[3]):
        return match[0]
    return f"{match[1]}\uff08{match[2]}\uff09"
