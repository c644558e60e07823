"""All candidates of a day told of their interviews in one act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.spacing import join_sentences
from interviews.access import check_may_plan
from interviews.letters.services.writing import draft, knows_plan, plan_kind, send_letter
from interviews.models import CandidateLetter, Interview, LetterLanguage


@dataclass(slots=True)
class DaySending:
    """``refused``: (interview, sentence) of those that were not sent."""

    sent: list[CandidateLetter] = field(default_factory=list)
    refused: list[tuple[Interview, str]] = field(default_factory=list)


@transaction.atomic
def send_day_letters(*, actor: User, wanted: Iterable[tuple[Interview, LetterLanguage, str]]) -> DaySending:
    """Have candidates told of their interviews: (interview, language, what the letter rested on when its
    sender looked at it). One that can't be sent keeps no other from being sent; who was told meanwhile is not
    told twice.

    Raises PermissionDenied for anybody but HR.
    """
    check_may_plan(actor)
    done = DaySending()
    for interview, language, seen in wanted:
        kind = plan_kind(interview)
        try:
            if knows_plan(interview):
                raise ValidationError(_("The candidate has been told already."))
            letter = send_letter(
                actor=actor,
                interview=interview,
                kind=kind,
                language=language,
                text=draft(actor=actor, interview=interview, kind=kind, language=language).text,
                seen=seen,
            )
        except ValidationError as error:
            done.refused.append((interview, join_sentences(error.messages)))
        else:
            done.sent.append(letter)
    return done
