"""Candidates' tags, as far as the reader may know of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, OuterRef

from accounts.models import User
from interviews.models import CandidateTag, CandidateTagging

#: Tags offered while typing: more than any company keeps apart.
OFFERED = 200


def tags_of(ids: Collection[int], reader: User) -> dict[int, list[CandidateTagging]]:
    """Candidate → their tags in the order of their names; one query."""
    tags: dict[int, list[CandidateTagging]] = defaultdict(list)
    rows = CandidateTagging.objects.visible_to(reader).filter(candidate__in=ids)
    for tagging in rows.select_related("tag").order_by("tag__key"):
        tags[tagging.candidate_id].append(tagging)
    return tags


def known_tags() -> list[str]:
    """The tags that somebody has, to choose from."""
    used = CandidateTag.objects.filter(Exists(CandidateTagging.objects.filter(tag=OuterRef("pk"))))
    return list(used.values_list("name", flat=True)[:OFFERED])
