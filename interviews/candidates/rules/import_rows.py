"""A list of candidates: what its columns hold, which rows are the same person, and what each would do.
Pure rules, no database."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from common.folding import fold
from qbank.spreadsheets.files.table import TableRow

_NOT_DIGIT: Final = re.compile(r"\D+")
#: Shorter numbers are extensions, years, ages: they tell nobody apart.
SHORTEST_PHONE: Final = 7
#: China's own code, which people write or leave out.
_COUNTRY: Final = "86"


def email_key(text: str) -> str:
    """The same for addresses that differ in case, width or the space around them; "" for none."""
    address = fold(text).replace(" ", "")
    return address if "@" in address else ""


def phone_key(text: str) -> str:
    """The number's digits without China's country code: the same however it is grouped; "" for none."""
    digits = _NOT_DIGIT.sub("", fold(text)).removeprefix("00")
    if len(digits) == 11 + len(_COUNTRY) and digits.startswith(_COUNTRY):
        digits = digits.removeprefix(_COUNTRY)
    return digits if len(digits) >= SHORTEST_PHONE else ""


def name_key(text: str) -> str:
    return fold(text).replace(" ", "")


def is_about_person(texts: Iterable[str], *, name: str, email: str, phone: str) -> bool:
    """Whether a row's cells are about this person: they hold the address or the number; or the name, and
    neither an address nor a number that would make them somebody else of that name."""
    cells = [text for text in texts if text]
    addresses = {email_key(cell) for cell in cells} - {""}
    numbers = {phone_key(cell) for cell in cells if not email_key(cell)} - {""}
    if (email and email_key(email) in addresses) or (phone and phone_key(phone) in numbers):
        return True
    same_name = name_key(name) in {name_key(cell) for cell in cells}
    known = bool(email_key(email) and addresses) or bool(phone_key(phone) and numbers)
    return same_name and not known


class Field(StrEnum):
    """What a column of a list holds."""

    NAME = "name"
    POSITION = "position"
    EMAIL = "email"
    PHONE = "phone"
    NOTE = "note"


class Verdict(StrEnum):
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
    LONG = "long"
    EMAIL = "email"
    NO_POSITION = "no-position"
    UNKNOWN_POSITION = "unknown-position"
    UNREADABLE = "unreadable"


_ALIASES: Final = {
    Field.NAME: (
        "姓名 名字 候选人 候选人姓名 应聘者 应聘者姓名 应聘人 求职者 人员姓名 name fullname candidate "
        "candidatename applicant applicantname"
    ),
    Field.POSITION: (
        "应聘职位 应聘岗位 职位 岗位 申请职位 申请岗位 意向岗位 求职意向 职位名称 岗位名称 position job "
        "jobtitle role appliedfor appliedposition vacancy opening"
    ),
    Field.EMAIL: "邮箱 电子邮箱 邮件 电子邮件 邮箱地址 email mail emailaddress",
    Field.PHONE: (
        "电话 手机 手机号 手机号码 电话号码 联系电话 联系方式 联系手机 phone mobile mobilephone cell tel "
        "telephone phonenumber mobilenumber contact"
    ),
    Field.NOTE: "备注 说明 附注 备注信息 note notes remark remarks comment comments",
}
_FIELDS: Final = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}
_BRACKETED: Final = re.compile(r"[（(\[【].*?[)）\]】]")
_NOT_WORD: Final = re.compile(r"[\W_]+")
#: Rows looked at to find the header.
_HEAD: Final = 30
#: Characters a value may have.
LONGEST: Final = {Field.NAME: 80, Field.POSITION: 120, Field.EMAIL: 254, Field.PHONE: 40, Field.NOTE: 5000}
#: Stands at the beginning of a cell that the file does not tell the value of.
UNREADABLE: Final = "\u26a0"


def field_of(name: str) -> Field | None:
    """The field that a column of this name holds: 「*姓名（必填）」, "E-mail" …"""
    whole = fold(name)
    for form in (_BRACKETED.sub(" ", whole), whole):
        if (field := _FIELDS.get(_NOT_WORD.sub("", form))) is not None:
            return field
    return None


def match_columns(names: Sequence[str]) -> dict[int, Field]:
    """{column: field} for the columns whose names are known, each field once."""
    matched: dict[int, Field] = {}
    for column, name in enumerate(names):
        field = field_of(name)
        if field is not None and field not in matched.values():
            matched[column] = field
    return matched


def find_header(rows: Sequence[TableRow]) -> int:
    """The number of the row that names the columns; 0 when none of the first ones does."""
    known = {row.number: len({field_of(cell) for cell in row.cells} - {None}) for row in rows[:_HEAD]}
    best = max(known, key=lambda number: (known[number], -number), default=0)
    return best if known.get(best, 0) >= 1 else 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the site has, or a row that is imported. ``position``: the position's key."""

    number: int
    name: str
    position: str
    email: str
    phone: str


class People:
    """Who is there already: found by address, by number, or by name and position."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._found: dict[tuple[str, ...], int] = {}
        for one in people:
            self.add(one)

    def add(self, one: Person) -> None:
        for key in self._keys(one):
            self._found.setdefault(key, one.number)

    def same_as(self, one: Person) -> int | None:
        """The number of the same person; None for somebody new."""
        return next((self._found[key] for key in self._keys(one) if key in self._found), None)

    @staticmethod
    def _keys(one: Person) -> list[tuple[str, ...]]:
        keys = [("email", email_key(one.email)), ("phone", phone_key(one.phone))]
        return [key for key in keys if key[1]] + [("name", name_key(one.name), one.position)]


@dataclass(frozen=True, slots=True)
class Listed:
    """A row's values by field, and what somebody decided: "take", "leave" or ""."""

    number: int
    values: Mapping[Field, str]
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row's verdict: ``same`` is the candidate (known) or the row (repeated); ``column`` the field of the
    problem; ``taken`` whether it would be imported."""

    row: Listed
    verdict: Verdict
    problem: CandidateRowProblem | None = None
    column: Field | None = None
    same: int | None = None

    @property
    def taken(self) -> bool:
        if self.verdict == Verdict.ERROR:
            return False
        return self.row.choice != "leave" if self.verdict == Verdict.NEW else self.row.choice == "take"

    @property
    def left(self) -> bool:
        """Whether it could be imported and will not be."""
        return self.verdict != Verdict.ERROR and not self.taken


def judge(
    rows: Iterable[Listed],
    known: People,
    positions: Collection[str],
    *,
    creates: bool,
    is_email: Callable[[str], bool],
) -> list[Judged]:
    """Each row's verdict, in their order. ``positions``: keys of the open ones; ``creates``: others are
    entered too. The first row of a person counts: later ones repeat it."""
    listed = People()
    found = []
    for row in rows:
        judged = _one(row, known, listed, positions, creates, is_email)
        if judged.taken:
            listed.add(_person(row))
        found.append(judged)
    return found


def _one(
    row: Listed,
    known: People,
    listed: People,
    positions: Collection[str],
    creates: bool,
    is_email: Callable[[str], bool],
) -> Judged:
    if problem := _problem(row.values, positions, creates, is_email):
        return Judged(row, Verdict.ERROR, *problem)
    person = _person(row)
    if (same := known.same_as(person)) is not None:
        return Judged(row, Verdict.KNOWN, same=same)
    if (same := listed.same_as(person)) is not None:
        return Judged(row, Verdict.REPEATED, same=same)
    return Judged(row, Verdict.NEW)


def _problem(
    values: Mapping[Field, str], positions: Collection[str], creates: bool, is_email: Callable[[str], bool]
) -> tuple[CandidateRowProblem, Field] | None:
    for field, value in values.items():
        if value.startswith(UNREADABLE):
            return CandidateRowProblem.UNREADABLE, field
        if len(value) > LONGEST[field]:
            return CandidateRowProblem.LONG, field
    if not values.get(Field.NAME):
        return CandidateRowProblem.NO_NAME, Field.NAME
    email = values.get(Field.EMAIL, "")
    if email and not is_email(email):
        return CandidateRowProblem.EMAIL, Field.EMAIL
    position = name_key(values.get(Field.POSITION, ""))
    if not position:
        return CandidateRowProblem.NO_POSITION, Field.POSITION
    return (
        None if creates or position in positions else (CandidateRowProblem.UNKNOWN_POSITION, Field.POSITION)
    )


def _person(row: Listed) -> Person:
    get = row.values.get
    return Person(
        row.number,
        get(Field.NAME, ""),
        name_key(get(Field.POSITION, "")),
        get(Field.EMAIL, ""),
        get(Field.PHONE, ""),
    )
