"""A candidate's papers come in and go: read in a process of their own, kept under the candidate's lock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from common.limited import LimitExceededError, ProcessLimits, call
from common.limits import PAPERS_OF_CANDIDATE
from interviews.candidates.rules.papers import PaperFile, Refusal, read_papers
from interviews.candidates.services.erased import refuse_erased
from interviews.models import Candidate, CandidatePaper

ADD, REMOVE = "candidate.add-paper", "candidate.remove-paper"
_LIMITS: Final = ProcessLimits(seconds=60, megabytes=1000)


def may_keep_papers(actor: User) -> bool:
    """HR, who keeps candidates."""
    return actor.is_active and actor.has_perm("interviews.change_candidate")


def check_may_keep_papers(actor: User) -> None:
    """Raises PermissionDenied for anybody but HR."""
    if not may_keep_papers(actor):
        raise PermissionDenied(_("HR keeps candidates’ papers."))


def read_uploads(files: Sequence[tuple[str, bytes]]) -> list[PaperFile]:
    """The uploaded (name, content) as they will be kept. Not within a transaction.

    Raises ValidationError, a sentence for each file that is not taken.
    """
    try:
        read = call(_LIMITS, read_papers, files)
    except LimitExceededError as error:
        raise ValidationError(
            _("These files take too long to read. Upload them one by one; print a large one as PDF first.")
        ) from error
    if refusals := [paper for paper in read if isinstance(paper, Refusal)]:
        raise ValidationError([_refusal_sentence(refusal) for refusal in refusals])
    return [paper for paper in read if isinstance(paper, PaperFile)]


def _refusal_sentence(refusal: Refusal) -> str:
    why = _(refusal.message) % refusal.params
    return _("“%(name)s” was not taken: %(why)s") % {"name": refusal.name, "why": why}


@transaction.atomic
def add_papers(*, actor: User, candidate: Candidate, papers: Iterable[PaperFile]) -> list[CandidatePaper]:
    """Keep what :func:`read_uploads` read, all of it or nothing.

    Raises PermissionDenied for anybody but HR, ValidationError once the candidate's personal data was erased,
    for too many papers, and for a file that is there already.
    """
    check_may_keep_papers(actor)
    locked = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    refuse_erased(locked.pk)
    known = set(CandidatePaper.objects.filter(candidate=locked).values_list("sha256", flat=True))
    wanted = {paper.sha256: paper for paper in papers}
    if there := [paper.name for sha256, paper in wanted.items() if sha256 in known]:
        raise ValidationError([_("“%(name)s” is here already.") % {"name": name} for name in there])
    if len(known) + len(wanted) > PAPERS_OF_CANDIDATE:
        raise ValidationError(
            _("At most %(most)s papers are kept of a candidate; %(number)s are here. Remove some first.")
            % {"most": PAPERS_OF_CANDIDATE, "number": len(known)}
        )
    return [_add(actor, locked, paper) for paper in wanted.values()]


def _add(actor: User, candidate: Candidate, file: PaperFile) -> CandidatePaper:
    paper: CandidatePaper = CandidatePaper.objects.create(
        candidate=candidate,
        name=file.name,
        kind=file.kind,
        size=len(file.content),
        sha256=file.sha256,
        content=file.content,
        added_by=actor,
    )
    record(actor=actor, action=ADD, target=candidate, after=_said(paper))
    return paper


@transaction.atomic
def remove_paper(*, actor: User, paper: CandidatePaper) -> None:
    """Delete a paper for good. Raises PermissionDenied for anybody but HR."""
    check_may_keep_papers(actor)
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=paper.candidate_id)
    said = _said(paper)
    if CandidatePaper.objects.filter(pk=paper.pk).delete()[0]:
        record(actor=actor, action=REMOVE, target=candidate, before=said)


def _said(paper: CandidatePaper) -> dict[str, object]:
    """Neither its name, which may hold a person's, nor its hash, by which the file could be told again once
    it is erased."""
    return {"paper": paper.pk, "kind": str(paper.kind), "bytes": paper.size}
