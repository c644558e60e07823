"""Reading checked values out of JSON data, with errors that name the place and what would be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from common.messages import gettext_noop

NOT_AN_OBJECT = gettext_noop("must be an object with the keys %(keys)s")
NOT_A_LIST = gettext_noop("must be a list")
UNKNOWN_KEY = gettext_noop("has no place here; the keys are %(keys)s")
NOT_TEXT = gettext_noop("must be a text in quotation marks")
BAD_CHARACTER = gettext_noop("holds a character that no database can store; write it anew")
EMPTY = gettext_noop("is missing or empty; it needs a text")
TOO_LONG = gettext_noop("is %(length)s characters long; at most %(longest)s fit")
NOT_A_BOOLEAN = gettext_noop("must be true or false")
NOT_A_CHOICE = gettext_noop("must be one of %(choices)s")
NOT_A_NUMBER = gettext_noop('must be a number such as "1" or "0.5"')
OUT_OF_RANGE = gettext_noop("must be a number from %(lowest)s to %(highest)s")
TOO_PRECISE = gettext_noop("must have no more than %(places)s decimal places")
REPEATED = gettext_noop("“%(value)s” stands here for the second time; it may stand only once")


class BankFileError(ValueError):
    """What is wrong in a bank file.

    ``path`` is the place, such as categories[0].questions[2].kind; "" stands for the whole file.
    ``problem`` is a message marked for translation with ``params`` to fill in; ``str()`` is the whole
    sentence in English.
    """

    def __init__(self, path: str, problem: str, params: Mapping[str, object] | None = None) -> None:
        self.path = path
        self.problem = problem
        self.params = dict(params or {})
        super().__init__(f"{path}: {problem % self.params}" if path else problem % self.params)


class Fields:
    """The fields of one JSON object. Every reader raises BankFileError for a value that is not right."""

    def __init__(self, data: object, path: str, *keys: str) -> None:
        if not isinstance(data, dict):
            raise BankFileError(path, NOT_AN_OBJECT, {"keys": ", ".join(keys)})
        self.data: dict[str, Any] = data
        self.path = path
        for key in data:
            if key not in keys:
                raise BankFileError(self.path_of(str(key)[:60]), UNKNOWN_KEY, {"keys": ", ".join(keys)})

    def path_of(self, key: str) -> str:
        """The path of one of the fields."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the object has a value for the key that is neither null nor empty."""
        return self.data.get(key) not in (None, "")

    def text(self, key: str, *, required: bool = False, max_length: int | None = None) -> str:
        value = self.data.get(key, "")
        value = _checked_text(value, self.path_of(key), max_length)
        if required and not value.strip():
            raise BankFileError(self.path_of(key), EMPTY)
        return value

    def unique_text(self, key: str, seen: set[str], *, max_length: int, required: bool = True) -> str:
        """A text that must differ from those in ``seen``, to which it is added."""
        value = self.text(key, max_length=max_length, required=required)
        if value in seen:
            raise BankFileError(self.path_of(key), REPEATED, {"value": value})
        seen.add(value)
        return value

    def texts(self, key: str, *, max_length: int | None = None) -> tuple[str, ...]:
        return tuple(_checked_text(value, path, max_length) for path, value in self._items(key))

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of the choices, or "" if the key is missing."""
        value = self.data.get(key, "")
        if value != "" and value not in choices:
            raise BankFileError(self.path_of(key), NOT_A_CHOICE, {"choices": ", ".join(choices)})
        return str(value)

    def boolean(self, key: str, *, default: bool = False) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise BankFileError(self.path_of(key), NOT_A_BOOLEAN)
        return value

    def integer(self, key: str, lowest: int, highest: int) -> int | None:
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise BankFileError(self.path_of(key), OUT_OF_RANGE, {"lowest": lowest, "highest": highest})
        return value

    def number(self, key: str, *, default: Decimal | None = None, highest: int, places: int) -> Decimal:
        """A decimal number from 0 to ``highest``, written as a text or as a JSON number."""
        value = self.data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
            raise BankFileError(self.path_of(key), NOT_A_NUMBER)
        try:
            number = Decimal(str(value)[:40])
        except (InvalidOperation, ValueError) as error:
            raise BankFileError(self.path_of(key), NOT_A_NUMBER) from error
        if not number.is_finite() or not 0 <= number <= highest:
            raise BankFileError(self.path_of(key), OUT_OF_RANGE, {"lowest": 0, "highest": highest})
        if number != round(number, places):
            raise BankFileError(self.path_of(key), TOO_PRECISE, {"places": places})
        return number

    def objects(self, key: str, *keys: str) -> Iterator[Fields]:
        """The objects of a list, each with the keys it may have."""
        for path, value in self._items(key):
            yield Fields(value, path, *keys)

    def _items(self, key: str) -> Iterator[tuple[str, object]]:
        values = self.data.get(key, [])
        if not isinstance(values, list):
            raise BankFileError(self.path_of(key), NOT_A_LIST)
        for index, value in enumerate(values):
            yield f"{self.path_of(key)}[{index}]", value


def _checked_text(value: object, path: str, max_length: int | None) -> str:
    if not isinstance(value, str):
        raise BankFileError(path, NOT_TEXT)
    if max_length is not None and len(value) > max_length:
        raise BankFileError(path, TOO_LONG, {"length": len(value), "longest": max_length})
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BankFileError(path, BAD_CHARACTER) from error
    if "\0" in value:
        raise BankFileError(path, BAD_CHARACTER)
    return value
