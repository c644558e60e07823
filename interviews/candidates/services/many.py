"""One change of many candidates, in one transaction and with a record for each."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record_each
from accounts.models import User
from interviews.candidates.services.tags import change_tags
from interviews.models import Candidate, CandidateTag, Position

#: Candidates changed at a time.
MOST = 2000
EXPORT = "candidate.export"


@dataclass(frozen=True, slots=True)
class ManyChanged:
    """How many came to another position, and how many have other tags."""

    moved: int
    tagged: int


def fingerprint(ids: Collection[int]) -> str:
    """Of whom somebody chose: who came or went since is noticed."""
    return hashlib.sha256(" ".join(map(str, sorted(ids))).encode()).hexdigest()


@transaction.atomic
def change_many(
    *,
    actor: User,
    ids: Sequence[int],
    seen: str,
    position: Position | None = None,
    add: str = "",
    remove: CandidateTag | None = None,
) -> ManyChanged:
    """Set a position, give tags and take one; who has it so already is left as they are, so that sending it
    twice changes nothing more. As many queries for one as for hundreds.

    Raises PermissionDenied for anybody but HR; ValidationError for too many, when others are meant than were
    seen, and as :func:`change_tags` does.
    """
    if not (actor.is_active and actor.has_perm("interviews.change_candidate")):
        raise PermissionDenied(_("HR keeps candidates."))
    if len(ids) > MOST:
        raise ValidationError(_("At most %(most)s candidates are changed at a time.") % {"most": MOST})
    if seen != fingerprint(ids):
        raise ValidationError(_("The list has changed meanwhile. Look again at whom it holds."))
    moved = _move(actor, ids, position) if position is not None else 0
    tagged = 0
    if add or remove:
        tagged = change_tags(actor=actor, candidates=ids, add=add, remove=[remove.pk] if remove else [])
    return ManyChanged(moved, tagged)


def _move(actor: User, ids: Sequence[int], position: Position) -> int:
    rows = Candidate.objects.select_for_update(of=("self",)).filter(pk__in=ids, erased_at__isnull=True)
    people = list(rows.exclude(position=position).select_related("position").order_by("pk"))
    record_each(
        actor=actor,
        action="candidate.change",
        targets=[
            (candidate, {"position": str(candidate.position)}, {"position": str(position)})
            for candidate in people
        ],
    )
    Candidate.objects.filter(pk__in=[candidate.pk for candidate in people]).update(position=position)
    return len(people)


@transaction.atomic
def record_export(*, actor: User, candidates: Collection[Candidate]) -> None:
    """The trail keeps who took whose contacts away."""
    record_each(actor=actor, action=EXPORT, targets=[(candidate, None, None) for candidate in candidates])
