"""Imported lists of candidates may hold a person's row too, even one that created no candidate."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from accounts.kept.erasure import delete_append_only, replace_in_append_only
from interviews.candidates.rules.import_rows import is_about_person
from interviews.models import Candidate, CandidateImport, CandidateImportRow
from interviews.privacy.rules.redaction import Replacer


def delete_import_rows(*, candidate: Candidate, replace: Replacer, name: str) -> int:
    """Delete the rows that created this candidate or hold the same person; returns how many.

    The uploaded file of such an import is dropped too; its other rows stay.
    """
    row_ids_by_import: dict[int, set[int]] = {}
    rows = CandidateImportRow.objects.values_list("pk", "batch_id", "candidate_id", "cells", "mended")
    for pk, import_id, candidate_id, cells, mended in rows.iterator(chunk_size=2000):
        texts: Iterable[str] = [*cells, *mended.values()]
        if candidate_id == candidate.pk or is_about_person(
            texts, name=candidate.name, email=candidate.email, phone=candidate.phone
        ):
            row_ids_by_import.setdefault(import_id, set()).add(pk)
    for import_id, row_ids in row_ids_by_import.items():
        delete_append_only(CandidateImportRow, Q(pk__in=row_ids))
        replace_in_append_only(CandidateImport, Q(pk=import_id), content=None)
    for candidate_import in CandidateImport.objects.only("pk", "name"):
        if (renamed := replace(candidate_import.name)) != candidate_import.name:
            replace_in_append_only(CandidateImport, Q(pk=candidate_import.pk), name=renamed[:255])
    return sum(map(len, row_ids_by_import.values()))
