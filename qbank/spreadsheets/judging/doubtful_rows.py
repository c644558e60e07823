"""Rows that stand among the questions and may be none: a person is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from qbank.spreadsheets.columns.header import asks, looks_like_names
from qbank.spreadsheets.files.table import Oddity, TableRow
from qbank.spreadsheets.judging.line_kinds import filled_cells, is_running_number

#: Questions by which a table is known to ask.
_LOOKED_AT: Final = 20
#: The longest text that may be a label rather than a question, and the longest name of a column.
_LONGEST_LABEL: Final = 40
_LONGEST_NAME: Final = 10
_LETTER: Final = re.compile(r"[^\W\d_]")


class Doubts:
    """Which rows of a sheet, given in their order, are doubtful as questions.

    ``text``: the column of the question.
    """

    def __init__(self, text: int) -> None:
        self._text = text
        self._is_in_doubtful_block = False
        #: The first questions: a table that asks goes on to ask.
        self._first_texts: list[str] = []

    @property
    def has_questions(self) -> bool:
        return bool(self._first_texts)

    def marked(
        self, row: TableRow, filled: Mapping[int, str], above: TableRow | None, is_fresh: bool
    ) -> TableRow:
        """The row with its doubt as an oddity. ``above``: the question above it; ``is_fresh``: a blank line
        stands between them."""
        text = filled.get(self._text, "")
        if not text or self._text in row.odd:
            return row
        oddity = self._doubt(row, filled, text, above, is_fresh)
        if oddity is None:
            if len(self._first_texts) < _LOOKED_AT:
                self._first_texts.append(text)
            return row
        return replace(row, odd={**row.odd, self._text: oddity})

    def _doubt(
        self, row: TableRow, filled: Mapping[int, str], text: str, above: TableRow | None, is_fresh: bool
    ) -> Oddity | None:
        if is_fresh and not self._is_in_doubtful_block:
            names = len(filled) > 1 and max(map(len, filled.values())) <= _LONGEST_NAME
            self._is_in_doubtful_block = names and looks_like_names(row.cells)
        if self._is_in_doubtful_block:
            self._is_in_doubtful_block = not asks(text) and self._others_ask()
        if self._is_in_doubtful_block or (_LETTER.search(text) is None and not asks(text)):
            return Oddity.MAYBE_OTHER_TABLE
        is_alone = len(filled) == 1 and above is not None and len(text) <= _LONGEST_LABEL
        if is_alone and not asks(text) and _is_counted(above) and self._others_ask():
            return Oddity.MAYBE_HEADING
        return None

    def _others_ask(self) -> bool:
        """Whether nearly all of the first questions ask."""
        asking = sum(map(asks, self._first_texts))
        return asking > 0 and asking * 5 >= len(self._first_texts) * 4


def _is_counted(question: TableRow | None) -> bool:
    return question is not None and any(map(is_running_number, filled_cells(question).values()))
