"""Judging what each row of a spreadsheet means for the bank: the verdicts of the preview.

Texts decide (see :func:`~qbank.spreadsheets.judging.keys.text_key`): a row is the question of the bank that
has its text, or else the one that has its code, where that is a code and not a number that counts
(:func:`~qbank.spreadsheets.judging.numbering.is_numbering`). What two companies may well have in common is no
proof: the same code with quite another text, or the same text in another category, is a question to a person.
A row changes the fields it states: an empty cell, like a missing column, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from common.messages import gettext_noop
from qbank.similarity.index import SimilarIndex, alike
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.judging.keys import code_key, text_key
from qbank.spreadsheets.judging.matching import Match
from qbank.spreadsheets.judging.merging import changed_fields, merged, without_unchanged
from qbank.spreadsheets.judging.numbering import is_numbering
from qbank.spreadsheets.judging.verdicts import BankQuestion, JudgedRow, RowDraft, RowProblem, Verdict
from qbank.spreadsheets.writing.own_rows import as_read

NO_TEXT = gettext_noop("The question’s text is missing. Write it here, or leave the row out.")
NO_CATEGORY = gettext_noop("The category is missing. Write it here, or choose one for all rows without.")
OTHER_CODE = gettext_noop("This question is in the bank under the code %(known)s, which it keeps.")
OTHER_TEXT = gettext_noop(
    "In the bank %(code)s is another question: “%(text)s”. Say whether this row rewords it or is a new one, "
    "which gets a code of its own."
)
OTHER_CATEGORY = gettext_noop(
    "The bank has this question in the category “%(category)s”. Say whether this row moves and changes it, "
    "or is a new one."
)
NUMBERING = gettext_noop("“%(code)s” only counts the rows: it was not taken for a code.")
CODE_OF_ANOTHER_ROW = gettext_noop(
    "Row %(row)s has the code %(code)s already: this question gets a code of its own."
)
CODE_IN_BANK = gettext_noop("%(code)s is the code of another question: this one gets a code of its own.")

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
        self._text_keys: dict[int, str] = {}
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
        key = text_key(text)
        self._by_text.setdefault(key, id)
        self._text_keys[id] = key
        self.similar.add(id, text)

    def find(self, code: str, key: str, match: Match = Match.CODE_OR_TEXT) -> int | None:
        """The question of this text key and this code; else the one of this text key; else that of this code.
        ``match`` leaves one of the two ways out."""
        by_code = self.find_code(code) if match is not Match.TEXT else None
        if by_code is not None and self._text_keys[by_code] == key:
            return by_code
        by_text = self._by_text.get(key) if key and match is not Match.CODE else None
        return by_code if by_text is None else by_text

    def has_text(self, id: int, key: str) -> bool:
        """Whether the question has this text key."""
        return self._text_keys[id] == key

    def find_code(self, code: str) -> int | None:
        """The question that has this code."""
        if not code:
            return None
        by_code = self._by_code.get(code)
        return self._by_code_key.get(code_key(code)) if by_code is None else by_code

    def fetch(self, ids: Collection[int]) -> dict[int, BankQuestion]:
        """Whole questions by id."""
        if self._fetch is None:
            return {id: self._questions[id] for id in ids}
        return {known.id: known for known in self._fetch(ids)} if ids else {}


class Judge:
    """Judges a file's rows in their order: a row with the text of an earlier row is a repetition.

    Rows with errors are not remembered, so that none is lost because of them. ``match`` says by what rows
    are known as questions of the bank.
    """

    def __init__(self, bank: Bank, similar: bool = True, match: Match = Match.CODE_OR_TEXT) -> None:
        self._bank = bank
        self._similar = similar
        self._match = match
        self._by_code: dict[str, int] = {}
        self._by_text: dict[str, int] = {}
        #: Question of the bank → the first row about it, and that row's text key.
        self._by_question: dict[int, tuple[int, str]] = {}

    def judge(self, row: RowDraft) -> JudgedRow:
        return self.judge_all([row])[0]

    def judge_all(self, rows: Sequence[RowDraft]) -> list[JudgedRow]:
        """The same for many rows; with a bank that fetches, a few hundred at a time are quickest."""
        keys = [text_key(row.draft.text) for row in rows]
        question_ids = [
            self._bank.find(row.draft.code, key, self._match) for row, key in zip(rows, keys, strict=True)
        ]
        known = self._bank.fetch({id for id in question_ids if id is not None})
        return [
            self._judge(row, key, known.get(id) if id is not None else None)
            for row, key, id in zip(rows, keys, question_ids, strict=True)
        ]

    def _judge(self, row: RowDraft, key: str, known: BankQuestion | None) -> JudgedRow:
        if is_numbering(row.draft.code):
            # A code that only looks like numbering is one of this bank where the texts agree.
            if known is not None and not self._asks_the_same(row, key, known):
                known = None
            if known is None or code_key(row.draft.code) != code_key(known.draft.code):
                row = _without_code(row, "numbering", NUMBERING, code=row.draft.code)
        is_claimed = known is not None and self._is_claimed(known, key)
        if known is None:
            row = self._with_free_code(row)
            judged = _new(row)
        elif (doubt := self._doubt(row, key, known, is_claimed)) is not None:
            judged = _conflict(row, known, doubt)
        else:
            judged = _changed(row, known)
        if judged.verdict is Verdict.ERROR:
            return judged
        repeats = self._find_repeated(row, key, known if self._is_that_question(judged, key) else None)
        if repeats is not None:
            return replace(judged, verdict=Verdict.REPEATED, repeats=repeats)
        if judged.verdict is Verdict.NEW and self._similar and (resembled := self._resembled(row, key)):
            return replace(judged, verdict=Verdict.SIMILAR, question=resembled[0], similarity=resembled[1])
        return judged

    def _resembled(self, row: RowDraft, key: str) -> tuple[int, int] | None:
        """The question most like the row, and how like it is in per cent; None when none is."""
        if self._match is Match.CODE and (same := self._bank.find("", key)) is not None:
            return same, 100
        return self._bank.similar.find(row.draft.text)

    def _is_that_question(self, judged: JudgedRow, key: str) -> bool:
        """Whether the row is about the question of the bank it was judged by.

        One that has only its code, with another text, leaves that question to the row that asks it.
        """
        if judged.question is None:
            return False
        return judged.verdict is not Verdict.CONFLICT or self._bank.has_text(judged.question, key)

    def _is_claimed(self, known: BankQuestion, key: str) -> bool:
        """Whether an earlier row is that question already, and this one says neither what that row nor what
        the bank says."""
        earlier = self._by_question.get(known.id)
        if earlier is None or not key or self._bank.has_text(known.id, key):
            return False
        return earlier[1] not in ("", key)

    def _asks_the_same(self, row: RowDraft, key: str, known: BankQuestion) -> bool:
        """Whether the row's text is that question's, or asks the same in other words."""
        if self._bank.has_text(known.id, key):
            return True
        return bool(key) and alike(row.draft.text, known.draft.text)

    def _doubt(self, row: RowDraft, key: str, known: BankQuestion, is_claimed: bool) -> RowProblem | None:
        """Why a person has to say whether the row is that question: None where nothing speaks against it."""
        if is_claimed or (key and not self._asks_the_same(row, key, known)):
            params = {"code": known.draft.code, "text": known.draft.text[:200]}
            return RowProblem("other-text", OTHER_TEXT, row.places.get(Field.CODE.value), params, error=False)
        same_code = code_key(row.draft.code) == code_key(known.draft.code)
        if not same_code and _states_category(row) and row.category != known.category:
            place = row.places.get(Field.CATEGORY.value)
            params = {"category": known.category}
            return RowProblem("other-category", OTHER_CATEGORY, place, params, error=False)
        return None

    def _with_free_code(self, row: RowDraft) -> RowDraft:
        """The row without its code where another question has it, in the file or in the bank."""
        code = row.draft.code
        if not code:
            return row
        earlier = self._by_code.get(code_key(code))
        if earlier is not None:
            return _without_code(row, "other-row-code", CODE_OF_ANOTHER_ROW, code=code, row=earlier)
        if self._bank.find_code(code) is not None:
            return _without_code(row, "taken-code", CODE_IN_BANK, code=code)
        return row

    def _find_repeated(self, row: RowDraft, key: str, known: BankQuestion | None) -> int | None:
        """The number of the earlier row with this question; without one, this row is remembered."""
        if known is not None:
            earlier = self._by_question.get(known.id, (None, ""))[0]
        else:
            earlier = self._by_text.get(key)
        if earlier is None:
            if known is not None:
                self._by_question[known.id] = (row.number, key)
            if code := code_key(row.draft.code):
                self._by_code.setdefault(code, row.number)
            if key:
                self._by_text.setdefault(key, row.number)
        return earlier


def _without_code(unchanged: RowDraft, problem: str, message: str, **params: object) -> RowDraft:
    """The row without its code, with a remark that says why."""
    place = unchanged.places.get(Field.CODE.value)
    return replace(
        unchanged,
        draft=replace(unchanged.draft, code=""),
        stated=unchanged.stated - {Field.CODE.value},
        problems=(*unchanged.problems, RowProblem(problem, message, place, params, error=False)),
    )


def _states_category(row: RowDraft) -> bool:
    """Whether the row itself says its category, and did not get it from a row above."""
    return Field.CATEGORY.value in row.stated and not _is_filled_down(row)


def _is_filled_down(row: RowDraft) -> bool:
    return any(problem.code == "filled-down" for problem in row.problems)


def _conflict(row: RowDraft, known: BankQuestion, doubt: RowProblem) -> JudgedRow:
    """The row as the new question it may be. What a person says to it makes it that or a change."""
    if code_key(row.draft.code) == code_key(known.draft.code):
        row = replace(row, draft=replace(row.draft, code=""))
    judged = _new(row if row.category else replace(row, category=known.category))
    if judged.verdict is Verdict.ERROR:
        return judged
    return replace(judged, verdict=Verdict.CONFLICT, question=known.id, problems=(*judged.problems, doubt))


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


def without_filled_category(row: RowDraft) -> RowDraft:
    """The row without a category that it has from a row above: for a question that the bank has, a blank
    cell means unchanged."""
    if not _is_filled_down(row):
        return row
    place = row.places.get(Field.CATEGORY.value)
    return replace(
        row,
        stated=row.stated - {Field.CATEGORY.value},
        problems=tuple(
            problem
            for problem in row.problems
            if problem.code != "filled-down"
            and not (problem.column == place and problem.code == f"unknown-{Field.CATEGORY}")
        ),
    )


def _changed(row: RowDraft, known: BankQuestion) -> JudgedRow:
    row = without_filled_category(row)
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
    verdict = Verdict.CHANGED if changed else Verdict.SAME
    if any(problem.error for problem in problems):
        verdict = Verdict.ERROR
    return JudgedRow(row, verdict, draft, category, known.id, changed=changed, problems=problems)
