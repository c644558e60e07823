"""From restored text to drafts, whatever the document is, with an account of every character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qbank.bankfile.drafts import BankDraft, Leftover
from qbank.documents.layout.content import Content, content_of
from qbank.documents.parsing import reasons
from qbank.documents.parsing.blocks import TextBlock, blocks_around, blocks_of_questions
from qbank.documents.parsing.boilerplate import is_footnote
from qbank.documents.parsing.framework import parse_framework
from qbank.documents.parsing.marks import tidy, unwrap
from qbank.documents.parsing.passages import parse_outlined
from qbank.documents.parsing.question_bank import ReadingDoubt, ReadText, bank_of, read_questions

__all__ = ["Account", "ParsedText", "ReadingDoubt", "parse", "parse_text"]


@dataclass(frozen=True, slots=True)
class Account:
    """How many of a text's characters became content, were left out on purpose, and were not understood."""

    total: int
    used: int
    left_out: int
    left: int


@dataclass(frozen=True, slots=True)
class ParsedText:
    """The drafts in a text; doubts and the places of leftovers are positions in the text as tidied."""

    bank: BankDraft
    doubts: tuple[ReadingDoubt, ...]
    account: Account
    #: The whole text as tidied, and every character of it in a block.
    text: str
    blocks: tuple[TextBlock, ...]


def parse(text: str) -> BankDraft:
    """The drafts in a restored document: questions, a framework, passages, ladders or rating rules.

    Any text may come; nothing in it is dropped. What is no content, or was not understood, is among
    the leftovers with its reason (see :mod:`qbank.documents.parsing.reasons`). Never raises.
    """
    return parse_text(text).bank


def parse_text(text: str) -> ParsedText:
    """The drafts in a restored document, what is doubtful in them, and the account of its characters."""
    content = content_of(tidy(text))
    bank = parse_framework(content.text) or parse_outlined(content.text)
    doubts: tuple[ReadingDoubt, ...] = ()
    read: ReadText | None = None
    if bank is None:
        read = read_questions(content.text)
        if read is not None:
            bank = bank_of(content.text, read)
            doubts = tuple(
                replace(d, start=content.origin(d.start), end=content.origin(d.end)) for d in read.doubts
            )
    if bank is None:
        body = unwrap(content.text)
        bank = BankDraft(
            leftovers=(Leftover(body, reasons.NOT_A_BANK, 0, len(content.text)),) if body else ()
        )
    inside = _placed(content, bank, located=read is not None or not bank.categories)
    around = tuple(_around(content))
    account = _account(content, inside, read)
    blocks = (
        blocks_around(content, inside, used=bool(bank.categories or bank.chapters or bank.passages))
        if read is None
        else blocks_of_questions(content, read.spans, read.questions)
    )
    return ParsedText(replace(bank, leftovers=(*inside, *around)), doubts, account, content.whole, blocks)


def _placed(content: Content, bank: BankDraft, *, located: bool) -> tuple[Leftover, ...]:
    """The leftovers with their places in the whole text; those of reviewed documents are looked for."""
    placed = []
    for leftover in bank.leftovers:
        start, end = leftover.start, leftover.end
        if start == end:
            start = max(0, content.text.find(leftover.text[:40].split("\n")[0]))
            end = min(len(content.text), start + len(leftover.text))
        start, end = content.stretch(start, end)
        placed.append(replace(leftover, start=start, end=end))
    return tuple(placed)


def _around(content: Content) -> Iterator[Leftover]:
    """What was put around the document, as one leftover, and its footnotes."""
    lines = [
        line
        for start, end in content.around
        for line in content.whole[start:end].rstrip("\n").split("\n")
        if line.strip()
    ]
    for reason, matching in (
        (reasons.SITE_NOISE, [line for line in lines if not is_footnote(line)]),
        (reasons.FOOTNOTE, [line for line in lines if is_footnote(line)]),
    ):
        if matching:
            yield Leftover("\n".join(matching), reason, content.around[0][0], content.around[-1][1])


def _account(content: Content, inside: tuple[Leftover, ...], read: ReadText | None) -> Account:
    total = len(content.whole)
    left_out = sum(end - start for start, end in content.around)
    left = sum(leftover.end - leftover.start for leftover in inside if leftover.reason != reasons.TITLE)
    if read is not None:
        left_out += sum(span.end - span.start for span in read.spans if span.what in ("set aside", "title"))
    left = min(left, total - left_out)
    return Account(total, total - left_out - left, left_out, left)
