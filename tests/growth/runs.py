"""Texts that nobody writes and a reader may stumble over: one thing again and again, as long as wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_SINGLE: Final = ' \t\n\u3000(（[【“"<{)）,，、;.。:：?？!-—_*#|/\\%=@·•①+1一题答分aA'
_SEVERAL: Final = (
    *(
        "(一",
        "（a",
        "[(",
        "()",
        "“”",
        '"a",',
        "<a>",
        "1.",
        "1、",
        "1 ",
        "1-",
        "1/",
        "1分",
        "第1",
        "A.",
        "(1)",
    ),
    *(
        " \n",
        " \t",
        "\r\n",
        "- ",
        "| ",
        "|-",
        "**",
        ". ",
        ", ",
        "a ",
        "a.",
        "a@",
        "中 ",
        "中a",
        "中。",
        "？ ",
    ),
    *(
        ",;?!",
        "，。？！",
        "答：",
        "题目：",
        "答案",
        "追问",
        "a\n",
        "中\n",
        "1\n",
        "1、中？\n",
        "？\n",
        "A. a\n",
    ),
)
#: What follows the run: where a run has to end in something, this is not it.
_REST: Final = "\x7f题"
_PAIRS: Final = ("()", "（）", "[]", "“”", "{}")

RUNS: Final = {repr(unit): (unit, "") for unit in (*_SINGLE, *_SEVERAL)} | {
    f"{pair}, one in the other": (pair[0], pair[1]) for pair in _PAIRS
}


def run_of(name: str, length: int) -> str:
    """The run of this name (of RUNS) in a text of about this length."""
    unit, closing = RUNS[name]
    if closing:
        return unit * (length // 2) + closing * (length // 2)
    return unit * (length // len(unit)) + _REST


def all_runs(length: int) -> Iterator[tuple[str, str]]:
    """The names of all runs, and their texts."""
    for name in RUNS:
        yield name, run_of(name, length)
