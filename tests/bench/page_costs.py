"""Run by tests/bench/pages.py in an empty, migrated database: loads it, opens every page, prints a table."""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from interviews.models import Decision, Interview, Position  # noqa: E402
from qbank.models import Question  # noqa: E402
from tests import factories, test_every_url  # noqa: E402
from tests.bulk.interviews import ROUND, load_interviews  # noqa: E402
from tests.bulk.questions import ABSENT, COMMON, RARE, load_questions  # noqa: E402
from tests.world import make_world  # noqa: E402

BARE_PAGE, BARE_LIST = "bench-page", "bench-list"
#: The bank's list by what people choose there.
BANK_LISTS = {
    "page 2": "page=2",
    "page 30": "page=30",
    "common word": f"q={COMMON}",
    "common word, page 2": f"q={COMMON}&page=2",
    "common word and kind": f"q={COMMON}&kind=situational",
    "rare word": f"q={RARE}",
    "absent word": f"q={ABSENT}",
    "letters": "q=b-00001",
    "kind": "kind=situational",
    "kind and difficulty": "kind=situational&difficulty=hard",
    "drafts": "status=draft",
    "source": "source=2",
    "competency": "competency=7",
    "newest": "sort=-changed",
    "easiest": "sort=difficulty",
}
#: Pages are opened by the first of these who may.
WHO = ("hr", "admin", "member", "interviewer", "owner", "given")
FILES = ("text/html", "application/vnd", "text/csv", "application/pdf", "text/calendar", "application/zip")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one page: queries, milliseconds of the processor, kilobytes."""

    queries: int
    milliseconds: float
    kilobytes: float


def load(questions: int, interviews: int, positions: int) -> None:
    """Bring the database up to these numbers."""
    began = time.monotonic()
    load_questions(questions - Question.objects.filter(code__startswith="B-").count())
    loaded = time.monotonic()
    load_interviews(interviews - Interview.objects.filter(round=ROUND).count(), positions=positions)
    if connection.vendor == "postgresql":
        # As it does by itself after a while; SQLite never does.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(
        f"loaded up to {questions:,} questions in {loaded - began:.0f} s and"
        f" {interviews:,} interviews in {time.monotonic() - loaded:.0f} s",
        flush=True,
    )


def addresses(world: SimpleNamespace) -> Iterator[tuple[str, str, str]]:
    """(name, role, address) of every page."""
    yield BARE_PAGE, "hr", reverse(BARE_PAGE)
    yield BARE_LIST, "hr", reverse(BARE_LIST)
    for name in sorted(test_every_url.ADDRESSES.keys() - test_every_url.PUBLIC):
        if name.startswith("bench") or not name:
            continue
        allowed = test_every_url.open_to(name)
        role = next(role for role in WHO if role in allowed)
        yield name, role, test_every_url.address(name, world)
    yield from _with_much(world)
    for model, model_admin in sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label):
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        yield name, "super", reverse(name)
        row = model._base_manager.order_by("-pk").first()
        if row is not None and model_admin:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
            yield name, "super", reverse(name, args=[row.pk])


def _with_much(world: SimpleNamespace) -> Iterator[tuple[str, str, str]]:
    """Lists by what people choose there, and pages of an interview and a position with all they can hold."""
    bank = reverse("qbank:question-list")
    for said, query in BANK_LISTS.items():
        yield f"qbank:question-list {said}", "hr", f"{bank}?{query}"
    yield "qbank:question-list reader", "interviewer", bank
    question_admin = reverse("admin:qbank_question_changelist")
    yield "admin:qbank_question_changelist common word", "super", f"{question_admin}?q={COMMON}"
    decision = Decision.objects.filter(interview__round=ROUND).order_by("pk").first()
    assert decision is not None
    interview = decision.interview
    own = {"pk": interview.pk, "interview_id": interview.pk, "number": 1}
    for name, pattern in sorted(test_every_url.ADDRESSES.items()):
        arguments = set(pattern.pattern.converters)
        if name.startswith("interviews:interview-") and arguments <= own.keys():
            yield f"{name} scored", "hr", reverse(name, kwargs={key: own[key] for key in arguments})
        if name.startswith("interviews:candidate-") and arguments == {"pk"} and "import" not in name:
            yield f"{name} scored", "hr", reverse(name, kwargs={"pk": interview.candidate_id})
        if name.startswith("interviews:position-") and arguments == {"pk"}:
            yield f"{name} full", "hr", reverse(name, kwargs={"pk": _fullest().pk})
        if name.startswith(("interviews:set-", "interviews:sheet-")) and arguments == {"pk"}:
            pk = interview.sheet_id if "sheet-" in name else interview.sheet.question_set_id
            yield f"{name} full", "hr", reverse(name, kwargs={"pk": pk})
    found = reverse("interviews:candidate-list")
    yield "interviews:candidate-list name", "hr", f"{found}?q=王伟"
    assert world


def _fullest() -> Position:
    """One of the positions loaded last: they have the most candidates."""
    position = Position.objects.filter(name__startswith="客服经理").order_by("-pk").first()
    assert position is not None
    return position


def database_seconds() -> float:
    """What the process of PostgreSQL behind our connection has worked so far; SQLite works in ours."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def seconds() -> float:
    return time.process_time() + database_seconds()


def cost_of(client: Client, url: str, rounds: int) -> Cost | None:
    """The best of some rounds; None for what is no page or file."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
        asked = len(queries)
    body = answer.getvalue()
    if answer.status_code != 200 or not answer["Content-Type"].startswith(FILES):
        return None
    best = 1e9
    for number in range(rounds):
        began = seconds()
        client.get(url).getvalue()
        best = min(best, seconds() - began)
        # What takes long is not that exact.
        if number > 1 and best > 0.5:
            break
    return Cost(asked, best * 1_000, len(body) / 1_000)


def measure(world: SimpleNamespace, arguments: argparse.Namespace) -> dict[str, Cost]:
    costs = {}
    for name, role, url in addresses(world):
        if arguments.only not in name and name not in (BARE_PAGE, BARE_LIST):
            continue
        client = Client(
            headers={"accept-language": "zh-hans", "host": "127.0.0.1"}, raise_request_exception=False
        )
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
        if cost := cost_of(client, url, arguments.rounds):
            costs[name] = cost
    return costs


def print_table(small: dict[str, Cost], large: dict[str, Cost]) -> None:
    """Worst growth first."""
    print(
        f"{'page':58} {'queries':>9} {'ms':>8} {'ms large':>9} {'growth':>7} {'× page':>7} {'× list':>7}"
        f" {'KB':>6} {'KB large':>9}"
    )

    def growth(name: str) -> float:
        return large[name].milliseconds / small[name].milliseconds

    for name in sorted(small.keys() & large.keys(), key=growth, reverse=True):
        before, after = small[name], large[name]
        ratios = [after.milliseconds / large[bare].milliseconds for bare in (BARE_PAGE, BARE_LIST)]
        print(
            f"{name.removeprefix('interviews:'):58} {f'{before.queries}/{after.queries}':>9}"
            f" {before.milliseconds:8.1f} {after.milliseconds:9.1f} {growth(name):7.2f}"
            f" {ratios[0]:7.1f} {ratios[1]:7.1f} {before.kilobytes:6.0f} {after.kilobytes:9.0f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("small", "large", "rounds"):
        parser.add_argument(f"--{name}", type=int)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    logging.disable(logging.ERROR)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Else other processes would work too, and nobody would count it.
            cursor.execute("SET max_parallel_workers_per_gather = 0")
    load(arguments.small, arguments.small, max(arguments.small // 50, 1))
    world: Any = make_world()
    world.sessions["super"] = factories.make_session(factories.make_user(None, is_superuser=True))
    small = measure(world, arguments)
    many = max(arguments.large // 2, arguments.small)
    load(arguments.large, many, max(many // 250, 1))
    print_table(small, measure(world, arguments))


if __name__ == "__main__":
    main()
