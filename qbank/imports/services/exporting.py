"""Questions as they leave in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from qbank.bankfile.drafts import QuestionDraft
from qbank.imports.services.known import knowns
from qbank.models import Question

_AT_ONCE = 500


def exported(questions: QuerySet[Question]) -> Iterator[tuple[QuestionDraft, str]]:
    """Each question with its category, in the order of ``questions``.

    They are read a chunk at a time, with the same number of statements for each chunk, as an import
    compares rows with them: what is exported and imported again is what it was.
    """
    ids = list(questions.values_list("pk", flat=True))
    for start in range(0, len(ids), _AT_ONCE):
        chunk = ids[start : start + _AT_ONCE]
        found = {known.id: known for known in knowns(chunk)}
        yield from ((found[pk].draft, found[pk].category) for pk in chunk if pk in found)
