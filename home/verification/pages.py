"""What the page of the verification shows: differences in words, each with the way to what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from accounts.audit_visibility import readable_by
from accounts.models import AuditEvent, User
from home.models import Verification
from home.verification.checks import RecordFault
from interviews.models import Decision, Interview, SubmittedVersion
from interviews.models.visibility import is_blind_q


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """``url`` is "" where the reader may not go there."""

    sentence: str
    url: str


def shown_differences(user: User, verification: Verification) -> tuple[list[ShownDifference], int]:
    """What the person may read of, and how many more there are. That somebody has submitted, and that
    something was decided, the blind don't read here either: they get what they see elsewhere."""
    differences = [RecordFault(**stored) for stored in verification.differences]
    blind = Interview.objects.filter(is_blind_q(user, "pk")).exists()
    shown = [
        ShownDifference(difference.sentence, url)
        for difference, url in zip(differences, _addresses(user, differences), strict=True)
        if url or not difference.model or not blind
    ]
    return shown, verification.wrong - len(shown)


def _addresses(user: User, differences: Sequence[RecordFault]) -> list[str]:
    """Where each stands: its page in the administration, if the person sees it there."""
    pages: dict[tuple[str, int], str] = {}
    readable: list[tuple[type[Model], QuerySet[Any]]] = [
        (AuditEvent, readable_by(user)),
        (Decision, Decision.objects.visible_to(user)),
        (SubmittedVersion, SubmittedVersion.objects.visible_to(user)),
    ]
    for model, rows in readable:
        label, options = model._meta.label_lower, model._meta
        ids = [difference.row for difference in differences if difference.model == label]
        if ids and user.has_perm(f"{options.app_label}.view_{options.model_name}"):
            page = f"admin:{options.app_label}_{options.model_name}_change"
            for pk in rows.filter(pk__in=ids).values_list("pk", flat=True):
                pages[label, pk] = reverse(page, args=[pk])
    return [pages.get((difference.model, difference.row), "") for difference in differences]
