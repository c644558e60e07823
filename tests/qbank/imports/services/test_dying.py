"""A killed worker leaves no half-applied batch, no duplicate and nothing behind."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from qbank.imports.services import (
    apply_batch,
    configure,
    is_stuck,
    is_waiting,
    judge_batch,
    judging,
    resume,
    start_apply,
    start_undo,
    sweep,
    undo_batch,
)
from qbank.imports.services.jobs import FencedError, Run
from qbank.imports.services.question_rows import QuestionRows
from qbank.imports.services.states import UNDO_FAILED, UNEXPECTED
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import ColumnMapping
from qbank.spreadsheets.files.table import Reading
from tests.factories import make_category, make_question
from tests.qbank.imports.services.batches import (
    Killed,
    apply_now,
    bank_and_leftovers,
    bank_contents,
    kill_before_transaction,
    make_preview,
    make_silent,
    new_rows,
    outcomes,
    reload_batch,
    row,
)

pytestmark = pytest.mark.django_db


def a_batch(person: User) -> ImportBatch:
    """Five new questions, one of them with a new category, and two changed ones."""
    category = make_category(name="服务")
    for number in (1, 2):
        make_question(code=f"P-{number}", text=f"{number}号问题", category=category)
    changed = [row(f"{number}号问题", code=f"P-{number}", answer="改过的答案") for number in (1, 2)]
    return make_preview([*new_rows(4), row("话术", category="表达", competencies="沟通"), *changed], person)


@pytest.fixture
def expected_bank(db: None, person: User) -> dict[str, object]:
    """The bank after an import that nothing disturbed; the import itself is gone again."""
    save = transaction.savepoint()
    apply_now(a_batch(person), person)
    result = _without_numbers(bank_and_leftovers())
    transaction.savepoint_rollback(save)
    return result


def _without_numbers(seen: dict[str, object]) -> dict[str, object]:
    """Made-up codes and names of test data have running numbers in them."""
    questions = seen["bank"]
    assert isinstance(questions, dict)
    contents = [
        {key: value for key, value in content.items() if key not in ("code", "competencies", "folded")}
        for content in questions.values()
    ]
    return {
        "bank": sorted(contents, key=lambda content: content["text"]),
        "unseen": seen["unseen"],
        "categories": seen["categories"],
        "sources": seen["sources"],
    }


def _dies_at_each_step(
    monkeypatch: pytest.MonkeyPatch, begin: Callable[[], ImportBatch], job: Callable[..., None]
) -> Iterator[tuple[ImportBatch, int]]:
    """For each transaction of the job: the batch as the death before that transaction left it."""
    at = 0
    while True:
        save = transaction.savepoint()
        batch = begin()
        with monkeypatch.context() as patch:
            kill_before_transaction(patch, at)
            try:
                job(batch_id=batch.pk)
            except Killed:
                pass
            else:
                break
        yield make_silent(batch), at
        transaction.savepoint_rollback(save)
        at += 1
    assert at > 4


class TestApplying:
    def test_whenever_it_dies_the_next_worker_ends_where_an_undisturbed_one_does(
        self, person: User, monkeypatch: pytest.MonkeyPatch, expected_bank: dict[str, object]
    ) -> None:
        def begin() -> ImportBatch:
            batch = a_batch(person)
            start_apply(batch=batch, actor=person)
            return batch

        for batch, at in _dies_at_each_step(monkeypatch, begin, apply_batch):
            if "visible" not in batch.result:
                assert len(bank_contents()) == 2, at
            assert sweep() == 1
            apply_batch(batch_id=batch.pk)
            assert reload_batch(batch).status == "applied", at
            assert _without_numbers(bank_and_leftovers()) == expected_bank, at
            assert outcomes(batch) == ["created"] * 5 + ["changed"] * 2

    def test_it_dies_twice(
        self, person: User, monkeypatch: pytest.MonkeyPatch, expected_bank: dict[str, object]
    ) -> None:
        batch = a_batch(person)
        start_apply(batch=batch, actor=person)
        for at in (6, 9):
            with monkeypatch.context() as patch:
                kill_before_transaction(patch, at)
                with pytest.raises(Killed):
                    apply_batch(batch_id=batch.pk)
            assert resume(make_silent(batch))
        apply_batch(batch_id=batch.pk)
        assert _without_numbers(bank_and_leftovers()) == expected_bank

    def test_an_error_puts_everything_back_and_says_so(
        self, person: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        batch = a_batch(person)
        before = bank_and_leftovers()
        start_apply(batch=batch, actor=person)
        parts = QuestionRows.insert

        def broken(self: QuestionRows) -> None:
            parts(self)
            if any(question["code"] == "P-2" for question in self.questions):
                raise RuntimeError

        with monkeypatch.context() as patch:
            patch.setattr(QuestionRows, "insert", broken)
            apply_batch(batch_id=batch.pk)
        batch = reload_batch(batch)
        assert (batch.status, batch.problem) == ("preview", UNEXPECTED)
        assert bank_and_leftovers() == before
        assert apply_now(batch, person).status == "applied"

    def test_rows_of_a_dead_run_name_the_question_they_resemble_again(
        self, person: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = make_question(code="P-1", text="请谈谈你最大的优点和缺点。")
        batch = make_preview([row("请描述一下你认为自己最大的优点和缺点是什么？")], person)
        batch.rows.update(decision="take")
        start_apply(batch=batch, actor=person)

        def broken(*_args: object) -> None:
            raise RuntimeError

        with monkeypatch.context() as patch:
            patch.setattr("qbank.imports.services.applying._Apply._write_visible", broken)
            apply_batch(batch_id=batch.pk)
        assert reload_batch(batch).status == "preview"
        assert ImportRow.objects.get().question == other
        apply_now(batch, person)
        assert ImportRow.objects.get().question != other


class TestUndoing:
    def test_whenever_it_dies_the_next_worker_takes_the_rest_back(
        self, person: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        batch = a_batch(person)
        before = _without_numbers(bank_and_leftovers())
        apply_now(batch, person)
        applied = bank_contents()

        def begin() -> ImportBatch:
            start_undo(batch=reload_batch(batch), actor=person)
            return batch

        for dead, at in _dies_at_each_step(monkeypatch, begin, undo_batch):
            assert len(bank_contents()) == (2 if "hidden" in dead.result else len(applied)), at
            assert resume(dead)
            undo_batch(batch_id=batch.pk)
            assert reload_batch(batch).status == "undone", at
            assert _without_numbers(bank_and_leftovers()) == before, at
            assert outcomes(batch) == ["removed"] * 5 + ["restored"] * 2

    def test_an_error_leaves_the_import_as_it_stood(
        self, person: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        batch = apply_now(a_batch(person), person)
        before = bank_and_leftovers()
        start_undo(batch=batch, actor=person)

        def broken(*_args: object) -> None:
            raise RuntimeError

        with monkeypatch.context() as patch:
            patch.setattr("qbank.imports.services.undoing.retire_questions", broken)
            undo_batch(batch_id=batch.pk)
        batch = reload_batch(batch)
        assert (batch.status, batch.problem) == ("applied", UNDO_FAILED)
        assert bank_and_leftovers() == before


class TestJudging:
    def test_whenever_it_dies_the_next_worker_judges_all_rows(
        self, person: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        batch = make_preview(new_rows(5), person)
        reading, mapping = Reading.from_json(batch.options), ColumnMapping.from_json(batch.mapping)
        expected = list(batch.rows.values_list("number", "verdict", "draft"))

        def begin() -> ImportBatch:
            configure(batch=batch, reading=reading, mapping=mapping, actor=person)
            return batch

        for dead, at in _dies_at_each_step(monkeypatch, begin, judge_batch):
            assert resume(dead)
            judge_batch(batch_id=batch.pk)
            assert reload_batch(batch).status == "preview", at
            assert list(batch.rows.values_list("number", "verdict", "draft")) == expected, at

    def test_columns_settled_anew_fence_the_old_job_out(
        self, person: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        batch = make_preview(new_rows(5), person)
        reading, mapping = Reading.from_json(batch.options), ColumnMapping.from_json(batch.mapping)
        configure(batch=batch, reading=reading, mapping=mapping, actor=person)

        judge = judging.judge_rows

        def judge_while_columns_change(*args: Any) -> Any:
            without_code = {at: name for at, name in mapping.columns.items() if at}
            changed = ColumnMapping(without_code, mapping.values)
            configure(batch=batch, reading=reading, mapping=changed, actor=person)
            return judge(*args)

        with monkeypatch.context() as patch:
            patch.setattr(judging, "judge_rows", judge_while_columns_change)
            judge_batch(batch_id=batch.pk)
        assert reload_batch(batch).status == "judging"
        judge_batch(batch_id=batch.pk)
        assert reload_batch(batch).status == "preview"
        assert batch.rows.count() == 5


class TestFencing:
    def test_a_job_that_was_given_up_cannot_write_any_more(self, person: User) -> None:
        batch = make_preview(new_rows(1), person)
        start_apply(batch=batch, actor=person)
        old, new = Run(batch.pk, "applying"), Run(batch.pk, "applying")
        assert old.claim()
        assert not new.claim()
        make_silent(batch)
        assert new.claim()
        with pytest.raises(FencedError):
            old.beat(done=1)
        new.beat(done=1)
        assert reload_batch(batch).done == 1

    def test_a_job_that_is_alive_is_left_alone(self, person: User) -> None:
        batch = make_preview(new_rows(1), person)
        start_apply(batch=batch, actor=person)
        assert Run(batch.pk, "applying").claim()
        batch = reload_batch(batch)
        assert not is_stuck(batch)
        assert not resume(batch)
        assert sweep() == 0
        apply_batch(batch_id=batch.pk)
        assert bank_contents() == {}

    def test_two_people_cannot_apply_the_same_batch(self, person: User) -> None:
        batch = apply_now(make_preview(new_rows(2), person), person)
        apply_batch(batch_id=batch.pk)
        assert len(bank_contents()) == 2

    def test_resuming_twice_starts_one_job(self, person: User) -> None:
        batch = make_preview(new_rows(1), person)
        start_apply(batch=batch, actor=person)
        dead = make_silent(batch)
        assert resume(dead)
        assert not resume(dead)

    def test_what_is_done_is_not_resumed(self, person: User) -> None:
        batch = make_silent(apply_now(make_preview(new_rows(1), person), person))
        assert not is_stuck(batch)
        assert sweep() == 0


class TestTwoAtOnce:
    def test_the_second_waits_for_its_turn(self, person: User) -> None:
        first, second = make_preview(new_rows(2), person), make_preview([row("话术")], person)
        start_apply(batch=first, actor=person)
        run = Run(first.pk, "applying")
        assert run.claim()
        start_apply(batch=second, actor=person)
        apply_batch(batch_id=second.pk)
        second = reload_batch(second)
        assert (second.status, is_waiting(second), is_stuck(make_silent(second))) == (
            "applying",
            True,
            False,
        )
        assert bank_contents() == {}
        make_silent(first)
        apply_batch(batch_id=first.pk)
        assert not is_waiting(reload_batch(second))
        apply_batch(batch_id=second.pk)
        assert (reload_batch(first).status, reload_batch(second).status) == ("applied", "applied")
        assert len(bank_contents()) == 3

    def test_when_the_first_is_done_the_second_is_begun(
        self, person: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = make_preview(new_rows(2), person), make_preview([row("话术")], person)
        start_apply(batch=first, actor=person)
        start_apply(batch=second, actor=person)
        begun: list[int] = []
        monkeypatch.setattr("qbank.imports.services.jobs.enqueue", lambda batch: begun.append(batch.pk))
        apply_batch(batch_id=first.pk)
        assert begun == [second.pk]

    def test_both_change_the_same_question(self, person: User) -> None:
        make_question(code="P-1", text="排班", category=make_category(name="服务"))
        first = make_preview([row("排班", code="P-1", answer="甲的答案")], person)
        second = make_preview([row("排班", code="P-1", answer="乙的答案")], person)
        assert apply_now(first, person).status == "applied"
        assert apply_now(second, person).status == "preview"
        assert bank_contents()["P-1"]["answers"] == [{"text": "甲的答案", "complete": True}]
