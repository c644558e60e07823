"""A position's board, as one person may see it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.finding.names import found_by
from interviews.candidates.rules.board import CLOSED, Column, Round, column_of, latest, upcoming
from interviews.common.progress import changed_results, stage_for, with_facts
from interviews.common.rules.stages import Stage
from interviews.models import Candidate, Interview, Position

#: Cards of one column; whoever is beyond them is found by name.
SHOWN = 60

NAMES: dict[Column, Promise] = {
    Column.NEW: _("Not scheduled yet"),
    Column.SCHEDULED: _("Scheduled"),
    Column.WAITING: _("Waiting for scorecards"),
    Column.TO_DECIDE: _("To decide"),
    Column.HIRE: _("Hire"),
    Column.AGAIN: _("Another round"),
    Column.HOLD: _("Hold"),
    Column.REJECT: _("Reject"),
    Column.WITHDREW: _("Withdrew"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One candidate; ``round`` is the next one ahead, else the latest. ``own``: the reader still owes its
    scorecard."""

    candidate: Candidate
    round: Round | None
    ahead: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A column, or one kind of decision: ``count`` candidates of whom ``cards`` are shown."""

    key: str
    name: str | Promise
    count: int
    cards: tuple[Card, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True, slots=True)
class Board:
    """``open`` lanes in their order, then ``decided``, where nothing waits any more; ``erased``: candidates
    without a name."""

    open: tuple[Lane, ...]
    decided: tuple[Lane, ...]
    erased: int

    @property
    def empty(self) -> bool:
        return not any(lane.count for lane in (*self.open, *self.decided))

    @property
    def decided_count(self) -> int:
        return sum(lane.count for lane in self.decided)


def board_for(position: Position, user: User, name: str = "") -> Board:
    """The board, of candidates whom ``name`` finds; 6 queries."""
    people = Candidate.objects.filter(position=position)
    erased = people.filter(erased_at__isnull=False).count()
    people = found_by(people.filter(erased_at__isnull=True), name)
    candidates = list(people.order_by("sort_key", "pk"))
    rounds = rounds_of(Interview.objects.filter(candidate__position=position), user)
    now = timezone.now()
    lanes: defaultdict[Column, list[Card]] = defaultdict(list)
    for candidate in candidates:
        candidate_rounds = rounds[candidate.pk]
        lanes[column_of(candidate_rounds, now)].append(_card(candidate, candidate_rounds))
    for column in (Column.SCHEDULED, Column.WAITING, Column.TO_DECIDE):
        lanes[column].sort(key=lambda card: card.round.starts_at if card.round else now)
    lane_of = {
        column: Lane(str(column), NAMES[column], len(lanes[column]), tuple(lanes[column][:SHOWN]))
        for column in Column
    }
    return Board(
        open=tuple(lane_of[column] for column in Column if column not in CLOSED),
        decided=tuple(lane_of[column] for column in CLOSED),
        erased=erased,
    )


def _card(candidate: Candidate, rounds: list[Round]) -> Card:
    now = timezone.now()
    ahead = upcoming(rounds, now)
    shown = ahead or latest(rounds)
    return Card(candidate, shown, ahead is not None, own=shown is not None and shown.owes)


def rounds_of(interviews: QuerySet[Interview], user: User) -> defaultdict[int, list[Round]]:
    """Candidate id → their rounds among these interviews, as the person may know them."""
    visible = Interview.objects.visible_to(user).filter(pk__in=interviews.order_by().values("pk"))
    rows = list(with_facts(visible.with_own_state(user)).order_by("pk"))
    changed = changed_results(rows)
    rounds: defaultdict[int, list[Round]] = defaultdict(list)
    for interview in rows:
        outcome = "" if interview.blind else interview.fact_outcome or ""
        stage = stage_for(interview)
        # That an interview was called off is known to whoever owes its scorecard, too.
        withdrew = interview.status == Interview.Status.WITHDREW
        if interview.called_off and not withdrew:
            continue
        rounds[interview.candidate_id].append(
            Round(
                interview.pk,
                interview.starts_at,
                Stage.CANCELLED if withdrew else stage,
                outcome,
                owes=interview.blind and not interview.left and not interview.left_out,
                decision_outdated=interview.pk in changed,
                withdrew=withdrew,
            )
        )
    return rounds
