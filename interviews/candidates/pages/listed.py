"""The lines of the lists of candidates and of positions: how far each has come, how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import User
from interviews.candidates.pages.board import NAMES, rounds_of
from interviews.candidates.pages.tags import tags_of
from interviews.candidates.rules.board import CLOSED, Column, Round, column_of, upcoming
from interviews.models import Candidate, CandidateTagging, Interview, Position


@dataclass(frozen=True, slots=True)
class ListedCandidate:
    """A candidate, their column on the board of their position, the next interview ahead and the last that
    has begun, and their tags; as far as the reader may know."""

    candidate: Candidate
    column: Column
    ahead: Round | None
    last: Round | None
    taggings: list[CandidateTagging]

    @property
    def stage(self) -> str | Promise:
        """The column in words."""
        return NAMES[self.column]

    @property
    def waits(self) -> bool:
        """Whether somebody has to do something now: schedule, score or decide."""
        return self.column not in CLOSED and self.column != Column.SCHEDULED


def listed_candidates(candidates: Sequence[Candidate], user: User) -> list[ListedCandidate]:
    """The lines of these candidates in their order; as many queries for one as for thirty."""
    rounds = rounds_of(
        Interview.objects.filter(candidate__in=[candidate.pk for candidate in candidates]), user
    )
    tags = tags_of([candidate.pk for candidate in candidates], user)
    now = timezone.now()
    listed = []
    for candidate in candidates:
        own = rounds[candidate.pk]
        begun = [round_ for round_ in own if round_.starts_at <= now]
        last = max(begun, key=lambda round_: (round_.starts_at, round_.number), default=None)
        listed.append(
            ListedCandidate(candidate, column_of(own, now), upcoming(own, now), last, tags[candidate.pk])
        )
    return listed


def with_candidates(positions: Iterable[Position]) -> list[tuple[Position, int]]:
    """These positions with how many candidates each has; they alone are counted."""
    listed = list(positions)
    candidates = Candidate.objects.filter(position__in=[position.pk for position in listed]).order_by()
    numbers = dict(candidates.values_list("position").annotate(Count("pk")))
    return [(position, numbers.get(position.pk, 0)) for position in listed]
