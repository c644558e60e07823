"""Migrations that move what people wrote: nothing is lost, and nobody learns more than before."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE, AFTER = ("interviews", "0013_score_changes_by_item"), ("interviews", "0014_one_place_for_notes")
HOUR = timedelta(hours=1)


def at(target: tuple[str, str]) -> Any:
    """The models as they were after a migration, with the database brought there."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


@pytest.fixture
def older() -> Iterator[Any]:
    yield at(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


class Past:
    """Candidates as they were kept when a note was a field of theirs."""

    def __init__(self, models: Any) -> None:
        self.models = models
        self.position = models.get_model("interviews", "Position").objects.create(name="客服经理")

    def candidate(self, name: str, note: str, **fields: Any) -> Any:
        rows = self.models.get_model("interviews", "Candidate").objects
        return rows.create(name=name, note=note, position=self.position, **fields)

    def event(self, candidate: Any, action: str, after: Any, ago: timedelta, actor: Any = None) -> Any:
        events = self.models.get_model("accounts", "AuditEvent").objects
        event = events.create(
            actor_id=actor.pk if actor else None,
            actor_name=str(actor) if actor else "",
            action=f"candidate.{action}",
            object_type="interviews.candidate",
            object_id=str(candidate.pk),
            object_label=candidate.name,
            after=after,
        )
        events.filter(pk=event.pk).update(at=timezone.now() - ago)
        return events.get(pk=event.pk)


def notes(models: Any) -> dict[str, tuple[Any, ...]]:
    rows = models.get_model("interviews", "CandidateNote").objects.order_by("pk")
    values = rows.values_list("candidate__name", "text", "by", "by_name", "at")
    return {name: tuple(told) for name, *told in values}


def test_a_candidates_note_becomes_a_note_by_whoever_wrote_it_last(older):
    past, first, last = Past(older), factories.make_user("hr"), factories.make_user("hr", name="周敏")
    changed = past.candidate("改过的", "面试后改的\n第二行")
    past.event(changed, "create", {"name": "改过的", "note": "…"}, 9 * HOUR, first)
    event = past.event(changed, "change", {"note": "…"}, 5 * HOUR, last)
    past.event(changed, "change", {"phone": "…"}, HOUR, first)
    listed = past.candidate("导入的", "内推")
    imported = past.event(listed, "create", {"import": 7}, 3 * HOUR, first)
    silent = past.candidate("没有记录", "不知谁写的")
    past.candidate("没有备注", "")
    past.candidate("空白", " \n ")
    past.candidate("已删除 4", "", erased_at=timezone.now())
    assert notes(at(AFTER)) == {
        "改过的": ("面试后改的\n第二行", last.pk, "周敏", event.at),
        "导入的": ("内推", first.pk, str(first), imported.at),
        "没有记录": ("不知谁写的", None, "–", silent.created_at),
    }


def test_whose_account_is_gone_stays_named(older):
    past = Past(older)
    candidate = past.candidate("林若溪", "x")
    event = past.event(candidate, "create", {"note": "…"}, HOUR)
    older.get_model("accounts", "AuditEvent").objects.update(actor_id=10**9, actor_name="走了的人")
    assert notes(at(AFTER)) == {"林若溪": ("x", None, "走了的人", event.at)}


def test_the_move_can_be_undone_and_leaves_later_notes_alone(older):
    past, keeper = Past(older), factories.make_user("hr")
    known, silent = past.candidate("改过的", "旧\n备注"), past.candidate("没有记录", "不知谁写的")
    plain = past.candidate("没有备注", "")
    past.event(known, "change", {"note": "…"}, HOUR, keeper)
    newer = at(AFTER)
    for one in (known, silent, plain):
        newer.get_model("interviews", "CandidateNote").objects.create(
            candidate_id=one.pk, text="后来的", by_id=keeper.pk, by_name=str(keeper)
        )
    back = at(BEFORE)
    found = dict(back.get_model("interviews", "Candidate").objects.values_list("name", "note"))
    assert found == {"改过的": "旧\n备注", "没有记录": "不知谁写的", "没有备注": ""}
    assert {name: told[0] for name, told in notes(back).items()} == dict.fromkeys(found, "后来的")
    assert len(notes(at(AFTER))) == 3


def test_more_candidates_than_fit_in_one_go(older):
    past = Past(older)
    model = older.get_model("interviews", "Candidate")
    model.objects.bulk_create(
        model(name=f"甲{number}", note=f"第 {number} 条", position=past.position) for number in range(1201)
    )
    moved = at(AFTER).get_model("interviews", "CandidateNote").objects
    assert moved.count() == 1201
    assert moved.get(candidate__name="甲1200").text == "第 1200 条"
