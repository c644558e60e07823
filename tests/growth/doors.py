"""Everything that reads text of people, by name: functions of one text find themselves, others stand here."""

from __future__ import annotations

import importlib
import inspect
import io
import json
import pkgutil
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from types import ModuleType
from typing import Any, Final

from django.core.validators import validate_email

from common.highlight import excerpt, mark_quotes, mark_terms
from interviews.candidates.rules import import_rows as candidates
from interviews.candidates.rules.list_files import received_list
from interviews.candidates.rules.papers import read_papers
from interviews.paper.filled.words import read_rating
from interviews.planning.rules.robots import Service, address_fault
from interviews.privacy.rules.redaction import build_replacer
from qbank.bankfile.file import loads
from qbank.bankfile.quotes import closest_stretch
from qbank.documents.parsing.parse import parse_text
from qbank.documents.reading.decode import read_document
from qbank.documents.restoring.restore import restore
from qbank.imports.rules.near_names import proposed_names
from qbank.questions.search import index_row
from qbank.similarity.index import SimilarIndex, alike
from qbank.sources.rules.flags import flags_of
from qbank.sources.rules.upload_preview import Preview
from qbank.spreadsheets import reading
from qbank.spreadsheets.columns.mapping import CHOICE_FIELDS, ColumnMapping, Field
from qbank.spreadsheets.columns.values import match_value
from qbank.spreadsheets.files.number_formats import show_by, show_date
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.judge import Bank
from qbank.spreadsheets.judging.lines import SheetLines
from qbank.spreadsheets.judging.row_drafts import RowReader
from tests.growth.growth import Reader
from tests.qbank.spreadsheets.workbooks import row, text_cell, workbook

#: What is looked through for functions of one text.
PACKAGES: Final = (
    "common",
    "interviews.candidates.rules",
    "interviews.paper.excel_form",
    "interviews.paper.filled",
    "interviews.planning.rules",
    "interviews.privacy.rules",
    "interviews.room.rules",
    "qbank.bankfile",
    "qbank.documents",
    "qbank.imports.rules",
    "qbank.similarity",
    "qbank.sources.rules",
    "qbank.spreadsheets",
)
#: How a text is given to a function whose only parameter is of this type.
_GIVEN: Final[dict[str, Callable[[str], Any]]] = {
    "str": str,
    "bytes": str.encode,
    "Sequence[str]": lambda text: [text],
    "Iterable[str]": lambda text: [text],
}
#: Names of files of our own, no text of people.
_NO_TEXT: Final = {"qbank.documents.parsing.outlines.load_json"}


def modules() -> Iterator[ModuleType]:
    """All modules of PACKAGES."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        if hasattr(package, "__path__"):
            for module in pkgutil.walk_packages(package.__path__, f"{name}."):
                yield importlib.import_module(module.name)


def readers_of(module: ModuleType) -> dict[str, Reader]:
    """A module's public functions of one text."""
    found: dict[str, Reader] = {}
    for name, function in vars(module).items():
        inner = inspect.unwrap(function) if callable(function) else None
        if name.startswith("_") or not inspect.isfunction(inner) or inner.__module__ != module.__name__:
            continue
        needed = [
            parameter
            for parameter in inspect.signature(inner).parameters.values()
            if parameter.default is parameter.empty
        ]
        if len(needed) == 1 and str(needed[0].annotation) in _GIVEN:
            found[f"{module.__name__}.{name}"] = _given(inner, _GIVEN[str(needed[0].annotation)])
    return {name: reader for name, reader in found.items() if name not in _NO_TEXT}


def _given(function: Callable[[Any], object], give: Callable[[str], Any]) -> Reader:
    def read(text: str) -> object:
        answer = function(give(text))
        # What comes bit by bit is read to its end.
        return list(answer) if inspect.isgenerator(answer) else answer

    return read


def document(text: str) -> str:
    """A bank of questions with the text in every part of it."""
    size = len(text) // 3
    first, second, third = text[:size], text[size : 2 * size], text[2 * size :]
    return (
        f"客服主管面试题\n一、服务意识\n1、你会怎么做{first}？\n参考答案：先听完。{second}\n"
        f"评分要点：5分：好{first}\n追问：为什么？{third}\n2、{second}你会怎么办？\n答：{third}\n\n"
        f"| 题目 | 答案 |\n| --- | --- |\n| {first}？ | {second} |\n"
    )


def _preview(text: str) -> object:
    parsed = parse_text(document(text))
    return flags_of(Preview.from_reading(parsed.bank, parsed.text, parsed.blocks))


def _docx(text: str) -> bytes:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    shown = text.replace("&", "&amp;").replace("<", "&lt;")
    body = (
        f'<w:document xmlns:w="{name}"><w:body><w:p><w:r><w:t>{shown}</w:t></w:r></w:p></w:body></w:document>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    return file.getvalue()


def _workbook(text: str) -> object:
    cells = row(1, text_cell("A1", "题目")) + row(2, text_cell("A2", text), text_cell("B2", text))
    data = workbook({"题": cells}, texts=[text])
    return reading.inspect("a.xlsx", data)


def _row(field: Field) -> Reader:
    fields = dict(enumerate((Field.TEXT, field)))

    def read(text: str) -> object:
        reader = RowReader(ColumnMapping(fields), ["题目", "值"], {"服务"}, {"倾听"})
        cells = (text, text) if field is Field.TEXT else ("你会怎么带新人？", text)
        return reader.read(TableRow(2, cells))

    return read


def _lines(text: str) -> object:
    rows = [
        TableRow(1, ("题目", "分类")),
        TableRow(2, (text,)),
        TableRow(3, (text, text)),
        TableRow(4, ("", text)),
    ]
    return list(SheetLines(rows, 1, ColumnMapping({0: Field.TEXT, 1: Field.CATEGORY}), ["题目", "分类"]))


def _candidate(text: str) -> object:
    values = {
        candidates.CandidateField.NAME: text,
        candidates.CandidateField.POSITION: text,
        candidates.CandidateField.EMAIL: text[:254],
        candidates.CandidateField.PHONE: text,
    }
    rows = [candidates.ListedRow(number, values) for number in (1, 2)]
    return candidates.judge(rows, candidates.KnownPeople(), {text}, creates=True, is_email=_is_email)


def _is_email(text: str) -> bool:
    validate_email(text)
    return True


def _bank_file(text: str) -> object:
    question = {"code": "A1", "text": text, "answers": [{"text": text}]}
    return loads(json.dumps({"categories": [{"name": text[:80], "questions": [question]}]}))


def _similar(text: str) -> object:
    index = SimilarIndex()
    index.add(1, text)
    return index.find(text[1:] + "改"), alike(text, text[1:] + "改")


def _known(text: str) -> object:
    bank = Bank()
    bank.add(1, text[:40], text)
    return bank.find(text[:40], text)


DOORS: Final[dict[str, Reader]] = {
    "a text file": lambda text: read_document(text.encode(), "a.txt"),
    "a Markdown file": lambda text: read_document(text.encode(), "a.md"),
    "a Word file": lambda text: read_document(_docx(text), "a.docx"),
    "a document's repair": lambda text: restore(text),
    "a document's questions": lambda text: parse_text(document(text)),
    "a CSV file": lambda text: reading.inspect_questions("a.csv", text.encode()),
    "a cell of a CSV file": lambda text: reading.inspect(
        "a.csv", f"题目,答案\n{text},好\n好,{text}\n".encode()
    ),
    "a cell of a workbook": _workbook,
    "a sheet's lines": _lines,
    "a number format": lambda text: (show_by(text)(1234.5), show_date(45000.5, text, False)),
    "a candidate": _candidate,
    # Not in its process of its own, whose beginning takes longer than reading.
    "a list of candidates": lambda text: inspect.unwrap(received_list)(
        "a.csv", f"姓名,岗位\n张三,客服\n{text},客服\n".encode(), "工作表"
    ),
    "a candidate's paper": lambda text: inspect.unwrap(read_papers)(
        [(text, b"%PDF-1.7\n" + text.encode() + b"\nstartxref\n1\n%%EOF"), ("a.pdf", text.encode())]
    ),
    "a candidate's contacts": lambda text: candidates.is_about_person(
        [text, "张三"], name=text, email=text, phone=text
    ),
    "a rating on a filled-in form": lambda text: read_rating(text, [Decimal(1), Decimal("1.5")]),
    "a document's preview": _preview,
    "a bank file's question": _bank_file,
    "a question like another": _similar,
    "a question known again": _known,
    "words found in a text": lambda text: (
        mark_terms(text, ["题", text[:9]]),
        excerpt(text, ["题", text[:9]]),
    ),
    "quotes in a text": lambda text: mark_quotes(text, {1: text[:60], 2: "题"}),
    "a quote to find again": lambda text: closest_stretch("先听完客户的话，再复述一遍。", [text]),
    "a name like another": lambda text: proposed_names([text], ["服务意识", text[1:]]),
    "a name to take out": lambda text: build_replacer([text[:40], "张三"], "张三")(text),
    "a name of any length to take out": lambda text: build_replacer([text], text)("张三"),
    "a robot's address": lambda text: address_fault(Service.WECOM, f"https://{text}/{text}?key={text}"),
    "a search": lambda text: index_row(1, [text]),
    **{f"a cell for {field}": _row(field) for field in Field},
    **{f"the meaning of a {field}": partial(match_value, field) for field in sorted(CHOICE_FIELDS)},
}
#: Modules with expressions but no function of one text, and the door through which they read.
REACHED: Final = {
    "interviews.candidates.rules.list_files": "a list of candidates",
    "interviews.candidates.rules.papers": "a candidate's paper",
    "interviews.planning.rules.robots": "a robot's address",
    "interviews.privacy.rules.redaction": "a name to take out",
    "qbank.documents.layout.rubrics": "a document's questions",
    "qbank.documents.parsing.blocks": "a document's questions",
    "qbank.documents.parts.questions": "a document's questions",
    "qbank.documents.parts.rows": "a document's questions",
    "qbank.documents.parts.sheets": "a document's questions",
    "qbank.documents.reading.docx_numbers": "a Word file",
    "qbank.documents.restoring.shifted_bytes": "a document's repair",
    "qbank.documents.structure.borders": "a document's questions",
    "qbank.documents.structure.repeated": "a document's questions",
    "qbank.documents.structure.segments": "a document's questions",
    "qbank.documents.structure.sheets": "a document's questions",
    "qbank.documents.structure.star": "a document's questions",
    "qbank.documents.structure.stems": "a document's questions",
    "qbank.documents.structure.weighing": "a document's questions",
    "qbank.similarity.index": "a question like another",
    "qbank.sources.rules.flags": "a document's preview",
    "qbank.spreadsheets.columns.contents": "a cell of a CSV file",
    "qbank.spreadsheets.columns.level_rows": "a sheet's lines",
    "qbank.spreadsheets.columns.other_tables": "a sheet's lines",
    "qbank.spreadsheets.columns.values": "the meaning of a kind",
    "qbank.spreadsheets.files.arrangement": "a cell of a workbook",
    "qbank.spreadsheets.files.guard": "a CSV file",
    "qbank.spreadsheets.files.sheet_cells": "a cell of a workbook",
    "qbank.spreadsheets.judging.doubtful_rows": "a sheet's lines",
    "qbank.spreadsheets.judging.joining": "a sheet's lines",
    "qbank.spreadsheets.judging.row_drafts": "a cell for answer",
    "qbank.spreadsheets.reading": "a CSV file",
}
#: Their expressions read what the site itself has written.
OUR_OWN: Final = {"common.templatetags.administration", "qbank.spreadsheets.writing.sheets"}
#: Comparing two texts takes squares by nature: it ends by the clock, with a coarser difference (_TIMEOUT).
ENDED_BY_CLOCK: Final = {"common.differences"}
