"""How far apart a panel rated one question, and from when on that is flagged. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

#: Ratings this far apart are a disagreement.
DISAGREEMENT = Decimal(1)
#: Those this far apart are flagged: they have to be talked over.
WIDE_SPREAD = Decimal(2)


def spread_of(ratings: Iterable[Decimal | None]) -> Decimal | None:
    """Highest less lowest rating; None while fewer than two people rated."""
    given = [rating for rating in ratings if rating is not None]
    return max(given) - min(given) if len(given) > 1 else None


def is_disagreement(spread: Decimal | None) -> bool:
    """Whether the panel differs enough to be listed among the disagreements."""
    return spread is not None and spread >= DISAGREEMENT


def is_wide(spread: Decimal | None) -> bool:
    """Whether the panel differs so much that it is flagged and needs a consensus."""
    return spread is not None and spread >= WIDE_SPREAD
