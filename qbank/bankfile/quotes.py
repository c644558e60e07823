"""Adapting the quotes of rubric points after the wording of the quoted answers was corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from qbank.bankfile.drafts import BankDraft, QuestionDraft
from qbank.bankfile.rubrics import Rubrics

#: The least likeness (0 to 1) between a quote and the words that replace it. Here a text is compared with its
#: own correction, letter by letter; `qbank.similarity` judges whether two questions ask the same.
_LIKENESS = 0.75


def refit_quotes(rubrics: Rubrics, bank: BankDraft) -> tuple[Rubrics, list[str]]:
    """The rubrics with quotes that all occur in an answer of their question; also the quotes that were lost.

    A quote whose words were corrected follows the correction. A quote that resembles nothing any more is
    emptied; its point stays.
    """
    fitted = dict(rubrics)
    lost: list[str] = []
    for question in (question for category in bank.categories for question in category.questions):
        rubric = rubrics.get(question.code)
        if rubric is not None:
            fitted[question.code] = _refit_rubric(rubric, question, lost)
    return fitted, lost


def _refit_rubric(rubric: QuestionDraft, question: QuestionDraft, lost: list[str]) -> QuestionDraft:
    answers = [answer.text for answer in question.answers]
    points = []
    for point in rubric.points:
        if not point.quote or any(point.quote in answer for answer in answers):
            points.append(point)
            continue
        quote = closest_stretch(point.quote, answers)
        if not quote:
            lost.append(point.quote)
        points.append(replace(point, quote=quote))
    return replace(rubric, points=tuple(points))


def closest_stretch(quote: str, texts: Sequence[str]) -> str:
    """The stretch of one of the texts that is most like ``quote``; "" where none is."""
    best, score = "", _LIKENESS
    for text in texts:
        matcher = SequenceMatcher(None, text, quote, autojunk=False)
        core = matcher.find_longest_match()
        if not core.size:
            continue
        start = max(core.a - core.b, 0)
        for stretch in {text[start : start + len(quote) + extra] for extra in range(-6, 7)}:
            ratio = SequenceMatcher(None, stretch, quote, autojunk=False).ratio()
            if ratio > score or (ratio == score and best and len(stretch) < len(best)):
                best, score = stretch, ratio
    return best
