"""Places of a question that nobody can be sure of: read doubtfully in its document, or not read at all.

A doubtful place belongs to the document (:class:`~qbank.models.Repair`); here it is found again in the words
of a question, by what stands around it. Words that a person has changed since are in doubt no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from qbank.bankfile.drafts import AnswerDraft, PointDraft, QuestionDraft
from qbank.documents.restoring.rules import NOTE_UNREADABLE, UNKNOWN
from qbank.models import ConfirmedPlace, Question, Repair, Source

#: Characters on either side by which a place is found again, and those that are shown.
_AROUND: Final = 4
_SHOWN: Final = 16
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class DoubtfulPlace:
    """``run`` is what is in doubt, with the words before and after it, as the question has them; ``note``
    says why, in English, to be translated where it is shown."""

    before: str
    run: str
    after: str
    note: str

    @property
    def place(self) -> str:
        """What identifies the place within its question."""
        around = f"{self.before[-_AROUND:]}{self.run}{self.after[:_AROUND]}"
        return _SPACE.sub("", around)


@dataclass(frozen=True, slots=True)
class _Run:
    """A doubtful run of a document with what stands around it, all without white space."""

    before: str
    text: str
    after: str
    note: str


def texts_of(
    text: str, probes: Iterable[str], answers: Iterable[AnswerDraft], points: Iterable[PointDraft]
) -> list[str]:
    """Every text of a question that people read."""
    return [text, *probes, *(answer.text for answer in answers), *(point.text for point in points)]


def texts_of_draft(draft: QuestionDraft) -> list[str]:
    return texts_of(draft.text, draft.probes, draft.answers, draft.points)


def is_unreadable(texts: Iterable[str]) -> bool:
    """Whether a character is missing that could not be worked out."""
    return any(UNKNOWN in text for text in texts)


def open_places(question: Question, texts: Iterable[str]) -> list[DoubtfulPlace]:
    """The doubtful places in these texts of a question that nobody has confirmed. Three queries at most."""
    texts = list(texts)
    runs = _doubtful_runs(question.source_id) if question.source_id else []
    places = [place for text in texts for place in _places_in(text, runs)]
    if not places or question.pk is None:
        return places
    confirmed = set(question.confirmed_places.values_list("place", flat=True))
    return [place for place in places if place.place not in confirmed]


def place_problems(places: Iterable[DoubtfulPlace]) -> list[str]:
    """Why a question with these places can't be made ready."""
    return [
        _("It is not certain that “%(place)s” reads as it should: mend it, or confirm it on its page.")
        % {"place": f"{place.before[-_AROUND:]}{place.run}{place.after[:_AROUND]}"}
        for place in places
    ]


@transaction.atomic
def confirm_places(*, question: Question, actor: User) -> list[DoubtfulPlace]:
    """Record that a person has read the question's doubtful places and takes them to be right.

    Returns them; empty where there are none by now.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    places = open_places(question, _stored_texts(question))
    if not places:
        return []
    ConfirmedPlace.objects.bulk_create(
        ConfirmedPlace(question=question, place=place, by=actor)
        for place in dict.fromkeys(place.place for place in places)
    )
    record(
        actor=actor,
        action="question.confirm",
        target=question,
        after={"places": [f"{place.before}{place.run}{place.after}" for place in places]},
    )
    return places


def _stored_texts(question: Question) -> list[str]:
    answers = (answer.text for answer in question.answers.all())
    return [question.text, *question.probes, *answers, *(point.text for point in question.points.all())]


def open_places_of(question: Question) -> list[DoubtfulPlace]:
    """:func:`open_places` of a saved question as it is."""
    return open_places(question, _stored_texts(question))


def open_places_of_many(questions: Iterable[Question]) -> dict[int, list[DoubtfulPlace]]:
    """{id: :func:`open_places_of`} of questions with prefetched answers and points; two queries for each
    document and one for all."""
    questions = list(questions)
    runs = {source: _doubtful_runs(source) for source in {q.source_id for q in questions} if source}
    rows = ConfirmedPlace.objects.filter(question__in=questions).values_list("question", "place")
    confirmed = set(rows)
    return {
        question.pk: [
            place
            for text in _stored_texts(question)
            for place in _places_in(text, runs.get(question.source_id or 0, []))
            if (question.pk, place.place) not in confirmed
        ]
        for question in questions
    }


def _doubtful_runs(source_id: int) -> list[_Run]:
    """The doubtful repairs of a document; what could not be read at all is known by its mark."""
    repairs = Repair.objects.filter(source=source_id, doubtful=True).exclude(received="").exclude(restored="")
    places = list(repairs.order_by("position").values_list("restored_position", "restored", "note"))
    if not places:
        return []
    restored = Source.objects.values_list("restored", flat=True).get(pk=source_id)
    runs = []
    for start, text, note in places:
        if UNKNOWN in text or not (run := _SPACE.sub("", text)):
            continue
        end = start + len(text)
        before = _SPACE.sub("", restored[max(0, start - 3 * _AROUND) : start])[-_AROUND:]
        after = _SPACE.sub("", restored[end : end + 3 * _AROUND])[:_AROUND]
        runs.append(_Run(before, run, after, note))
    return runs


def _places_in(text: str, runs: Iterable[_Run]) -> Iterator[DoubtfulPlace]:
    for match in re.finditer(f"{UNKNOWN}+", text):
        yield _place(text, match.start(), match.end(), NOTE_UNREADABLE)
    kept = [index for index, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[index] for index in kept)
    for run in runs:
        start = bare.find(run.text)
        while start >= 0:
            end = start + len(run.text)
            if _agrees(bare[:start][::-1], run.before[::-1]) and _agrees(bare[end:], run.after):
                yield _place(text, kept[start], kept[end - 1] + 1, run.note)
            start = bare.find(run.text, start + 1)


def _agrees(text: str, around: str) -> bool:
    """Whether a text goes on as the document does, as far as it goes: an answer ends where it ends."""
    length = min(len(text), len(around))
    return text[:length] == around[:length]


def _place(text: str, start: int, end: int, note: str) -> DoubtfulPlace:
    before, after = text[max(0, start - _SHOWN) : start], text[end : end + _SHOWN]
    return DoubtfulPlace(_SPACE.sub(" ", before), text[start:end], _SPACE.sub(" ", after), note)
