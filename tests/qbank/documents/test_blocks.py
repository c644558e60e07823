"""The blocks of a document: every character is in one, and a question is made of its blocks again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.documents.parsing.blocks import PARTS
from qbank.documents.parsing.parse import ParsedText, parse_text
from qbank.documents.parts.rebuilding import draft_of, end_of_stem
from tests.qbank.documents.test_cases import READABLE, read


def check_whole(parsed: ParsedText) -> None:
    position = 0
    for block in parsed.blocks:
        assert block.start == position < block.end
        assert block.part in PARTS
        position = block.end
    assert position == len(parsed.text)


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_every_character_stands_in_one_block(path):
    check_whole(read(path))


@given(st.text(st.sampled_from("一、1.题？。答：分\n \t|#-A好第页你怎么办参考要点追问(（）)"), max_size=300))
def test_of_any_text(text):
    check_whole(parse_text(text))


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_each_question_has_its_place(path):
    parsed = read(path)
    questions = [question for category in parsed.bank.categories for question in category.questions]
    heads = {block.question for block in parsed.blocks if block.part == "question"}
    assert heads == set(range(len(questions)))
    for number, question in enumerate(questions):
        own = "".join(parsed.text[b.start : b.end] for b in parsed.blocks if b.question == number)
        assert "".join(question.text.split())[:6] in "".join(own.split())


BANK = """1、怎样带新人？（10分）
答：先听，再带。
追问：谁反对？
评分要点：1.先听（4分）2.再带（6分）
难度：中
2、怎样排班？
A: Look at the numbers.
"""


def test_a_question_put_together_from_its_blocks_is_the_one_that_was_read():
    parsed = parse_text(BANK)
    (category,) = parsed.bank.categories
    for number, question in enumerate(category.questions):
        parts = [(b.part, parsed.text[b.start : b.end]) for b in parsed.blocks if b.question == number]
        rebuilt = draft_of(parts)
        assert (rebuilt.text, rebuilt.answers, rebuilt.probes, rebuilt.points, rebuilt.difficulty) == (
            question.text,
            question.answers,
            question.probes,
            question.points,
            question.difficulty,
        )


def test_what_it_is_labelled_as_counts_and_its_label_goes():
    draft = draft_of(
        [
            ("question", "3、怎样讲评？"),
            ("point", "参考答案：\n1.先讲好的\n2.再讲不足"),
            ("answer", "就这样。"),
        ]
    )
    assert [point.text for point in draft.points] == ["先讲好的", "再讲不足"]
    assert [answer.text for answer in draft.answers] == ["就这样。"]


def test_a_question_ends_where_its_answer_begins():
    text = "4、怎样开早会？先报数据，再讲案例。"
    assert text[: end_of_stem(text)] == "4、怎样开早会？"
    assert end_of_stem("怎样开早会？") == len("怎样开早会？")


def test_the_mark_of_a_heading_stands_with_it() -> None:
    parsed = parse_text("## 1. 你怎样排班？\n\n答：看话务。\n\n## 2. 你怎样带新人？\n\n答：陪听。\n")
    questions = [parsed.text[b.start : b.end] for b in parsed.blocks if b.part == "question"]
    assert questions == ["## 1. 你怎样排班？\n\n", "## 2. 你怎样带新人？\n\n"]
