"""Documents with a reviewed outline: passages by topic, value ladders, rating rules."""

from __future__ import annotations

from qbank.bankfile.drafts import BankDraft, CategoryDraft, Leftover, PassageDraft, QuestionDraft, ScaleDraft
from qbank.documents.parsing import reasons
from qbank.documents.parsing.marks import unwrap
from qbank.documents.parsing.outlines import SET_ASIDE, Outline, outlines
from qbank.documents.parsing.values import numbered_ladders, rating_scale, scored_ladders

#: The category of questions that come from a value system.
VALUES_CATEGORY = "价值观"


def parse_outlined(text: str) -> BankDraft | None:
    """Parse a document that has a reviewed outline; None where none fits."""
    outline = next((outline for outline in outlines() if outline.fits(text)), None)
    return None if outline is None else _parse(text, outline)


def _parse(text: str, outline: Outline) -> BankDraft:
    questions: list[QuestionDraft] = []
    passages: list[PassageDraft] = []
    scales: list[ScaleDraft] = []
    leftovers: list[Leftover] = []
    for piece, text_of_piece in outline.pieces_of(text):
        body = unwrap(text_of_piece)
        if piece is None:
            leftovers.append(Leftover(body, reasons.SITE_NOISE))
        elif piece.what in SET_ASIDE:
            leftovers.append(Leftover(body, SET_ASIDE[piece.what]))
        elif piece.what in ("ladder", "scored ladder"):
            ladders, unread = (
                numbered_ladders(body, piece.code, piece.values)
                if piece.what == "ladder"
                else scored_ladders(body, piece.code)
            )
            questions += ladders
            leftovers += (Leftover(rest, reasons.NO_LADDER) for rest in unread)
        else:
            passages.append(PassageDraft(piece.topic, piece.title, body, outline.doubtful))
            if piece.what == "scale":
                scale = rating_scale(body)
                scales += [scale] if scale else []
                leftovers += [] if scale else [Leftover(body, reasons.NO_RULES)]
    return BankDraft(
        categories=(CategoryDraft(VALUES_CATEGORY, tuple(questions)),) if questions else (),
        passages=tuple(passages),
        scales=tuple(scales),
        leftovers=tuple(leftovers),
    )
