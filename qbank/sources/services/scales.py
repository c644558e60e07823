"""Which rating scale new question sets begin with: always one, never two."""

from __future__ import annotations

from django.db import transaction

from accounts.access import check_permission
from accounts.audit import record
from accounts.models import User
from qbank.models import RatingScale


def check_may_make_default(user: User, scale: RatingScale) -> None:
    """Raises PermissionDenied for whoever doesn't keep the scales."""
    check_permission(user, "qbank.change_ratingscale")


@transaction.atomic
def make_default(*, actor: User, scale: RatingScale) -> None:
    """Let new sets begin with this scale instead of the one they began with."""
    check_may_make_default(actor, scale)
    scales = list(RatingScale.objects.select_for_update(of=("self",)).order_by("is_default", "pk"))
    # The former default first: there are never two.
    for other in reversed(scales):
        wanted = other.pk == scale.pk
        if other.is_default != wanted:
            other.is_default = wanted
            other.save(update_fields=["is_default"])
            record(
                actor=actor,
                action="ratingscale.change",
                target=other,
                before={"is_default": not wanted},
                after={"is_default": wanted},
            )
