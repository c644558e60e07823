"""When a decision needs a second person. Pure rules, no database."""

from __future__ import annotations

from enum import StrEnum

from interviews.common.rules.outcomes import AGAIN, HIRE, HOLD, REJECT


class Objection(StrEnum):
    """Why a decision needs a second person."""

    #: Hiring somebody in the lowest band, or somebody who was asked nothing that counts.
    BELOW_BANDS = "below-bands"
    #: Rejecting somebody who reached a band.
    REACHED_BAND = "reached-band"
    #: Going on with somebody whom a finding below the floor disqualifies.
    DISQUALIFIED = "disqualified"
    #: Putting another decision in the place of one that counts.
    CORRECTION = "correction"


def objections(
    outcome: str, *, band: str | None, lowest_band: str, disqualified: bool, correction: bool
) -> tuple[Objection, ...]:
    """What stands against a decision taken by one person alone; empty: it counts at once.

    ``band`` is the result's (None: nothing was asked). To hold decides nothing yet, so it is never
    contrary to a result. Raises ValueError for an unknown outcome.
    """
    if outcome not in (HIRE, HOLD, REJECT, AGAIN):
        raise ValueError(f"There is no decision {outcome!r}.")
    reasons = []
    if outcome == HIRE and band in (None, lowest_band) and not disqualified:
        reasons.append(Objection.BELOW_BANDS)
    if outcome == REJECT and band not in (None, lowest_band) and not disqualified:
        reasons.append(Objection.REACHED_BAND)
    if outcome in (HIRE, AGAIN) and disqualified:
        reasons.append(Objection.DISQUALIFIED)
    if correction:
        reasons.append(Objection.CORRECTION)
    return tuple(reasons)
