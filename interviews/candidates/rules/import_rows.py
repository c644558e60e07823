"""A list of candidates: what its columns hold, which rows are the same person, and what each would do.

Pure rules, no database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from common.finding.same import email_key, name_key, phone_key
from common.folding import fold
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.line_kinds import is_note, is_total


def is_about_person(texts: Iterable[str], *, name: str, email: str, phone: str) -> bool:
    """Whether a row's cells are about this person: they hold the address or the number; or the name, and
    neither an address nor a number that would make them somebody else of that name."""
    cells = [text for text in texts if text]
    addresses = {email_key(cell) for cell in cells} - {""}
    numbers = {phone_key(cell) for cell in cells if not email_key(cell)} - {""}
    if (email and email_key(email) in addresses) or (phone and phone_key(phone) in numbers):
        return True
    same_name = name_key(name) in {name_key(cell) for cell in cells}
    has_other_contacts = bool(email_key(email) and addresses) or bool(phone_key(phone) and numbers)
    return same_name and not has_other_contacts


class CandidateField(StrEnum):
    """What a column of a list holds."""

    NAME = "name"
    POSITION = "position"
    EMAIL = "email"
    PHONE = "phone"
    NOTE = "note"


class CandidateVerdict(StrEnum):
    """What a row would do."""

    NEW = "new"
    #: The same person as a candidate the site has.
    KNOWN = "known"
    #: The same person as an earlier row of this list.
    REPEATED = "repeated"
    ERROR = "error"


class CandidateRowProblem(StrEnum):
    """Why a row can't be imported."""

    NO_NAME = "no-name"
    #: A note, a total or the header once more stands where people's names do.
    NOBODY = "nobody"
    LONG = "long"
    EMAIL = "email"
    NO_POSITION = "no-position"
    UNKNOWN_POSITION = "unknown-position"
    UNREADABLE = "unreadable"


_ALIASES: Final = {
    CandidateField.NAME: (
        "姓名 名字 候选人 候选人姓名 应聘者 应聘者姓名 应聘人 求职者 人员姓名 name fullname candidate "
        "candidatename applicant applicantname"
    ),
    CandidateField.POSITION: (
        "应聘职位 应聘岗位 职位 岗位 申请职位 申请岗位 意向岗位 求职意向 职位名称 岗位名称 position job "
        "jobtitle role appliedfor appliedposition vacancy opening"
    ),
    CandidateField.EMAIL: "邮箱 电子邮箱 邮件 电子邮件 邮箱地址 email mail emailaddress",
    CandidateField.PHONE: (
        "电话 手机 手机号 手机号码 电话号码 联系电话 联系方式 联系手机 phone mobile mobilephone cell tel "
        "telephone phonenumber mobilenumber contact"
    ),
    CandidateField.NOTE: "备注 说明 附注 备注信息 note notes remark remarks comment comments",
}
_FIELDS: Final = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}
_GIVEN_NAME: Final = frozenset(("firstname", "givenname", "forename", "名"))
_FAMILY_NAME: Final = frozenset(("lastname", "familyname", "surname", "姓", "姓氏"))
_BRACKETED: Final = re.compile(r"[（(\[【][^)）\]】]{0,60}[)）\]】]")
_NOT_WORD: Final = re.compile(r"[\W_]+")
#: Rows looked at to find the header.
_HEAD: Final = 30
#: Characters a value may have.
LONGEST: Final = {
    CandidateField.NAME: 80,
    CandidateField.POSITION: 120,
    CandidateField.EMAIL: 254,
    CandidateField.PHONE: 40,
    CandidateField.NOTE: 5000,
}
#: Stands at the beginning of a cell that the file does not tell the value of.
UNREADABLE: Final = "\u26a0"


def field_of(name: str) -> CandidateField | None:
    """The field that a column of this name holds: 「*姓名（必填）」, "E-mail" …"""
    whole = fold(name)
    for form in (_BRACKETED.sub(" ", whole), whole):
        if (field := _FIELDS.get(_NOT_WORD.sub("", form))) is not None:
            return field
    return None


def match_columns(names: Sequence[str]) -> dict[int, CandidateField]:
    """{column: field} for the columns whose names are known, each field once."""
    matched: dict[int, CandidateField] = {}
    for column, name in enumerate(names):
        field = field_of(name)
        if field is not None and field not in matched.values():
            matched[column] = field
    return matched


def parts_of_names(names: Sequence[str]) -> tuple[int, int] | None:
    """The columns for given names and for family names, where a list has both."""
    words = [_NOT_WORD.sub("", fold(name)) for name in names]
    given = next((at for at, word in enumerate(words) if word in _GIVEN_NAME), None)
    family = next((at for at, word in enumerate(words) if word in _FAMILY_NAME), None)
    return None if given is None or family is None else (given, family)


def find_header(rows: Sequence[TableRow]) -> int:
    """The number of the row that names the columns; 0 when none of the first ones does."""
    fields = {row.number: len({field_of(cell) for cell in row.cells} - {None}) for row in rows[:_HEAD]}
    best = max(fields, key=lambda number: (fields[number], -number), default=0)
    return best if fields.get(best, 0) >= 1 else 0


def is_list_of_people(rows: Sequence[TableRow]) -> bool:
    """Whether the header among the first rows of a sheet names a column for people's names."""
    header_row = find_header(rows)
    cells = next((row.cells for row in rows if row.number == header_row), ())
    return CandidateField.NAME in match_columns(cells).values() or parts_of_names(cells) is not None


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate (``number`` is its id) or a row (its number). ``position`` is the position's name_key()."""

    number: int
    name: str
    position: str
    email: str
    phone: str


class KnownPeople:
    """People to look others up among: by address, by phone number, or by name and position."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        for key in self._keys(person):
            self._numbers.setdefault(key, person.number)

    def find_same(self, person: Person) -> int | None:
        """The number of the same person; None for somebody new."""
        return next((self._numbers[key] for key in self._keys(person) if key in self._numbers), None)

    @staticmethod
    def _keys(person: Person) -> list[tuple[str, ...]]:
        keys = [("email", email_key(person.email)), ("phone", phone_key(person.phone))]
        return [key for key in keys if key[1]] + [("name", name_key(person.name), person.position)]


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row's values by field, and what somebody decided: "take", "leave" or ""."""

    number: int
    values: Mapping[CandidateField, str]
    choice: str = ""


@dataclass(frozen=True, slots=True)
class JudgedCandidateRow:
    """A row's verdict: ``same`` is the candidate (known) or the row (repeated); ``column`` the field of the
    problem; ``taken`` whether it would be imported."""

    row: ListedRow
    verdict: CandidateVerdict
    problem: CandidateRowProblem | None = None
    column: CandidateField | None = None
    same: int | None = None

    @property
    def taken(self) -> bool:
        if self.verdict == CandidateVerdict.ERROR:
            return False
        return (
            self.row.choice != "leave" if self.verdict == CandidateVerdict.NEW else self.row.choice == "take"
        )

    @property
    def left(self) -> bool:
        """Whether it could be imported and will not be."""
        return self.verdict != CandidateVerdict.ERROR and not self.taken


def judge(
    rows: Iterable[ListedRow],
    known: KnownPeople,
    positions: Collection[str],
    *,
    creates: bool,
    is_email: Callable[[str], bool],
) -> list[JudgedCandidateRow]:
    """Each row's verdict, in their order. Of a person's rows the first counts, later ones repeat it.

    ``positions``: name_key() of the open ones; ``creates``: positions that don't exist are created.
    """
    people_in_list = KnownPeople()
    judged_rows = []
    for row in rows:
        judged = _judge_row(row, known, people_in_list, positions, creates, is_email)
        if judged.taken:
            people_in_list.add(_person(row))
        judged_rows.append(judged)
    return judged_rows


def _judge_row(
    row: ListedRow,
    known: KnownPeople,
    people_in_list: KnownPeople,
    positions: Collection[str],
    creates: bool,
    is_email: Callable[[str], bool],
) -> JudgedCandidateRow:
    if problem := _problem(row.values, positions, creates, is_email):
        return JudgedCandidateRow(row, CandidateVerdict.ERROR, *problem)
    person = _person(row)
    if (same := known.find_same(person)) is not None:
        return JudgedCandidateRow(row, CandidateVerdict.KNOWN, same=same)
    if (same := people_in_list.find_same(person)) is not None:
        return JudgedCandidateRow(row, CandidateVerdict.REPEATED, same=same)
    return JudgedCandidateRow(row, CandidateVerdict.NEW)


def _problem(
    values: Mapping[CandidateField, str],
    positions: Collection[str],
    creates: bool,
    is_email: Callable[[str], bool],
) -> tuple[CandidateRowProblem, CandidateField] | None:
    for field, value in values.items():
        if value.startswith(UNREADABLE):
            return CandidateRowProblem.UNREADABLE, field
        if len(value) > LONGEST[field]:
            return CandidateRowProblem.LONG, field
    if not values.get(CandidateField.NAME):
        return CandidateRowProblem.NO_NAME, CandidateField.NAME
    if _names_nobody(values):
        return CandidateRowProblem.NOBODY, CandidateField.NAME
    email = values.get(CandidateField.EMAIL, "")
    if email and not is_email(email):
        return CandidateRowProblem.EMAIL, CandidateField.EMAIL
    position = name_key(values.get(CandidateField.POSITION, ""))
    if not position:
        return CandidateRowProblem.NO_POSITION, CandidateField.POSITION
    if not creates and position not in positions:
        return CandidateRowProblem.UNKNOWN_POSITION, CandidateField.POSITION
    return None


def _names_nobody(values: Mapping[CandidateField, str]) -> bool:
    """Whether a row is a note, a total or the header once more."""
    name = values[CandidateField.NAME]
    if not any(map(str.isalpha, name)) or is_note({0: name}) or is_total({0: name}):
        return True
    return all(field_of(value) is field for field, value in values.items() if value)


def _person(row: ListedRow) -> Person:
    get = row.values.get
    return Person(
        row.number,
        get(CandidateField.NAME, ""),
        name_key(get(CandidateField.POSITION, "")),
        get(CandidateField.EMAIL, ""),
        get(CandidateField.PHONE, ""),
    )
