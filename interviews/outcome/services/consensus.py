"""Writing down what the panel agrees on, question by question. Every row stays; the newest counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews import scoring
from interviews.access import permissions_for
from interviews.candidates.services.erased import refuse_erased
from interviews.common.progress import load_facts
from interviews.common.rules.stages import Action, InterviewFacts, allows, stage_of
from interviews.common.settling import unsettle
from interviews.models import Consensus, Interview, Response, Scorecard, SheetItem
from interviews.outcome.rules.results import ratings_fingerprint

AGREE = "consensus.agree"


@dataclass(frozen=True, slots=True)
class SavedConsensus:
    """The row that counts now; ``meanwhile``: others' rows its writer had not seen, oldest first."""

    row: Consensus
    meanwhile: tuple[Consensus, ...]


@transaction.atomic
def save_consensus(
    *,
    actor: User,
    interview: Interview,
    item: SheetItem,
    rating: Decimal | None,
    reason: str,
    seen: int,
    seen_ratings: str = "",
) -> SavedConsensus:
    """Save a consensus on one question; ``rating`` None takes it back. ``seen``: the newest row (its id, 0
    for none) the writer had before them; ``seen_ratings``: the fingerprint of the ratings (``""``: no
    page said). The row remembers the ratings it rests on, so its writer has to have seen them.

    Nobody overwrites anybody: what was written in between stays in the history and is handed back. The
    same once more (a second click) writes nothing. Raises PermissionDenied when the actor may not,
    ValidationError, keyed by field, when it can't be agreed.
    """
    locked = Interview.objects.select_for_update(of=("self",)).select_related("sheet").get(pk=interview.pk)
    if not permissions_for(actor, locked).may_agree:
        raise PermissionDenied(_("HR or the lead of the panel writes down what was agreed."))
    refuse_erased(locked.candidate_id)
    reason = reason.strip()
    if refusal := consensus_refusal(load_facts(locked)):
        raise ValidationError(refusal)
    rows: list[Consensus] = list(Consensus.objects.filter(interview=locked, item=item).order_by("pk"))
    newest = rows[-1] if rows else None
    rests_on = _given_ratings(locked, item)
    _check(locked, item, rating, reason, newest, rests_on)
    if seen_ratings and seen_ratings != _fingerprint(rests_on):
        raise ValidationError(_others_now(rests_on))
    if newest and (newest.by_id, newest.rating, newest.reason, newest.rests_on) == (
        actor.pk,
        rating,
        reason,
        rests_on,
    ):
        return SavedConsensus(newest, ())
    after = next((row for row in rows if row.pk == seen), None)
    row = Consensus.objects.create(
        interview=locked,
        item=item,
        rating=rating,
        reason=reason,
        rests_on=rests_on,
        after=after,
        by=actor,
        by_name=str(actor),
    )
    unsettle(locked.pk)
    # No rating: the trail is read by more people than the debrief.
    record(
        actor=actor,
        action=AGREE,
        target=row,
        before={"row": newest.pk} if newest else None,
        after={"row": row.pk, "question": item.position, "taken_back": rating is None},
    )
    meanwhile = tuple(earlier for earlier in rows if earlier.pk > seen and earlier.by_id != actor.pk)
    return SavedConsensus(row, meanwhile)


def consensus_refusal(facts: InterviewFacts) -> str:
    """What keeps a consensus from being written at this time; "" when nothing does."""
    stage = stage_of(facts)
    if facts.pending:
        return _("A decision waits for its second person; until then what was agreed stays as it is.")
    if not allows(stage, Action.AGREE) or not facts.released:
        return _("The panel compares once all have submitted, or HR has closed the round.")
    return ""


def _given_ratings(interview: Interview, item: SheetItem) -> list[dict[str, Any]]:
    """What everybody whose scorecard counts gave, as the row keeps it."""
    ratings = dict(
        Response.objects.filter(item=item, scorecard__member__interview=interview).values_list(
            "scorecard", "rating"
        )
    )
    cards = Scorecard.objects.filter(member__interview=interview, status=Scorecard.Status.SUBMITTED)
    return [
        {
            "member": card.member_id,
            "name": str(card.member.user),
            "rating": None if (given := ratings.get(card.pk)) is None else str(given),
        }
        for card in cards.select_related("member__user").order_by("-member__lead", "member__pk")
    ]


def _fingerprint(rests_on: list[dict[str, Any]]) -> str:
    return ratings_fingerprint(
        (given["member"], None if given["rating"] is None else Decimal(given["rating"])) for given in rests_on
    )


def _others_now(rests_on: list[dict[str, Any]]) -> str:
    ratings = [f"{given['name']} {given['rating'] or '–'}" for given in rests_on]
    return _(
        "Ratings on this question have changed since you opened this page. They are now: %(ratings)s. "
        "Not saved yet: save again if it is still what the panel agrees on."
    ) % {"ratings": _(", ").join(ratings)}


def _check(
    interview: Interview,
    item: SheetItem,
    rating: Decimal | None,
    reason: str,
    newest: Consensus | None,
    rests_on: list[dict[str, Any]],
) -> None:
    problems: dict[str, str] = {}
    scale = scoring.Scale.from_json(interview.sheet.scale)
    if item.sheet_id != interview.sheet_id:
        raise ValidationError(_("This question is not on the sheet."))
    if not reason:
        problems["reason"] = _("Say why the panel agrees on this rating.")
    if rating is None and (newest is None or newest.rating is None):
        problems["rating"] = _("Choose the rating the panel agrees on.")
    if rating is not None and rating not in scale.ratings():
        problems["rating"] = _("Ratings run from %(low)s to %(high)s in steps of %(step)s.") % {
            "low": scale.minimum,
            "high": scale.maximum,
            "step": scale.step,
        }
    if problems:
        raise ValidationError(problems)
    if rating is not None and all(given["rating"] is None for given in rests_on):
        raise ValidationError(_("Nobody rated this question, so there is nothing to agree on."))
