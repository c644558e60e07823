"""However a bank is written down, it reads back as the same bank, or a person is asked."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.qbank.spreadsheets.whole_files import WholeFile, read_whole


@dataclass(frozen=True)
class Written:
    """One question of a bank; points with their weights, 0 where none is said."""

    category: str
    text: str
    answer: str
    points: tuple[tuple[str, int], ...]


WORDS: dict[str, dict[str, Sequence[str]]] = {
    "zh": {
        "categories": ("服务意识", "团队管理", "质检", "现场管理"),
        "texts": (
            "客户在电话里辱骂坐席，你怎么处理？", "请举例说明你如何带新人上手", "你怎么看待夜班排班",
            "高峰时段人手不够，你怎么排？", "什么是首次解决率？", "抽检发现话术违规，怎样反馈？",
            "如果两名骨干同时请假，怎么办？", "你为什么想来这里工作？", "说说你最得意的一次改进",
        ),
        "answers": ("先安抚，再处理。", "看数据，定方案，跟进结果", "事实、影响、改法", ""),
        "points": ("倾听诉求", "安抚情绪", "给出可行的方案", "跟进并复盘", "说明原因"),
        "number": ("序号", "No."), "category": ("分类", "所属模块", "题目类别"),
        "text": ("题目", "面试问题", "题目内容", "*题目（必填）"),
        "answer": ("参考答案", "答案及解析", "标准回答"),
        "point": ("评分要点", "得分点", "考察点（评分要点）"), "weight": ("分值", "权重"),
        "titles": ("2026 年客服经理题库", "填写说明：一行一题。", "编制：人事部"),
        "notes": ("注：以上题目仅供内部使用", "编制人：运营部", "2026年3月"),
        "sections": ("一、%s", "第%d部分 %s", "【%s】"),
    },
    "en": {
        "categories": ("Service", "Team", "Quality"),
        "texts": (
            "How do you calm an angry caller?", "Describe a time you coached a new agent",
            "What is call sampling?",
            "What would you do if two agents are ill?", "Why do you want to work here?",
            "How do you plan shifts?",
        ),
        "answers": ("Listen, then act.", "Facts, effect, change", ""),
        "points": ("Listens first", "Names the facts", "Offers a way out", "Follows up"),
        "number": ("No.", "#"), "category": ("Category", "Topic area", "Section"),
        "text": ("Question", "Interview question", "Question text"),
        "answer": ("Model answer", "Sample Answer"),
        "point": ("Rubric points", "What to look for", "Evaluation criteria"), "weight": ("Score", "Weight"),
        "titles": ("Interview question bank", "One question a row.", "Prepared by: HR"),
        "notes": ("Note: for internal use only", "Prepared by: HR", "Total: 5 questions"),
        "sections": ("Section %d: %s", "Part A - %s", "[%s]"),
    },
}  # fmt: skip


@st.composite
def banks(draw: st.DrawFn, language: str) -> list[Written]:
    words = WORDS[language]
    texts = draw(st.lists(st.sampled_from(words["texts"]), min_size=2, max_size=6, unique=True))
    weighted = draw(st.booleans())
    categories = sorted(
        draw(st.lists(st.sampled_from(words["categories"]), min_size=len(texts), max_size=len(texts)))
    )
    return [
        Written(
            category,
            text,
            draw(st.sampled_from(words["answers"])),
            tuple(
                (point, draw(st.integers(1, 9)) if weighted else 0)
                for point in draw(st.lists(st.sampled_from(words["points"]), max_size=3, unique=True))
            ),
        )
        for category, text in zip(categories, texts, strict=True)
    ]


@dataclass(frozen=True)
class Way:
    """How a bank is written down."""

    language: str
    kind: str
    header: bool
    titles: int
    notes: int
    categories: str  # "column", "once", "merged", "headings", "none"
    points: str  # "none", "cell", "columns", "rows"
    numbered: bool
    encoding: str
    separator: str
    sheets: bool
    blank_lines: bool


@st.composite
def ways(draw: st.DrawFn) -> Way:
    language = draw(st.sampled_from(("zh", "en")))
    kind = draw(st.sampled_from(("xlsx", "csv")))
    header = draw(st.integers(0, 5)) > 0
    encodings = ["utf-8", "utf-8-sig", "utf-16", "gb18030"] + (["cp1252"] if language == "en" else [])
    return Way(
        language,
        kind,
        header,
        draw(st.integers(0, 3)) if header else 0,
        draw(st.integers(0, 3)),
        draw(
            st.sampled_from(
                ("column", "once", "headings", "none") + (("merged",) * 2 if kind == "xlsx" else ())
            )
        ),
        draw(st.sampled_from(("none", "cell", "columns", "rows"))) if header else "none",
        draw(st.booleans()),
        draw(st.sampled_from(encodings)),
        draw(st.sampled_from((",", ";", "\t", "|"))),
        draw(st.booleans()),
        draw(st.booleans()),
    )


Cells = list[Any]


class _Writer:
    """The rows of a bank as a way says, and the ranges of merged cells."""

    def __init__(self, bank: list[Written], way: Way, names: dict[str, str]) -> None:
        self.way, self.words = way, WORDS[way.language]
        self.columns = _columns(bank, way)
        self.rows: list[Cells] = [[title] for title in self.words["titles"][: way.titles]]
        self.merged: list[str] = []
        if way.header:
            self.rows.append(
                [names.get(column, names["point"] + column.removeprefix("point")) for column in self.columns]
            )
        for category, questions in groupby(bank, key=lambda question: question.category):
            self._write_category(category, list(questions))
        if way.blank_lines:
            self.rows.append(["" for _column in self.columns])
        before = ["" for _column in self.columns[: self.columns.index("text")]]
        self.rows += [[*before, note] for note in self.words["notes"][: way.notes]]

    def _write_category(self, category: str, questions: list[Written]) -> None:
        if self.way.categories == "headings":
            pattern = self.words["sections"][len(category) % 3]
            heading = pattern % ((1, category) if "%d" in pattern else category)
            self.rows.append([heading, *["" for _column in self.columns[1:]]])
        first = len(self.rows) + 1
        for number, question in enumerate(questions, 1):
            says_category = number == 1 or self.way.categories == "column"
            self._write_question(question, number, category if says_category else "")
        if self.way.categories == "merged":
            self._merge("category", first)

    def _write_question(self, question: Written, number: int, category: str) -> None:
        values = {"number": number, "category": category, "text": question.text, "answer": question.answer}
        first = len(self.rows) + 1
        for cells in _point_cells(question, self.way):
            self.rows.append([values.get(column, cells.get(column, "")) for column in self.columns])
            values = {}
        if self.way.points == "rows" and len(question.text) % 2:
            self._merge("text", first)

    def _merge(self, column: str, first: int) -> None:
        letter = "ABCDEFGH"[self.columns.index(column)]
        if self.way.kind == "xlsx" and len(self.rows) > first:
            self.merged.append(f"{letter}{first}:{letter}{len(self.rows)}")


def _columns(bank: list[Written], way: Way) -> list[str]:
    columns = ["number"] if way.numbered else []
    columns += ["category"] if way.categories in ("column", "once", "merged") else []
    columns += ["text", "answer"]
    if way.points in ("cell", "rows"):
        columns.append("point")
    if way.points == "columns":
        width = max((len(question.points) for question in bank), default=0)
        columns += [f"point{number}" for number in range(1, width + 1)]
    if way.points == "rows" and any(weight for question in bank for _text, weight in question.points):
        columns.append("weight")
    return columns


def _point_cells(question: Written, way: Way) -> list[dict[str, Any]]:
    english = way.language == "en"
    weighed = "%s (%d points)" if english else "%s（%d分）"
    said = [
        weighed % (text, weight) if weight and way.points != "rows" else text
        for text, weight in question.points
    ]
    if way.points == "cell":
        text = (
            ("; " if english else "；").join(said)
            if len(question.text) % 2
            else "\n".join(f"{n}. {s}" for n, s in enumerate(said, 1))
        )
        return [{"point": text}]
    if way.points == "columns":
        return [{f"point{number}": text for number, text in enumerate(said, 1)}]
    if way.points == "rows" and said:
        return [
            {"point": text, "weight": weight or ""}
            for text, (_text, weight) in zip(said, question.points, strict=True)
        ]
    return [{}]


def as_file(rows: list[Cells], merged: list[str], way: Way) -> tuple[str, bytes]:
    if way.kind == "csv":
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=way.separator).writerows(rows)
        return "题库.csv", text.getvalue().encode(way.encoding)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if way.sheets:
        sheet["A1"] = "封面：题库说明"
        hidden = book.create_sheet("旧版")
        hidden.append(["题目", "答案"])
        hidden.append(["旧题怎么答？", "旧"])
        hidden.sheet_state = "hidden"
        sheet = book.create_sheet("题库")
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return "题库.xlsx", file.getvalue()


def as_read(file: WholeFile) -> list[Written]:
    return [
        Written(
            row.category,
            row.draft.text,
            "\n".join(answer.text for answer in row.draft.answers),
            tuple((point.text, int(point.weight)) for point in row.draft.points),
        )
        for row in file.drafts
    ]


def expected(bank: list[Written], way: Way) -> list[Written]:
    return [
        Written(
            "" if way.categories == "none" else question.category,
            question.text,
            question.answer,
            tuple((text, weight or 1) for text, weight in question.points) if way.points != "none" else (),
        )
        for question in bank
    ]


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_bank_reads_back_however_it_is_written_or_a_person_is_asked(data):
    way = data.draw(ways())
    bank = data.draw(banks(way.language))
    names = {
        column: data.draw(st.sampled_from(WORDS[way.language][column]))
        for column in ("number", "category", "text", "answer", "point", "weight")
    }
    written = _Writer(bank, way, names)
    name, content = as_file(written.rows, written.merged, way)
    file = read_whole(name, content)
    if file.asked:
        assert len(file.texts) >= len(bank) or not file.columns.fields
        return
    assert as_read(file) == expected(bank, way)
    assert file.account.counts.total() == file.account.last
