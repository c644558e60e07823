"""Lists of candidates as workbooks: the template to fill in, and the rows that were not imported.

Texts are pairs: Chinese, English.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO, Final

from interviews.candidates.rules.import_rows import UNREADABLE, CandidateField
from qbank.spreadsheets.columns.labels import language_index
from qbank.spreadsheets.writing.export import write_rejected
from qbank.spreadsheets.writing.sheets import WorkbookWriter

#: A file's language is its own, not that of the page it is downloaded from.
HEADERS: Final = {
    CandidateField.NAME: ("姓名", "Name"),
    CandidateField.POSITION: ("应聘职位", "Position"),
    CandidateField.EMAIL: ("邮箱", "E-mail"),
    CandidateField.PHONE: ("电话", "Phone"),
    CandidateField.NOTE: ("备注", "Note"),
}
_EXAMPLE: Final = {
    CandidateField.NAME: ("张三（示例，请删除）", "Jane Doe (example: delete me)"),
    CandidateField.EMAIL: ("zhangsan@example.com", "jane@example.com"),
    CandidateField.PHONE: ("138 0000 0000", "138 0000 0000"),
    CandidateField.NOTE: ("内部推荐", "Recommended by a colleague"),
}
_WIDTHS: Final = (22, 24, 30, 20, 44)
_SHEET: Final = ("候选人", "Candidates")
_LAST_ROW: Final = 5000


def write_list_template(file: IO[bytes], language: str, positions: Sequence[str]) -> None:
    """An empty list with an example row; open positions are offered in a drop-down."""
    translation = language_index(language)
    book = WorkbookWriter(file, language)
    sheet = book.sheet(_SHEET[translation], _WIDTHS, frozen_columns=1)
    book.write_row(sheet, 0, [pair[translation] for pair in HEADERS.values()], book.header)
    example = {field: pair[translation] for field, pair in _EXAMPLE.items()}
    example[CandidateField.POSITION] = positions[0] if positions else ""
    book.write_row(sheet, 1, [example[field] for field in HEADERS], book.example)
    if positions:
        book.choices_sheet([(HEADERS[CandidateField.POSITION][translation], positions)])
        source = f"='{book.book.worksheets()[-1].get_name()}'!$A$2:$A${len(positions) + 1}"
        rule = {"validate": "list", "source": source, "show_error": False}
        sheet.data_validation(1, 1, _LAST_ROW, 1, rule)
    book.close()


def write_left_out(
    file: IO[bytes],
    names: Sequence[str],
    rows: Iterable[tuple[int | str, Sequence[str], str]],
    language: str,
) -> None:
    """The rows (number, cells, reason) that were not imported, with the file's own columns."""
    rejected = (
        (number, [cell.removeprefix(UNREADABLE).strip() for cell in cells], [reason])
        for number, cells, reason in rows
    )
    write_rejected(file, names, rejected, language)
