"""The reviewed rubrics laid over the parsed bank."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qbank.bankfile.drafts import AnswerDraft, BankDraft, CategoryDraft, PointDraft, QuestionDraft
from qbank.bankfile.file import BankFileError
from qbank.bankfile.rubrics import RubricError, apply_rubrics, is_complete, load_rubrics, read_rubrics
from qbank.documents.parsing.parse import parse
from qbank.documents.reading.decode import read_document
from qbank.documents.restoring.corrections import fingerprint, load_corrections
from qbank.documents.restoring.restore import restore

FIXTURES = Path(__file__).parents[3] / "fixtures"
ANSWER = AnswerDraft("先倾听，再复述，最后给出时限。")
CHECKLIST = {
    "kind": "situational",
    "difficulty": "medium",
    "minutes": 6,
    "competencies": ["投诉处理流程"],
    "probes": ["后来呢？"],
    "points": [
        {"text": "先听完", "weight": 2, "quote": "先倾听", "red_flag": False},
        {"text": "与客户争辩", "weight": 0, "quote": "", "red_flag": True},
    ],
}


def bank_of(*questions: QuestionDraft) -> BankDraft:
    return BankDraft(categories=(CategoryDraft("甲", questions),))


def laid(question: QuestionDraft, rubric: dict[str, Any]) -> QuestionDraft:
    bank = apply_rubrics(bank_of(question), read_rubrics({question.code: rubric}))
    return bank.categories[0].questions[0]


def test_a_rubric_fills_all_but_the_wording_and_the_answer() -> None:
    question = laid(QuestionDraft("客户骂人怎么办？", code="KF-1-01", answers=(ANSWER,)), CHECKLIST)
    assert question == QuestionDraft(
        "客户骂人怎么办？",
        code="KF-1-01",
        kind="situational",
        difficulty="medium",
        minutes=6,
        status="ready",
        probes=("后来呢？",),
        competencies=("投诉处理流程",),
        answers=(ANSWER,),
        points=(
            PointDraft("先听完", Decimal(2), quote="先倾听"),
            PointDraft("与客户争辩", Decimal(0), red_flag=True),
        ),
    )


def test_a_ladder_keeps_the_documents_levels_and_takes_the_inviting_question() -> None:
    levels = tuple(PointDraft(f"第{n}级", level=n) for n in range(1, 6))
    ladder = QuestionDraft("诚信", code="LM-4", rubric_kind="ladder", points=levels)
    rubric = {**CHECKLIST, "text": "请讲一次你出了错的经历。", "points": CHECKLIST["points"][1:]}
    question = laid(ladder, rubric)
    assert question.text == "请讲一次你出了错的经历。"
    assert question.points[:5] == levels
    assert [point.red_flag for point in question.points[5:]] == [True]
    assert question.rubric_kind == "ladder"
    assert question.status == "ready"


def test_laying_over_twice_changes_nothing_more() -> None:
    levels = tuple(PointDraft(f"第{n}级", level=n) for n in range(1, 6))
    bank = bank_of(
        QuestionDraft("甲？", code="KF-1", answers=(ANSWER,)),
        QuestionDraft("诚信", code="LM-4", rubric_kind="ladder", points=levels),
    )
    rubrics = read_rubrics({"KF-1": CHECKLIST, "LM-4": {**CHECKLIST, "points": CHECKLIST["points"][1:]}})
    once = apply_rubrics(bank, rubrics)
    assert apply_rubrics(once, rubrics) == once


def test_a_question_without_a_rubric_stays_as_it_is() -> None:
    bank = bank_of(QuestionDraft("甲？", code="KF-9"), QuestionDraft("乙？"))
    assert apply_rubrics(bank, read_rubrics({"KF-1": CHECKLIST})) == bank


def test_a_quote_that_does_not_stand_in_the_answer_is_refused() -> None:
    rubric = {**CHECKLIST, "points": [{"text": "先听完", "weight": 1, "quote": "先道歉"}]}
    with pytest.raises(RubricError, match="“先道歉” does not stand in the reference answer of KF-1"):
        laid(QuestionDraft("甲？", code="KF-1", answers=(ANSWER,)), rubric)


@pytest.mark.parametrize("missing", ["kind", "difficulty", "minutes", "competencies", "probes", "points"])
def test_a_question_with_something_missing_stays_a_draft(missing: str) -> None:
    rubric = {key: value for key, value in CHECKLIST.items() if key != missing}
    question = laid(QuestionDraft("甲？", code="KF-1", answers=(ANSWER,)), rubric)
    assert not is_complete(question)
    assert question.status == "draft"


def test_red_flags_alone_do_not_make_a_question_ready() -> None:
    rubric = {**CHECKLIST, "points": CHECKLIST["points"][1:]}
    assert laid(QuestionDraft("甲？", code="KF-1", answers=(ANSWER,)), rubric).status == "draft"


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], ""),
        ({"KF-1": []}, "KF-1"),
        ({"KF-1": {"kind": "odd"}}, "KF-1.kind"),
        ({"KF-1": {"short": "x"}}, "KF-1.short"),
        ({"KF-1": {"points": [{"text": ""}]}}, "KF-1.points[0].text"),
    ],
)
def test_a_wrong_rubric_says_where(data: Any, path: str) -> None:
    with pytest.raises(BankFileError) as refused:
        read_rubrics(data)
    assert refused.value.path == path


def test_a_code_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps({"KF-1": CHECKLIST}))
    with pytest.raises(RubricError, match="KF-1 has a rubric in two files"):
        load_rubrics(tmp_path)


@pytest.mark.parametrize("content", ["{", "[" * 100_000, '{"KF-1": 3}', "\udcff"])
def test_an_unreadable_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(RubricError, match=r"a\.json"):
        load_rubrics(tmp_path)


@pytest.fixture(scope="module")
def loaded() -> Callable[[str], BankDraft]:
    corrections = load_corrections(FIXTURES / "corrections.json")
    rubrics = load_rubrics(FIXTURES / "rubrics")

    def load(number: str) -> BankDraft:
        path = next((FIXTURES / "documents").glob(f"{number}_*.txt"))
        data = path.read_bytes()
        return apply_rubrics(
            parse(restore(read_document(data, path.name), corrections[fingerprint(data)]).text), rubrics
        )

    return load


class TestReviewedRubrics:
    def test_every_question_of_the_sources_is_ready(self, loaded: Callable[[str], BankDraft]) -> None:
        questions = [q for number in ("000", "003") for c in loaded(number).categories for q in c.questions]
        assert len(questions) == 41
        assert {question.status for question in questions} == {"ready"}
        assert {question.code for question in questions} == set(load_rubrics(FIXTURES / "rubrics"))

    def test_every_quote_stands_in_the_reference_answer(self, loaded: Callable[[str], BankDraft]) -> None:
        for category in loaded("000").categories:
            for question in category.questions:
                quotes = [point.quote for point in question.points if not point.red_flag]
                assert 3 <= len(quotes) <= 8
                assert all(quote and quote in question.answers[0].text for quote in quotes)
                assert len(question.probes) in (2, 3)

    def test_every_competency_is_a_section_of_the_framework(self, loaded: Callable[[str], BankDraft]) -> None:
        sections = {section.name for chapter in loaded("001").chapters for section in chapter.sections}
        for rubric in load_rubrics(FIXTURES / "rubrics").values():
            assert rubric.competencies
            assert set(rubric.competencies) <= sections

    def test_ladders_are_put_as_questions(self, loaded: Callable[[str], BankDraft]) -> None:
        (values,) = loaded("003").categories
        for question in values.questions:
            assert question.text.startswith("请讲")
            assert [p.level for p in question.points if not p.red_flag] == [1, 2, 3, 4, 5]

    def test_the_documents_wording_stands_where_the_rubric_has_none(
        self, loaded: Callable[[str], BankDraft]
    ) -> None:
        bank = loaded("000")
        parsed = replace(bank.categories[0].questions[0])
        assert parsed.text.startswith("客服经理岗位需要处理各种复杂问题")
