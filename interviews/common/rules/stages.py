"""Where an interview stands, and which act leads where. Pure rules, no database.

::

    SCHEDULED ──score──▶ SCORING ──the last submits, or HR closes──▶ DEBRIEF ──decide──▶ DECIDED
                            ▲                                         │  │                 │  ▲
                            └───────────reopen, open the round────────┘  └─▶ CONFIRMING ◀──┘  │
                                                                               └───confirm────┘

A decision that needs a second person waits in CONFIRMING; declined or withdrawn, the interview goes back
to where it was. A correction is decided in DECIDED and always waits. What is scored after a decision
leaves it in force: the page says that scores changed since. Before there is a decision an interview may be
CANCELLED (called off, also because the candidate withdrew or did not come), and restored to where it was. The
stage is computed, never stored.
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


class Action(StrEnum):
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
class InterviewFacts:
    """What is recorded of an interview, in numbers.

    ``panel``: people who owe a scorecard; ``begun``: scorecards there are; ``submitted``: those handed in.
    ``closed``: HR closed the round. ``cancelled``: it was called off. ``decided``: a decision is in force;
    ``pending``: one waits for a second person. Raises ValueError for what can't be.
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


def stage_of(facts: InterviewFacts) -> Stage:
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
DIAGRAM: dict[Stage, dict[Action, frozenset[Stage]]] = {
    Stage.SCHEDULED: {
        Action.SCORE: _to(Stage.SCORING),
        Action.SUBMIT: _to(Stage.SCORING, Stage.DEBRIEF),
        Action.CHANGE_PANEL: _BEFORE,
        Action.CANCEL: _to(Stage.CANCELLED),
    },
    Stage.SCORING: {
        Action.SCORE: _to(Stage.SCORING),
        Action.SUBMIT: _to(Stage.SCORING, Stage.DEBRIEF),
        Action.REOPEN: _to(Stage.SCORING),
        Action.CHANGE_PANEL: _BEFORE,
        Action.CLOSE: _to(Stage.DEBRIEF),
        Action.OPEN: _to(Stage.SCORING),
        Action.CANCEL: _to(Stage.CANCELLED),
    },
    Stage.DEBRIEF: {
        Action.SCORE: _to(Stage.DEBRIEF),
        Action.SUBMIT: _to(Stage.DEBRIEF),
        Action.REOPEN: _to(Stage.SCORING, Stage.DEBRIEF),
        Action.CHANGE_PANEL: _BEFORE,
        Action.OPEN: _to(Stage.SCORING, Stage.DEBRIEF),
        Action.CANCEL: _to(Stage.CANCELLED),
        Action.AGREE: _to(Stage.DEBRIEF),
        Action.DECIDE: _to(Stage.CONFIRMING, Stage.DECIDED),
    },
    Stage.CONFIRMING: {
        Action.SCORE: _to(Stage.CONFIRMING),
        Action.SUBMIT: _to(Stage.CONFIRMING),
        Action.REOPEN: _to(Stage.CONFIRMING),
        Action.CHANGE_PANEL: _to(Stage.CONFIRMING),
        Action.CONFIRM: _to(Stage.DECIDED),
        Action.DECLINE: _BACK,
        Action.WITHDRAW: _BACK,
    },
    Stage.DECIDED: {
        Action.SCORE: _to(Stage.DECIDED),
        Action.SUBMIT: _to(Stage.DECIDED),
        Action.REOPEN: _to(Stage.DECIDED),
        Action.CHANGE_PANEL: _to(Stage.DECIDED),
        Action.CLOSE: _to(Stage.DECIDED),
        Action.AGREE: _to(Stage.DECIDED),
        Action.DECIDE: _to(Stage.CONFIRMING),
    },
    Stage.CANCELLED: {Action.RESTORE: _BEFORE},
}


def allows(stage: Stage, action: Action) -> bool:
    """Whether the act is open to anybody at all at this stage."""
    return action in DIAGRAM[stage]
