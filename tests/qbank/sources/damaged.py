"""A damaged question bank whose doubtful places nobody has reviewed."""

from __future__ import annotations

from qbank.sources.services.sources import FIXTURES, reviewed_corrections_for


def damaged_bank(length: int) -> str:
    """The beginning of a damaged document, with one more character before each place that was reviewed in it:
    reviewed readings go by what stands around a place, so here a person is asked."""
    text = (FIXTURES / "documents" / "000_ebd85dfe6b08959d.txt").read_text("utf-8")[:length]
    for reviewed in reviewed_corrections_for(text):
        text = text.replace(reviewed.before + reviewed.damaged, f"{reviewed.before}某{reviewed.damaged}")
    return text
