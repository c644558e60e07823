"""What the demo's company has before the first interview, and what lies half done on its desks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from accounts.roles import INTERVIEWER, PANELIST
from home.demo import cast
from interviews.building.services.approvals import answer_approval, ask_approval
from interviews.building.services.comments import create_comment
from interviews.building.services.publishing import freeze, load_set_items, publish
from interviews.building.services.ready_made import create_ready_made
from interviews.building.services.sets import change_set
from interviews.candidates.services.imports import receive_list
from interviews.candidates.services.positions import save_position
from interviews.company.services.company import change_company
from interviews.models import Candidate, Position, QuestionSet, Sheet
from qbank.imports.services import receive
from qbank.models import Category, Competency

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Prepared:
    """People, the sheet that everybody uses, and the candidates, who have not applied yet; ``numbers``: their
    places in the list by their names."""

    hr: User
    other_hr: User
    interviewers: tuple[User, ...]
    sheet: Sheet
    candidates: tuple[Candidate, ...]
    numbers: dict[str, int]


def prepare_company() -> Prepared:
    """Name the company, open its positions, and publish the sheet."""
    people = {user.username: user for user in User.objects.filter(is_active=True)}
    hr, other_hr = people["hr"], people["hr2"]
    change_company(
        actor=people["admin"],
        changes={
            "name": cast.COMPANY,
            "footer": "演示数据，人物与面试均为虚构",
            "approval_needed": True,
            "sends_mail": True,
            "coming_hours": 24,
        },
    )
    positions = [_open_position(hr, name, note) for name, note in cast.POSITIONS]
    candidates = tuple(_candidates(positions))
    return Prepared(
        hr=hr,
        other_hr=other_hr,
        interviewers=tuple(people[name] for name, _, role in cast.PEOPLE if role in (INTERVIEWER, PANELIST)),
        sheet=_publish_set(hr, other_hr, "客服经理初面（60 分钟）", minutes=60),
        candidates=candidates,
        numbers={candidate.name: number for number, candidate in enumerate(candidates)},
    )


def unfinished_work(prepared: Prepared, now: datetime) -> Iterator[tuple[datetime, Act]]:
    """Drafts, and files that are still being brought in: when each was begun, and how."""
    author = prepared.interviewers[0]
    yield now - timedelta(days=2), lambda: _begin_set(author, prepared.hr)
    yield (
        now - timedelta(hours=6),
        lambda: receive(name="部门题库 2026.csv", data=cast.BANK_LIST.encode(), actor=prepared.hr),
    )
    yield (
        now - timedelta(hours=3),
        lambda: receive_list(actor=prepared.hr, name="招聘会名单.csv", data=cast.CANDIDATE_LIST.encode()),
    )


def _open_position(hr: User, name: str, note: str) -> Position:
    position = Position(name=name, note=note)
    categories, competencies = Category.objects.order_by("pk")[:3], Competency.objects.order_by("pk")[:2]
    save_position(actor=hr, position=position, categories=categories, competencies=competencies)
    return position


def _candidates(positions: list[Position]) -> Iterator[Candidate]:
    number = 0
    for place, names in cast.CANDIDATES:
        for name in names.split():
            number += 1
            yield Candidate(
                name=name,
                position=positions[place],
                phone=f"139000{number:05}",
                email=f"candidate{number}@example.com",
            )


def _publish_set(hr: User, approver: User, name: str, *, minutes: int) -> Sheet:
    question_set = create_ready_made(actor=hr, minutes=minutes)
    change_set(actor=hr, question_set=question_set, changes={"name": name})
    seen = _hash_of(question_set)
    request = ask_approval(actor=hr, question_set=question_set, seen_sha256=seen)
    answer_approval(actor=approver, request=request, approve=True, seen_sha256=seen)
    return publish(actor=hr, question_set=question_set, seen_sha256=seen)


def _begin_set(author: User, hr: User) -> None:
    question_set = create_ready_made(actor=author, minutes=30)
    change_set(actor=author, question_set=question_set, changes={"name": "夜班主管复面（30 分钟）"})
    create_comment(actor=hr, question_set=question_set, text="夜班最看重现场处理，请加一道突发情况的题。")
    ask_approval(actor=author, question_set=question_set, seen_sha256=_hash_of(question_set))


def _hash_of(question_set: QuestionSet) -> str:
    question_set.refresh_from_db()
    return freeze(question_set, load_set_items(question_set)).sha256
