"""The preview: rows mended in place, decided about, and judged again with those they concern."""

import pytest

from accounts.models import AuditEvent, User
from qbank.imports.services import (
    ImportStateError,
    accepted_count,
    columns_step,
    configure,
    decide,
    discard,
    earlier_batches,
    judge_batch,
    map_values,
    mend,
    reading_step,
    receive,
    rejected_rows,
    values_step,
    verdict_counts,
)
from qbank.models import Category, ImportBatch, ImportFile, ImportRow, SavedMapping
from qbank.spreadsheets.columns.mapping import CREATE, ColumnMapping, Field
from qbank.spreadsheets.files.refusals import SpreadsheetError
from qbank.spreadsheets.files.table import Reading
from tests.factories import make_category, make_competency, make_question
from tests.qbank.imports.services.batches import (
    HEADER,
    apply_now,
    bank_contents,
    file_of,
    make_preview,
    new_rows,
    reload_batch,
    row,
    row_at,
    verdicts,
)

pytestmark = pytest.mark.django_db

TEXT, CATEGORY, ANSWER, DIFFICULTY = 1, 2, 3, 4


def put(batch: ImportBatch, number: int, column: int, text: str, actor: User) -> ImportRow:
    return mend(batch=batch, number=number, column=column, text=text, actor=actor)


class TestReceiving:
    def test_a_file_is_kept_with_how_it_is_to_be_read(self, person: User) -> None:
        data = file_of(new_rows(1))
        batch = receive(name="题库.csv", data=data, actor=person)
        assert bytes(ImportFile.objects.get(batch=batch).content) == data
        assert (batch.status, batch.size, batch.created_by) == ("uploaded", len(data), person)
        assert Reading.from_json(batch.options).header_row == 1
        assert AuditEvent.objects.get().action == "importbatch.create"

    def test_a_file_that_cannot_be_read_leaves_nothing(self, person: User) -> None:
        with pytest.raises(SpreadsheetError):
            receive(name="题库.xlsx", data=b"PK\x03\x04nonsense", actor=person)
        assert not ImportBatch.objects.exists()

    def test_the_same_file_is_known_again_unless_it_was_discarded(self, person: User) -> None:
        first = make_preview(new_rows(1), person)
        assert list(earlier_batches(first.sha256)) == [first]
        discard(batch=first, actor=person)
        assert not earlier_batches(first.sha256)
        assert not ImportFile.objects.exists()

    def test_the_first_rows_and_names_are_shown(self, person: User) -> None:
        batch = receive(name="题库.csv", data=file_of(new_rows(3)), actor=person)
        step = reading_step(batch, Reading.from_json(batch.options))
        assert step.rows[0].cells == HEADER
        assert [row.number for row in step.rows] == [1, 2, 3, 4]

    def test_a_mapping_is_proposed_for_the_next_file_with_the_same_header(self, person: User) -> None:
        batch = receive(name="题库.csv", data=file_of(new_rows(1)), actor=person)
        assert not columns_step(batch).remembered
        mapping = ColumnMapping({0: Field.CODE, 1: Field.TEXT}, category="服务")
        configure(batch=batch, reading=Reading.from_json(batch.options), mapping=mapping, actor=person)
        step = columns_step(receive(name="另一份.csv", data=file_of(new_rows(2)), actor=person))
        assert step.remembered
        assert step.mapping == mapping
        assert SavedMapping.objects.get().changed_by == person

    def test_unknown_values_come_with_their_counts(self, person: User) -> None:
        make_category(name="服务")
        rows = [row("甲题", category="售后"), row("乙题", category="售后", difficulty="三星"), row("丙题")]
        batch = receive(name="题库.csv", data=file_of(rows), actor=person)
        step = columns_step(batch)
        values = values_step(batch, Reading.from_json(batch.options), step.mapping)
        assert values == {Field.DIFFICULTY: [("三星", 1, None)], Field.CATEGORY: [("售后", 2, CREATE)]}


class TestCounting:
    def test_every_verdict_is_counted(self, person: User) -> None:
        make_question(code="P-1", text="话术", category=make_category(name="服务"))
        batch = make_preview(
            [*new_rows(2), row("排班"), row("", answer="x"), row("话术", code="P-1")], person
        )
        assert verdict_counts(batch) == {
            "new": 2,
            "changed": 1,
            "same": 0,
            "repeated": 1,
            "similar": 0,
            "conflict": 0,
            "error": 1,
        }
        assert accepted_count(batch) == 3
        assert [row.number for row in rejected_rows(batch)] == [4, 5]

    def test_rows_left_out_on_purpose_are_not_handed_back(self, person: User) -> None:
        batch = make_preview([row("排班"), row("排班")], person)
        decide(batch=batch, numbers=[3], decision="leave", actor=person)
        assert not rejected_rows(batch).exists()


class TestMending:
    def test_a_mended_error_is_new(self, person: User) -> None:
        batch = make_preview([row("排班", difficulty="三星")], person)
        assert verdicts(batch) == ["error"]
        assert put(batch, 2, DIFFICULTY, "难", person).verdict == "new"
        import_row = row_at(batch, 2)
        assert import_row.draft is not None
        assert (import_row.draft["difficulty"], import_row.mended, import_row.cells["4"]) == (
            "hard",
            {"4": "难"},
            "三星",
        )

    def test_what_is_put_back_is_not_mended_any_more(self, person: User) -> None:
        batch = make_preview([row("排班", difficulty="三星")], person)
        put(batch, 2, DIFFICULTY, "难", person)
        assert put(batch, 2, DIFFICULTY, "三星", person).verdict == "error"
        assert row_at(batch, 2).mended == {}

    def test_a_row_that_repeated_the_mended_one_is_new(self, person: User) -> None:
        batch = make_preview([row("排班"), row("排班"), row("排班")], person)
        put(batch, 2, TEXT, "质检", person)
        assert verdicts(batch) == ["new", "new", "repeated"]
        assert row_at(batch, 4).repeats == 3

    def test_a_row_mended_into_another_repeats_it(self, person: User) -> None:
        batch = make_preview(new_rows(3), person)
        put(batch, 4, TEXT, "排班", person)
        assert verdicts(batch) == ["new", "new", "repeated"]
        put(batch, 2, TEXT, "退款", person)
        assert verdicts(batch) == ["new", "new", "new"]

    def test_a_row_mended_into_a_question_of_the_bank_changes_it(self, person: User) -> None:
        question = make_question(code="P-1", text="话术", category=make_category(name="服务"))
        batch = make_preview(new_rows(1), person)
        mended = put(batch, 2, TEXT, "话术", person)
        assert (mended.verdict, mended.question, mended.revision_before) == ("changed", question, 1)
        apply_now(batch, person)
        assert bank_contents()["P-1"]["answers"][0]["text"] == "先听完。"

    def test_a_mended_category_reaches_the_rows_it_is_filled_down_to(self, person: User) -> None:
        make_category(name="流程")
        rows = [
            row("排班", category="服物"),
            row("质检", category=""),
            row("退款", category="流程"),
            row("话术", category=""),
        ]
        batch = make_preview(rows, person)
        put(batch, 2, CATEGORY, "流程", person)
        drafts = [row.draft["category"] for row in batch.rows.order_by("number") if row.draft]
        assert drafts == ["流程"] * 4
        assert row_at(batch, 3).problems[0]["params"] == {"value": "流程"}

    def test_what_was_mended_and_decided_survives_new_columns(self, person: User) -> None:
        batch = make_preview([row("排班", difficulty="三星"), row("质检")], person)
        put(batch, 2, DIFFICULTY, "难", person)
        decide(batch=batch, numbers=[3], decision="leave", actor=person)
        configure(
            batch=batch,
            reading=Reading.from_json(batch.options),
            mapping=ColumnMapping.from_json(reload_batch(batch).mapping),
            actor=person,
        )
        judge_batch(batch_id=batch.pk)
        assert verdicts(batch) == ["new", "new"]
        assert row_at(batch, 3).decision == "leave"

    def test_only_a_preview_is_mended(self, person: User) -> None:
        batch = apply_now(make_preview(new_rows(1), person), person)
        with pytest.raises(ImportStateError):
            put(batch, 2, TEXT, "质检", person)
        with pytest.raises(ImportStateError):
            decide(batch=batch, numbers=[2], decision="leave", actor=person)


class TestDeciding:
    @pytest.fixture
    def similar(self, person: User) -> ImportBatch:
        make_question(code="P-1", text="请谈谈你最大的优点和缺点。", category=make_category(name="服务"))
        rows = [row("请描述一下你认为自己最大的优点和缺点是什么？", answer="另一种答案"), *new_rows(1)]
        return make_preview(rows, person)

    def test_what_resembles_a_question_stays_out_until_somebody_decides(self, similar: ImportBatch) -> None:
        assert verdicts(similar) == ["similar", "new"]
        assert accepted_count(similar) == 1

    def test_it_may_be_taken_as_new(self, similar: ImportBatch, person: User) -> None:
        assert decide(batch=similar, verdict="similar", decision="take", actor=person) == 1
        apply_now(similar, person)
        assert len(bank_contents()) == 3

    def test_it_may_change_the_question_it_resembles(self, similar: ImportBatch, person: User) -> None:
        decide(batch=similar, numbers=[2], decision="change", actor=person)
        changed = row_at(similar, 2)
        assert changed.draft is not None
        assert (changed.draft["code"], changed.draft["minutes"]) == ("P-1", 6)
        apply_now(similar, person)
        assert len(bank_contents()) == 2
        assert bank_contents()["P-1"]["text"] == "请描述一下你认为自己最大的优点和缺点是什么？"
        assert bank_contents()["P-1"]["answers"][0]["text"] == "另一种答案"

    def test_a_decision_is_taken_back(self, similar: ImportBatch, person: User) -> None:
        before = row_at(similar, 2).draft
        decide(batch=similar, numbers=[2], decision="change", actor=person)
        decide(batch=similar, numbers=[2], decision="", actor=person)
        assert row_at(similar, 2).draft == before
        assert accepted_count(similar) == 1

    def test_two_rows_cannot_change_the_same_question(self, person: User) -> None:
        make_question(code="P-1", text="请谈谈你最大的优点和缺点。", category=make_category(name="服务"))
        rows = [
            row("请描述一下你认为自己最大的优点和缺点是什么？"),
            row("请说说你自己最大的优点和缺点。"),
            row("请谈谈你最大的优点和缺点。", code="P-1"),
        ]
        batch = make_preview(rows, person)
        assert verdicts(batch) == ["similar", "similar", "changed"]
        assert decide(batch=batch, verdict="similar", decision="change", actor=person) == 0
        decide(batch=batch, numbers=[4], decision="leave", actor=person)
        assert decide(batch=batch, verdict="similar", decision="change", actor=person) == 1
        decide(batch=batch, numbers=[4], decision="", actor=person)
        assert apply_now(batch, person).status == "preview"
        assert apply_now(batch, person).status == "applied"
        assert bank_contents()["P-1"]["text"] == "请谈谈你最大的优点和缺点。"

    def test_the_same_question_twice_may_be_taken_twice(self, person: User) -> None:
        batch = make_preview([row("排班", code="P-1"), row("排班", code="P-1")], person)
        assert verdicts(batch) == ["new", "repeated"]
        decide(batch=batch, verdict="repeated", decision="take", actor=person)
        apply_now(batch, person)
        assert sorted(content["text"] for content in bank_contents().values()) == ["排班", "排班"]
        assert "P-1" in bank_contents()

    def test_decisions_that_make_no_sense_change_nothing(self, person: User) -> None:
        batch = make_preview([row("", answer="没有题目"), row("排班")], person)
        assert decide(batch=batch, numbers=[2], decision="take", actor=person) == 0
        assert decide(batch=batch, numbers=[3], decision="change", actor=person) == 0
        assert accepted_count(batch) == 1


class TestValues:
    def test_a_value_is_explained_once_for_the_whole_file(self, person: User) -> None:
        batch = make_preview([row("排班", difficulty="三星"), row("质检", difficulty="三星")], person)
        assert verdicts(batch) == ["error", "error"]
        map_values(batch=batch, field=Field.DIFFICULTY, meanings={"三星": "hard"}, actor=person)
        assert reload_batch(batch).status == "judging"
        judge_batch(batch_id=batch.pk)
        assert verdicts(batch) == ["new", "new"]
        assert SavedMapping.objects.get().mapping["values"]["difficulty"] == {"三星": "hard"}

    def test_a_category_may_be_created_or_be_an_existing_one(self, person: User) -> None:
        make_category(name="流程")
        batch = receive(name="题库.csv", data=file_of(new_rows(1, category="服务")), actor=person)
        mapping = columns_step(batch).mapping
        configure(batch=batch, reading=Reading.from_json(batch.options), mapping=mapping, actor=person)
        judge_batch(batch_id=batch.pk)
        assert verdicts(batch) == ["error"]
        for choice, expected in ((CREATE, "服务"), ("流程", "流程")):
            map_values(batch=batch, field=Field.CATEGORY, meanings={"服务": choice}, actor=person)
            judge_batch(batch_id=batch.pk)
            draft = row_at(batch, 2).draft
            assert draft is not None
            assert (verdicts(batch), draft["category"]) == (["new"], expected)
        assert Category.objects.count() == 1


class TestFitForTheBank:
    HEADER = ("题目", "分类", "参考答案", "评分要点", "状态")

    def test_a_ready_question_without_points_stays_a_draft_and_says_so(self, person: User) -> None:
        batch = make_preview([("怎么办？", "服务", "先听", "", "可用")], person, header=self.HEADER)
        import_row = row_at(batch, 2)
        assert import_row.draft is not None
        assert (import_row.verdict, import_row.draft["status"]) == ("new", "draft")
        assert [problem["code"] for problem in import_row.problems] == ["not-ready"]

    def test_a_ready_question_with_all_it_needs_is_ready(self, person: User) -> None:
        header = (*self.HEADER, "题型", "难度", "时长")
        rows = [("排班", "服务", "先听", "先听", "可用", "知识", "中", "5"),
                ("请假", "服务", "先听", "先听", "可用", "", "中", "5"),
                ("怎么办？", "服务", "先听", "先听", "可用", "", "", "5")]  # fmt: skip
        batch = make_preview(rows, person, header=header)
        said = [[problem["code"] for problem in row_at(batch, number).problems] for number in (2, 3, 4)]
        assert said == [[], ["kind-unsaid", "not-all-said"], ["not-all-said"]]
        assert apply_now(batch, person).status == "applied"
        assert [content["status"] for content in bank_contents().values()] == ["ready", "draft", "draft"]

    def test_saying_ready_of_a_draft_that_lacks_points_changes_nothing(self, person: User) -> None:
        make_question(
            code="P-1",
            text="排班",
            status="draft",
            points=0,
            red_flags=0,
            category=make_category(name="服务"),
        )
        batch = make_preview(
            [("排班", "服务", "先听完，再复述，最后跟进。", "", "可用")], person, header=self.HEADER
        )
        assert verdicts(batch) == ["same"]

    def test_a_quote_that_no_longer_stands_is_taken_off(self, person: User) -> None:
        question = make_question(
            code="P-1", text="排班", competencies=[make_competency()], category=make_category(name="服务")
        )
        assert question.points.exclude(quote="").exists()
        batch = make_preview([("排班", "服务", "全新的说法", "", "")], person, header=self.HEADER)
        assert [problem["code"] for problem in row_at(batch, 2).problems] == ["quote-lost"]
        apply_now(batch, person)
        assert not question.points.exclude(quote="").exists()
