"""Two entries of one person: who may be meant, what would go over, and what could go back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import ngettext_lazy

from accounts.models import User
from interviews.candidates.services.merging import relations, rows_of
from interviews.models import Candidate, Interview

#: The relations in words, in the order in which they are listed.
WORDS: Final[dict[str, Any]] = {
    "interviews": ngettext_lazy(
        "%(number)s interview with its panel, scorecards and letters",
        "%(number)s interviews with their panels, scorecards and letters",
        "number",
    ),
    "papers": ngettext_lazy("%(number)s paper", "%(number)s papers", "number"),
    "notes": ngettext_lazy("%(number)s note", "%(number)s notes", "number"),
    "ties": ngettext_lazy("%(number)s declared tie", "%(number)s declared ties", "number"),
    "import_rows": ngettext_lazy(
        "%(number)s row of an imported list", "%(number)s rows of imported lists", "number"
    ),
    "taggings": ngettext_lazy("%(number)s tag", "%(number)s tags", "number"),
    "merges": ngettext_lazy(
        "%(number)s entry merged into it earlier", "%(number)s entries merged into it earlier", "number"
    ),
}
#: Entries offered as perhaps the same person.
OFFERED: Final = 3


def in_words(counts: Mapping[str, int]) -> list[str]:
    """A phrase for each relation with rows."""
    return [WORDS[name] % {"number": counts[name]} for name in WORDS if counts.get(name)]


def counts_of(candidate: Candidate, reader: User) -> dict[str, int]:
    """How much hangs on an entry, as far as the reader may know; a query for each relation."""
    counts = {}
    for name, relation in relations().items():
        rows = rows_of(name, candidate.pk)
        visible = getattr(relation.related_model._default_manager, "visible_to", None)
        if visible is not None:
            rows = visible(reader).filter(**{relation.field.name: candidate})
        counts[name] = rows.count()
    return counts


@dataclass(frozen=True, slots=True)
class MergePreview:
    """``moves``: what goes over, in words. ``overlapping``: interviews of both at the same time.
    ``moves_position``: interviews will count for another position."""

    moves: list[str]
    overlapping: list[tuple[Interview, Interview]]
    moves_position: bool


def preview(candidate: Candidate, other: Candidate, reader: User) -> MergePreview:
    """What merging ``other`` into ``candidate`` would do besides the choice of values."""
    interviews = Interview.objects.visible_to(reader).filter(
        candidate__in=[candidate.pk, other.pk], status=Interview.Status.SCHEDULED
    )
    ours = [interview for interview in interviews if interview.candidate_id == candidate.pk]
    theirs = [interview for interview in interviews if interview.candidate_id == other.pk]
    overlapping = [(one, two) for one in ours for two in theirs if _overlap(one, two)]
    differ = candidate.position_id != other.position_id
    return MergePreview(in_words(counts_of(other, reader)), overlapping, differ and bool(ours or theirs))


def _overlap(one: Interview, two: Interview) -> bool:
    ends = [interview.starts_at + timedelta(minutes=interview.minutes) for interview in (one, two)]
    return one.starts_at < ends[1] and two.starts_at < ends[0]


def perhaps_the_same(candidate: Candidate) -> list[Candidate]:
    """Other entries with the same address or number, or of the same name with neither that differs."""
    if candidate.erased:
        return []
    condition = Q(name_key=candidate.name_key)
    if candidate.email_key:
        condition |= Q(email_key=candidate.email_key)
    if candidate.phone_key:
        condition |= Q(phone_key=candidate.phone_key)
    others = Candidate.objects.filter(condition, erased_at__isnull=True).exclude(pk=candidate.pk)
    found = others.select_related("position").order_by("sort_key", "pk")[: OFFERED * 10]
    return [other for other in found if _is_same(candidate, other)][:OFFERED]


def _is_same(one: Candidate, two: Candidate) -> bool:
    contacts = [(one.email_key, two.email_key), (one.phone_key, two.phone_key)]
    if any(ours and ours == theirs for ours, theirs in contacts):
        return True
    differ = any(ours and theirs for ours, theirs in contacts)
    return one.name_key == two.name_key and not differ
