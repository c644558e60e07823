"""Verdicts: what a row means for the bank, whatever the order, and that nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qbank.bankfile.drafts import AnswerDraft, PointDraft, QuestionDraft
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.judging.judge import Bank, Judge
from qbank.spreadsheets.judging.keys import text_key
from qbank.spreadsheets.judging.matching import Match
from qbank.spreadsheets.judging.merging import merged
from qbank.spreadsheets.judging.numbering import without_number
from qbank.spreadsheets.judging.row_drafts import QUOTES, WEIGHTS
from qbank.spreadsheets.judging.verdicts import BankQuestion, JudgedRow, RowDraft, RowProblem, Verdict
from tests.qbank.spreadsheets.drafts import QUESTIONS, SAID, banks

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
        ("new", None),
        ("repeated", 2),
        ("new", None),
    ]
    assert [judged_row.draft.code for judged_row in results] == ["A", "", "", ""]
    assert [problem.code for problem in results[1].problems] == ["other-row-code"]


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


NUMBERINGS = [
    str,
    "{:03}".format,
    "Q{}".format,
    "Q-{}".format,
    "1.{}".format,
    "第{}题".format,
    "（{}）".format,
]
CODES_OF_A_HOUSE = ["CS-{:03}", "KF-1-{:02}", "2026{:04}", "A{}"]


@pytest.mark.parametrize("count", NUMBERINGS)
def test_numbers_that_count_are_no_codes(count):
    """Two companies number their questions 1…n: six questions, none a change of another."""
    texts = ["怎么安抚激动的来电者", "怎么带新人上手", "夜班怎么排才公平"]
    company_a = tuple(
        BankQuestion(n, "甲", replace(QUESTION, code=count(n), text=text)) for n, text in enumerate(texts, 1)
    )
    others = ["骨干要离职，怎么谈？", "节假日值班表怎么定？", "说一次最得意的改进"]
    results = judged(*(row(n, code=count(n), text=text) for n, text in enumerate(others, 1)), known=company_a)
    assert [(result.verdict, result.draft.code) for result in results] == [(Verdict.NEW, "")] * 3
    assert {problem.code for result in results for problem in result.problems} == {"numbering"}


@pytest.mark.parametrize("count", [*NUMBERINGS, *(pattern.format for pattern in CODES_OF_A_HOUSE)])
def test_numbering_that_restarts_leaves_nothing_out(count):
    """Each section counts from 1 again: texts decide what says the same twice."""
    texts = [f"{chr(0x4E00 + 37 * n)}{chr(0x5E00 + 53 * n)}怎么办" for n in range(6)]
    rows = [row(n + 2, code=count(n % 3 + 1), text=text) for n, text in enumerate([*texts, texts[0]])]
    results = judged(*rows, known=())
    assert [result.verdict.value for result in results] == ["new"] * 6 + ["repeated"]
    codes = [result.draft.code for result in results if result.draft.code]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("pattern", CODES_OF_A_HOUSE)
def test_the_same_code_with_another_text_is_a_question_to_a_person(pattern):
    code = pattern.format(12)
    numbered = BankQuestion(1, "自我认知", replace(QUESTION, code=code))
    [asked] = judged(row(code=code, text="两位同事争执时怎么介入"), known=(numbered,))
    assert (asked.verdict, asked.question, asked.draft.code) == (Verdict.CONFLICT, 1, "")
    [problem] = asked.problems
    assert (problem.code, problem.error) == ("other-text", False)
    assert problem.params == {"code": code, "text": QUESTION.text}
    [reworded] = judged(row(code=code, text="你最大的优点和缺点是什么？请举例。"), known=(numbered,))
    assert (reworded.verdict, reworded.problems) == (Verdict.CHANGED, ())


def test_a_row_that_only_has_the_code_of_a_question_does_not_stand_for_it():
    """The row that asks that question is no repetition of it, whichever comes first."""
    borrowed = {"code": "KF-1-02", "text": "两班交接时电话积压，你会怎么安排？"}
    asking = {"text": QUESTION.text, "minutes": 9}
    assert verdicts(row(2, **borrowed), row(3, **asking)) == ["conflict", "changed"]
    assert verdicts(row(2, **asking), row(3, **borrowed)) == ["changed", "conflict"]
    assert verdicts(row(2, **borrowed), row(3, **borrowed)) == ["conflict", "repeated"]


def test_a_number_is_a_code_where_the_texts_agree():
    """A bank whose questions once got the codes 1…n is found again by its own export."""
    numbered = BankQuestion(1, "自我认知", replace(QUESTION, code="12"))
    [same, reworded] = [
        judged(row(code="12", text=text), known=(numbered,))[0]
        for text in (QUESTION.text, "你最大的优点和缺点是什么？请举例。")
    ]
    assert (same.verdict, same.question, same.problems) == (Verdict.SAME, 1, ())
    assert (reworded.verdict, reworded.question) == (Verdict.CHANGED, 1)


def test_the_same_text_in_another_category_is_a_question_to_a_person():
    [asked] = judged(row(2, "category", text=QUESTION.text, category="团队"))
    assert (asked.verdict, asked.question, asked.category) == (Verdict.CONFLICT, 7, "团队")
    assert [(p.code, p.params) for p in asked.problems] == [("other-category", {"category": "自我认知"})]
    [moved] = judged(row(2, "category", code="KF-1-02", text=QUESTION.text, category="团队"))
    assert (moved.verdict, moved.changed) == (Verdict.CHANGED, ("category",))


def test_a_blank_category_moves_no_question_of_the_bank():
    """Filling down is for new rows; for known ones a blank cell means unchanged."""
    filled = RowProblem("filled-down", "…", 2, {"value": "团队"}, error=False)
    unknown = RowProblem("unknown-category", "…", 2, {"value": "团队"})
    for problems in ((filled,), (filled, unknown)):
        known_row = replace(row(2, "category", text=QUESTION.text, category="团队"), problems=problems)
        [same] = judged(known_row)
        assert (same.verdict, same.category, same.problems) == (Verdict.SAME, "自我认知", ())
    [new] = judged(replace(row(2, "category", category="团队"), problems=(filled,)))
    assert (new.verdict, new.category) == (Verdict.NEW, "团队")


def test_texts_decide_where_a_code_says_otherwise():
    [judged_row] = judged(row(code="KF-4-01", text=QUESTION.text))
    assert (judged_row.verdict, judged_row.question) == (Verdict.SAME, 7)
    assert [problem.code for problem in judged_row.problems] == ["other-code"]


def test_rows_are_known_by_what_a_person_chose():
    by_code = row(code="KF-1-02", text="你最大的优点和缺点是什么？请举例。")
    by_text = row(text=QUESTION.text, minutes=9)

    def questions(match: Match) -> list[tuple[str, int | None]]:
        results = [Judge(Bank((KNOWN, OTHER)), match=match).judge(drafted) for drafted in (by_code, by_text)]
        return [(result.verdict.value, result.question) for result in results]

    assert questions(Match.CODE_OR_TEXT) == [("changed", 7), ("changed", 7)]
    # What is not looked for is alike all the same, so nothing is doubled without asking.
    assert questions(Match.CODE) == [("changed", 7), ("similar", 7)]
    assert questions(Match.TEXT) == [("similar", 7), ("changed", 7)]
    short = BankQuestion(3, "甲", replace(QUESTION, code="KF-3", text="好？"))
    assert Judge(Bank((short,)), match=Match.CODE).judge(row(text="好？")).verdict is Verdict.SIMILAR


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
    draft = replace(draft, code=question.draft.code, text=question.draft.text)
    row_draft = RowDraft(2, draft, "别的分类", (), frozenset(stated), {})
    result = Judge(Bank(known)).judge(row_draft)
    assert result.question == question.id
    names = {"answer": "answers", "red_flags": "points", "points": "points", "options": "text"}
    untouched = {names.get(field, field) for field in FIELDS} - {names.get(field, field) for field in stated}
    for name in untouched - {"category", "options", "levels", WEIGHTS, QUOTES}:
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


@given(SAID | st.text(alphabet="①②(1)、. 一题a", max_size=12))
@example("①①0")
@example("①①")
def test_a_text_is_the_same_with_and_without_the_number_before_it(text):
    shown, _changed = printable(text)
    assert text_key(without_number(shown)) == text_key(shown)


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
