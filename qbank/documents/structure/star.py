"""情境：… 任务：… 行动：… 结果：… — the four steps in which an experience is told.

They are prompts to follow a question up with, or the steps of an answer; never questions of their own, and
their 情境 is no case to solve.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from qbank.documents.structure.labels import Label, line_end
from qbank.documents.structure.words import BULLETS, Role

_STEPS: Final = (
    "situation|情境|情景|背景",
    "tasks?|任务|目标",
    "actions?|行动|做法",
    "results?|结果|成果",
)
_LETTERS: Final = "star"
_STEP: Final = re.compile(
    rf"""(?m)^[ \t>#{re.escape(BULLETS)}]{{0,24}}+\*{{0,3}}(?:[(]?\d[.、)][ ]?)?
    (?P<mark> (?:(?P<letter>[STAR])(?:[ ]?[-—–.、(][ ]?|[ ]|(?=[:\u4e00-\u9fff])))?
      (?:{"|".join(f"(?P<step{n}>{words})" for n, words in enumerate(_STEPS))})?
      [ ]?\)?(?:[ ]?[(][A-Za-z\u4e00-\u9fff ]{{1,12}}[)])?
    )\*{{0,3}}[ ]?:""",
    re.VERBOSE | re.IGNORECASE,
)
#: From one step to the next.
_FURTHEST: Final = 800
_FEWEST: Final = 3
_SHORT: Final = 24
_QUESTION_BETWEEN: Final = re.compile(r"\?|\n[ \t]*[(第]?\d{1,4}[.、)题]")
_TELLS: Final = frozenset({Role.ANSWER, Role.ANALYSIS, Role.CRITERIA, Role.PROBE})


def with_steps(folded: str, labels: list[Label]) -> list[Label]:
    """The labels, with one of no width before each run of steps that nothing announces."""
    runs = list(_runs(folded, labels))
    if not runs:
        return labels
    result: list[Label] = []
    remaining = iter(runs)
    run = next(remaining, None)
    for label in [*labels, None]:
        while run is not None and (label is None or label.start > run[-1].end()):
            _announce(folded, run, result)
            run = next(remaining, None)
        if label is None:
            break
        if run is None or not any(step.start() <= label.word_at < step.end() for step in run):
            result.append(label)
    return sorted(result, key=lambda label: label.start)


def is_step(folded: str, position: int) -> bool:
    """Whether one of the four steps stands on the line that begins there."""
    step = _STEP.match(folded, position)
    return step is not None and _number(step) is not None


def _announce(folded: str, run: Sequence[re.Match[str]], labels: list[Label]) -> None:
    """Add the label of a run where the one before does not announce it."""
    first = run[0]
    before = labels[-1] if labels else None
    if (
        before is not None
        and before.role in _TELLS
        and first.start() - before.end < _FURTHEST
        and not _QUESTION_BETWEEN.search(folded, before.end, first.start())
    ):
        return
    role = Role.PROBE if _prompts(folded, run) else Role.ANSWER
    place = first.start("mark")
    labels.append(Label(role, first.start(), place, "", None, True, False, place))


def _prompts(folded: str, run: Sequence[re.Match[str]]) -> bool:
    """Whether the steps ask, or only name what to ask about."""
    lines = [folded[step.end() : line_end(folded, step.end())].strip(" *") for step in run]
    asking = sum(line.endswith("?") for line in lines)
    return asking * 2 >= len(lines) or all(len(line) <= _SHORT and "。" not in line for line in lines)


def _runs(folded: str, labels: Sequence[Label]) -> Iterator[list[re.Match[str]]]:
    """Steps in their order, at least three of them, the first included, with no other part between."""
    others = [label.word_at for label in labels if label.role != Role.SITUATION]
    run: list[re.Match[str]] = []
    index = 0
    for step in _STEP.finditer(folded):
        number = _number(step)
        if number is None:
            continue
        while index < len(others) and others[index] < step.start():
            index += 1
        apart = run and (
            number <= (_number(run[-1]) or 0)
            or step.start() - run[-1].end() > _FURTHEST
            or (index > 0 and others[index - 1] >= run[-1].end())
        )
        if apart or (not run and number):
            if len(run) >= _FEWEST:
                yield run
            run = []
        if run or number == 0:
            run.append(step)
    if len(run) >= _FEWEST:
        yield run


def _number(step: re.Match[str]) -> int | None:
    """0 for the situation … 3 for the result."""
    for number in range(len(_STEPS)):
        if step[f"step{number}"]:
            return number
    return _LETTERS.index(step["letter"].lower()) if step["letter"] else None
