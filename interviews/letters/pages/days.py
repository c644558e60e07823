"""The letters of a day: who is to be told of their interview, in which words, and who can't be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import User
from interviews.letters.services.writing import LetterDraft, about, draft, knows_plan, plan_kind
from interviews.models import CandidateLetter, Interview, LetterKind, LetterLanguage


@dataclass(frozen=True, slots=True)
class DueLetter:
    """``seen``: what the letter rests on."""

    interview: Interview
    kind: LetterKind
    language: LetterLanguage
    seen: str


@dataclass(frozen=True, slots=True)
class DayLetters:
    """``due``: who is written to. ``unreachable`` have no address. ``told``: who knows already.
    ``examples``: a letter of each kind and language as the first of its candidates would read it."""

    due: list[DueLetter]
    unreachable: list[Interview]
    told: list[Interview]
    examples: list[tuple[Interview, LetterDraft]]


def letters_of_day(interviews: QuerySet[Interview], user: User) -> DayLetters:
    """Of interviews that are visible to the user; as many queries for one as for fifty."""
    rows = interviews.filter(status=Interview.Status.SCHEDULED, candidate__erased_at__isnull=True)
    ahead = [
        interview
        for interview in rows.prefetch_related("candidate_letters").order_by("starts_at", "pk")
        if not interview.over
    ]
    languages = _usual_languages(ahead)
    due, unreachable, told = [], [], []
    for interview in ahead:
        if knows_plan(interview):
            told.append(interview)
        elif not interview.candidate.email:
            unreachable.append(interview)
        else:
            kind = plan_kind(interview)
            due.append(DueLetter(interview, kind, languages[interview.candidate_id], about(interview, kind)))
    return DayLetters(due, unreachable, told, _examples(due, user))


def _usual_languages(interviews: Sequence[Interview]) -> dict[int, LetterLanguage]:
    """Candidate → the language they were last written to in, else the site's."""
    ids = {interview.candidate_id for interview in interviews}
    last = CandidateLetter.objects.filter(interview__candidate__in=ids).order_by("pk")
    known = dict(last.values_list("interview__candidate", "language"))
    return {pk: LetterLanguage(known.get(pk, settings.LANGUAGE_CODE)) for pk in ids}


def _examples(due: Sequence[DueLetter], user: User) -> list[tuple[Interview, LetterDraft]]:
    first: dict[tuple[str, str], DueLetter] = {}
    for letter in due:
        first.setdefault((letter.kind, letter.language), letter)
    return [
        (
            letter.interview,
            draft(actor=user, interview=letter.interview, kind=letter.kind, language=letter.language),
        )
        for letter in first.values()
    ]
