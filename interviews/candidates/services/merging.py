"""Two entries of the same person become one: everything that hangs on the one goes over to the other.

The entry that goes is deleted, and what it was kept in the record of the merge, by which it comes back. Rows
go over by walking the relations, so that a new one is never forgotten. What was submitted, agreed, decided
and sealed says what it said.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.audit import record
from accounts.kept.erasure import replace_in_append_only
from accounts.models import AppendOnly, User
from interviews.candidates.services.candidates import PRIVATE
from interviews.models import (
    Candidate,
    CandidateMerge,
    CandidatePaper,
    CandidateTag,
    CandidateTagging,
    Interview,
    Tie,
)

MERGE, UNMERGE = "candidate.merge", "candidate.unmerge"
#: What people choose between, by what stands for it: the columns that go together.
CHOSEN: Final[dict[str, tuple[str, ...]]] = {
    "name": ("name",),
    "position": ("position",),
    "email": ("email",),
    "phone": ("phone",),
    "keep": ("keep_until", "keep_reason"),
}
#: The other columns of a candidate: made of the name, or kept by a rule of their own.
BY_RULE: Final = frozenset({"id", *Candidate.written_keys, "created_at", "warned_at", "erased_at"})
#: A relation that is never moved: whoever has such a row is merged with nobody.
NEVER_MOVED: Final = frozenset({"erasure"})
#: Columns whose values the trail hides: see services/candidates.py. A name could be that of somebody whose
#: entry comes back, and is to be forgotten.
_HIDDEN: Final = PRIVATE | {"name", "keep_reason"}

Values = dict[str, Any]


def may_merge(actor: User) -> bool:
    """HR, who keeps candidates."""
    return actor.is_active and actor.has_perm("interviews.change_candidate")


def _check_may_merge(actor: User) -> None:
    if not may_merge(actor):
        raise PermissionDenied(_("HR merges candidates."))


def relations() -> dict[str, Any]:
    """Name → relation of every table whose rows go over to the entry that stays."""
    return {
        relation.get_accessor_name() or "": relation
        for relation in Candidate._meta.related_objects
        if not relation.many_to_many and relation.get_accessor_name() not in NEVER_MOVED
    }


def rows_of(name: str, candidate_id: int) -> models.QuerySet[Any]:
    """What hangs on a candidate by the relation of this name."""
    relation = relations()[name]
    rows: models.QuerySet[Any] = models.QuerySet(relation.related_model)
    return rows.filter(**{relation.field.name: candidate_id})


def column_of(name: str) -> models.Field[Any, Any]:
    """A column of candidates."""
    return next(column for column in Candidate._meta.concrete_fields if column.name == name)


def values_of(candidate: Candidate) -> Values:
    """Column → value, ready for JSON; of everything that is not made of something else."""
    derived = {"id", *Candidate.written_keys, "erased_at"}
    columns = [column for column in Candidate._meta.concrete_fields if column.name not in derived]
    return {
        column.name: None if getattr(candidate, column.attname) is None else column.value_to_string(candidate)
        for column in columns
    }


def state_of(candidate: Candidate, other: Candidate) -> str:
    """A fingerprint of both entries: what somebody looked at is what is merged."""
    content = json.dumps([candidate.pk, values_of(candidate), other.pk, values_of(other)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


@transaction.atomic
def merge_candidates(
    *, actor: User, candidate: Candidate, other: Candidate, take: Mapping[str, bool], seen: str
) -> CandidateMerge:
    """Make ``other`` part of ``candidate``. ``take``: what of :data:`CHOSEN` is to be as the other has it;
    where one of them has nothing, what the other has stands. ``seen``: :func:`state_of` what was looked at.

    Raises PermissionDenied for anybody but HR; ValidationError for somebody whose data was erased, for one
    and the same entry, and when something has changed since it was looked at.
    """
    _check_may_merge(actor)
    if candidate.pk == other.pk:
        raise ValidationError(_("This is the same entry. Choose another one."))
    staying, going = _locked(candidate.pk, other.pk)
    if staying.erased or going.erased:
        raise ValidationError(_("The personal data of one of them was erased: they stay apart."))
    if seen != state_of(staying, going):
        raise ValidationError(_("One of the entries has changed meanwhile. Look again at what would happen."))
    merge = CandidateMerge(candidate=staying, merged_number=going.pk, by=actor)
    merge.merged, merge.before = values_of(going), values_of(staying)
    merge.set_aside = {
        "papers": _set_papers_aside(staying, going),
        "ties": _set_ties_aside(actor, staying, going),
        "taggings": _set_tags_aside(staying, going),
    }
    merge.moved = {name: _move(name, going, staying) for name in relations()}
    _take_values(staying, going, take)
    merge.after = values_of(staying)
    merge.save()
    record(actor=actor, action=MERGE, target=going, after={"into": staying.pk})
    going.delete()
    _record(actor, MERGE, merge, staying, merge.before, merge.after)
    return merge


@dataclass(frozen=True, slots=True)
class UnmergePlan:
    """What taking a merge back would do: ``counts`` of what goes back, by relation, and of what came
    ``since`` and stays; ``refusals``: what stands in the way, as sentences."""

    merge: CandidateMerge
    counts: Mapping[str, int]
    since: Mapping[str, int]
    refusals: list[str] = field(default_factory=list)


def newest_merge(candidate: Candidate) -> CandidateMerge | None:
    """The one that can be taken back: later ones come first."""
    merge: CandidateMerge | None = (
        CandidateMerge.objects.filter(candidate=candidate).select_related("by").order_by("-pk").first()
    )
    return merge


def merged_entries(candidate: Candidate) -> list[Candidate]:
    """The entries that were merged into this one, and this one as it was before: as they stood, not saved."""
    entries = []
    for merge in CandidateMerge.objects.filter(candidate=candidate).order_by("pk"):
        for number, values in ((merge.merged_number, merge.merged), (candidate.pk, merge.before)):
            contacts = {name: values.get(name) or "" for name in ("name", "email", "phone")}
            entries.append(Candidate(pk=number, **contacts))
    return entries


def plan_unmerge(merge: CandidateMerge) -> UnmergePlan:
    """What taking it back would do now; a query for each relation and three more."""
    candidate = Candidate.objects.get(pk=merge.candidate_id)
    refusals = []
    if candidate.erased:
        refusals.append(_("The personal data was erased since: the entries stay one."))
    else:
        now = values_of(candidate)
        changed = [name for name in merge.after if name != "warned_at" and now.get(name) != merge.after[name]]
        if changed:
            names = pgettext("between names", ", ").join(
                str(column_of(name).verbose_name) for name in changed
            )
            refusals.append(
                _("Changed since the merge: %(names)s. Put it back as the merge left it first.")
                % {"names": names}
            )
    later = CandidateMerge.objects.filter(candidate=merge.candidate_id, pk__gt=merge.pk)
    if later.exists():
        refusals.append(_("Another entry was merged into this one since. Take that back first."))
    counts, since = {}, {}
    for name in relations():
        ids = set(merge.moved.get(name, ()))
        there = dict(
            rows_of(name, merge.candidate_id)
            .exclude(pk=merge.pk if name == "merges" else 0)
            .values_list("pk", _time_of(name))
        )
        counts[name] = len(ids & there.keys())
        since[name] = sum(1 for pk, at in there.items() if pk not in ids and at is not None and at > merge.at)
    return UnmergePlan(merge, counts, since, refusals)


@transaction.atomic
def unmerge(*, actor: User, merge: CandidateMerge) -> Candidate:
    """Take a merge back; returns the entry that is there again. What came since stays where it is.

    Raises PermissionDenied for anybody but HR, ValidationError when it was taken back already or
    :func:`plan_unmerge` says what stands in the way.
    """
    _check_may_merge(actor)
    (staying,) = _locked(merge.candidate_id)
    locked = CandidateMerge.objects.select_for_update().filter(pk=merge.pk, candidate=staying).first()
    if locked is None:
        raise ValidationError(_("This merge was taken back already."))
    plan = plan_unmerge(locked)
    if plan.refusals:
        raise ValidationError(plan.refusals)
    _write_values(staying, locked.before)
    returned = Candidate(pk=locked.merged_number)
    _write_values(returned, locked.merged)
    for name in relations():
        _set_candidate(name, Q(pk__in=locked.moved.get(name, ())), staying, returned)
    _bring_papers_back(locked.set_aside["papers"], staying, returned)
    _bring_tags_back(locked.set_aside["taggings"], returned)
    own = Tie.objects.filter(pk__in=locked.set_aside["ties"], candidate=returned)
    own.update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
    before, after = locked.after, locked.before
    _record(actor, UNMERGE, locked, staying, before, after)
    record(actor=actor, action=UNMERGE, target=returned, before={"into": staying.pk})
    locked.delete()
    return returned


def _locked(*ids: int) -> list[Candidate]:
    """These candidates, with the interviews by which others write about them locked until the end. Raises
    ValidationError when one of them is gone."""
    interviews = Interview.objects.filter(candidate__in=ids)
    list(interviews.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    rows = Candidate.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    by_id = {row.pk: row for row in rows}
    if len(by_id) < len(ids):
        raise ValidationError(_("One of the entries is gone meanwhile: it was merged already."))
    return [by_id[pk] for pk in ids]


def _move(name: str, going: Candidate, staying: Candidate) -> list[int]:
    ids = list(rows_of(name, going.pk).order_by("pk").values_list("pk", flat=True))
    _set_candidate(name, Q(pk__in=ids), going, staying)
    return ids


def _set_candidate(name: str, which: Q, source: Candidate, target: Candidate) -> None:
    relation = relations()[name]
    own = which & Q(**{relation.field.name: source})
    if issubclass(relation.related_model, AppendOnly):
        replace_in_append_only(relation.related_model, own, **{relation.field.name: target})
    else:
        models.QuerySet(relation.related_model).filter(own).update(**{relation.field.name: target})


def _set_papers_aside(staying: Candidate, going: Candidate) -> list[Values]:
    """A file that both have is kept once; the record says how the other one stood here."""
    known = CandidatePaper.objects.filter(candidate=staying).values("sha256")
    twice = CandidatePaper.objects.filter(candidate=going, sha256__in=known)
    columns = ("pk", "sha256", "name", "added_by_id", "added_at")
    kept = [
        {column: value.isoformat() if column == "added_at" else value for column, value in row.items()}
        for row in twice.order_by("pk").values(*columns)
    ]
    CandidatePaper.objects.filter(pk__in=[row["pk"] for row in kept]).delete()
    return kept


def _bring_papers_back(papers: list[Values], staying: Candidate, returned: Candidate) -> None:
    for row in papers:
        same = CandidatePaper.objects.filter(candidate=staying, sha256=row["sha256"]).first()
        if same is None:  # removed for good since
            continue
        same.pk, same.candidate, same.name, same.added_by_id = (
            row["pk"],
            returned,
            row["name"],
            row["added_by_id"],
        )
        same.save(force_insert=True)
        CandidatePaper.objects.filter(pk=same.pk).update(added_at=row["added_at"])


def _set_tags_aside(staying: Candidate, going: Candidate) -> list[Values]:
    known = CandidateTagging.objects.filter(candidate=staying).values("tag")
    twice = CandidateTagging.objects.filter(candidate=going, tag__in=known)
    kept = [
        row | {"at": row["at"].isoformat()}
        for row in twice.order_by("pk").values("pk", "tag_id", "by_id", "at")
    ]
    CandidateTagging.objects.filter(pk__in=[row["pk"] for row in kept]).delete()
    return kept


def _bring_tags_back(taggings: list[Values], returned: Candidate) -> None:
    """Those whose tag is there still: one that nobody had any more is gone."""
    there = set(CandidateTag.objects.values_list("pk", flat=True))
    for row in taggings:
        if row["tag_id"] in there:
            CandidateTagging.objects.create(
                pk=row["pk"], candidate=returned, tag_id=row["tag_id"], by_id=row["by_id"]
            )
            CandidateTagging.objects.filter(pk=row["pk"]).update(at=row["at"])


def _set_ties_aside(actor: User, staying: Candidate, going: Candidate) -> list[int]:
    """The same person's tie counts once: the other one is withdrawn, with the reason."""
    known = Tie.objects.active().filter(candidate=staying).values("person")
    twice = Tie.objects.active().filter(candidate=going, person__in=known)
    ids = list(twice.order_by("pk").values_list("pk", flat=True))
    Tie.objects.filter(pk__in=ids).update(
        withdrawn_at=timezone.now(),
        withdrawn_by=actor,
        withdrawn_reason=_("Two entries of the candidate were merged: this tie was declared of both."),
    )
    return ids


def _take_values(staying: Candidate, going: Candidate, take: Mapping[str, bool]) -> None:
    """What was chosen; the contact by which retention is reckoned is the later one."""
    for key, columns in CHOSEN.items():
        first = columns[0]
        if getattr(going, first) and (take.get(key) or not getattr(staying, first)):
            for column in columns:
                setattr(staying, column, getattr(going, column))
    staying.created_at = max(staying.created_at, going.created_at)
    staying.save()


def _write_values(candidate: Candidate, values: Values) -> None:
    for name, value in values.items():
        column = column_of(name)
        setattr(candidate, column.attname, None if value is None else column.to_python(value))
    created_at = candidate.created_at
    candidate.save()
    # The first save of a row writes the time of day.
    Candidate.objects.filter(pk=candidate.pk).update(created_at=created_at)


def _time_of(name: str) -> str:
    """The column that says since when a row of this relation is there."""
    model = relations()[name].related_model
    return next(
        (
            column.name
            for column in model._meta.concrete_fields
            if isinstance(column, models.DateTimeField) and column.auto_now_add
        ),
        "batch__created_at",
    )


def _record(
    actor: User, action: str, merge: CandidateMerge, target: Candidate, before: Values, after: Values
) -> None:
    """The trail has numbers, and of what is private only that it changed."""
    changed = [name for name in after if before[name] != after[name]]

    def said(values: Values) -> Values:
        return {name: "…" if name in _HIDDEN and values[name] else values[name] for name in changed}

    counts = {name: len(ids) for name, ids in merge.moved.items() if ids}
    detail = {"merged": merge.merged_number, "moved": counts}
    record(
        actor=actor,
        action=action,
        target=target,
        before=said(before) | (detail if action == UNMERGE else {}),
        after=said(after) | (detail if action == MERGE else {}),
    )
