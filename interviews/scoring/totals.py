"""One scorecard, from ratings to a total; and several, from totals to an interview's result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from interviews.scoring.response import CHECKLIST, LADDER
from interviews.scoring.rounding import round_to_digits
from interviews.scoring.scale import Scale, refuse_bad_weight


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One question of a scorecard; ``rating`` is None when it was not asked (or not rated yet)."""

    item_id: int
    weight: Decimal
    rating: Decimal | None
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
    share = _share(items, scale)
    disqualified_by = tuple(item.item_id for item in items if item.below_floor(scale))
    return Total(
        share=share,
        percent=_percent(share, scale),
        band=_band_of(share, bool(disqualified_by), scale),
        disqualified_by=disqualified_by,
        asked=tuple(item.item_id for item in items if item.rating is not None),
        not_asked=tuple(item.item_id for item in items if item.rating is None),
        categories=_subtotals(items, lambda item: (item.category,), scale),
        competencies=_subtotals(items, lambda item: item.competencies, scale),
    )


def _share(items: Iterable[ItemResult], scale: Scale) -> Fraction | None:
    gained = possible = Fraction(0)
    for item in items:
        if item.rating is None:
            continue
        if not scale.minimum <= item.rating <= scale.maximum:
            raise ValueError(f"The rating {item.rating} is outside the scale.")
        gained += Fraction(item.weight) * Fraction(item.rating)
        possible += Fraction(item.weight) * Fraction(scale.maximum)
    return gained / possible if possible else None


def _percent(share: Fraction | None, scale: Scale) -> Decimal | None:
    return None if share is None else scale.percent(share)


def _band_of(share: Fraction | None, disqualified: bool, scale: Scale) -> str | None:
    if disqualified:
        return scale.lowest_band
    return None if share is None else scale.band(share)


def _subtotals(
    items: Iterable[ItemResult], names_of: Callable[[ItemResult], Iterable[str]], scale: Scale
) -> tuple[Subtotal, ...]:
    groups: dict[str, list[ItemResult]] = {}
    for item in items:
        for name in dict.fromkeys(names_of(item)):
            groups.setdefault(name, []).append(item)
    return tuple(_subtotal(name, group, scale) for name, group in groups.items())


def _subtotal(name: str, items: Sequence[ItemResult], scale: Scale) -> Subtotal:
    share = _share(items, scale)
    return Subtotal(
        name=name,
        share=share,
        percent=_percent(share, scale),
        asked=tuple(item.item_id for item in items if item.rating is not None),
        not_asked=tuple(item.item_id for item in items if item.rating is None),
    )


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A submitted scorecard: whose it is, and its items."""

    member_id: int
    items: tuple[ItemResult, ...]


@dataclass(frozen=True, slots=True)
class MemberRating:
    """What one panel member gave an item; ``rating`` is None where they did not ask it."""

    member_id: int
    rating: Decimal | None
    below_floor: bool


@dataclass(frozen=True, slots=True)
class ItemMean:
    """An item over the panel: the mean of those who asked it, exact and (one decimal, half-up) for show."""

    item_id: int
    mean: Fraction | None
    shown: Decimal | None
    ratings: tuple[MemberRating, ...]


@dataclass(frozen=True, slots=True)
class Mean:
    """An interview's result: the mean ``total``, each item over the panel, and each member's own total."""

    total: Total
    items: tuple[ItemMean, ...]
    members: tuple[tuple[int, Total], ...]


def mean_of(scorecards: Sequence[Scorecard], scale: Scale) -> Mean:
    """The mean of the submitted scorecards of one interview.

    - The total is the mean of the members' totals, so every member counts alike however many
      questions they asked; so are the subtotals. Who asked nothing of it leaves that mean.
    - An item's mean is that of the members who asked it. It counts as asked when one of them did.
    - One member's rating below the floor on a ladder item disqualifies, even where the item's mean
      is above it: a mean must not outvote a finding that is to be talked over. ``ratings`` says whose.

    With no scorecards there is no share, no band and no items.
    """
    totals = [total(card.items, scale) for card in scorecards]
    share = _mean(card_total.share for card_total in totals)
    disqualified_by = _union(card_total.disqualified_by for card_total in totals)
    asked = _union(card_total.asked for card_total in totals)
    items = _union((item.item_id for item in card.items) for card in scorecards)
    return Mean(
        total=Total(
            share=share,
            percent=_percent(share, scale),
            band=_band_of(share, bool(disqualified_by), scale),
            disqualified_by=disqualified_by,
            asked=asked,
            not_asked=tuple(item_id for item_id in items if item_id not in asked),
            categories=_mean_subtotals([card_total.categories for card_total in totals], scale),
            competencies=_mean_subtotals([card_total.competencies for card_total in totals], scale),
        ),
        items=tuple(_item_mean(item_id, scorecards, scale) for item_id in items),
        members=tuple(
            (card.member_id, card_total) for card, card_total in zip(scorecards, totals, strict=True)
        ),
    )


def _mean(values: Iterable[Fraction | None]) -> Fraction | None:
    present = [value for value in values if value is not None]
    return sum(present, Fraction(0)) / len(present) if present else None


def _union(groups: Iterable[Iterable[int]]) -> tuple[int, ...]:
    """Every id once, in the order first met."""
    return tuple(dict.fromkeys(item_id for group in groups for item_id in group))


def _item_mean(item_id: int, scorecards: Iterable[Scorecard], scale: Scale) -> ItemMean:
    ratings = tuple(
        MemberRating(card.member_id, item.rating, item.below_floor(scale))
        for card in scorecards
        for item in card.items
        if item.item_id == item_id
    )
    mean = _mean(None if rating.rating is None else Fraction(rating.rating) for rating in ratings)
    shown = None if mean is None else round_to_digits(mean, 1)
    return ItemMean(item_id=item_id, mean=mean, shown=shown, ratings=ratings)


def _mean_subtotals(groups: Sequence[Sequence[Subtotal]], scale: Scale) -> tuple[Subtotal, ...]:
    by_name: dict[str, list[Subtotal]] = {}
    for group in groups:
        for part in group:
            by_name.setdefault(part.name, []).append(part)
    return tuple(_mean_subtotal(name, parts, scale) for name, parts in by_name.items())


def _mean_subtotal(name: str, parts: Sequence[Subtotal], scale: Scale) -> Subtotal:
    share = _mean(part.share for part in parts)
    asked = _union(part.asked for part in parts)
    not_asked = _union(part.not_asked for part in parts)
    return Subtotal(
        name=name,
        share=share,
        percent=_percent(share, scale),
        asked=asked,
        not_asked=tuple(item_id for item_id in not_asked if item_id not in asked),
    )
