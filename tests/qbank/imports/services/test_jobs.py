"""Jobs give way to people who score, and what a killed worker left is taken up again."""

import time

import pytest
from django.db import connection

from accounts.models import User
from common.bulk import BulkInsert, reserve_ids
from qbank.imports.services import start_apply
from qbank.imports.services.jobs import Pace, sweep
from qbank.imports.tasks import apply_import
from qbank.models import Category, Competency, Question
from tests.factories import make_category, make_question
from tests.qbank.imports.services.batches import make_preview, make_silent, new_rows, reload_batch

pytestmark = pytest.mark.django_db

sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has one writer")


class TestPace:
    @pytest.fixture
    def pace(self, monkeypatch: pytest.MonkeyPatch) -> Pace:
        monkeypatch.setattr(Pace, "MOST", 1000)
        monkeypatch.setattr(Pace, "LEAST", 10)
        return Pace()

    @sqlite_only
    def test_alone_it_writes_more_and_more_at_once(self, pace: Pace) -> None:
        for _chunk in range(6):
            pace.write(pace.size, lambda: None)
        assert pace.size == 1000

    @sqlite_only
    def test_beside_others_it_writes_little_and_leaves_room(
        self, pace: Pace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        versions, slept = iter(range(100)), []
        monkeypatch.setattr(pace, "_data_version", lambda: next(versions))
        monkeypatch.setattr(pace, "PAUSE", 1.0)
        monkeypatch.setattr(time, "sleep", slept.append)
        ticks = iter([0.0, 0.1, 1.0, 1.001])
        monkeypatch.setattr(time, "perf_counter", lambda: next(ticks))
        pace.write(100, lambda: None)
        assert pace.size == 10
        assert slept == [pytest.approx(0.1)]
        pace.write(10, lambda: None)
        assert pace.size == 20

    @sqlite_only
    def test_one_who_wrote_a_moment_ago_will_write_again(
        self, pace: Pace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Between people's saves many short transactions meet nobody; a long one would meet the next save."""
        now, version = [50.0], [7]
        monkeypatch.setattr(pace, "_data_version", lambda: version[0])
        monkeypatch.setattr(time, "monotonic", lambda: now[0])
        monkeypatch.setattr(time, "sleep", lambda seconds: None)
        pace.write(10, lambda: None)
        version[0] += 1
        for seconds, others in ((0.0, True), (0.3, True), (Pace.OTHERS_REMEMBERED, False)):
            now[0] += seconds
            pace.write(10, lambda: None)
            assert pace.others_write is others

    def test_what_others_write_is_noticed_on_sqlite_alone(self, pace: Pace) -> None:
        assert (pace._data_version() > 0) == (connection.vendor == "sqlite")


class TestBulk:
    def test_reserved_ids_are_given_to_nobody_else(self) -> None:
        reserved = list(reserve_ids(Question, 3))
        question = make_question()
        assert len(set(reserved)) == 3
        assert question.pk > max(reserved)
        assert min(reserve_ids(Question, 2)) > question.pk

    def test_rows_are_written_as_the_models_would(self) -> None:
        make_category(name="甲")
        BulkInsert(Category, [{"name": "乙", "position": 2}, {"name": "=1+2\n😀", "position": 3}]).insert()
        assert sorted(Category.objects.values_list("name", "position"))[-2:] == [
            ("乙", 2),
            *sorted(Category.objects.filter(name="甲").values_list("name", "position")),
        ]
        assert Category.objects.filter(name="=1+2\n😀").exists()

    def test_nothing_is_nothing(self) -> None:
        BulkInsert(Competency, []).insert()
        assert not Competency.objects.exists()


def test_the_sweep_hands_a_dead_import_to_the_worker(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = make_preview(new_rows(1), person)
    start_apply(batch=batch, actor=person)
    make_silent(batch)
    taken_up: list[tuple[object, ...]] = []
    monkeypatch.setattr(type(apply_import), "enqueue", lambda task, *args: taken_up.append((task, *args)))
    sweep()
    assert taken_up == [(apply_import, batch.pk)]
    assert reload_batch(batch).run is None
