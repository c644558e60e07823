"""When somebody falls out of a day: those after them in the same room move up, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.access import check_may_plan
from interviews.models import Interview, Scorecard
from interviews.planning.rules.day_moves import Turn, moved_up
from interviews.planning.services.clashes import (
    MAX_DURATION,
    Clash,
    clash_key,
    clashes_among,
    taking_place,
)
from interviews.planning.services.scheduling import Plan, change_interview


@dataclass(frozen=True, slots=True)
class Move:
    """An interview with the time it moves to (None: it stays), and what stands in the way there."""

    interview: Interview
    starts_at: datetime | None
    clashes: tuple[Clash, ...] = ()

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at + timedelta(minutes=self.interview.minutes) if self.starts_at else None


@dataclass(frozen=True, slots=True)
class Moves:
    """All that come after somebody in their room on their day. ``obstacle``: why none can move, "" if they
    can; ``key``: says for which moves and which clashes somebody's yes was given."""

    moves: tuple[Move, ...]
    obstacle: str
    key: str

    @property
    def moving(self) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if move.starts_at)

    @property
    def clashing(self) -> bool:
        return any(move.clashes for move in self.moves)


def plan_moves(fallen: Interview, staying: Collection[int]) -> Moves:
    """Who moves when, now that ``fallen`` doesn't take place; ``staying``: ids of those who keep their time.
    In 4 queries."""
    midnight = timezone.localtime(fallen.starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    day_ends = midnight + timedelta(days=1)
    others = list(taking_place(midnight - MAX_DURATION, day_ends, but=fallen.pk).select_related("sheet"))
    there = [other for other in others if other.place == fallen.place]
    later = [
        other for other in there if fallen.starts_at < other.starts_at and other.candidate.erased_at is None
    ]
    obstacle = _obstacle(fallen, there, later)
    begun = set(
        Scorecard.objects.filter(member__interview__in=[interview.pk for interview in later]).values_list(
            "member__interview", flat=True
        )
    )
    starts = {}
    if not obstacle:
        turns = [Turn(other.pk, other.starts_at, other.minutes) for other in later]
        free = Turn(fallen.pk, fallen.starts_at, fallen.minutes)
        starts = moved_up(free, turns, {*staying, *begun})
    unmoved = [other for other in others if other.pk not in starts]
    moves = tuple(_move(interview, starts.get(interview.pk), unmoved) for interview in later)
    return Moves(moves, obstacle, _key(moves))


def _obstacle(fallen: Interview, there: list[Interview], later: list[Interview]) -> str:
    if not fallen.called_off:
        return _("This interview takes place. Cancel it first, with the reason: then the others can move up.")
    if not fallen.place:
        return _("This interview has no room: nothing says who comes after it.")
    if fallen.starts_at < timezone.now():
        return _("Its time has passed: nobody can move there any more.")
    if any(other.starts_at < fallen.ends_at and other.ends_at > fallen.starts_at for other in there):
        return _("Its time is taken already by another interview in this room.")
    if not later:
        return _("Nobody comes after it in this room on this day.")
    return ""


def _move(interview: Interview, starts_at: datetime | None, others: list[Interview]) -> Move:
    if starts_at is None:
        return Move(interview, None)
    clashes = clashes_among(
        [other for other in others if other.pk != interview.pk],
        starts_at,
        interview.minutes,
        candidate=interview.candidate_id,
        panel={member.user_id for member in interview.sitting},
    )
    return Move(interview, starts_at, tuple(clashes))


def _key(moves: tuple[Move, ...]) -> str:
    lines = [
        " ".join(
            [
                str(move.interview.pk),
                _minute(move.interview.starts_at),
                clash_key(move.starts_at, move.clashes),
            ]
        )
        for move in moves
        if move.starts_at
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _minute(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="minutes")


@transaction.atomic
def move_up(*, actor: User, fallen: Interview, staying: Collection[int], seen: str) -> list[Interview]:
    """Move up those who come after ``fallen``, as they were shown, each by :func:`change_interview`.

    Raises PermissionDenied for anybody but HR; ValidationError when it can't be, when it is no more as it was
    shown (``seen``: the key of that), and with the candidate's name for what one of them is refused for: then
    nobody moves.
    """
    check_may_plan(actor)
    day = timezone.localtime(fallen.starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    same_room = Interview.objects.filter(
        place=fallen.place, starts_at__gte=day, starts_at__lt=day + timedelta(days=1)
    )
    list(same_room.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    moves = plan_moves(Interview.objects.get(pk=fallen.pk), staying)
    if moves.obstacle:
        raise ValidationError(moves.obstacle)
    if not moves.moving:
        raise ValidationError(_("Nobody moves by this."))
    if moves.key != seen:
        raise ValidationError(
            _("Look at who moves when, then confirm it: something stands in the way, or has changed.")
        )
    return [_carry_out(actor, move) for move in moves.moving]


def _carry_out(actor: User, move: Move) -> Interview:
    interview = move.interview
    try:
        return change_interview(actor=actor, interview=interview, plan=_moved_plan(move))
    except ValidationError as error:
        raise ValidationError(
            [
                _("Nobody has moved. %(candidate)s: %(reason)s")
                % {"candidate": interview.candidate, "reason": message}
                for message in error.messages
            ]
        ) from error


def _moved_plan(move: Move) -> Plan:
    """The interview's plan as it is, at another time."""
    interview = move.interview
    lead = next((member.user for member in interview.sitting if member.lead), None)
    if lead is None or move.starts_at is None:
        raise ValidationError(_("Nobody leads this interview: give it a lead on its own page first."))
    return Plan(
        sheet=interview.sheet,
        starts_at=move.starts_at,
        minutes=interview.minutes,
        lead=lead,
        panel=tuple(member.user for member in interview.sitting),
        round=interview.round,
        place=interview.place,
        note=interview.note,
    )
