"""An interview's result: per question the mean of the panel's ratings, or the consensus it keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from interviews.scoring.rounding import round_to_digits
from interviews.scoring.scale import Scale
from interviews.scoring.totals import (
    ItemResult,
    Total,
    percent_and_band,
    share_of,
    total,
    total_disqualified_by,
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
    rating: Decimal | Fraction | None
    below_floor: bool


@dataclass(frozen=True, slots=True)
class ItemMean:
    """An item over the panel: the mean of those who asked it, exact and for show (:func:`shown_mean`)."""

    item_id: int
    mean: Fraction | None
    shown: Decimal | None
    ratings: tuple[MemberRating, ...]


@dataclass(frozen=True, slots=True)
class Mean:
    """What the panel gave: the ``total`` of the means, each item over the panel, each member's own total."""

    total: Total
    items: tuple[ItemMean, ...]
    members: tuple[tuple[int, Total], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """``total`` is what counts. ``mean`` is what was given, untouched by any consensus."""

    total: Total
    mean: Mean


def mean_of(scorecards: Sequence[Scorecard], scale: Scale) -> Mean:
    """What the submitted scorecards of one interview come to without any consensus.

    - A question's mean is that of the members who asked it. It counts as asked when one of them did.
    - The total is Σ(weight × mean) / Σ(weight × maximum) over those questions, and so are the subtotals:
      the means that are shown compose to the total that is shown. Where all asked the same questions,
      it is the mean of the members' totals.
    - One member's rating below the floor on a ladder item disqualifies, even where the item's mean
      is above it: a mean must not outvote a finding that is to be talked over. ``ratings`` says whose.

    With no scorecards there is no share, no band and no items.
    """
    items = _panel_items(scorecards)
    means = tuple(_item_mean(item_id, ratings, scale) for item_id, ratings in items.items())
    return Mean(
        total=_panel_total(items, means, {}, scale),
        items=means,
        members=tuple((card.member_id, total(card.items, scale)) for card in scorecards),
    )


def result_of(
    scorecards: Sequence[Scorecard], consensus: Mapping[int, Decimal | Fraction], scale: Scale
) -> Result:
    """The result of an interview; ``consensus`` maps items (by id) to the rating the panel agreed on.

    A consensus takes the place of the question's mean, also where not every member asked it: the panel as
    a whole has judged it. So writing down a mean as it is, unrounded, changes no sum. A ladder item with a
    consensus disqualifies when the consensus is below the floor, and only then: the finding of one member
    has been talked over.

    What the members gave stays as it is in ``mean``. Raises ValueError for a consensus outside the scale, or
    on a question no scorecard has; with no scorecards there is nothing to agree on.
    """
    items = _panel_items(scorecards)
    if unknown := consensus.keys() - items.keys():
        raise ValueError(f"There is no question {sorted(unknown)} to agree on.")
    mean = mean_of(scorecards, scale)
    agreed = _panel_total(items, mean.items, consensus, scale) if consensus else mean.total
    return Result(total=agreed, mean=mean)


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a :class:`Total` ranks it among others, without its parts."""

    share: Fraction | None
    percent: Decimal | None
    band: str | None
    disqualified_by: tuple[int, ...]


def standing_of(
    scorecards: Sequence[Scorecard], consensus: Mapping[int, Decimal | Fraction], scale: Scale
) -> Standing:
    """What :func:`result_of` says of the whole; many can be asked for at once."""
    items = _panel_items(scorecards)
    means = [_item_mean(item_id, ratings, scale) for item_id, ratings in items.items()]
    counting, disqualified_by = _counting_items(items, means, consensus, scale)
    share = share_of(counting, scale)
    percent, band = percent_and_band(share, bool(disqualified_by), scale)
    return Standing(share, percent, band, disqualified_by)


def shown_mean(mean: Fraction) -> Decimal:
    """A mean of ratings for show: two decimals, half-up, without a second zero (3.5, 4.25, 3.33).

    Two ratings in half steps may meet at a quarter, which one decimal would not tell from another rating.
    """
    shown = round_to_digits(mean, 2)
    tenths = round_to_digits(mean, 1)
    return tenths if tenths == shown else shown


def _panel_items(scorecards: Iterable[Scorecard]) -> dict[int, list[tuple[int, ItemResult]]]:
    """Item id → (member, what they gave), in the order first met."""
    items: dict[int, list[tuple[int, ItemResult]]] = {}
    for card in scorecards:
        for item in card.items:
            items.setdefault(item.item_id, []).append((card.member_id, item))
    return items


def _item_mean(item_id: int, items: Iterable[tuple[int, ItemResult]], scale: Scale) -> ItemMean:
    ratings = tuple(MemberRating(member, item.rating, item.below_floor(scale)) for member, item in items)
    given = [Fraction(rating.rating) for rating in ratings if rating.rating is not None]
    mean = sum(given, Fraction(0)) / len(given) if given else None
    return ItemMean(item_id, mean, None if mean is None else shown_mean(mean), ratings)


def _panel_total(
    items: Mapping[int, Sequence[tuple[int, ItemResult]]],
    means: Iterable[ItemMean],
    consensus: Mapping[int, Decimal | Fraction],
    scale: Scale,
) -> Total:
    """The total of the panel as a whole."""
    counting, disqualified_by = _counting_items(items, means, consensus, scale)
    return total_disqualified_by(disqualified_by, counting, scale)


def _counting_items(
    items: Mapping[int, Sequence[tuple[int, ItemResult]]],
    means: Iterable[ItemMean],
    consensus: Mapping[int, Decimal | Fraction],
    scale: Scale,
) -> tuple[list[ItemResult], tuple[int, ...]]:
    """Each item once, with its consensus, else with its mean; and which of them disqualify."""
    counting: list[ItemResult] = []
    disqualified_by: list[int] = []
    for item_mean in means:
        item, disqualifies = _counting_item(items, item_mean, consensus.get(item_mean.item_id), scale)
        counting.append(item)
        if disqualifies:
            disqualified_by.append(item.item_id)
    return counting, tuple(disqualified_by)


def _counting_item(
    items: Mapping[int, Sequence[tuple[int, ItemResult]]],
    item_mean: ItemMean,
    agreed: Decimal | Fraction | None,
    scale: Scale,
) -> tuple[ItemResult, bool]:
    """The item with what counts of it, and whether it disqualifies."""
    _, item = items[item_mean.item_id][0]
    if agreed is None:
        below_floor = any(rating.below_floor for rating in item_mean.ratings)
        return replace(item, rating=item_mean.mean), below_floor
    item = replace(item, rating=agreed)
    return item, item.below_floor(scale)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the whole result would be, as :class:`Total` says it."""

    percent: Decimal | None
    band: str | None


def outlooks(
    scorecards: Sequence[Scorecard], consensus: Mapping[int, Decimal], scale: Scale
) -> dict[int, dict[Decimal | None, Outlook]]:
    """Item id → rating → the result if the panel agreed on that rating; None: if it agreed on none there.

    The other questions stay as they are.
    """
    items = _panel_items(scorecards)
    means = mean_of(scorecards, scale).items
    now = {mean.item_id: _counting_item(items, mean, consensus.get(mean.item_id), scale) for mean in means}
    sums = {item_id: _weighted(item, scale) for item_id, (item, _) in now.items()}
    gained, possible = (sum((part[n] for part in sums.values()), Fraction(0)) for n in (0, 1))
    disqualifying = {item_id for item_id, (_, disqualifies) in now.items() if disqualifies}
    result: dict[int, dict[Decimal | None, Outlook]] = {}
    for mean in means:
        others = [whole - own for whole, own in zip((gained, possible), sums[mean.item_id], strict=True)]
        result[mean.item_id] = {}
        for rating in (None, *scale.ratings()):
            item, disqualifies = _counting_item(items, mean, rating, scale)
            own_gained, own_possible = _weighted(item, scale)
            whole = others[1] + own_possible
            share = (others[0] + own_gained) / whole if whole else None
            disqualified = disqualifies or bool(disqualifying - {mean.item_id})
            result[mean.item_id][rating] = Outlook(*percent_and_band(share, disqualified, scale))
    return result


def _weighted(item: ItemResult, scale: Scale) -> tuple[Fraction, Fraction]:
    """Weight × rating and weight × maximum; nothing of what nobody asked."""
    if item.rating is None:
        return Fraction(0), Fraction(0)
    weight = Fraction(item.weight)
    return weight * Fraction(item.rating), weight * Fraction(scale.maximum)
