"""An import is taken back: what it brought goes, what people did with it stays."""

import pytest

from accounts.models import AuditEvent, User
from qbank.imports.services import ImportStateError, apply_batch, decide, start_undo, undo_batch, undo_plan
from qbank.models import Category, Competency, ImportBatch, ImportRow, Question, Source
from qbank.questions.search import search
from qbank.questions.services.questions import set_status
from qbank.questions.services.revisions import (
    IMPORT_TAKEN_BACK,
    RETIRED_WITH_IMPORT,
    question_content,
    record_revision,
)
from tests.factories import make_category, make_question, make_set, make_sheet
from tests.qbank.imports.services.batches import (
    apply_now,
    bank_and_leftovers,
    bank_contents,
    make_preview,
    new_rows,
    on_each_beat,
    outcomes,
    reload_batch,
    row,
    undo_now,
)

pytestmark = pytest.mark.django_db


def imported(person: User, count: int = 3) -> tuple[ImportBatch, list[Question]]:
    """A batch that stands in the bank, and its questions in the file's order."""
    batch = apply_now(make_preview(new_rows(count), person), person)
    return batch, list(Question.objects.filter(source=batch.source).order_by("position"))


def test_everything_it_brought_goes_again(person: User) -> None:
    make_question(code="P-1", text="原有的问题")
    before = bank_and_leftovers()
    rows = [row("排班", category="新类", competencies="新能力"), *new_rows(3)[1:]]
    batch = undo_now(apply_now(make_preview(rows, person), person), person)
    assert bank_and_leftovers() == before
    assert (batch.status, batch.undone_by) == ("undone", person)
    assert batch.undone_at is not None
    assert outcomes(batch) == ["removed"] * 3
    assert not batch.rows.exclude(question=None).exists()
    draft = batch.rows.order_by("number")[0].draft
    assert draft is not None
    assert draft["text"] == "排班"


def test_a_changed_question_gets_its_earlier_content_as_a_new_revision(person: User) -> None:
    question = make_question(code="P-1", text="排班", category=make_category(name="服务"))
    before = question_content(question)
    batch = apply_now(
        make_preview([row("排班", code="P-1", answer="改过", points="另一点", category="别类")], person),
        person,
    )
    assert bank_contents()["P-1"]["category"] == "别类"
    batch = undo_now(batch, person)
    question = Question.objects.get()
    newest = question.revisions.first()
    assert newest is not None
    assert question_content(question) == newest.content == before
    assert (newest.number, newest.note, newest.by) == (3, IMPORT_TAKEN_BACK, person)
    assert outcomes(batch) == ["restored"]
    assert not Category.objects.filter(name="别类").exists()
    assert search(Question.objects.in_bank(), "复述").exists()
    assert not search(Question.objects.in_bank(), "改过").exists()


def test_a_question_on_a_sheet_or_in_a_set_is_retired(person: User) -> None:
    batch, questions = imported(person)
    make_sheet(question_set=make_set(questions=questions[:1]))
    make_set(questions=questions[1:2])
    plan = undo_plan(batch)
    assert plan.counts() == {"removed": 1, "restored": 0, "retired": 2, "kept": 0}
    batch = undo_now(batch, person)
    assert outcomes(batch) == ["retired", "retired", "removed"]
    remaining = Question.objects.in_bank().order_by("position")
    assert [question.status for question in remaining] == ["retired", "retired"]
    newest = remaining[0].revisions.first()
    assert newest is not None
    assert (newest.number, newest.note, newest.content["status"]) == (2, RETIRED_WITH_IMPORT, "retired")
    assert newest.content == question_content(remaining[0])
    assert Source.objects.filter(name="题库.csv").exists()


def test_a_question_put_into_a_set_while_others_are_deleted_is_retired_not_lost(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, questions = imported(person)
    start_undo(batch=batch, actor=person)
    used: list[object] = []

    def use(_number: int) -> None:
        if reload_batch(batch).result.get("hidden") and not used:
            used.append(make_set(questions=questions[2:]))

    on_each_beat(monkeypatch, use)
    undo_batch(batch_id=batch.pk)
    assert used
    assert reload_batch(batch).status == "undone"
    assert outcomes(batch) == ["removed", "removed", "retired"]
    assert [question.status for question in Question.objects.in_bank()] == ["retired"]


def test_what_was_edited_since_is_kept_and_listed(person: User) -> None:
    changed = make_question(code="P-1", text="话术", category=make_category(name="服务"))
    batch = apply_now(make_preview([*new_rows(2), row("话术", code="P-1", answer="改过")], person), person)
    created = Question.objects.get(text="排班")
    set_status(actor=person, question=created, status="retired")
    changed = Question.objects.get(pk=changed.pk)
    changed.minutes = 11
    changed.save()
    record_revision(question=changed, actor=person)
    assert [content.question for content in undo_plan(batch).edited] == [created, changed]
    batch = undo_now(batch, person)
    assert outcomes(batch) == ["kept", "removed", "kept"]
    assert Question.objects.get(pk=changed.pk).answers.get().text == "改过"
    assert bank_contents().keys() == {created.code, "P-1"}


def test_what_a_later_import_changed_is_kept_until_that_is_taken_back(person: User) -> None:
    first, questions = imported(person, 1)
    code = questions[0].code
    second = apply_now(make_preview([row("排班", code=code, answer="第二次")], person), person)
    assert undo_plan(first).counts()["kept"] == 1
    assert outcomes(undo_now(second, person)) == ["restored"]
    assert bank_contents()[code]["answers"][0]["text"] == "先听完。"


def test_categories_and_competencies_with_something_in_them_stay(person: User) -> None:
    rows = [row("排班", category="新类", competencies="新能力"), row("质检", category="空类")]
    batch = apply_now(make_preview(rows, person), person)
    make_question(
        code="P-9", category=Category.objects.get(name="新类"), competencies=[Competency.objects.get()]
    )
    undo_now(batch, person)
    assert list(Category.objects.values_list("name", flat=True)) == ["新类"]
    assert list(Competency.objects.values_list("name", flat=True)) == ["新能力"]


def test_a_category_that_is_gone_is_made_again(person: User) -> None:
    make_question(code="P-1", text="排班", category=make_category(name="旧类"))
    batch = apply_now(make_preview([row("排班", code="P-1", category="新类")], person), person)
    Category.objects.get(name="旧类").delete()
    undo_now(batch, person)
    assert bank_contents()["P-1"]["category"] == "旧类"
    assert list(Category.objects.values_list("name", flat=True)) == ["旧类"]


def test_a_source_that_an_earlier_import_needs_stays(person: User) -> None:
    rows = [row("排班"), row("排班")]
    first, second = apply_now(make_preview(rows, person), person), make_preview(rows, person)
    decide(batch=second, verdict="repeated", decision="take", actor=person)
    second = apply_now(second, person)
    assert second.source == first.source
    undo_now(second, person)
    assert Question.objects.get().source == reload_batch(first).source is not None


def test_it_can_be_taken_back_only_once(person: User) -> None:
    batch, _questions = imported(person)
    undo_now(batch, person)
    before = bank_and_leftovers()
    with pytest.raises(ImportStateError):
        start_undo(batch=batch, actor=person)
    undo_batch(batch_id=batch.pk)
    apply_batch(batch_id=batch.pk)
    assert bank_and_leftovers() == before
    assert AuditEvent.objects.filter(action="importbatch.undo").count() == 1


def test_what_is_not_in_the_bank_cannot_be_taken_back(person: User) -> None:
    with pytest.raises(ImportStateError):
        start_undo(batch=make_preview(new_rows(1), person), actor=person)


def test_nobody_sees_half_of_it_taken_back(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make_question(code="P-1", text="话术", category=make_category(name="服务"))
    batch = make_preview([*new_rows(5), row("话术", code="P-1", answer="改过")], person)
    before = _contents()
    apply_now(batch, person)
    during, seen = _contents(), []
    on_each_beat(monkeypatch, lambda _number: seen.append(_contents()))
    undo_now(batch, person)
    assert len(seen) > 4
    assert all(view in (during, before) for view in seen)
    assert seen == sorted(seen, key=lambda view: view == before)


def _contents() -> list[dict[str, object]]:
    """The questions without the search index, which follows a moment later."""
    return [
        {key: value for key, value in content.items() if key != "folded"}
        for content in bank_contents().values()
    ]


def test_rows_of_other_imports_that_name_a_removed_question_let_go_of_it(person: User) -> None:
    batch, _questions = imported(person, 1)
    other = make_preview(new_rows(1), person)
    assert other.rows.get().verdict == "same"
    undo_now(batch, person)
    assert ImportRow.objects.get(batch=other).question is None


def test_who_took_it_back_stays_on_record(person: User) -> None:
    batch, _questions = imported(person)
    undo_now(batch, person)
    event = AuditEvent.objects.get(action="importbatch.undo")
    assert event.actor == person
    assert event.after == {
        "file": "题库.csv",
        "sha256": batch.sha256,
        "removed": 3,
        "restored": 0,
        "retired": 0,
        "kept": 0,
    }
