"""The company's Word files: A4, real styles with East-Asian fonts, header and footer, editable tables.

Headings are Word's own, so that the navigation pane and a table of contents find them. Nothing here knows
what a document is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from docx import Document
from docx.blkcntnr import BlockItemContainer
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt

from interviews.company.letterhead import page_words
from interviews.models import Company
from interviews.paper.docx_styles import COLUMN_GAP, draw_as_columns, parsed, set_styles

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARGIN = Mm(16)

#: What XML can't hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNNAMEABLE = re.compile(r'[\s\\/:*?"<>|\x7f]+')
_CHECK_BOX = """
<w:sdt {ns} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w14:checkbox>
<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>
<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>
<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/>
<w:sz w:val="{size}"/></w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>
"""


def writable(text: object) -> str:
    """The text without characters that no Word file can hold."""
    return _UNWRITABLE.sub("", str(text))


class WordDocument:
    """One document of the company, filled from top to bottom.

    ``running`` stands at the head of every page beside the company's name. With ``several_copies`` each
    begins with :meth:`new_copy` and counts its own pages. ``document`` is python-docx's
    own, for what is not here.
    """

    def __init__(
        self,
        *,
        company: Company,
        title: str,
        running: str,
        landscape: bool = False,
        several_copies: bool = False,
    ) -> None:
        self.document: Any = Document()
        #: Where the next paragraph or table goes: the document, or a column of :meth:`columns`.
        self._place: Any = self.document
        self._column: Length | None = None
        self.landscape = landscape
        self.several_copies = several_copies
        self._lay_page()
        set_styles(self.document)
        core = self.document.core_properties
        core.title, core.author, core.comments = writable(title)[:250], writable(company.name)[:250], ""
        self._write_header(company, running)
        self._write_footer(company)

    @property
    def width(self) -> Length:
        """Of the text, between the margins or in its column."""
        if self._column is not None:
            return self._column
        section = self.document.sections[0]
        return Length(section.page_width - section.left_margin - section.right_margin)

    def title(self, text: str, subtitle: str = "") -> None:
        self._paragraph(text, "Title")
        if subtitle:
            self._paragraph(subtitle, "Subtitle")

    def new_copy(self) -> None:
        """What follows begins on a new page, which is page 1."""
        self.document.add_section(WD_SECTION.NEW_PAGE)

    def heading(self, text: str, level: int = 1, *, new_page: bool = False) -> Any:
        """``level`` 1 to 4, as the navigation pane nests them."""
        heading = self._paragraph(text, f"Heading {level}")
        heading.paragraph_format.page_break_before = new_page or None
        return heading

    def paragraph(self, text: object, style: str = "Normal", *, keep: bool = False) -> Any:
        """Every line of the text is a paragraph of its own; ``keep``: together with what follows.

        Returns the last one.
        """
        added = None
        for line in writable(text).splitlines() or [""]:
            added = self._paragraph(line, style)
            added.paragraph_format.keep_with_next = keep or None
        return added

    def bullets(self, texts: Iterable[object], *, keep: bool = False) -> None:
        for text in texts:
            self.paragraph(text, "List Bullet", keep=keep)

    def facts(self, pairs: Sequence[tuple[str, object]], columns: int = 2) -> Any:
        """Label and value side by side, ``columns`` pairs in a row, as a table to type into."""
        rows = [pairs[start : start + columns] for start in range(0, len(pairs), columns)]
        label = Mm(24)
        value = Length(self.width // columns - label)
        table = self._table(len(rows), [label, value] * columns)
        for row, facts in zip(table.rows, rows, strict=True):
            for place, (name, text) in enumerate(facts):
                fill(row.cells[2 * place], name, style="Caption")
                fill(row.cells[2 * place + 1], text, bold=True)
        return table

    def table(
        self,
        header: Sequence[object],
        rows: Iterable[Sequence[object]],
        widths: Sequence[Length | None],
        *,
        centered: Sequence[int] = (),
        keep: bool = False,
    ) -> Any:
        """A table whose head stands again on every page and whose rows are never cut.

        A cell is text, or :data:`BOX` for a check box. One width may be None: it takes the rest.
        ``keep``: the whole table stays on one page, and with what follows.
        """
        body = [list(row) for row in rows]
        table = self._table(len(body) + bool(header), self._fitted(widths))
        if header:
            repeat_head(table.rows[0])
            body.insert(0, list(header))
        for number, (row, cells) in enumerate(zip(table.rows, body, strict=True)):
            for place, (cell, content) in enumerate(zip(row.cells, cells, strict=True)):
                paragraph = fill(cell, content, style="Caption" if header and not number else "No Spacing")
                if place in centered:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                # A head is never the last line of a page.
                if keep or (header and not number):
                    for part in cell.paragraphs:
                        part.paragraph_format.keep_with_next = True
        return table

    def to_write_in(self, fields: Sequence[tuple[str, float]], *, keep: bool = False) -> Any:
        """Empty cells with their label: what it asks for, and the least height in millimetres."""
        label = Length(min(Mm(62), int(self.width * 0.36)))
        table = self._table(len(fields), [label, Length(self.width - label)])
        for row, (name, height) in zip(table.rows, fields, strict=True):
            row.height = Mm(height)
            fill(row.cells[0], name, style="Caption")
            for cell in row.cells:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
            if keep and row is not table.rows[-1]:
                for cell in row.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
        return table

    def gap(self, points: float = 4, *, keep: bool = True) -> None:
        """A little room after a table, which Word would join with the next one otherwise.

        ``keep``: no page ends here.
        """
        paragraph = self._place.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(points)
        paragraph.paragraph_format.keep_with_next = keep or None

    def columns(
        self, share: float = 0.5, *, keep: bool = False
    ) -> tuple[AbstractContextManager[None], AbstractContextManager[None]]:
        """Two columns side by side: what is written within one of them stands there.

        ``share``: of the width, for the first. ``keep``: both on one page.
        """
        first = Length(int(self.width * share))
        widths = (first, Length(self.width - first))
        table = self._table(1, widths)
        draw_as_columns(table, keep=keep)
        left, right = (
            self._within(cell, width) for cell, width in zip(table.rows[0].cells, widths, strict=True)
        )
        return left, right

    @contextmanager
    def _within(self, cell: Any, width: Length) -> Iterator[None]:
        outer, first = self._place, cell.paragraphs[0]
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        self._place, self._column = cell, Length(width - COLUMN_GAP)
        try:
            yield
            if cell._tc[-1].tag == qn("w:tbl"):
                # A cell ends with a paragraph.
                self.gap(1, keep=False)
        finally:
            self._place, self._column = outer, None
        if cell._tc[-1] is not first._p:
            first._p.getparent().remove(first._p)

    def to_bytes(self) -> bytes:
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()

    def response(self, name: str) -> HttpResponse:
        """The file as a download called ``name``.docx."""
        response = HttpResponse(self.to_bytes(), content_type=MEDIA_TYPE)
        return as_download(response, f"{name}.docx")

    def _lay_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        if self.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        section.header_distance = section.footer_distance = Mm(8)
        if self.several_copies:
            # Sections that follow are made after this one.
            numbers = OxmlElement("w:pgNumType")
            numbers.set(qn("w:start"), "1")
            section._sectPr.find(qn("w:cols")).addprevious(numbers)

    def _write_header(self, company: Company, running: str) -> None:
        paragraph = self.document.sections[0].header.paragraphs[0]
        _tab_at_the_end(paragraph, self.width)
        if company.logo:
            try:
                paragraph.add_run().add_picture(BytesIO(bytes(company.logo)), height=Mm(8))
                paragraph.add_run("  ")
            except UnrecognizedImageError:
                # A picture that browsers show and python-docx doesn't know: the name has to do.
                pass
        paragraph.add_run(f"{writable(company.name)}\t{writable(running)}")

    def _write_footer(self, company: Company) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        _tab_at_the_end(paragraph, self.width)
        before, between, after = page_words(several_copies=self.several_copies)
        paragraph.add_run(f"{writable(company.footer)}\t{before}")
        _add_field(paragraph, "PAGE")
        paragraph.add_run(between)
        if not self.several_copies:
            _add_field(paragraph, "NUMPAGES")
            paragraph.add_run(after)

    def _paragraph(self, text: object, style: str) -> Any:
        paragraph = self._place.add_paragraph(writable(text))
        set_style(paragraph, style)
        return paragraph

    def _fitted(self, widths: Sequence[Length | None]) -> list[Length]:
        rest = self.width - sum(width for width in widths if width is not None)
        return [Length(rest) if width is None else width for width in widths]

    def _add_table(self, rows: int, columns: int) -> Any:
        if self._column is None:
            return self.document.add_table(rows, columns)
        # A cell's own method leaves an empty line after each.
        return BlockItemContainer.add_table(self._place, rows, columns, self._column)

    def _table(self, rows: int, widths: Sequence[Length]) -> Any:
        table = self._add_table(rows, len(widths))
        table._tbl.tblStyle_val = _style_ids()["Table Grid"]
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width, cell.vertical_alignment = width, WD_CELL_VERTICAL_ALIGNMENT.CENTER
        return table


#: As the content of a cell: a box to tick, also on screen.
BOX = object()


def fill(cell: Any, content: object, *, style: str = "No Spacing", bold: bool = False) -> Any:
    """Put text (each line a paragraph) or a check box into an empty cell; returns its first paragraph."""
    first = cell.paragraphs[0]
    set_style(first, style)
    if content is BOX:
        # As high as a line of text: fonts differ much in the height they give the box.
        first.paragraph_format.line_spacing = Pt(13.5)
        add_check_box(first)
        return first
    for number, line in enumerate(writable(content).splitlines() or [""]):
        paragraph = cell.add_paragraph() if number else first
        set_style(paragraph, style)
        run = paragraph.add_run(line)
        run.bold = bold or None
    return first


def set_style(paragraph: Any, name: str) -> None:
    """Give a paragraph a style by its name; python-docx searches all styles each time it is asked to, which
    takes a third of the time of a document."""
    paragraph._p.style = _style_ids()[name]


@cache
def _style_ids() -> dict[str, str | None]:
    """Ids by name in python-docx's template, of which every document is made; "Normal" needs none."""
    return {style.name: style.style_id for style in Document().styles} | {"Normal": None}


def add_check_box(paragraph: Any, size: int = 21) -> None:
    """A check box that can be clicked in Word; ``size`` in half points."""
    paragraph._p.append(parsed(_CHECK_BOX.format(ns=nsdecls("w"), size=size)))


def repeat_head(row: Any) -> None:
    """Let this row stand again at the head of every page its table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def as_download(response: HttpResponse, name: str) -> HttpResponse:
    """Let the browser keep the answer under this name, without what no header or file system takes."""
    safe = _UNNAMEABLE.sub(" ", writable(name)).strip()
    response["Content-Disposition"] = content_disposition_header(True, safe) or "attachment"
    return response


def _tab_at_the_end(paragraph: Any, width: Length) -> None:
    # The style's own stops are for portrait pages with wider margins.
    stops = paragraph.style.paragraph_format.tab_stops
    stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _add_field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)
