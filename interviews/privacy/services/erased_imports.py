"""Lists that were brought in may hold a person's row as well: also one that made no candidate."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from accounts.erasure import delete_append_only, replace_in_append_only
from interviews.candidates.rules.import_rows import is_about_person
from interviews.models import Candidate, CandidateImport, CandidateImportRow
from interviews.privacy.rules.redaction import Replacer


def delete_import_rows(*, candidate: Candidate, replace: Replacer, name: str) -> int:
    """Take the rows away that made this candidate or hold the same person; how many. A file that is still
    in its preview and holds them is no longer kept: its other rows are."""
    found: dict[int, set[int]] = {}
    rows = CandidateImportRow.objects.values_list("pk", "batch_id", "candidate_id", "cells", "mended")
    for pk, batch, owner, cells, mended in rows.iterator(chunk_size=2000):
        texts: Iterable[str] = [*cells, *mended.values()]
        if owner == candidate.pk or is_about_person(
            texts, name=candidate.name, email=candidate.email, phone=candidate.phone
        ):
            found.setdefault(batch, set()).add(pk)
    for batch, rows_of in found.items():
        delete_append_only(CandidateImportRow, Q(pk__in=rows_of))
        replace_in_append_only(CandidateImport, Q(pk=batch), content=None)
    for one in CandidateImport.objects.only("pk", "name"):
        if (renamed := replace(one.name)) != one.name:
            replace_in_append_only(CandidateImport, Q(pk=one.pk), name=renamed[:255])
    return sum(map(len, found.values()))
