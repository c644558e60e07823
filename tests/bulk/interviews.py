"""Positions, candidates and scored interviews, as many as wanted, on a bank of tests/bulk/questions.py."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from accounts.models import AuditEvent, User
from common.bulk import BulkInsert, reserve_ids
from interviews.common.settling import settle_interviews
from interviews.models import (
    Candidate,
    Decision,
    Interview,
    Mark,
    PanelMember,
    Position,
    Response,
    Scorecard,
    Sheet,
    SubmittedVersion,
)
from interviews.outcome.reports.sealed import utc_iso
from interviews.outcome.rules.seals import canonical_json, seal_hash
from interviews.outcome.services.decisions import DECIDE
from interviews.room.services.scorecards import content_of, version_hash
from interviews.room.services.state import ResponseState, SheetRules, rules_of
from interviews.scoring import Mark as MarkValue
from qbank.models import Question
from tests import factories

#: By which they are told from others.
ROUND = "初试"
QUESTIONS = 5
PEOPLE = 60
PANEL = 2
#: Different ways to fill in a sheet: what everybody recorded is one of these.
_PATTERNS = 12
_BATCH = 500
#: An interview begins every so often: more of them reach further back.
_STEP, _AHEAD = timedelta(minutes=144), timedelta(days=30)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
_NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂华玉兰红梅建国文辉鑫宇晨曦雨欣浩然思琪子涵"
_REASONS = "能先稳住客户的情绪，再按流程升级。"


def load_interviews(count: int, *, positions: int) -> None:
    """Add ``count`` candidates, each with an interview and a panel of two, spread over ``positions`` new
    positions with a sheet each.

    There are ten a day, the last ones in a month. Of those that are over, one in twenty is still being
    scored, one waits for its decision, one was cancelled; all others are decided on. Each batch is one
    transaction.
    """
    plan = _Plan(positions)
    # As many in a month as there always were: a later call begins where the earlier one did.
    first = (
        Interview.objects.filter(round=ROUND)
        .order_by("starts_at")
        .values_list("starts_at", flat=True)
        .first()
    )
    begin = (first or timezone.now() + _AHEAD) - count * _STEP
    for start in range(0, count, _BATCH):
        rows = _Rows()
        for number in range(start, min(start + _BATCH, count)):
            plan.add(rows, number, begin + _STEP * number)
        rows.insert()
    settle_interviews()


@dataclass(frozen=True, slots=True)
class _Filled:
    """A scorecard as somebody fills it in: its responses, their marks, and its content once submitted."""

    responses: list[dict[str, Any]]
    marks: list[list[dict[str, Any]]]
    content: dict[str, Any]
    sha256: str


@dataclass(slots=True)
class _Rows:
    """Rows of all tables for some interviews, in the order in which they are inserted."""

    by_model: defaultdict[type[Model], list[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, model: type[Model], **row: Any) -> None:
        self.by_model[model].append(row)

    def insert(self) -> None:
        inserts = [BulkInsert(model, rows) for model, rows in self.by_model.items()]
        with transaction.atomic():
            for bulk_insert in inserts:
                bulk_insert.insert()


class _Plan:
    """Who interviews whom with what."""

    def __init__(self, positions: int) -> None:
        self.people = _people()
        self.chance = random.Random(7)
        first = Position.objects.count()
        self.positions = [
            Position.objects.create(name=f"客服经理（{number}区）")
            for number in range(first + 1, first + positions + 1)
        ]
        self.sheets = [_sheet(position) for position in self.positions]
        self.filled = [_patterns(rules_of(sheet)) for sheet in self.sheets]
        self.now = timezone.now()
        self._ids: dict[type[Model], Iterator[int]] = {}

    def _id(self, model: type[Model]) -> int:
        """Some are reserved at once."""
        pk = next(self._ids.get(model, iter(())), None)
        if pk is None:
            self._ids[model] = reserve_ids(model, 10 * _BATCH)
            pk = next(self._ids[model])
        return pk

    def add(self, rows: _Rows, number: int, starts_at: datetime) -> None:
        """The candidate and interview of this number."""
        place = number % len(self.positions)
        candidate, interview = self._id(Candidate), self._id(Interview)
        name = self.chance.choice(_SURNAMES) + "".join(self.chance.choices(_NAMES, k=2))
        rows.add(
            *(Candidate,),
            id=candidate,
            name=name,
            position_id=self.positions[place].pk,
            email=f"candidate{candidate}@example.com",
            phone=f"139{candidate:08d}",
        )
        over, kind = starts_at < self.now, number // len(self.positions) % 20
        cancelled = over and kind == 2
        rows.add(
            *(Interview,),
            id=interview,
            candidate_id=candidate,
            sheet_id=self.sheets[place].pk,
            starts_at=starts_at,
            minutes=60,
            round=ROUND,
            place=f"{number % 9 + 1} 号会议室",
            status="cancelled" if cancelled else "scheduled",
            cancel_reason="候选人放弃" if cancelled else "",
        )
        seats = []
        for seat in range(PANEL):
            seats.append(self._id(PanelMember))
            person = self.people[(number + seat * 7) % len(self.people)]
            rows.add(PanelMember, id=seats[-1], interview_id=interview, user_id=person.pk, lead=seat == 0)
        if over and not cancelled:
            basis = [
                [self._score(rows, place, seat, starts_at, submitted=kind or not first), 1]
                for first, seat in enumerate(seats)
            ]
            if kind > 1:
                self._decide(rows, interview, name, starts_at, basis)

    def _score(self, rows: _Rows, place: int, seat: int, starts_at: datetime, *, submitted: bool) -> int:
        card = self._id(Scorecard)
        filled = self.chance.choice(self.filled[place])
        ended = starts_at + timedelta(hours=1)
        rows.add(
            *(Scorecard,),
            id=card,
            member_id=seat,
            status="submitted" if submitted else "draft",
            submitted_at=ended if submitted else None,
        )
        for response, marks in zip(filled.responses, filled.marks, strict=True):
            pk = self._id(Response)
            rows.add(Response, id=pk, scorecard_id=card, **response)
            for mark in marks:
                rows.add(Mark, response_id=pk, **mark)
        if submitted:
            rows.add(
                *(SubmittedVersion,),
                scorecard_id=card,
                number=1,
                content=filled.content,
                sha256=filled.sha256,
                submitted_at=ended,
            )
        return card

    def _decide(
        self, rows: _Rows, interview: int, name: str, starts_at: datetime, scorecards: list[list[int]]
    ) -> None:
        """By HR, the day after; sealed without the report."""
        pk, taken_at, by = self._id(Decision), starts_at + timedelta(days=1), self.people[0]
        outcome = ("hire", "hold", "reject", "again")[pk % 4]
        basis = {"scorecards": scorecards, "consensus": []}
        said = {
            "number": 1,
            "outcome": outcome,
            "reason": _REASONS,
            "by": str(by),
            "by_id": by.pk,
            "at": utc_iso(taken_at),
            "objections": [],
            "supersedes": None,
        }
        sealed = canonical_json({"decision": said, "basis": basis})
        sha256 = seal_hash(sealed)
        rows.add(
            *(Decision,),
            id=pk,
            interview_id=interview,
            number=1,
            outcome=outcome,
            reason=_REASONS,
            needs_confirmation=False,
            taken_by_id=by.pk,
            taken_by_name=str(by),
            taken_at=taken_at,
            sealed=sealed,
            sha256=sha256,
            rests_on=basis,
        )
        rows.add(
            *(AuditEvent,),
            actor_id=by.pk,
            actor_name=str(by),
            action=DECIDE,
            reason=_REASONS,
            object_type=Decision._meta.label_lower,
            object_id=str(pk),
            object_label=f"{name} {timezone.localtime(starts_at):%Y-%m-%d}",
            after={"number": 1, "outcome": outcome, "pending": False, "sha256": sha256},
        )


def _people() -> list[User]:
    """The interviewers, made once; none of them can sign in. The first is HR and decides."""
    people = list(User.objects.filter(username__startswith="bulk").order_by("pk"))
    if not people:
        people = User.objects.bulk_create(
            User(username=f"bulk{number:02d}", name=f"面试官{number:02d}", password="!")
            for number in range(PEOPLE)
        )
        interviewers = Group.objects.get(name="interviewer")
        interviewers.user_set.add(*people[1:])
        Group.objects.get(name="hr").user_set.add(people[0])
    return people


def _sheet(position: Position) -> Sheet:
    """A sheet of some of the bank's ready questions."""
    ready = Question.objects.filter(status="ready", code__startswith="B-").order_by("pk")
    place = position.pk * QUESTIONS % max(ready.count() - QUESTIONS, 1)
    questions = list(ready[place : place + QUESTIONS])
    question_set = factories.make_set(
        questions=questions, name=f"初试题单（{position.name}）", position=position
    )
    return factories.make_sheet(question_set=question_set)


def _patterns(rules: SheetRules) -> list[_Filled]:
    chance = random.Random(len(rules.items))
    return [_filled(rules, chance) for _number in range(_PATTERNS)]


def _filled(rules: SheetRules, chance: random.Random) -> _Filled:
    states = {}
    for pk, item in rules.items.items():
        marks = {point.id: chance.choice(list(MarkValue)) for point in item.points if not point.red_flag}
        state = ResponseState(pk, marks=marks, seconds=chance.randrange(120, 480))
        state.notes = "候选人说先道歉，再核实订单，最后跟进到解决为止。" * chance.randrange(1, 4)
        state.evidence = "举了去年双十一的例子，说清了自己做的和结果。"
        suggestion = state.suggestion(item, rules.scale)
        state.rating = suggestion.rating if suggestion else Decimal(3)
        states[pk] = state
    content = content_of(rules, states) | {"added": []}
    responses = [
        {
            "item_id": pk,
            "notes": state.notes,
            "evidence": state.evidence,
            "rating": state.rating,
            "seconds": state.seconds,
            "revision": 4,
        }
        for pk, state in states.items()
    ]
    marks = [
        [{"point_id": point, "value": str(value)} for point, value in state.marks.items()]
        for state in states.values()
    ]
    return _Filled(responses, marks, content, version_hash(content))
