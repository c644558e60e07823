"""The borders in a document: its blocks, which a person splits, joins, moves and labels anew.

Pure. The blocks are always the whole text: no act loses a character. A block may belong to a question, by its
key; the first block labelled "question" of each is where that question begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from qbank.documents.parsing.blocks import PARTS
from qbank.documents.parsing.reasons import ANSWER_WITHOUT_QUESTION
from qbank.documents.parts.rebuilding import end_of_stem

#: Parts that are no part of a question.
UNOWNED: Final = frozenset({"heading", "left out", "left"})


class NotInPreviewError(LookupError):
    """The preview has no such question, block or category (any more)."""


@dataclass(frozen=True, slots=True)
class PreviewBlock:
    """``key``: the question it belongs to, or "". ``touched`` says that a person drew or labelled it."""

    start: int
    end: int
    part: str
    key: str = ""
    reason: str = ""
    touched: bool = False

    def to_data(self) -> list[Any]:
        return [self.start, self.end, self.part, self.key, self.reason, int(self.touched)]

    @classmethod
    def from_data(cls, data: Sequence[Any]) -> PreviewBlock:
        start, end, part, key, reason, touched = data
        return cls(start, end, part, key, reason, bool(touched))


class Borders:
    """The blocks of a text while a person changes them. ``new_key`` makes the key of a new question."""

    def __init__(self, text: str, blocks: Sequence[PreviewBlock], new_key: Callable[[], str]) -> None:
        self.text, self.blocks, self._new_key = text, list(blocks), new_key

    def index(self, start: int) -> int:
        """The place of the block that begins at ``start``. Raises NotInPreviewError."""
        for index, block in enumerate(self.blocks):
            if block.start == start:
                return index
        raise NotInPreviewError(start)

    def relabel(self, start: int, part: str) -> None:
        """Say what a block is. A question begins where one is labelled so; one that loses its only such
        block goes to the question before it, or is left over where its text is no content."""
        index = self.index(start)
        block = self.blocks[index]
        if part not in PARTS:
            raise NotInPreviewError(part)
        if part == block.part:
            return
        if part == "question":
            self._begin_question(index)
            return
        was_head = self._is_head(index)
        self._set(index, part=part, reason="", key="" if part in UNOWNED else block.key)
        if was_head:
            self._dissolve(block.key, self._key_before(index) if part not in UNOWNED else "")
        if part not in UNOWNED and not self.blocks[index].key:
            key = self._key_before(index) or self._key_after(index)
            self._set(index, key=key, part=part if key else "left")

    def split(self, start: int, at: int, part: str = "") -> int:
        """Split a block at ``at``; the second one is labelled ``part``. Returns where the second begins."""
        index = self.index(start)
        block = self.blocks[index]
        before, after = self.text[block.start : at].strip(), self.text[at : block.end].strip()
        if not block.start < at < block.end or not before or not after:
            raise NotInPreviewError(at)
        self._set(index, end=at)
        self.blocks.insert(index + 1, replace(block, start=at, touched=True))
        if part:
            self.relabel(at, part)
        return at

    def join(self, start: int) -> None:
        """Make a block part of the one before it."""
        index = self.index(start)
        if index == 0:
            raise NotInPreviewError(start)
        block, above = self.blocks[index], self.blocks[index - 1]
        was_head = self._is_head(index)
        self._set(index - 1, end=block.end)
        del self.blocks[index]
        if was_head and block.key != above.key:
            self._dissolve(block.key, above.key)

    def move(self, start: int, to: int) -> None:
        """Move the border between a block and the one before it."""
        index = self.index(start)
        if index == 0:
            raise NotInPreviewError(start)
        above, block = self.blocks[index - 1], self.blocks[index]
        if not self.text[above.start : to].strip() or not self.text[to : block.end].strip():
            raise NotInPreviewError(to)
        self._set(index - 1, end=to)
        self._set(index, start=to)

    def _set(self, index: int, **changes: Any) -> None:
        self.blocks[index] = replace(self.blocks[index], touched=True, **changes)

    def _is_head(self, index: int) -> bool:
        """Whether a block is the only one that says what its question is."""
        block = self.blocks[index]
        heads = [other for other in self.blocks if other.key == block.key and other.part == "question"]
        return bool(block.key) and heads == [block]

    def _begin_question(self, index: int) -> None:
        """A question begins here; what belonged to the question above from here on belongs to this one."""
        block = self.blocks[index]
        above = any(other.key == block.key and other.part == "question" for other in self.blocks[:index])
        key = block.key if block.key and not above else self._new_key()
        self._set(index, part="question", reason="", key=key)
        for place in range(index + 1, len(self.blocks)):
            following = self.blocks[place]
            if not block.key or following.key != block.key:
                break
            self._set(place, key=key)
        stem = block.start + end_of_stem(self.text[block.start : block.end])
        if self.text[stem : block.end].strip() and self.text[block.start : stem].strip():
            self._set(index, end=stem)
            rest = replace(block, start=stem, part="answer", key=key, reason="", touched=True)
            self.blocks.insert(index + 1, rest)

    def _dissolve(self, key: str, heir: str) -> None:
        """Give the blocks of a question that is none to another; without one they are left over."""
        for index, block in enumerate(self.blocks):
            if block.key == key and heir:
                self._set(index, key=heir)
            elif block.key == key:
                self._set(index, key="", part="left", reason=ANSWER_WITHOUT_QUESTION)

    def _key_before(self, index: int) -> str:
        own = self.blocks[index].key
        return next((b.key for b in reversed(self.blocks[:index]) if b.key and b.key != own), "")

    def _key_after(self, index: int) -> str:
        own = self.blocks[index].key
        return next((b.key for b in self.blocks[index + 1 :] if b.key and b.key != own), "")


def shifted(blocks: Sequence[PreviewBlock], old: str, new: str) -> list[PreviewBlock]:
    """The blocks of a text after a correction of one place in it."""
    start = 0
    limit = min(len(old), len(new))
    while start < limit and old[start] == new[start]:
        start += 1
    end = 0
    while end < limit - start and old[len(old) - 1 - end] == new[len(new) - 1 - end]:
        end += 1

    def moved(position: int) -> int:
        if position <= start:
            return position
        return max(start, position + len(new) - len(old)) if position >= len(old) - end else start

    changed = (replace(block, start=moved(block.start), end=moved(block.end)) for block in blocks)
    return [block for block in changed if block.end > block.start]
