"""A bank written down in any of forty layouts reads back as the same bank."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qbank.documents.parsing.parse import parse, parse_text
from qbank.documents.reading.decode import read_document

CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True)
class Written:
    """A question as it is to be written down."""

    text: str
    answer: str
    probes: tuple[str, ...] = ()
    points: tuple[tuple[str, int], ...] = ()


Bank = list[tuple[str, list[Written]]]


@dataclass(frozen=True)
class Labels:
    answer: str
    points: str
    probes: str
    weight: str


LABELS = {
    "参考答案": Labels("参考答案：", "评分要点：", "追问：", "（{}分）"),
    "【】": Labels("【参考答案】", "【评分标准】", "【追问】", "（{}分）"),
    "答": Labels("答：", "得分点：", "追问：", "（{}分）"),
    "English": Labels("Sample answer: ", "Scoring points: ", "Follow-up questions: ", " ({} points)"),
}
NUMBERS = {
    "1.": lambda n: f"{n}. ",
    "1、": lambda n: f"{n}、",
    "1)": lambda n: f"{n}) ",
    "(1)": lambda n: f"（{n}）",
    "第1题": lambda n: f"第{n}题：",
    "【题目1】": lambda n: f"【题目{n}】",
    "Question 1": lambda n: f"Question {n}: ",
    "### 1.": lambda n: f"### {n}. ",
}


def parts(question: Written, labels: Labels, list_mark: str) -> Iterator[str]:
    """A question's parts behind its labels, each in a list of its own."""
    if question.probes:
        yield labels.probes + "".join(f"{list_mark}{probe}" for probe in question.probes)
    yield labels.answer + question.answer
    if question.points:
        yield labels.points + "".join(
            f"{list_mark}{text}{labels.weight.format(weight)}" for text, weight in question.points
        )


def in_lines(
    bank: Bank, number: Callable[[int], str], labels: Labels, *, blank: bool, running_on: bool, wide: bool
) -> str:
    lines: list[str] = ["客服经理面试题"]
    count = 0
    for index, (name, questions) in enumerate(bank):
        lines.append(f"## {name}" if number(1).startswith("#") else f"{CHINESE[index]}、{name}")
        count = count if running_on else 0
        for question in questions:
            count += 1
            lines.append(number(count) + question.text)
            lines += parts(question, labels, "\n- " if wide else "\n• ")
            lines += [""] if blank else []
    return "\n".join(lines)


def glued(bank: Bank, number: Callable[[int], str], labels: Labels) -> str:
    text = "客服经理面试题"
    for index, (name, questions) in enumerate(bank):
        text += f"{CHINESE[index]}、{name}"
        for count, question in enumerate(questions, 1):
            text += number(count).rstrip() + question.text
            text += "".join(part.rstrip() for part in parts(question, labels, "①"))
    return text


def cells(name: str, question: Written, line: str) -> dict[str, str]:
    return {
        "类别": name,
        "题目": question.text,
        "参考答案": question.answer,
        "追问": line.join(question.probes),
        "评分要点": line.join(f"{text}（{weight}分）" for text, weight in question.points),
    }


def rows(bank: Bank, columns: list[str], line: str) -> Iterator[list[str]]:
    yield columns
    for name, questions in bank:
        for question in questions:
            written = cells(name, question, line)
            yield [written[column] for column in columns]


def markdown_table(bank: Bank) -> str:
    head, *body = rows(bank, ["题目", "参考答案", "类别", "追问", "评分要点"], "<br>")
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def tabs(bank: Bank) -> str:
    return "\n".join(
        "\t".join(row) for row in rows(bank, ["类别", "题目", "参考答案", "追问", "评分要点"], "；")
    )


def word_table(bank: Bank) -> str:
    document = docx.Document()
    written = list(rows(bank, ["追问", "题目", "评分要点", "参考答案", "类别"], "\n"))
    table = document.add_table(0, len(written[0]))
    for row in written:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document)


def word_cards(bank: Bank) -> str:
    document = docx.Document()
    for name, questions in bank:
        for question in questions:
            table = document.add_table(0, 2)
            for label, text in cells(name, question, "\n").items():
                if text:
                    row = table.add_row().cells
                    row[0].text, row[1].text = label, text
            document.add_paragraph("")
    return saved(document)


def word_lists(bank: Bank) -> str:
    document = docx.Document()
    document.add_heading("客服经理面试题", 0)
    for name, questions in bank:
        document.add_heading(name, 1)
        for question in questions:
            document.add_paragraph(question.text, style="List Number")
            for part in parts(question, LABELS["参考答案"], "\n- "):
                label, *items = part.split("\n- ")
                document.add_paragraph(label)
                for item in items:
                    document.add_paragraph(item, style="List Bullet 2")
    return saved(document)


def word_headings(bank: Bank) -> str:
    document = docx.Document()
    document.add_heading("客服经理面试题", 0)
    for name, questions in bank:
        document.add_heading(name, 1)
        for question in questions:
            document.add_heading(question.text, 2)
            for part in parts(question, LABELS["【】"], "\n- "):
                document.add_paragraph(part)
    return saved(document)


def saved(document: docx.document.Document) -> str:
    stream = io.BytesIO()
    document.save(stream)
    return read_document(stream.getvalue(), "bank.docx")


LAYOUTS: dict[str, Callable[[Bank], str]] = {
    f"{numbering} {labels}": lambda bank, n=NUMBERS[numbering], m=LABELS[labels], i=index: in_lines(
        bank, n, m, blank=i % 2 == 0, running_on=i % 3 == 0, wide=i % 5 == 0
    )
    for index, (numbering, labels) in enumerate((n, m) for n in NUMBERS for m in LABELS)
}
LAYOUTS |= {
    f"glued {numbering}": lambda bank, n=NUMBERS[numbering]: glued(bank, n, LABELS["【】"])
    for numbering in ("1.", "1、")
}
LAYOUTS |= {
    "Markdown table": markdown_table,
    "tabs": tabs,
    "Word table": word_table,
    "Word cards": word_cards,
    "Word lists": word_lists,
    "Word headings": word_headings,
}

WORDS = st.text(st.sampled_from("客户服务投诉满意流程沟通培训排班指标管理团队"), min_size=3, max_size=14)
QUESTIONS = st.one_of(
    WORDS.map(lambda words: f"你怎样看待{words}？"),
    WORDS.map(lambda words: f"请讲一次你处理{words}的经历。"),
    WORDS.map(lambda words: f"客户对{words}不满，要求见经理。你会怎么做？"),
    WORDS.map(lambda words: f"说说你做过的{words}。"),
)
ANSWERS = st.lists(WORDS.map(lambda words: f"我先看{words}，再回复客户。"), min_size=1, max_size=4).map(
    "".join
)
PROBES = st.lists(WORDS.map(lambda words: f"谁反对{words}？"), max_size=2).map(tuple)
POINTS = st.lists(st.tuples(WORDS.map(lambda words: f"说到{words}"), st.integers(1, 9)), max_size=3).map(
    tuple
)
BANKS = st.lists(
    st.tuples(
        WORDS.map(lambda words: words[:8] + "类"),
        st.lists(st.builds(Written, QUESTIONS, ANSWERS, PROBES, POINTS), min_size=2, max_size=4),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda category: category[0],
)


def as_written(text: str) -> Bank:
    return [
        (
            category.name,
            [
                Written(
                    question.text,
                    "\n".join(answer.text for answer in question.answers),
                    question.probes,
                    tuple((point.text, int(point.weight)) for point in question.points),
                )
                for question in category.questions
            ],
        )
        for category in parse(text).categories
    ]


def test_there_are_forty_layouts() -> None:
    assert len(LAYOUTS) == 40


@pytest.mark.parametrize("layout", LAYOUTS)
@given(bank=BANKS)
@settings(max_examples=8, deadline=None)
def test_a_bank_reads_back_as_it_was_written(layout: str, bank: Bank) -> None:
    text = LAYOUTS[layout](bank)
    assert as_written(text) == bank
    account = parse_text(text).account
    assert account.used + account.left_out + account.left == account.total
    assert account.left <= len("客服经理面试题") + 2


def test_weights_are_exact() -> None:
    bank: Bank = [
        (
            "团队类",
            [Written("你怎样排班？", "看预测。", (), (("有数据", 4),)), Written("你怎样招人？", "看。")],
        )
    ]
    (category,) = parse(LAYOUTS["1. 参考答案"](bank)).categories
    assert category.questions[0].points[0].weight == Decimal(4)
