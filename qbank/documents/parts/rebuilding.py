"""A question put together anew from stretches of text that a person has said to be its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from qbank.bankfile.drafts import AnswerDraft, QuestionDraft
from qbank.documents.layout.tables import BREAK
from qbank.documents.parsing.marks import fold
from qbank.documents.parts.grids import rubric_of
from qbank.documents.parts.questions import QuestionReader
from qbank.documents.parts.read import ReadQuestion
from qbank.documents.structure.finding import find_labels
from qbank.documents.structure.labels import Label
from qbank.documents.structure.numbers import Number, find_numbers
from qbank.documents.structure.segments import PartSegment
from qbank.documents.structure.stems import split
from qbank.documents.structure.unnumbered import question as place_of_question
from qbank.documents.structure.words import LINE_ROLES, Role

#: The roles that each part may have by the label it begins with; the first where it has none of them.
_ROLES: Final[Mapping[str, tuple[Role, ...]]] = {
    "answer": (Role.ANSWER, Role.ANALYSIS),
    "probe": (Role.PROBE,),
    "point": (Role.CRITERIA, Role.RED_FLAG, Role.COMPETENCY, Role.INTENT),
    "setting": (Role.FORM, *sorted(LINE_ROLES)),
}
#: "A:" is a label only where questions are marked "Q:", which a single part does not show.
_ANSWER_MARK: Final = re.compile(r"\s*(?:[Aa][ ]?:[ ]*)?")
#: The bullet of what followed in the document.
_END: Final = re.compile(r"\n[ \t]*[-•*·]+[ \t]*$")
_BEFORE: Final = " \t\n*#>-—•·●_|"


def draft_of(parts: Iterable[tuple[str, str]]) -> QuestionDraft:
    """The draft of a question whose parts are these: (what it is, its text), in the document's order."""
    whole = ReadQuestion(None, 0, 0)
    stems: list[str] = []
    for part, stretch in parts:
        if part == "point":
            stretch, points = rubric_of(stretch)
            whole.points += points
        text = _END.sub("", stretch.replace(BREAK, "\n").strip("|\n "))
        if part == "question":
            stem = _read_stem(text)
            stems.append(stem.text)
            _take_over(whole, stem)
        else:
            _read_part(whole, part, text)
    has_levels = any(point.level is not None for point in whole.points)
    return QuestionDraft(
        text="\n".join(stem for stem in stems if stem),
        kind=whole.kind,
        rubric_kind="ladder" if has_levels else "checklist",
        difficulty=whole.difficulty,
        minutes=whole.minutes,
        answers=tuple(AnswerDraft(answer) for answer in whole.answers if answer.strip()),
        probes=tuple(probe for probe in whole.probes if probe),
        competencies=tuple(whole.competencies),
        points=tuple(whole.points),
    )


def end_of_stem(text: str) -> int:
    """Where the question ends that a text begins with; its length where all of it is the question."""
    folded = fold(text)
    mark = _number_before(folded, find_labels(folded))
    first = next((label.start for label in find_labels(folded) if label.start > mark.end), len(text))
    stop = split(folded, mark.end, first)
    return first if not text[stop:first].strip() else stop


def _read_stem(text: str) -> ReadQuestion:
    folded = fold(text)
    labels = find_labels(folded)
    reader = QuestionReader(text, folded, labels, only_questions=True)
    return reader.read(_number_before(folded, labels), len(text))


def _number_before(folded: str, labels: list[Label]) -> Number:
    """The number a text begins with; an empty one where it has none."""
    numbers = find_numbers(folded, labels)
    if numbers and not folded[: numbers[0].start].strip(_BEFORE):
        return numbers[0]
    return place_of_question(0, 0)


def _take_over(whole: ReadQuestion, stem: ReadQuestion) -> None:
    """What a stretch labelled as question says besides its text."""
    for name in ("answers", "probes", "points", "competencies"):
        getattr(whole, name).extend(getattr(stem, name))
    whole.answer_spans += stem.answer_spans
    whole.kind = whole.kind or stem.kind
    whole.difficulty = whole.difficulty or stem.difficulty
    whole.minutes = whole.minutes or stem.minutes


def _read_part(whole: ReadQuestion, part: str, text: str) -> None:
    folded = fold(text)
    labels = find_labels(folded)
    label = labels[0] if labels and not folded[: labels[0].start].strip(_BEFORE) else None
    mark = _ANSWER_MARK.match(folded) if part == "answer" else None
    begin = label.end if label else mark.end() if mark else 0
    roles = _ROLES[part]
    role = label.role if label is not None and label.role in roles else roles[0]
    if part == "answer" and label is None and whole.answers:
        # A border within an answer makes no second one: only a label does.
        whole.answers[-1] += f"\n{text.strip()}"
        return
    reader = QuestionReader(text, folded, labels)
    reader.read_part(whole, PartSegment(role, 0, begin, len(text), label))
