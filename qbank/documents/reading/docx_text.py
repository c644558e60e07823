"""The text of a Word document as a person would type it: with the numbers Word shows, headings behind #, bold
paragraphs between **, bullets behind •, and tables as rows between |. What Word doesn't show (deleted,
hidden, ruby's small print) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from qbank.documents.reading.docx_archive import DocumentParts, open_parts
from qbank.documents.reading.docx_numbers import Numbering
from qbank.documents.reading.unreadable import UnreadableDocumentError, UnreadableReason

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PARAGRAPH: Final = f"{_W}p"
_TABLE: Final = f"{_W}tbl"
#: What a run shows besides its text.
_SHOWN: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
#: Text that was deleted or moved away, ruby's small print, and the copy of a drawing for older programs.
_HIDDEN: Final = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        f"{_W}rt",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
#: Between the lines of a table's cell, as in Markdown.
_BREAK: Final = "<br>"
#: In a table that stands in a cell: 5分 | …, … | 3, and the headings above them.
_GRADE: Final = re.compile(r"[1-5]\s*(?:分|级|星)?|[优良中差好A-E]|优秀|良好|合格|一般|较差|不合格")
_WORTH: Final = re.compile(r"(\d{1,3}(?:\.\d)?)\s*(分|%)?")
_GRADE_HEADING: Final = re.compile(
    r"(?:评分|得分|评价)?(?:要点|标准|内容|点|项目?|等级|级别|描述|表现)|(?:分值|分数|权重|配分|得分|分|等级|档次)",
)
_DEEPEST_HEADING: Final = 6
_HEADING_NAME: Final = re.compile(r"(?:heading|标题|標題)\s*(\d)", re.IGNORECASE)
_CONTENTS_NAME: Final = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
_OFF: Final = frozenset(("0", "false", "off"))


def read_docx(data: bytes) -> str:
    """The text of a .docx, a line for each paragraph and for each row of a table.

    Footnotes stand at the end, as ``[^1]: …``. Raises UnreadableDocumentError.
    """
    parts = open_parts(data)
    try:
        text = "\n".join(_Writer(parts).lines())
    except (
        Exception
    ) as error:  # there is no end to the ways in which a document's parts can contradict each other
        raise UnreadableDocumentError(UnreadableReason.CORRUPT) from error
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text)
    if not text.strip():
        raise UnreadableDocumentError(UnreadableReason.EMPTY)
    return text


class _Writer:
    """Writes a document's paragraphs and tables down, in order."""

    def __init__(self, parts: DocumentParts) -> None:
        self._body = parts.body
        self._footnotes = parts.footnotes
        self._styles = {
            str(style.get(f"{_W}styleId", "")): style
            for style in ([] if parts.styles is None else parts.styles.findall(f"{_W}style"))
        }
        self._numbering = Numbering(self._styles, parts.numbering)
        self._in_table = 0

    def lines(self) -> Iterator[str]:
        yield from self._blocks(self._body)
        for note in [] if self._footnotes is None else self._footnotes.findall(f"{_W}footnote"):
            text = " ".join(" ".join(self._blocks(note)).split())
            if text:
                yield f"[^{note.get(f'{_W}id', '')}]: {text}"

    def _blocks(self, element: Any) -> Iterator[str]:
        """The lines of the paragraphs and tables in an element, those of content controls included."""
        for child in element:
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag not in _HIDDEN and isinstance(child.tag, str):
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        level = self._heading_level(paragraph)
        if level is None:
            # A table of contents says again what the headings say.
            return
        label = self._numbering.label(paragraph)
        text = "".join(_text(paragraph))
        if level and text.strip():
            yield f"{'#' * level} {label}{text}"
        elif not self._in_table and _is_bold(paragraph) and text.strip() and "\n" not in text:
            yield f"**{label}{text.strip()}**"
        else:
            yield f"{label}{text}"
        for box in _text_boxes(paragraph):
            yield from self._blocks(box)

    def _heading_level(self, paragraph: Any) -> int | None:
        """0 for plain text; None for a line of the table of contents."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return 0
        outline = _value(properties, "outlineLvl")
        style_id, seen = _value(properties, "pStyle"), set[str]()
        while not outline and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            name = _value(style, "name")
            if _CONTENTS_NAME.fullmatch(name):
                return None
            if heading := _HEADING_NAME.fullmatch(name):
                return min(int(heading[1]), _DEEPEST_HEADING)
            style_properties = style.find(f"{_W}pPr")
            outline = "" if style_properties is None else _value(style_properties, "outlineLvl")
            style_id = _value(style, "basedOn")
        return min(int(outline) + 1, _DEEPEST_HEADING) if outline.isdigit() and int(outline) < 9 else 0

    def _table(self, table: Any) -> Iterator[str]:
        """A line for each row; a table of one column only frames its text: it comes by paragraphs."""
        rows = [row for row in _inside(table, f"{_W}tr") if row.find(f"{_W}trPr/{_W}del") is None]
        cells = [list(_inside(row, f"{_W}tc")) for row in rows]
        if max((sum(_span(cell) for cell in row) for row in cells), default=0) < 2:
            for row in cells:
                for cell in row:
                    yield from self._blocks(cell)
            return
        for row, element in zip(cells, rows, strict=True):
            texts = [""] * _skipped(element, "gridBefore")
            for cell in row:
                texts += [self._cell(cell), *[""] * (_span(cell) - 1)]
            yield f"| {' | '.join(texts)} |"

    def _cell(self, cell: Any) -> str:
        """The lines of a cell in one; "" for the lower part of a merged cell."""
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val", "continue") == "continue":
            return ""
        lines: list[str] = []
        for child in self._blocks(cell):
            inner = child.strip()
            if inner.startswith("|") and inner.endswith("|"):
                lines += _row_in_cell([part.strip() for part in inner.strip("|").split(" | ")])
            else:
                lines += inner.split("\n")
        return _BREAK.join(line.strip().replace("|", "｜") for line in lines if line.strip())


def _row_in_cell(parts: list[str]) -> list[str]:
    """The row of a table in a cell: what it is worth, or which level it describes, stays with its text."""
    parts = [part for part in parts if part]
    if len(parts) == 2 and _GRADE.fullmatch(parts[0]):
        return ["：".join(parts)]
    if len(parts) == 2 and (worth := _WORTH.fullmatch(parts[1])):
        return [f"{parts[0]}（{worth[1]}{worth[2] or '分'}）"]
    return [] if parts and all(_GRADE_HEADING.fullmatch(part) for part in parts) else parts


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """The element's children of a kind, those in content controls included."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _inside(child, tag)


def _text(element: Any) -> Iterator[str]:
    """What a paragraph shows, without the text boxes in it, which come by themselves."""
    for child in element:
        tag = child.tag
        if tag in _HIDDEN or tag in (_PARAGRAPH, _TABLE):
            continue
        if tag in (f"{_W}t", _MATH_TEXT):
            yield child.text or ""
        elif tag in _SHOWN:
            yield _SHOWN[tag]
        elif tag == f"{_W}r" and _is_hidden(child):
            continue
        elif isinstance(tag, str):
            yield from _text(child)


def _is_bold(paragraph: Any) -> bool:
    """Whether all of a paragraph's text is bold, as people mark headings and questions."""
    runs = [
        run for run in paragraph.iter(f"{_W}r") if any((t.text or "").strip() for t in run.iter(f"{_W}t"))
    ]
    return bool(runs) and all(_has(run, "b") for run in runs)


def _has(run: Any, name: str) -> bool:
    """Whether a run's property is switched on."""
    element = run.find(f"{_W}rPr/{_W}{name}")
    return element is not None and element.get(f"{_W}val", "1") not in _OFF


def _is_hidden(run: Any) -> bool:
    return _has(run, "vanish")


def _text_boxes(element: Any) -> Iterator[Any]:
    """The contents of text boxes drawn in a paragraph, each once."""
    for child in element:
        if child.tag in _HIDDEN:
            continue
        if child.tag == f"{_W}txbxContent":
            yield child
        else:
            yield from _text_boxes(child)


def _span(cell: Any) -> int:
    properties = cell.find(f"{_W}tcPr")
    span = "" if properties is None else _value(properties, "gridSpan")
    return min(int(span), 60) if span.isdigit() and int(span) else 1


def _skipped(row: Any, name: str) -> int:
    properties = row.find(f"{_W}trPr")
    value = "" if properties is None else _value(properties, name)
    return min(int(value), 60) if value.isdigit() else 0


def _value(element: Any, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return "" if child is None else str(child.get(f"{_W}val", ""))
