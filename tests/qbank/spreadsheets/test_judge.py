"""Verdicts: what a row means for the bank, whatever the order, and that nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qbank.bankfile.drafts import AnswerDraft, PointDraft, QuestionDraft
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.judging.judge import Bank, Judge
from qbank.spreadsheets.judging.keys import text_key
from qbank.spreadsheets.judging.merging import merged
from qbank.spreadsheets.judging.row_drafts import QUOTES, WEIGHTS
from qbank.spreadsheets.judging.verdicts import BankQuestion, JudgedRow, RowDraft, RowProblem, Verdict
from tests.qbank.spreadsheets.drafts import QUESTIONS, banks

QUESTION = QuestionDraft(
    text="请描述一下你认为自己最大的优点和缺点是什么？",
    code="KF-1-02",
    kind="motivation",
    difficulty="medium",
    minutes=6,
    status="ready",
    probes=("举个例子？",),
    competencies=("自我认知", "学习"),
    answers=(AnswerDraft("我责任心强，做事细致。"),),
    points=(
        PointDraft("说出优点", Decimal(3), quote="责任心强"),
        PointDraft("说出缺点", Decimal(2)),
        PointDraft("否认缺点", Decimal(0), red_flag=True),
    ),
)
KNOWN = BankQuestion(7, "自我认知", QUESTION)
OTHER = BankQuestion(8, "团队", replace(QUESTION, code="KF-4-01", text="两位同事争执，你会如何介入？"))


def row(number: int = 2, *fields_stated: str, category: str = "自我认知", **values: object) -> RowDraft:
    """A row that gives a text, and what else is named."""
    fields = {"probes", "competencies", "code", "kind", "difficulty", "minutes", "status", "text"}
    draft = replace(QuestionDraft(text="全新的问题在这里"), **values)  # type: ignore[arg-type]
    stated = {*fields_stated, *(fields & set(values)), *(("answer",) if "answers" in values else ())}
    if "points" in values:
        stated |= {"red_flags" if point.red_flag else "points" for point in draft.points}
    return RowDraft(number, draft, category, (), frozenset(stated), {"code": 0, "text": 1, "category": 2})


def judged(*rows: RowDraft, known: tuple[BankQuestion, ...] = (KNOWN, OTHER)) -> list[JudgedRow]:
    return Judge(Bank(known)).judge_all(rows)


def verdicts(*rows: RowDraft) -> list[str]:
    return [judged_row.verdict.value for judged_row in judged(*rows)]


def test_new_changed_and_same():
    rows = [
        row(2),
        row(3, code="KF-1-02", text=QUESTION.text, minutes=8),
        row(4, code="KF-4-01", text=OTHER.draft.text),
    ]
    new, changed, same = judged(*rows)
    assert (new.verdict, new.question, new.category) == (Verdict.NEW, None, "自我认知")
    assert (changed.verdict, changed.question, changed.changed) == (Verdict.CHANGED, 7, ("minutes",))
    assert changed.draft == replace(QUESTION, minutes=8)
    assert (same.verdict, same.question, same.draft) == (Verdict.SAME, 8, OTHER.draft)


def test_without_a_code_a_question_is_known_by_its_text():
    """Width, case, marks, spaces, script and a number before it don't count."""
    text = "3. 請描述一下 你認為自己最大的優點和缺點是什麼"
    [judged_row] = judged(row(text=text, minutes=9))
    assert (judged_row.question, judged_row.verdict) == (7, Verdict.CHANGED)
    assert set(judged_row.changed) == {"text", "minutes"}


def test_a_question_that_is_there_keeps_its_code():
    [judged_row] = judged(row(code="NEW-1", text=QUESTION.text))
    assert (judged_row.verdict, judged_row.question, judged_row.draft.code) == (Verdict.SAME, 7, "KF-1-02")
    assert [problem.code for problem in judged_row.problems] == ["other-code"]


@pytest.mark.parametrize("code", ["KF-1-02", "kf-1-02", "ＫＦ-1-02", "KF - 1-02"])
def test_codes_are_known_in_any_case_and_width(code):
    assert judged(row(code=code, text=QUESTION.text))[0].question == 7


def test_a_code_that_differs_only_in_case_finds_its_own():
    known = (KNOWN, BankQuestion(9, "自我认知", replace(QUESTION, code="kf-1-02", text="另一个问题")))
    assert [
        judged_row.question for judged_row in judged(row(code="kf-1-02"), row(3, code="KF-1-02"), known=known)
    ] == [
        9,
        7,
    ]


def test_what_says_the_same_twice_is_repeated():
    rows = [
        row(2, code="A"),
        row(3, code="A", text="同一编号"),
        row(4, text="全新的问题，在这里！"),
        row(5, text="不同"),
    ]
    results = judged(*rows)
    assert [(judged_row.verdict.value, judged_row.repeats) for judged_row in results] == [
        ("new", None),
        ("repeated", 2),
        ("repeated", 2),
        ("new", None),
    ]


def test_two_questions_of_the_bank_may_have_one_text():
    twin = BankQuestion(9, "团队", replace(QUESTION, code="KF-9"))
    rows = [row(2, code="KF-1-02", text=QUESTION.text), row(3, code="KF-9", text=QUESTION.text)]
    assert [judged_row.verdict for judged_row in judged(*rows, known=(KNOWN, twin))] == [Verdict.SAME] * 2
    assert verdicts(rows[0], row(4, text=QUESTION.text)) == ["same", "repeated"]


def test_a_row_with_an_error_hides_no_later_one():
    bad = replace(row(2, text="只说一次"), problems=(RowProblem("minutes", "…", 3),))
    assert verdicts(bad, row(3, text="只说一次")) == ["error", "new"]


def test_similar_questions_are_shown():
    [judged_row] = judged(row(text="请谈谈你最大的优点和缺点。"))
    assert (judged_row.verdict, judged_row.question) == (Verdict.SIMILAR, 7)
    assert 58 <= (judged_row.similarity or 0) <= 99
    assert judged_row.draft.text == "请谈谈你最大的优点和缺点。"
    off = Judge(Bank([KNOWN]), similar=False).judge(row(text="请谈谈你最大的优点和缺点。"))
    assert off.verdict is Verdict.NEW


def test_new_questions_need_a_text_and_a_category():
    no_text, no_category = judged(row(2, text="", code="X"), row(3, category=""))
    assert [(problem.code, problem.column) for problem in no_text.problems] == [("no-text", 1)]
    assert [(problem.code, problem.column) for problem in no_category.problems] == [("no-category", 2)]
    assert verdicts(
        replace(row(2, text=""), draft=replace(QUESTION, text=""), stated=frozenset({"code"}))
    ) == ["same"]


def test_a_mere_number_does_not_turn_one_question_into_another():
    """1, 2, 3 are in every file; a code of the house's own may get a new wording, with a remark."""
    numbered = BankQuestion(1, "自我认知", replace(QUESTION, code="12"))
    [judged_row] = judged(row(code="12", text="两位同事争执时怎么介入"), known=(numbered,))
    assert (judged_row.verdict, [problem.code for problem in judged_row.problems]) == (
        Verdict.ERROR,
        ["other-text"],
    )
    [own] = judged(row(code="KF-1-02", text="两位同事争执时怎么介入"))
    assert (own.verdict, [problem.code for problem in own.problems]) == (Verdict.CHANGED, ["other-text"])
    [reworded] = judged(row(code="KF-1-02", text="你最大的优点和缺点是什么？请举例。"))
    assert reworded.problems == ()


def test_points_keep_what_the_row_does_not_state():
    """A file without weights and quotes changes none; one that states any is believed in all."""
    bare = (PointDraft("说出缺点"), PointDraft("说出优点"), PointDraft("举例"))
    points = merged(row(points=bare), KNOWN)[0].points
    assert [(point.text, point.weight, point.quote) for point in points] == [
        ("说出缺点", 2, ""),
        ("说出优点", 3, "责任心强"),
        ("举例", 1, ""),
        ("否认缺点", 0, ""),
    ]
    stated = merged(row(2, WEIGHTS, QUOTES, points=bare), KNOWN)[0].points
    assert [(point.weight, point.quote) for point in stated] == [(1, "")] * 3 + [(0, "")]


def test_red_flags_and_points_are_changed_apart():
    [judged_row] = judged(
        row(code="KF-1-02", text=QUESTION.text, points=(PointDraft("抱怨", Decimal(0), red_flag=True),))
    )
    assert judged_row.changed == ("red_flags",)
    assert [point.text for point in judged_row.draft.points] == ["说出优点", "说出缺点", "抱怨"]


def test_competencies_have_no_order():
    assert verdicts(row(code="KF-1-02", text=QUESTION.text, competencies=("学习", "自我认知"))) == ["same"]


def test_a_bank_may_fetch_whole_questions_when_they_are_needed():
    asked: list[set[int]] = []

    def fetch(ids):
        asked.append(set(ids))
        return [known for known in (KNOWN, OTHER) if known.id in ids]

    bank = Bank(fetch=fetch)
    for known in (KNOWN, OTHER):
        bank.add(known.id, known.draft.code, known.draft.text)
    rows = [row(2), row(3, code="KF-1-02", text=QUESTION.text, minutes=8), row(4, text="完全没有的内容")]
    assert [judged_row.verdict for judged_row in Judge(bank).judge_all(rows)] == [
        judged_row.verdict for judged_row in judged(*rows)
    ]
    assert asked == [{7}]


FIELDS = [field.value for field in Field] + [WEIGHTS, QUOTES]


@given(banks(most=1), QUESTIONS, st.sets(st.sampled_from(FIELDS)))
@settings(max_examples=40)
def test_nothing_the_row_does_not_speak_of_is_changed(known, draft, stated):
    [question] = known
    row_draft = RowDraft(2, replace(draft, code=question.draft.code), "别的分类", (), frozenset(stated), {})
    result = Judge(Bank(known)).judge(row_draft)
    assert result.question == question.id
    names = {"answer": "answers", "red_flags": "points", "points": "points"}
    untouched = {names.get(field, field) for field in FIELDS} - {names.get(field, field) for field in stated}
    for name in untouched - {"category", "options", WEIGHTS, QUOTES}:
        assert getattr(result.draft, name) == getattr(question.draft, name)
    if "category" not in stated:
        assert result.category == question.category
    assert set(result.changed) <= stated
    if result.verdict is Verdict.SAME:
        assert result.draft == question.draft


@given(banks(most=3), st.lists(QUESTIONS, max_size=3), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_rows_that_say_different_things_are_judged_alike_in_any_order(known, drafts, random):
    rows = [
        RowDraft(
            number, replace(draft, code=f"N{number}"), "甲", (), frozenset({"text", "code", "category"}), {}
        )
        for number, draft in enumerate(drafts, 2)
    ]
    unlike = {text_key(row_draft.draft.text): row_draft for row_draft in rows}
    rows = list(unlike.values())
    questions = [Bank(known).find(row_draft.draft.code, text_key(row_draft.draft.text)) for row_draft in rows]
    if len(set(questions) - {None}) < len([id for id in questions if id is not None]):
        return
    shuffled = random.sample(rows, len(rows))
    expected = {judged_row.row.number: judged_row for judged_row in Judge(Bank(known)).judge_all(rows)}
    assert {
        judged_row.row.number: judged_row for judged_row in Judge(Bank(known)).judge_all(shuffled)
    } == expected


def test_a_text_that_is_but_a_number_and_marks_unseen_has_a_key() -> None:
    assert text_key("[2]\x1b") == text_key("[2]") != ""


@given(banks(most=3))
@settings(max_examples=40)
def test_the_same_file_twice_changes_nothing(known):
    """What was imported as new, with codes given by the bank, is found again by its text."""
    stated = frozenset(FIELDS) - {"code"}
    rows = [
        RowDraft(number, replace(question.draft, code=""), question.category, (), stated, {})
        for number, question in enumerate(known, 2)
    ]
    first = {text_key(question.draft.text): question for question in reversed(known)}
    results = Judge(Bank(known)).judge_all(rows)
    for judged_row, original in zip(results, known, strict=True):
        if first[text_key(original.draft.text)] is original:
            assert judged_row.verdict is Verdict.SAME
        else:
            assert judged_row.verdict is Verdict.REPEATED


@pytest.mark.parametrize(
    "other",
    ["你为什么离职", " 你 为什么 离职？！", "３、你为什么离职？", "你為什麼離職？", "（2）你为什么离职……"],
)
def test_texts_that_are_the_same_question(other):
    assert text_key(other) == text_key("你为什么离职？")
    assert text_key(other) != text_key("你为什么入职？")


@given(st.text())
def test_every_text_has_a_key_unless_there_is_nothing_in_it(text):
    assert len(text_key(text)) in (0, 32)
    assert text_key("？") != text_key("")
