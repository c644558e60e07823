"""An interview's result: the mean of its scorecards, with the consensus where the panel keeps one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from interviews.scoring.scale import Scale
from interviews.scoring.totals import Mean, Scorecard, Total, mean_of


@dataclass(frozen=True, slots=True)
class Result:
    """``total`` is what counts. ``mean`` is what was given, untouched by any consensus."""

    total: Total
    mean: Mean


def result_of(scorecards: Sequence[Scorecard], consensus: Mapping[int, Decimal], scale: Scale) -> Result:
    """The result of an interview; ``consensus`` maps items (by id) to the rating the panel agreed on.

    A consensus stands on every scorecard in place of what was given, also where a member did not ask the
    question: the panel as a whole has judged it. What follows:

    - Without a consensus the result is the mean of the scorecards, see :func:`mean_of`.
    - With one on every question it is the total of the consensus ratings, however many people scored.
    - Where all asked the same questions, each question counts with its consensus or the mean of its ratings.
    - A ladder item with a consensus disqualifies when the consensus is below the floor, and only then:
      the finding of one member has been talked over. Without one, see :func:`mean_of`.

    What the members gave stays as it is in ``mean``. Raises ValueError for a consensus that is no rating
    of the scale, or on a question no scorecard has; with no scorecards there is nothing to agree on.
    """
    item_ids = {item.item_id for card in scorecards for item in card.items}
    if unknown := consensus.keys() - item_ids:
        raise ValueError(f"There is no question {sorted(unknown)} to agree on.")
    if wrong := set(consensus.values()) - set(scale.ratings()):
        raise ValueError(f"The consensus {sorted(wrong)} is no rating of the scale.")
    agreed = [
        Scorecard(
            card.member_id,
            tuple(replace(item, rating=consensus.get(item.item_id, item.rating)) for item in card.items),
        )
        for card in scorecards
    ]
    return Result(total=mean_of(agreed, scale).total, mean=mean_of(scorecards, scale))
