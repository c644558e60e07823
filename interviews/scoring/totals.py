"""From the ratings of a sheet's questions to its total: of one scorecard, or of the panel as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from interviews.scoring.response import CHECKLIST, LADDER
from interviews.scoring.scale import Scale, refuse_bad_weight


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One question of a scorecard, or of the panel as a whole, where ``rating`` may be an exact mean.

    ``rating`` is None when it was not asked (or not rated yet).
    """

    item_id: int
    weight: Decimal
    rating: Decimal | Fraction | None
    category: str = ""
    competencies: tuple[str, ...] = ()
    rubric_kind: str = CHECKLIST

    def __post_init__(self) -> None:
        refuse_bad_weight(self.weight)

    def below_floor(self, scale: Scale) -> bool:
        """True for a ladder item whose rating disqualifies."""
        return self.rubric_kind == LADDER and self.rating is not None and self.rating < scale.floor


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A category's or competency's part. ``share`` (0–1, exact) and ``percent`` are None if unasked."""

    name: str
    share: Fraction | None
    percent: Decimal | None
    asked: tuple[int, ...]
    not_asked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A sheet's total: ``share`` is exact (0–1), ``percent`` is for show, see :meth:`Scale.percent`.

    Both are None when nothing was asked (or what was asked weighs nothing). ``band`` is then None
    too, and it is the lowest whenever ``disqualified_by`` names an item. Items go by their ids.
    """

    share: Fraction | None
    percent: Decimal | None
    band: str | None
    disqualified_by: tuple[int, ...]
    asked: tuple[int, ...]
    not_asked: tuple[int, ...]
    categories: tuple[Subtotal, ...]
    competencies: tuple[Subtotal, ...]


def total(items: Sequence[ItemResult], scale: Scale) -> Total:
    """Σ(weight × rating) / Σ(weight × maximum) over what was asked, with band and subtotals.

    An item that was not asked leaves both sums. An item with several competencies counts in full in
    each. A weight of 0 adds nothing, but its ladder item can still disqualify. Subtotals stand in the
    order of the items. Raises ValueError for a rating outside the scale.
    """
    return total_disqualified_by(
        tuple(item.item_id for item in items if item.below_floor(scale)), items, scale
    )


def total_disqualified_by(
    disqualified_by: tuple[int, ...], items: Sequence[ItemResult], scale: Scale
) -> Total:
    """:func:`total`, where it is known already which items disqualify: a mean does not tell."""
    share = share_of(items, scale)
    percent, band = percent_and_band(share, bool(disqualified_by), scale)
    return Total(
        share=share,
        percent=percent,
        band=band,
        disqualified_by=disqualified_by,
        asked=tuple(item.item_id for item in items if item.rating is not None),
        not_asked=tuple(item.item_id for item in items if item.rating is None),
        categories=_subtotals(items, lambda item: (item.category,), scale),
        competencies=_subtotals(items, lambda item: item.competencies, scale),
    )


def share_of(items: Iterable[ItemResult], scale: Scale) -> Fraction | None:
    """Σ(weight × rating) / Σ(weight × maximum) over what was asked; None where that weighs nothing."""
    gained = possible = Fraction(0)
    for item in items:
        if item.rating is None:
            continue
        if not scale.minimum <= item.rating <= scale.maximum:
            raise ValueError(f"The rating {item.rating} is outside the scale.")
        weight = Fraction(item.weight)
        gained += weight * Fraction(item.rating)
        possible += weight
    return gained / (possible * Fraction(scale.maximum)) if possible else None


def _percent(share: Fraction | None, scale: Scale) -> Decimal | None:
    return None if share is None else scale.percent(share)


def percent_and_band(
    share: Fraction | None, disqualified: bool, scale: Scale
) -> tuple[Decimal | None, str | None]:
    """A share as it is shown, and the band it falls into: the lowest where something disqualifies."""
    if disqualified:
        return _percent(share, scale), scale.lowest_band
    return _percent(share, scale), None if share is None else scale.band(share)


def _subtotals(
    items: Iterable[ItemResult], names_of: Callable[[ItemResult], Iterable[str]], scale: Scale
) -> tuple[Subtotal, ...]:
    groups: dict[str, list[ItemResult]] = {}
    for item in items:
        for name in dict.fromkeys(names_of(item)):
            groups.setdefault(name, []).append(item)
    return tuple(_subtotal(name, group, scale) for name, group in groups.items())


def _subtotal(name: str, items: Sequence[ItemResult], scale: Scale) -> Subtotal:
    share = share_of(items, scale)
    return Subtotal(
        name=name,
        share=share,
        percent=_percent(share, scale),
        asked=tuple(item.item_id for item in items if item.rating is not None),
        not_asked=tuple(item.item_id for item in items if item.rating is None),
    )
