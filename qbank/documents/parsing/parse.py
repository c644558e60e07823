"""From restored text to drafts, whatever the document is."""

from __future__ import annotations

from dataclasses import replace

from qbank.bankfile.drafts import BankDraft, Leftover
from qbank.documents.parsing import reasons
from qbank.documents.parsing.boilerplate import separate
from qbank.documents.parsing.framework import parse_framework
from qbank.documents.parsing.marks import tidy, unwrap
from qbank.documents.parsing.passages import parse_outlined
from qbank.documents.parsing.question_bank import parse_questions


def parse(text: str) -> BankDraft:
    """The drafts in a restored document: questions, a framework, passages, ladders or rating rules.

    Any text may come; nothing in it is dropped. What is no content, or was not understood, is among
    the leftovers with its reason (see :mod:`qbank.documents.parsing.reasons`). Never raises.
    """
    content, around = separate(tidy(text))
    bank = parse_framework(content) or parse_outlined(content) or parse_questions(content)
    if bank is None:
        body = unwrap(content)
        bank = BankDraft(leftovers=(Leftover(body, reasons.NOT_A_BANK),) if body else ())
    if around:
        bank = replace(bank, leftovers=(*bank.leftovers, Leftover("\n".join(around), reasons.SITE_NOISE)))
    return bank
