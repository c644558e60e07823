"""Question banks as people write them: every numbering, every way to mark an answer, or none.

Each sample is a text and, beside it, what it reads as: ``#`` a category, ``Q`` a question, ``+`` a
probe, ``A`` an answer (``✂`` cut off), ``-`` a leftover; ``⏎`` stands for a new line.
"""

from pathlib import Path

import pytest

from qbank.bankfile.drafts import BankDraft
from qbank.documents.parsing import reasons
from qbank.documents.parsing.parse import parse

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))


def as_read(bank: BankDraft) -> str:
    lines = []
    for category in bank.categories:
        lines.append(f"# {category.name}".rstrip())
        for question in category.questions:
            lines.append(f"Q {question.text}")
            lines += [f"+ {probe}" for probe in question.probes]
            lines += [f"A {answer.text}{'' if answer.complete else ' ✂'}" for answer in question.answers]
    lines += [f"- {left.text}" for left in bank.leftovers]
    return "".join(line.replace("\n", "⏎") + "\n" for line in lines)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_reads_as_written_beside_it(sample: Path) -> None:
    assert as_read(parse(sample.read_text())) == sample.with_suffix(".read").read_text()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_windows_newlines_and_half_width_marks_change_nothing(sample: Path) -> None:
    text = sample.read_text()
    half = text.translate(str.maketrans("：？（）", ":?()"))
    assert as_read(parse(text.replace("\n", "\r\n"))) == as_read(parse(text))
    assert as_read(parse(half)).translate(str.maketrans("：？（）", ":?()")) == as_read(
        parse(text)
    ).translate(str.maketrans("：？（）", ":?()"))


@pytest.mark.parametrize(
    "number",
    ["1. ", "1、", "1．", "（1）", "1) ", "第1题：", "第一题 ", "题目1：", "【题目1】", "问题1：", "Q1："],
)
@pytest.mark.parametrize(
    "answer", ["参考答案：", "答：", "答案：", "【参考答案】", "[答案]", "回答：", "解析：", "参考答案\n"]
)
def test_every_numbering_goes_with_every_answer_mark(number: str, answer: str) -> None:
    second = number.replace("1", "2").replace("一", "二")
    text = (
        f"{number}客户投诉时你先做什么？\n{answer}先倾听，再复述：1. 时间；2. 诉求。\n"
        f"{second}你怎样安排排班？\n{answer}按72小时的预测，留出3.0%的余量。\n"
    )
    (category,) = parse(text).categories
    assert [(q.text, [a.text for a in q.answers]) for q in category.questions] == [
        ("客户投诉时你先做什么？", ["先倾听，再复述：1. 时间；2. 诉求。"]),
        ("你怎样安排排班？", ["按72小时的预测，留出3.0%的余量。"]),
    ]


@pytest.mark.parametrize("heading", ["一、", "（一）", "第一部分 ", "第一章 ", "## 一、", "模块一："])
def test_every_heading_names_its_category(heading: str) -> None:
    second = heading.replace("一", "二")
    text = f"{heading}投诉处理\n1、甲怎么办？\n答：子。\n{second}团队管理\n1、乙怎么办？\n答：丑。\n"
    assert [category.name for category in parse(text).categories] == ["投诉处理", "团队管理"]


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff"])
def test_an_empty_text_holds_nothing(text: str) -> None:
    assert parse(text) == BankDraft()


def test_what_is_no_question_bank_says_so() -> None:
    text = "会议纪要\n今天讨论了排班。\n1. 周一早班三人。\n2. 周二早班四人。"
    bank = parse(text)
    assert not bank.categories
    assert [(left.reason, left.text) for left in bank.leftovers] == [(reasons.NOT_A_BANK, text)]


def test_an_answer_without_a_question_is_kept() -> None:
    bank = parse("参考答案：没有题目的答案。\n1、你为什么来？\n答：喜欢。\n2、你会什么？\n答：管理。")
    assert [len(category.questions) for category in bank.categories] == [2]
    assert [(left.text, left.reason) for left in bank.leftovers] == [
        ("参考答案：没有题目的答案。", reasons.ANSWER_WITHOUT_QUESTION)
    ]


def test_a_heading_without_questions_is_kept() -> None:
    bank = parse("一、服务意识\n二、团队管理\n1、你为什么来？\n答：喜欢。\n2、你会什么？\n答：管理。")
    assert [category.name for category in bank.categories] == ["团队管理"]
    assert [(left.text, left.reason) for left in bank.leftovers] == [("一、服务意识", reasons.EMPTY_HEADING)]


def test_the_last_answer_alone_without_an_end_was_cut_off() -> None:
    text = "".join(f"{n}、问题{n}怎么办？\n答：办法{n}。\n" for n in range(1, 6))[:-2]
    answers = [question.answers[0] for question in parse(text).categories[0].questions]
    assert [answer.complete for answer in answers] == [True, True, True, True, False]


def test_answers_that_never_end_in_a_mark_are_whole() -> None:
    text = "".join(f"{n}、问题{n}怎么办？\n答：办法{n}\n" for n in range(1, 6))
    assert all(question.answers[0].complete for question in parse(text).categories[0].questions)


def test_nul_and_odd_newlines_do_no_harm() -> None:
    text = "1、你为什么\0来？\u2028答：喜欢。\x0b2、你会什么？\x85答：管理。"
    assert [q.text for q in parse(text).categories[0].questions] == ["你为什么来？", "你会什么？"]
