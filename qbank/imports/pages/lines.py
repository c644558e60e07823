"""What became of every line of a sheet, in one sentence, with the lines that are no questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy, pgettext_lazy

from common.spacing import joined_list
from qbank.spreadsheets.joined_sheets import row_label
from qbank.spreadsheets.judging.line_kinds import LineKind

#: How lines of a kind are counted.
_COUNTED = {
    LineKind.PART: ngettext_lazy(
        "%(n)d that goes on with a question", "%(n)d that go on with a question", "n"
    ),
    LineKind.SECTION: ngettext_lazy("%(n)d heading", "%(n)d headings", "n"),
    LineKind.HEADER: ngettext_lazy("%(n)d header", "%(n)d headers", "n"),
    LineKind.ABOVE: ngettext_lazy("%(n)d above the header", "%(n)d above the header", "n"),
    LineKind.NOTE: ngettext_lazy("%(n)d note", "%(n)d notes", "n"),
    LineKind.TOTAL: ngettext_lazy("%(n)d total", "%(n)d totals", "n"),
    LineKind.HIDDEN: ngettext_lazy("%(n)d hidden", "%(n)d hidden", "n"),
    LineKind.OTHER_TABLE: ngettext_lazy("%(n)d of another table", "%(n)d of another table", "n"),
    LineKind.EXAMPLE: ngettext_lazy("%(n)d example of the template", "%(n)d examples of the template", "n"),
    LineKind.BLANK: ngettext_lazy("%(n)d blank", "%(n)d blank", "n"),
}
_LABELS = {
    LineKind.SECTION: gettext_lazy("Heading"),
    LineKind.HEADER: gettext_lazy("Header"),
    LineKind.ABOVE: gettext_lazy("Above the header"),
    LineKind.NOTE: gettext_lazy("Note"),
    LineKind.TOTAL: pgettext_lazy("line of a sheet", "Total"),
    LineKind.HIDDEN: gettext_lazy("Hidden"),
    LineKind.OTHER_TABLE: gettext_lazy("Another table"),
    LineKind.EXAMPLE: gettext_lazy("Example of the template"),
}


@dataclass(frozen=True, slots=True)
class ListedLine:
    row: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class LinesView:
    """``lost``: the names of columns that only a further table of the sheet has; "" without any. ``unread``:
    a sentence for each sheet that is not read. ``is_open``: somebody should look at the lines listed."""

    sentence: str
    about: TableWords
    listed: list[ListedLine]
    lost: str
    unread: list[str]
    is_open: bool

    @property
    def has_texts(self) -> bool:
        return any(line.text for line in self.listed)


@dataclass(frozen=True, slots=True)
class TableWords:
    """How a table's own rows are called: ``counted`` with %(n)d, ``others`` what is said of all the rest."""

    counted: Any
    heading: Promise
    others: Promise


QUESTIONS = TableWords(
    ngettext_lazy("%(n)d question", "%(n)d questions", "n"),
    gettext_lazy("Lines that are no questions"),
    gettext_lazy(
        "These lines are no questions and are not imported. If one of them is, change the file, or the "
        "header, and read it again."
    ),
)


def lines_sentence(account: Mapping[str, Any], about: TableWords = QUESTIONS) -> str:
    """「420 rows: 128 questions, 291 blank, 1 header」 of a LineAccount as JSON: each line counts once."""
    counts = account["counts"]
    counted = _COUNTED | {LineKind.QUESTION: about.counted}
    parts = [str(counted[kind] % {"n": counts[kind]}) for kind in LineKind if counts.get(kind)]
    rows = ngettext("%(n)d row: %(parts)s", "%(n)d rows: %(parts)s", account["rows"])
    return rows % {"n": account["rows"], "parts": joined_list(parts)}


def unread_sentences(unread: Sequence[Mapping[str, Any]]) -> list[str]:
    """「Not read: the sheet “2023” (120 rows)」 of each UnreadSheet as JSON."""
    return [
        (
            ngettext(
                "Not read: the hidden sheet “%(name)s” (%(n)d row)",
                "Not read: the hidden sheet “%(name)s” (%(n)d rows)",
                sheet["row_count"],
            )
            if sheet["hidden"]
            else ngettext(
                "Not read: the sheet “%(name)s” (%(n)d row)",
                "Not read: the sheet “%(name)s” (%(n)d rows)",
                sheet["row_count"],
            )
        )
        % {"name": sheet["name"], "n": sheet["row_count"]}
        for sheet in unread
    ]


def lines_view(
    result: Mapping[str, Any], sheets: Sequence[str] = (), about: TableWords = QUESTIONS
) -> LinesView | None:
    """The account of a batch's result; None for one that was judged before there were any."""
    account = result.get("lines")
    if not account:
        return None
    listed = [
        ListedLine(row_label(row, sheets), str(_LABELS[LineKind(kind)]), text)
        for row, kind, text in account["listed"]
        if LineKind(kind) in _LABELS
    ]
    unread = unread_sentences(result.get("unread_sheets", ()))
    lost = joined_list(account["lost"])
    is_open = bool(lost or account["counts"].get(LineKind.OTHER_TABLE))
    return LinesView(lines_sentence(account, about), about, listed, lost, unread, is_open)
