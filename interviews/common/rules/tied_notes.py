"""Notes that are tied to points as one writes: ``“is it these three?” #2``, or a line with ``#2`` in it.

The numbers are those that the points have on the scoring page. static/js/scoring/ties.js reads the same.
"""

from __future__ import annotations

import re

#: What stands in quotation marks right before the number, if anything does.
_TIE = re.compile(r"(?:“([^“”\n]+)”[ \t]*|\"([^\"\n]+)\"[ \t]*)?(#+)(\d{1,2})(?![\w#])")
_STAMP = re.compile(r"^\s*\[\d+:\d\d\]\s*")


def tied_notes(notes: str) -> dict[int, tuple[str, ...]]:
    """Number of a point → the words that are tied to it, in the order of the notes, none twice."""
    tied: dict[int, dict[str, None]] = {}
    for line in re.split(r"\r\n|\r|\n", notes):
        ties = [match for match in _TIE.finditer(line) if match[3] == "#"]
        whole = _whole(line, ties)
        for match in ties:
            if words := (match[1] or match[2] or whole).strip():
                tied.setdefault(int(match[4]), {})[words] = None
    return {number: tuple(words) for number, words in tied.items()}


def _whole(line: str, ties: list[re.Match[str]]) -> str:
    """The line without its time and the numbers of points."""
    for match in reversed(ties):
        line = line[: match.start(3)] + line[match.end() :]
    return _STAMP.sub("", line).strip(" \t，,、")
