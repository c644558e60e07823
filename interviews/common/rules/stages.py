"""Where an interview stands, and which act leads where. Pure rules, no database.

::

    SCHEDULED ──score──▶ SCORING ──the last submits, or HR closes──▶ DEBRIEF ──decide──▶ DECIDED
                            ▲                                         │  │                 │  ▲
                            └───────────reopen, open the round────────┘  └─▶ CONFIRMING ◀──┘  │
                                                                               └───confirm────┘

A decision that needs a second person waits in CONFIRMING; declined or withdrawn, the interview goes back
to where it was. A correction is decided in DECIDED and always waits. What is scored after a decision
leaves it in force: the page says that scores changed since. Before there is a decision an interview may be
CANCELLED, and restored to where it was. The stage is computed, never stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    SCHEDULED = "scheduled"
    SCORING = "scoring"
    DEBRIEF = "debrief"
    CONFIRMING = "confirming"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What people do to an interview once it is planned."""

    SCORE = "score"
    SUBMIT = "submit"
    REOPEN = "reopen"
    CHANGE_PANEL = "change-panel"
    CLOSE = "close"
    OPEN = "open"
    CANCEL = "cancel"
    RESTORE = "restore"
    AGREE = "agree"
    DECIDE = "decide"
    CONFIRM = "confirm"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of an interview, in numbers.

    ``panel``: people who owe a scorecard; ``begun``: scorecards there are; ``submitted``: those handed in.
    ``closed``: HR closed the round. ``decided``: a decision is in force; ``pending``: one waits for a second
    person. Raises ValueError for what can't be.
    """

    panel: int
    begun: int = 0
    submitted: int = 0
    closed: bool = False
    cancelled: bool = False
    decided: bool = False
    pending: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.submitted <= self.begun <= self.panel:
            raise ValueError("At most the begun scorecards are submitted, and one a person begun.")
        if self.cancelled and (self.decided or self.pending):
            raise ValueError("A cancelled interview has no decision.")

    @property
    def complete(self) -> bool:
        """Everybody has submitted."""
        return 0 < self.submitted == self.panel

    @property
    def released(self) -> bool:
        """Whether the panel may compare: all have submitted, or HR closed the round with some."""
        return self.complete or (self.closed and self.submitted > 0)

    @property
    def may_close(self) -> bool:
        """Some have submitted, not all, and the round is open."""
        return not self.closed and 0 < self.submitted < self.panel


def stage_of(facts: Facts) -> Stage:
    """The one stage these facts mean."""
    if facts.cancelled:
        return Stage.CANCELLED
    if facts.pending:
        return Stage.CONFIRMING
    if facts.decided:
        return Stage.DECIDED
    if facts.released:
        return Stage.DEBRIEF
    return Stage.SCORING if facts.begun else Stage.SCHEDULED


_BEFORE = frozenset({Stage.SCHEDULED, Stage.SCORING, Stage.DEBRIEF})
_BACK = frozenset({Stage.SCORING, Stage.DEBRIEF, Stage.DECIDED})


def _to(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


#: Stage → act → where it may lead. An act that is not named is refused there.
DIAGRAM: dict[Stage, dict[Act, frozenset[Stage]]] = {
    Stage.SCHEDULED: {
        Act.SCORE: _to(Stage.SCORING),
        Act.SUBMIT: _to(Stage.SCORING, Stage.DEBRIEF),
        Act.CHANGE_PANEL: _BEFORE,
        Act.CANCEL: _to(Stage.CANCELLED),
    },
    Stage.SCORING: {
        Act.SCORE: _to(Stage.SCORING),
        Act.SUBMIT: _to(Stage.SCORING, Stage.DEBRIEF),
        Act.REOPEN: _to(Stage.SCORING),
        Act.CHANGE_PANEL: _BEFORE,
        Act.CLOSE: _to(Stage.DEBRIEF),
        Act.OPEN: _to(Stage.SCORING),
        Act.CANCEL: _to(Stage.CANCELLED),
    },
    Stage.DEBRIEF: {
        Act.SCORE: _to(Stage.DEBRIEF),
        Act.SUBMIT: _to(Stage.DEBRIEF),
        Act.REOPEN: _to(Stage.SCORING, Stage.DEBRIEF),
        Act.CHANGE_PANEL: _BEFORE,
        Act.OPEN: _to(Stage.SCORING, Stage.DEBRIEF),
        Act.CANCEL: _to(Stage.CANCELLED),
        Act.AGREE: _to(Stage.DEBRIEF),
        Act.DECIDE: _to(Stage.CONFIRMING, Stage.DECIDED),
    },
    Stage.CONFIRMING: {
        Act.SCORE: _to(Stage.CONFIRMING),
        Act.SUBMIT: _to(Stage.CONFIRMING),
        Act.REOPEN: _to(Stage.CONFIRMING),
        Act.CHANGE_PANEL: _to(Stage.CONFIRMING),
        Act.CONFIRM: _to(Stage.DECIDED),
        Act.DECLINE: _BACK,
        Act.WITHDRAW: _BACK,
    },
    Stage.DECIDED: {
        Act.SCORE: _to(Stage.DECIDED),
        Act.SUBMIT: _to(Stage.DECIDED),
        Act.REOPEN: _to(Stage.DECIDED),
        Act.CHANGE_PANEL: _to(Stage.DECIDED),
        Act.CLOSE: _to(Stage.DECIDED),
        Act.AGREE: _to(Stage.DECIDED),
        Act.DECIDE: _to(Stage.CONFIRMING),
    },
    Stage.CANCELLED: {Act.RESTORE: _BEFORE},
}


def allows(stage: Stage, act: Act) -> bool:
    """Whether the act is open to anybody at all at this stage."""
    return act in DIAGRAM[stage]
