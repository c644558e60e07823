"""The papers of a candidate that somebody may read."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from interviews.models import Candidate, CandidatePaper


@dataclass(frozen=True, slots=True)
class PapersPage:
    """``withheld``: there are others, which come once the person has submitted their scorecard."""

    papers: list[CandidatePaper]
    withheld: bool


def papers_for(candidate: Candidate, user: User) -> PapersPage:
    """In one query, and one more where the position is scored without papers. Give the candidate with their
    position."""
    rows = CandidatePaper.objects.visible_to(user).filter(candidate=candidate)
    papers = list(rows.defer("content").select_related("added_by").order_by("added_at", "pk"))
    withheld = False
    if candidate.position.papers_after_scoring:
        others = CandidatePaper.objects.filter(candidate=candidate)
        withheld = others.exclude(pk__in=[paper.pk for paper in papers]).exists()
    return PapersPage(papers, withheld)
