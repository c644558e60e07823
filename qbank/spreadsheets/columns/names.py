"""Looking up names of categories and competencies, however a file spells them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import Final

from common.folding import fold
from qbank.spreadsheets.columns.mapping import CREATE
from qbank.spreadsheets.judging.numbering import without_number

#: How many looked-up names are cached.
_CACHE_SIZE: Final = 1000
_PARTS: Final = re.compile(r"[;；,，、|\n]+")
_NOT_WORD: Final = re.compile(r"[\W_]+")


def key_of_name(name: str) -> str:
    """A key that is equal for names which differ only in spaces, marks, width or script."""
    return _NOT_WORD.sub("", fold(without_number(name))) or fold(name).replace(" ", "")


class KnownNames:
    """The names in the bank, and those that are to be created, each under its first spelling."""

    def __init__(self, names: Set[str], choices: Mapping[str, str]) -> None:
        self._names = names
        self._looked_up: dict[str, str | None] = {}
        self._by_key: dict[str, str] = {}
        for name in sorted(names):
            self._by_key.setdefault(key_of_name(name), name)
        self._new: dict[str, str] = {}
        #: The same by the file's spelling: looking it up is quicker than making a key.
        self._new_as_spelt: dict[str, str] = {}
        for value, choice in choices.items():
            if choice == CREATE:
                self._new_as_spelt[value] = self._new.setdefault(key_of_name(value), value)

    def find(self, text: str) -> str | None:
        """The name in the bank that ``text`` means; None if there is none."""
        if text not in self._looked_up:
            if len(self._looked_up) > _CACHE_SIZE:
                self._looked_up.clear()
            self._looked_up[text] = text if text in self._names else self._by_key.get(key_of_name(text))
        return self._looked_up[text]

    def new_name_for(self, text: str) -> str | None:
        return self._new_as_spelt.get(text) or self._new.get(key_of_name(text))

    def is_known(self, text: str) -> bool:
        return self.find(text) is not None or self.new_name_for(text) is not None

    def parts_of(self, text: str) -> list[str]:
        """The names in a cell: a line that is a known name is one, whatever marks stand in it."""
        parts: list[str] = []
        for line in text.split("\n"):
            if self.is_known(line.strip()):
                parts.append(line.strip())
            else:
                parts += [part.strip() for part in _PARTS.split(line) if part.strip()]
        return parts
