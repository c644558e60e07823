"""An import reaches the bank all at once or not at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent, User
from qbank.imports.services import ImportStateError, accepted_count, discard, start_apply
from qbank.imports.services.applying import JUDGED_ANEW, apply_batch
from qbank.imports.services.jobs import Pace
from qbank.models import Category, Competency, Question, QuestionRevision, Source
from qbank.questions.search import search
from qbank.questions.services.questions import set_status
from qbank.questions.services.revisions import IMPORTED_FROM_SPREADSHEET, question_content, record_revision
from tests.database import tampering
from tests.factories import make_category, make_question
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
    row_at,
    undo_now,
    verdicts,
)

pytestmark = pytest.mark.django_db


def test_new_questions_get_all_that_their_row_says(person: User) -> None:
    changed_row = row("排班", code="P-1", points="先问清楚（2分）\n再排", competencies="沟通")
    batch = apply_now(make_preview([changed_row], person), person)
    question = Question.objects.in_bank().get()
    assert batch.status == "applied"
    assert (question.code, question.category.name) == ("P-1", "服务")
    assert (question.kind, question.difficulty, question.minutes) == ("", "", None), "what no row says"
    assert [answer.text for answer in question.answers.all()] == ["先听完。"]
    assert [(p.text, p.weight) for p in question.points.all()] == [("先问清楚", 2), ("再排", 1)]
    assert [competency.name for competency in question.competencies.all()] == ["沟通"]
    assert question.source == batch.source
    assert question.source.kind == Source.Kind.SPREADSHEET
    assert list(search(Question.objects.in_bank(), "先问清楚")) == [question]


def test_a_new_question_has_one_revision_that_says_what_the_bank_says(person: User) -> None:
    apply_now(make_preview([row("排班", points="一；二", competencies="沟通;倾听")], person), person)
    question, revision = Question.objects.get(), QuestionRevision.objects.get()
    assert revision.content == question_content(question)
    assert (revision.number, revision.by, revision.note) == (1, person, IMPORTED_FROM_SPREADSHEET)
    assert record_revision(question=question, actor=None) is None


def test_a_changed_question_has_one_more_revision_and_is_found_by_its_new_words(person: User) -> None:
    question = make_question(
        code="P-1", text="客服旺季排班冲突如何化解？", category=make_category(name="服务")
    )
    batch = apply_now(
        make_preview([row("客服旺季排班有冲突如何化解？", code="P-1", answer="看话务量。")], person), person
    )
    question.refresh_from_db()
    newest = question.revisions.first()
    assert outcomes(batch) == ["changed"]
    assert newest is not None
    assert (newest.number, newest.content) == (2, question_content(question))
    assert list(search(Question.objects.in_bank(), "话务量")) == [question]
    assert not search(Question.objects.in_bank(), "复述").exists()


def test_rows_without_a_code_get_one_that_says_where_they_came_from(person: User) -> None:
    batch = apply_now(make_preview(new_rows(2), person), person)
    codes = list(Question.objects.order_by("code").values_list("code", flat=True))
    assert codes == [f"S{batch.pk}-{batch.sha256[:3].upper()}-000{n}" for n in (2, 3)]


def test_nobody_sees_anything_before_everything_is_there(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        make_question(
            code=f"P-{number}",
            text=f"{number}号客户连夜来电要求退款并投诉坐席",
            category=make_category(name=f"旧{number}"),
        )
    batch = make_preview(
        [*new_rows(5), *(row(f"{n}号客户连夜来电要求退款并投诉班长", code=f"P-{n}") for n in range(3))],
        person,
    )
    before, seen = bank_contents(), []

    def look(_number: int) -> None:
        if "visible" not in reload_batch(batch).result:
            seen.append(bank_contents())

    on_each_beat(monkeypatch, look)
    apply_now(batch, person)
    assert len(seen) > 5
    assert all(view == before for view in seen)
    assert len(bank_contents()) == 8
    assert {content["text"] for content in bank_contents().values()} >= {
        f"{n}号客户连夜来电要求退款并投诉班长" for n in range(3)
    }


def test_only_accepted_rows_arrive(person: User) -> None:
    make_question(code="P-1", text="请谈谈你最大的优点和缺点。")
    rows = [
        row("请描述一下你认为自己最大的优点和缺点是什么？"),
        row("排班"),
        row("排班"),
        row("", answer="没有题目"),
        row("质检"),
    ]
    batch = make_preview(rows, person)
    assert verdicts(batch) == ["similar", "new", "repeated", "error", "new"]
    batch.rows.filter(number=6).update(decision="leave")
    assert accepted_count(batch) == 1
    apply_now(batch, person)
    assert outcomes(batch) == ["", "created", "", "", ""]


def test_nothing_accepted_is_nothing_to_import(person: User) -> None:
    batch = make_preview([row("", answer="没有题目")], person)
    with pytest.raises(ImportStateError):
        start_apply(batch=batch, actor=person)


def test_the_same_file_twice_changes_nothing(person: User) -> None:
    rows = [row("排班", points="一\n二（2分）"), row("质检", code="Z-1", competencies="沟通")]
    apply_now(make_preview(rows, person), person)
    before = bank_and_leftovers()
    second = make_preview(rows, person)
    assert verdicts(second) == ["same", "same"]
    assert accepted_count(second) == 0
    assert bank_and_leftovers() == before


def test_the_same_file_brought_twice_before_either_is_applied(person: User) -> None:
    first, second = make_preview(new_rows(3), person), make_preview(new_rows(3), person)
    apply_now(first, person)
    before = bank_and_leftovers()
    second = apply_now(second, person)
    assert (second.status, second.problem) == ("preview", JUDGED_ANEW)
    assert second.result["params"] == {"count": 3}
    assert verdicts(second) == ["same"] * 3
    assert bank_and_leftovers() == before


def test_the_file_what_it_means_and_what_came_of_it_stay_on_record(person: User) -> None:
    batch = apply_now(make_preview([*new_rows(2), row("", answer="没有题目")], person), person)
    event = AuditEvent.objects.get(action="importbatch.apply")
    assert event.actor == person
    assert event.object_id == str(batch.pk)
    assert event.after is not None
    assert event.after["file"] == "题库.csv"
    assert event.after["sha256"] == batch.sha256
    assert event.after["mapping"] == batch.mapping
    assert (event.after["created"], event.after["changed"], event.after["left_out"]) == (2, 0, 1)
    assert not AuditEvent.objects.filter(action__startswith="question.").exists()


class TestTheBankChangesMeanwhile:
    def test_a_question_edited_since_is_shown_again_first(self, person: User) -> None:
        question = make_question(code="P-1", text="排班", category=make_category(name="服务"))
        batch = make_preview([row("排班", code="P-1", answer="新的答案"), *new_rows(3)[1:]], person)
        question.minutes = 9
        question.save()
        record_revision(question=question, actor=person)
        before = bank_and_leftovers()
        batch = apply_now(batch, person)
        assert (batch.status, batch.problem) == ("preview", JUDGED_ANEW)
        assert bank_and_leftovers() == before
        draft = row_at(batch, 2).draft
        assert draft is not None
        assert draft["minutes"] == 9
        assert apply_now(batch, person).status == "applied"
        question.refresh_from_db()
        assert (question.minutes, question.answers.get().text) == (9, "新的答案")

    def test_a_code_taken_since_makes_the_row_a_question(self, person: User) -> None:
        batch = make_preview([row("排班", code="P-1")], person)
        make_question(code="P-1", text="质检")
        batch = apply_now(batch, person)
        assert (batch.status, verdicts(batch)) == ("preview", ["conflict"])
        assert Question.objects.get().text == "质检"

    def test_a_change_that_comes_while_rows_are_being_written(
        self, person: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        question = make_question(code="P-1", text="质检", category=make_category(name="服务"))
        batch = make_preview([*new_rows(1), *new_rows(6)[2:], row("质检", code="P-1", answer="新")], person)

        def edit(_number: int) -> None:
            if Question.objects.filter(arriving=batch).count() == 4 and question.status == "ready":
                question.status = "retired"
                set_status(actor=person, question=question, status="retired")

        on_each_beat(monkeypatch, edit)
        batch = apply_now(batch, person)
        assert question.status == "retired"
        assert (batch.status, batch.problem) == ("preview", JUDGED_ANEW)
        assert list(Question.objects.values_list("code", "status")) == [("P-1", "retired")]
        assert sorted(Category.objects.values_list("name", flat=True)) == ["服务"]

    def test_other_changes_of_the_bank_are_no_matter(self, person: User) -> None:
        batch = make_preview(new_rows(2), person)
        make_question(code="Q-1", text="与此无关的一道题")
        assert apply_now(batch, person).status == "applied"

    def test_a_deleted_question_leaves_the_row_new(self, person: User) -> None:
        question = make_question(code="P-1", text="质检")
        batch = make_preview([row("质检", code="P-1", answer="新")], person)
        with tampering():
            QuestionRevision._base_manager.filter(question=question)._raw_delete("default")
        question.delete()
        batch = apply_now(batch, person)
        assert (batch.status, verdicts(batch)) == ("preview", ["new"])


class TestWhatItNeedsIsMade:
    def test_categories_and_competencies_in_the_files_order(self, person: User) -> None:
        make_category(name="旧", position=3)
        rows = [row("排班", category="乙", competencies="沟通"), row("质检", category="甲")]
        apply_now(make_preview(rows, person), person)
        assert list(Category.objects.order_by("position").values_list("name", flat=True)) == [
            "旧",
            "乙",
            "甲",
        ]
        assert Competency.objects.get().name == "沟通"

    def test_questions_stand_after_those_of_their_category_in_the_files_order(self, person: User) -> None:
        make_question(code="P-1", category=make_category(name="服务"), position=7)
        apply_now(make_preview(new_rows(3), person), person)
        positions = Question.objects.filter(category__name="服务").order_by("position")
        assert [q.position for q in positions] == [7, 8, 9, 10]
        assert [q.text for q in positions][1:] == ["排班", "质检", "退款"]


def test_statements_for_a_chunk_are_the_same_however_many_rows(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pace, "MOST", 50)
    monkeypatch.setattr(Pace, "LEAST", 50)
    make_category(name="服务")
    taken = []
    for count in (2, 6):
        batch = make_preview(new_rows(count, points="一\n二"), person)
        start_apply(batch=batch, actor=person)
        with CaptureQueriesContext(connection) as queries:
            apply_batch(batch_id=batch.pk)
        taken.append(len(queries))
        assert undo_now(reload_batch(batch), person).status == "undone"
    assert taken[0] == taken[1]


def test_a_discarded_batch_is_not_applied(person: User) -> None:
    batch = make_preview(new_rows(1), person)
    discard(batch=batch, actor=person)
    with pytest.raises(ImportStateError):
        start_apply(batch=batch, actor=person)
    assert not batch.rows.exists()
