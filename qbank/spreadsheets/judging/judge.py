"""Judging what each row of a spreadsheet means for the bank: the verdicts of the preview.

A row is a question of the bank when it has its code, or, failing that, its text (see
:func:`~qbank.spreadsheets.judging.keys.text_key`). It then changes the fields it states: an empty cell,
like a missing column, changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from common.messages import gettext_noop
from common.similarity import SimilarIndex, share_little
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.judging.keys import code_key, text_key
from qbank.spreadsheets.judging.merging import changed_fields, merged, without_unchanged
from qbank.spreadsheets.judging.verdicts import BankQuestion, JudgedRow, RowDraft, RowProblem, Verdict
from qbank.spreadsheets.writing.own_rows import as_read

NO_TEXT = gettext_noop("The question’s text is missing. Write it here, or leave the row out.")
NO_CATEGORY = gettext_noop("The category is missing. Write it here, or choose one for all rows without.")
OTHER_CODE = gettext_noop("This question is in the bank under the code %(known)s, which it keeps.")
OTHER_TEXT = gettext_noop(
    "In the bank %(code)s is quite another question: “%(text)s”. Is this a new one? Then give it another "
    "code, or empty its code."
)

#: Codes that only count (1, 2, 3 …): the next file has the same for other questions.
_MERE_NUMBER: Final = re.compile(r"[0-9]{1,4}")

#: Fields that come back from a file exactly, whatever they hold.
_EXACT: Final = frozenset({Field.KIND, Field.RUBRIC_KIND, Field.DIFFICULTY, Field.MINUTES, Field.STATUS})

Fetch = Callable[[Collection[int]], Iterable[BankQuestion]]


class Bank:
    """The questions that rows are compared with.

    Without ``fetch`` whole questions are kept (``known``). With it, only what finds them is:
    ``add(id, code, text)`` each, and ``fetch(ids)`` is asked for the few that rows are about.
    """

    def __init__(self, known: Iterable[BankQuestion] = (), fetch: Fetch | None = None) -> None:
        self.similar = SimilarIndex()
        self._by_code: dict[str, int] = {}
        self._by_code_key: dict[str, int] = {}
        self._by_text: dict[str, int] = {}
        self._questions: dict[int, BankQuestion] = {}
        self._fetch = fetch
        for question in known:
            self.add(question.id, question.draft.code, question.draft.text)
            self._questions[question.id] = question

    def add(self, id: int, code: str, text: str) -> None:
        """A question to be found; of several with the same text, the first is."""
        if code:
            self._by_code[code] = id
            self._by_code_key.setdefault(code_key(code), id)
        self._by_text.setdefault(text_key(text), id)
        self.similar.add(id, text)

    def find(self, code: str, key: str) -> int | None:
        """The question of this code, or else of this text key."""
        if code:
            by_code = self._by_code.get(code) or self._by_code_key.get(code_key(code))
            if by_code is not None:
                return by_code
        return self._by_text.get(key) if key else None

    def fetch(self, ids: Collection[int]) -> dict[int, BankQuestion]:
        """Whole questions by id."""
        if self._fetch is None:
            return {id: self._questions[id] for id in ids}
        return {known.id: known for known in self._fetch(ids)} if ids else {}


class Judge:
    """Judges a file's rows in their order: a row with the question of an earlier row is a repetition.

    Rows with errors are not remembered, so that none is lost because of them.
    """

    def __init__(self, bank: Bank, similar: bool = True) -> None:
        self._bank = bank
        self._similar = similar
        self._by_code: dict[str, int] = {}
        self._by_text: dict[str, int] = {}
        self._by_question: dict[int, int] = {}

    def judge(self, row: RowDraft) -> JudgedRow:
        return self.judge_all([row])[0]

    def judge_all(self, rows: Sequence[RowDraft]) -> list[JudgedRow]:
        """The same for many rows; with a bank that fetches, a few hundred at a time are quickest."""
        keys = [text_key(row.draft.text) for row in rows]
        question_ids = [self._bank.find(row.draft.code, key) for row, key in zip(rows, keys, strict=True)]
        known = self._bank.fetch({id for id in question_ids if id is not None})
        return [
            self._judge(row, key, known.get(id) if id is not None else None)
            for row, key, id in zip(rows, keys, question_ids, strict=True)
        ]

    def _judge(self, row: RowDraft, key: str, known: BankQuestion | None) -> JudgedRow:
        judged = _new(row) if known is None else _changed(row, known)
        if judged.verdict is Verdict.ERROR:
            return judged
        repeats = self._find_repeated(row, key, known)
        if repeats is not None:
            return replace(judged, verdict=Verdict.REPEATED, repeats=repeats)
        if judged.verdict is Verdict.NEW and self._similar:
            alike = self._bank.similar.find(row.draft.text)
            if alike is not None:
                return replace(judged, verdict=Verdict.SIMILAR, question=alike[0], similarity=alike[1])
        return judged

    def _find_repeated(self, row: RowDraft, key: str, known: BankQuestion | None) -> int | None:
        """The number of the earlier row with this question; without one, this row is remembered."""
        code = code_key(row.draft.code)
        if known is not None:
            earlier = self._by_question.get(known.id)
        else:
            earlier = self._by_code.get(code) if code else None
            earlier = earlier if earlier is not None else self._by_text.get(key)
        if earlier is None:
            if known is not None:
                self._by_question[known.id] = row.number
            if code:
                self._by_code.setdefault(code, row.number)
            if key:
                self._by_text.setdefault(key, row.number)
        return earlier


def _new(row: RowDraft) -> JudgedRow:
    # There is nothing in the bank that a text too long for its cell could stay as.
    problems = [replace(p, error=True) if p.code == "not-written" else p for p in row.problems]
    places = row.places
    if not row.draft.text and not any(p.error and p.column == places.get(Field.TEXT.value) for p in problems):
        problems.append(RowProblem("no-text", NO_TEXT, places.get(Field.TEXT.value)))
    if not row.category and not any(p.code == "unknown-category" for p in problems):
        problems.append(RowProblem("no-category", NO_CATEGORY, places.get(Field.CATEGORY.value)))
    wrong = any(problem.error for problem in problems)
    return JudgedRow(
        row, Verdict.ERROR if wrong else Verdict.NEW, row.draft, row.category, problems=tuple(problems)
    )


def _is_as_before(problem: RowProblem, reread: RowDraft, changed: Collection[str]) -> bool:
    """Whether an error is about a value that the bank has already, and that doesn't change."""
    if problem.params.get("field") in changed:
        return False
    return any(
        problem.code == other.code and problem.params == other.params
        for other in reread.problems
        if other.error
    )


def _changed(row: RowDraft, known: BankQuestion) -> JudgedRow:
    draft, category = merged(row, known)
    changed = changed_fields(draft, category, known)
    problems = row.problems
    for language in ("zh", "en"):
        if _EXACT.issuperset(changed) and not any(problem.error for problem in problems):
            break
        if (reread := as_read(known, language)) is not None:
            changes = without_unchanged(row, reread)
            draft, category = merged(changes, known)
            changed = changed_fields(draft, category, known)
            problems = tuple(problem for problem in problems if not _is_as_before(problem, reread, changed))
    if not changed:
        draft = known.draft
    if row.draft.code and code_key(row.draft.code) != code_key(known.draft.code):
        place = row.places.get(Field.CODE.value)
        problems += (RowProblem("other-code", OTHER_CODE, place, {"known": known.draft.code}, error=False),)
    elif Field.TEXT.value in changed and share_little(draft.text, known.draft.text):
        params = {"code": known.draft.code, "text": known.draft.text[:40]}
        wrong = _MERE_NUMBER.fullmatch(row.draft.code) is not None
        problems += (RowProblem("other-text", OTHER_TEXT, row.places.get(Field.CODE.value), params, wrong),)
    verdict = Verdict.CHANGED if changed else Verdict.SAME
    if any(problem.error for problem in problems):
        verdict = Verdict.ERROR
    return JudgedRow(row, verdict, draft, category, known.id, changed=changed, problems=problems)
