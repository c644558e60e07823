"""An answer from a sheet, put to the question it answers."""

from __future__ import annotations

import re

from qbank.documents.parts.questions import QuestionReader
from qbank.documents.parts.read import ReadQuestion, Span
from qbank.documents.structure.segments import segments
from qbank.documents.structure.sheets import SheetEntry
from qbank.documents.structure.words import Role


def answer_from_sheet(reader: QuestionReader, question: ReadQuestion, entry: SheetEntry) -> None:
    """Add an entry's parts to its question; a repetition of the question before its answer is passed over."""
    question.spans.append(Span(entry.mark, entry.start, "mark"))
    for part in segments(reader.folded, entry.start, entry.end, reader.labels):
        if part.role in (Role.STEM, Role.QUESTION, Role.SITUATION, Role.OPTIONS):
            start = part.start + _repeated(question.text, reader.text[part.start : part.end])
            question.spans.append(Span(part.mark, start, "question"))
            reader.add_answer(question, start, start, part.end)
        else:
            reader.read_part(question, part)


def _repeated(question: str, text: str) -> int:
    """How much of a text repeats the question it begins with; 0 where it does not."""
    wanted = re.sub(r"\W", "", question)
    position = matched = 0
    while position < len(text) and matched < len(wanted):
        if re.match(r"\w", text[position]):
            if text[position] != wanted[matched]:
                return 0
            matched += 1
        position += 1
    if matched < len(wanted) or not wanted:
        return 0
    while position < len(text) and not re.match(r"\w|[“\"（(]", text[position]):
        position += 1
    return position
