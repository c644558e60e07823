"""What the bank says otherwise than its documents, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from qbank.bankfile.annotations import Annotation, annotate
from qbank.bankfile.drafts import AnswerDraft, BankDraft, CategoryDraft, PointDraft, QuestionDraft
from qbank.sources.services.sources import read_text

DOCUMENTS = Path(__file__).parents[3] / "fixtures" / "documents"


@pytest.fixture(scope="module")
def bank() -> dict[str, QuestionDraft]:
    """The questions of the bank as loaded, by their codes."""
    drafts = [read_text(path.read_text("utf-8")).draft for path in DOCUMENTS.glob("00[03]_*.txt")]
    return {q.code: q for draft in drafts for category in draft.categories for q in category.questions}


def test_the_ladders_speak_of_the_company_and_quote_their_source(bank: dict[str, QuestionDraft]) -> None:
    assert not [q.code for q in bank.values() for point in q.points if "阿里巴巴" in point.text]
    level = bank["LM-1"].points[0]
    assert (level.text, level.quote) == (
        "尊重他人，随时随地维护{公司}的形象",
        "尊重他人，随时随地维护阿里巴巴的形象",
    )


@pytest.mark.parametrize(("code", "other"), [("LM-1", "DG-1"), ("DG-1", "LM-1")])
def test_questions_that_nearly_repeat_each_other_say_so(
    bank: dict[str, QuestionDraft], code: str, other: str
) -> None:
    assert f"与 {other} " in bank[code].answers[0].text


@pytest.mark.parametrize(("code", "words"), [("KF-5-01", "医疗环境"), ("KF-2-05", "例如标准")])
def test_oddities_of_the_source_are_annotated(bank: dict[str, QuestionDraft], code: str, words: str) -> None:
    assert (
        f"{words}（原文如此" in bank[code].answers[0].text
        or f"{words}；原文如此" in bank[code].answers[0].text
    )


def test_a_point_that_asks_for_an_example_the_answer_lacks_says_so(bank: dict[str, QuestionDraft]) -> None:
    beyond = {
        code: sum("（参考答案未举例）" in point.text for point in question.points)
        for code, question in bank.items()
    }
    assert sum(beyond.values()) == 22
    assert beyond["KF-1-02"] == beyond["KF-5-02"] == 1


def test_questions_about_what_one_usually_does_are_not_behavioural(bank: dict[str, QuestionDraft]) -> None:
    usual = [q for q in bank.values() if "通常" in q.text or "如何看待" in q.text]
    assert usual
    assert [q.code for q in usual if q.kind == "behavioural"] == []


def test_wishing_for_a_steady_job_is_no_red_flag(bank: dict[str, QuestionDraft]) -> None:
    assert not [p for q in bank.values() for p in q.points if p.red_flag and "待遇" in p.text]


def test_a_note_without_words_stands_at_the_end_of_the_answer() -> None:
    question = QuestionDraft("问", code="X", answers=(AnswerDraft("答"),), points=(PointDraft("点"),))
    noted = annotate(BankDraft((CategoryDraft("类", (question,)),)), [Annotation("X", "answers", "", "注")])
    assert noted.categories[0].questions[0].answers == (AnswerDraft("答\n注"),)
