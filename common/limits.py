"""How much people may bring at once: one value each, for the form that takes it, the reader that opens it and
the sentence that names it. Sizes are in bytes; a MB is what people's file managers call one, 1024 × 1024.
"""

from __future__ import annotations

from typing import Final

_MB: Final = 1024 * 1024

#: All files of one request. The rest is read, so that the sender gets an answer, but not kept.
REQUEST_BYTES: Final = 20 * _MB
#: A spreadsheet of questions, and a scoring form on its way back.
SPREADSHEET_BYTES: Final = REQUEST_BYTES
SPREADSHEET_ROWS: Final = 100_000
#: A spreadsheet of categories or competencies in the admin: these are small tables.
SMALL_TABLE_BYTES: Final = 1 * _MB
CANDIDATE_LIST_BYTES: Final = 5 * _MB
#: A document with questions: its file, and the characters of its text.
DOCUMENT_BYTES: Final = 10 * _MB
DOCUMENT_CHARACTERS: Final = 2_000_000
#: The company's logo.
LOGO_BYTES: Final = _MB // 2
#: A candidate's résumé or another of their papers, and how many of them are kept of one person.
PAPER_BYTES: Final = 10 * _MB
PAPERS_OF_CANDIDATE: Final = 20


def megabytes(size: int) -> str:
    """A size in whole MB where it is one, else with one decimal: "20", "0.5"."""
    return f"{size / _MB:.1f}".removesuffix(".0")


#: A document's limits as the sentences about unreadable documents name them.
DOCUMENT_LIMITS: Final = {
    "megabytes": megabytes(DOCUMENT_BYTES),
    "characters": f"{DOCUMENT_CHARACTERS:,}",
}
