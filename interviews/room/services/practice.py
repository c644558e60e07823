"""Practice cards: HR writes sample answers with a reference, panels score them. No result reads any of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.audit import record
from accounts.models import User
from common.numbers import format_decimal
from interviews.access import may_practise
from interviews.common.rules.resting import is_outdated
from interviews.models import Interview, PracticeAttempt, PracticeCard, PracticeSample, Sheet, SheetItem
from interviews.room.rules.practice import FEWEST, MOST, references_of, sample_content


@transaction.atomic
def _get_locked_card(sheet: Sheet) -> PracticeCard:
    """The sheet's card, locked; made when there is none."""
    PracticeCard.objects.get_or_create(sheet=sheet)
    return PracticeCard.objects.select_for_update().get(sheet=sheet)


@transaction.atomic
def save_sample(*, actor: User, sheet: Sheet, sample: PracticeSample) -> PracticeSample:
    """Store a new or changed sample answer. Raises ValidationError when the card is full."""
    card = _get_locked_card(sheet)
    new = sample.pk is None
    if new and card.samples.count() >= MOST:
        raise ValidationError(
            ngettext(
                "A practice card holds %(most)d sample answer at most: take one off first.",
                "A practice card holds %(most)d sample answers at most: take one off first.",
                MOST,
            )
            % {"most": MOST}
        )
    sample.card = card
    sample.save()
    record(
        actor=actor,
        action=f"practicesample.{'create' if new else 'change'}",
        target=sample,
        after={"item": sample.item_id, "rating": format_decimal(sample.rating), "marks": sample.marks},
    )
    return sample


@transaction.atomic
def remove_sample(*, actor: User, sheet: Sheet, sample: PracticeSample) -> None:
    """Take a sample answer off. A card left with too few is no longer asked for; attempts stay."""
    card = _get_locked_card(sheet)
    record(actor=actor, action="practicesample.remove", target=sample, before={"item": sample.item_id})
    sample.delete()
    if card.asked and card.samples.count() < FEWEST:
        _set_asked(actor, card, asked=False)


@transaction.atomic
def ask_for_practice(*, actor: User, sheet: Sheet, asked: bool) -> PracticeCard:
    """Ask the sheet's panels to practise, or no longer. Raises ValidationError with too few samples."""
    card = _get_locked_card(sheet)
    if asked and card.samples.count() < FEWEST:
        raise ValidationError(
            _("Write %(fewest)d sample answers first; one alone tells little.") % {"fewest": FEWEST}
        )
    if card.asked != asked:
        _set_asked(actor, card, asked=asked)
    return card


def _set_asked(actor: User, card: PracticeCard, *, asked: bool) -> None:
    card.asked = asked
    card.save(update_fields=["asked"])
    record(actor=actor, action="practicecard.ask" if asked else "practicecard.rest", target=card)


#: A rating, and the marks by the points' ids as text.
Judgement = tuple[Decimal, Mapping[str, str]]


@transaction.atomic
def create_attempt(
    *, actor: User, card: PracticeCard, judgements: Mapping[int, Judgement], seen: str
) -> PracticeAttempt:
    """Store how somebody judged the samples (by id) beside the reference as it stands now.

    ``seen``: the hash of the samples the person had before them (:func:`references_sha256`). Raises
    PermissionDenied for whoever sits on no panel with this sheet, and ValidationError when the samples are
    others by now.
    """
    if not may_practise(actor, card.sheet):
        raise PermissionDenied
    samples = _samples_of(card)
    if not samples or set(judgements) != {sample.pk for sample in samples} or seen != _sha256(samples):
        raise ValidationError(_("HR changed the sample answers meanwhile. Please look at them again."))
    content = [_content(sample, judgements[sample.pk]) for sample in samples]
    return PracticeAttempt.objects.create(card=card, user=actor, content=content)


def references_sha256(card: PracticeCard) -> str:
    """The sample answers with their references as one hash, for a form to carry."""
    return _sha256(_samples_of(card))


def references_changed(attempt: PracticeAttempt) -> bool:
    """Whether the samples or their references are others by now than those the attempt was compared with."""
    return is_outdated(references_of(attempt.content), _references(_samples_of(attempt.card)))


def _samples_of(card: PracticeCard) -> list[PracticeSample]:
    return list(card.samples.select_related("item").prefetch_related("item__points"))


def _references(samples: Sequence[PracticeSample]) -> list[dict[str, Any]]:
    return references_of([_content(sample, (sample.rating, {})) for sample in samples])


def _sha256(samples: Sequence[PracticeSample]) -> str:
    return hashlib.sha256(json.dumps(_references(samples)).encode()).hexdigest()


def cards_to_practise(user: User) -> QuerySet[PracticeCard]:
    """The cards HR asks for practice with, and this person has not practised with yet."""
    return PracticeCard.objects.filter(asked=True).exclude(attempts__user=user)


def practice_wanted(user: User, interview: Interview) -> bool:
    """Whether HR asks for practice with the interview's sheet and this person has not practised yet."""
    return cards_to_practise(user).filter(sheet=interview.sheet_id).exists()


def points_of(item: SheetItem) -> list[Any]:
    """The points as a scoring page shows them: levels from low to high, red flags last."""
    return sorted(item.points.all(), key=lambda point: (point.red_flag, point.level or 0, point.position))


def _content(sample: PracticeSample, judgement: Judgement) -> dict[str, Any]:
    return sample_content(
        question=sample.item.text,
        answer=sample.answer,
        points=[(point.pk, point.text, point.red_flag) for point in points_of(sample.item)],
        reference=(sample.rating, sample.marks, sample.explanation),
        judgement=judgement,
    )
