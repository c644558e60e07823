"""Rating scales: saved with their bands; which one new question sets begin with: always one, never two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check_permission
from accounts.audit import record
from accounts.models import User
from qbank.models import Band, RatingScale


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


#: A scale's own fields that people set.
SCALE_FIELDS: Final = (
    "name",
    "minimum",
    "maximum",
    "step",
    "evidence_at_or_below",
    "evidence_from",
    "floor",
    "band_base",
    "lowest_band",
)
Bands = Sequence[tuple[str, Decimal]]


def scale_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """{field: why no sheet could be published with a scale of these values}; interviews/scoring/scale.py."""
    low, high, step = (values.get(name) for name in ("minimum", "maximum", "step"))
    if low is None or high is None or step is None:
        return {}
    problems = {}
    if not low < high:
        problems["maximum"] = _("The highest rating lies above the lowest.")
    elif step <= 0 or (high - low) % step:
        problems["step"] = _("The step has to lead from the lowest to the highest rating.")
    for name in ("floor", "evidence_at_or_below", "evidence_from"):
        value = values.get(name)
        if value is not None and not low <= value <= high:
            problems[name] = _("Between %(low)s and %(high)s, like a rating.") % {"low": low, "high": high}
    return problems


def bands_problem(bands: Bands, base: Decimal | None, lowest: str) -> str:
    """Why a scale can't have these bands; "" where it can."""
    names = [name for name, _lower in bands]
    if len({*names, lowest}) <= len(names) or len({lower for _name, lower in bands}) < len(bands):
        return _("Each band has a name and a bound of its own.")
    return next((problem for _name, lower in bands if (problem := bound_problem(lower, base))), "")


def bound_problem(lower: Decimal | None, base: Decimal | None) -> str:
    """Why a band can't open there; "" where it can, or where nobody has said so much yet."""
    if lower is None or base is None or 0 < lower <= base:
        return ""
    return _("A band opens above 0 and not above %(base)s.") % {"base": base}


@transaction.atomic
def save_scale(*, actor: User, scale: RatingScale, values: Mapping[str, Any], bands: Bands) -> RatingScale:
    """Save a scale with its bands, and the trail. Sheets that are published keep theirs; the first scale
    becomes the default."""
    check_permission(actor, f"qbank.{'change' if scale.pk else 'add'}_ratingscale")
    before = None
    if scale.pk:
        scale = RatingScale.objects.select_for_update(of=("self",)).get(pk=scale.pk)
        before = _in_trail(scale)
    else:
        scale.is_default = not RatingScale.objects.filter(is_default=True).exists()
    for name in SCALE_FIELDS:
        setattr(scale, name, values[name])
    scale.save()
    if list(bands) != stored_bands(scale):
        scale.bands.all().delete()
        Band.objects.bulk_create(Band(scale=scale, name=name, lower=lower) for name, lower in bands)
    after = _in_trail(scale)
    if before != after:
        action = "ratingscale.create" if before is None else "ratingscale.change"
        record(actor=actor, action=action, target=scale, before=before, after=after)
    return scale


def stored_bands(scale: RatingScale) -> list[tuple[str, Decimal]]:
    """The bands of a scale, the highest first."""
    return list(scale.bands.order_by("-lower").values_list("name", "lower"))


def _in_trail(scale: RatingScale) -> dict[str, Any]:
    values: dict[str, Any] = {name: str(getattr(scale, name)) for name in SCALE_FIELDS}
    return values | {"bands": [f"{name} {lower:f}" for name, lower in stored_bands(scale)]}
