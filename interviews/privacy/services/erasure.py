"""Erasing a candidate's personal data: the one service that may change what is otherwise append-only.

Name, contacts, notes and every text somebody wrote about the person go; ratings, marks, totals, outcomes
and times stay, under a number. What is erased enters no trail. Which table holds what stands in
services/erasable.py.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.audit import SYSTEM, record
from accounts.kept.erasure import delete_append_only, fold_log, replace_in_append_only, update_append_only
from accounts.models import AuditEvent, User
from common.sent_forms import forget_all
from interviews.candidates.services.erased import erased_name
from interviews.candidates.services.merging import merged_entries
from interviews.candidates.services.tags import delete_unused_tags
from interviews.models import (
    AsideChange,
    Candidate,
    CandidateLetter,
    CandidateNote,
    CandidatePaper,
    CandidateTagging,
    Decision,
    ErasedSeal,
    Erasure,
    Interview,
    PanelMember,
    Scorecard,
    ScoreChange,
    SubmittedVersion,
)
from interviews.outcome.rules.seals import canonical_json, seal_hash, seal_matches
from interviews.outcome.services.verification import RESEAL
from interviews.privacy.rules.redaction import Replacer, build_replacer, redact
from interviews.privacy.services import erasable
from interviews.privacy.services.erased_imports import delete_import_rows
from interviews.room.services.state import TEXT_FIELDS

ERASE = "candidate.erase"
#: No interview takes longer.
LONGEST_INTERVIEW = timedelta(minutes=480)


@dataclass(frozen=True, slots=True)
class _ErasureJob:
    """One erasure under way. ``name`` replaces names, ``mark`` whole texts; ``merged``: the entries of the
    person that were merged into this one, as they were; ``counts``: what is done."""

    candidate: Candidate
    name: str
    mark: str
    replace: Replacer
    merged: list[Candidate]
    counts: Counter[str] = field(default_factory=Counter)


def may_erase(actor: User) -> bool:
    """HR, who keeps candidates."""
    return actor.is_active and actor.has_perm("interviews.change_candidate")


def erasure_refusal(candidate: Candidate) -> str:
    """What keeps a candidate's data from being erased, as a sentence; "" when nothing does."""
    if candidate.erased:
        return _("This candidate's personal data was erased and stays erased.")
    now = timezone.now()
    recent_or_later = candidate.interviews.filter(
        status=Interview.Status.SCHEDULED, starts_at__gt=now - LONGEST_INTERVIEW
    )
    if any(interview.ends_at > now for interview in recent_or_later):
        return _("An interview lies ahead or is under way. Cancel it first, or wait until it is over.")
    return ""


@transaction.atomic
def erase_candidate(
    *, actor: User | None, candidate: Candidate, only_if: Callable[[Candidate], bool] = bool
) -> Erasure:
    """Erase what identifies a person. ``actor`` None: the retention time is over. ``only_if`` is asked once
    nobody else can write about the candidate any more.

    Raises PermissionDenied for anybody but HR, ValidationError when it was done already, an interview lies
    ahead, or ``only_if`` says no.
    """
    if actor is not None and not may_erase(actor):
        raise PermissionDenied(_("HR erases candidates' data."))
    locked = _locked_candidate(candidate)
    if refusal := erasure_refusal(locked):
        raise ValidationError(refusal)
    if not only_if(locked):
        raise ValidationError(_("This candidate's data is to be kept after all."))
    job = _job_for(locked)
    _withdraw_open_scorecards(job)
    _erase_texts(job)
    _erase_change_logs(job)
    _redact_versions(job)
    sealed = _redact_sealed_reports(job)
    job.counts["papers"] = CandidatePaper.objects.filter(candidate=locked).delete()[0]
    job.counts["tags"] = CandidateTagging.objects.filter(candidate=locked).delete()[0]
    delete_unused_tags()
    job.counts["notes"] = delete_append_only(CandidateNote, Q(candidate=locked))
    job.counts["letters"] = CandidateLetter.objects.filter(interview__candidate=locked).delete()[0]
    for entry in (locked, *job.merged):
        delete_import_rows(candidate=entry, replace=job.replace, name=job.name)
    _redact_trail(job)
    _erase_contacts(job)
    forget_all()
    erasure: Erasure = Erasure.objects.create(
        candidate=locked,
        cause=Erasure.Cause.REQUEST if actor else Erasure.Cause.RETENTION,
        by=actor,
        by_name=str(actor) if actor else SYSTEM,
        counts=dict(job.counts),
    )
    record(actor=actor, action=ERASE, target=locked, after={"cause": str(erasure.cause), **job.counts})
    _create_erased_seals(actor, erasure, sealed)
    transaction.on_commit(fold_log)
    return erasure


def _locked_candidate(candidate: Candidate) -> Candidate:
    """The candidate, with every row through which others write about them locked until the end."""
    for rows in (
        Interview.objects.filter(candidate=candidate),
        PanelMember.objects.filter(interview__candidate=candidate),
        Scorecard.objects.filter(member__interview__candidate=candidate),
    ):
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    # Last, as everybody who locks an interview and its candidate does.
    return Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)


def _job_for(candidate: Candidate) -> _ErasureJob:
    name = erased_name(candidate.pk)
    with override(settings.LANGUAGE_CODE):
        mark = _("[erased]")
    merged = merged_entries(candidate)
    words = {word for entry in (candidate, *merged) for word in (entry.name, entry.email, entry.phone)}
    words |= _known_names([candidate.pk, *(entry.pk for entry in merged if entry.pk != candidate.pk)])
    return _ErasureJob(candidate, name, mark, build_replacer(words, name), merged)


def _known_names(ids: list[int]) -> set[str]:
    """Names from the audit trail, earlier ones too."""
    events = AuditEvent.objects.filter(
        object_type=Candidate._meta.label_lower, object_id__in=[str(pk) for pk in ids]
    )
    names: set[str] = set()
    for label, before, after in events.values_list("object_label", "before", "after"):
        candidates = (label, (before or {}).get("name"), (after or {}).get("name"))
        names |= {name for name in candidates if isinstance(name, str)}
    return names


def _withdraw_open_scorecards(job: _ErasureJob) -> None:
    """Nothing more is written about the person: what was not submitted is locked and counts nowhere, and
    whoever had not begun finds a locked scorecard too."""
    open_cards = Scorecard.objects.filter(
        member__interview__candidate=job.candidate, status=Scorecard.Status.DRAFT
    )
    open_cards.update(status=Scorecard.Status.WITHDRAWN)
    empty = PanelMember.objects.filter(interview__candidate=job.candidate, scorecard__isnull=True)
    Scorecard.objects.bulk_create(
        [Scorecard(member=member, status=Scorecard.Status.WITHDRAWN) for member in empty]
    )


def _erase_texts(job: _ErasureJob) -> None:
    """Replace whole texts, or only the names in them, as services/erasable.py says."""
    for model, path in erasable.candidate_tables().items():
        for column in erasable.erased_columns(model):
            written = Q(**{path: job.candidate}) & ~Q(**{column: ""})
            job.counts["texts"] += replace_in_append_only(model, written, **{column: job.mark})
        if "revision" in {field.name for field in model._meta.concrete_fields}:
            # A page that is still open reads everything again.
            replace_in_append_only(model, Q(**{path: job.candidate}), revision=F("revision") + 1)
        columns = erasable.redacted_columns(model)
        if model is Interview:
            columns = ["round", *columns]
        if columns:
            _replace_names(job, model, path, columns)


def _replace_names(job: _ErasureJob, model: type[models.Model], path: str, columns: list[str]) -> None:
    changed = []
    rows: models.QuerySet[Any] = models.QuerySet(model)
    for row in rows.filter(**{path: job.candidate}):
        for column in columns:
            longest = getattr(model._meta.get_field(column), "max_length", None)
            value = redact(getattr(row, column), job.replace, job.mark)
            setattr(row, column, value[:longest] if isinstance(value, str) else value)
        changed.append(row)
    update_append_only(changed, columns)


def _erase_change_logs(job: _ErasureJob) -> None:
    """Erase every text that a browser ever sent."""
    own = Q(scorecard__member__interview__candidate=job.candidate)
    replace_in_append_only(ScoreChange, own & Q(field__in=TEXT_FIELDS) & ~Q(value=""), value=job.mark)
    replace_in_append_only(AsideChange, own & Q(field__in=("text", "notes")) & ~Q(value=""), value=job.mark)


def _redact_versions(job: _ErasureJob) -> None:
    """Redact submitted versions; their hash stays that of what was submitted."""
    rows = SubmittedVersion.objects.filter(scorecard__member__interview__candidate=job.candidate)
    changed = list(rows)
    for version in changed:
        version.content = redact(version.content, job.replace, job.mark)
    update_append_only(changed, ["content"])


def _redact_sealed_reports(job: _ErasureJob) -> list[tuple[Decision, bool]]:
    """Redact the sealed texts; returns the decisions, and whether each seal was intact before."""
    decisions = list(Decision.objects.filter(interview__candidate=job.candidate).order_by("pk"))
    seals = [(decision, seal_matches(decision.sealed, decision.sha256)) for decision in decisions]
    for decision in decisions:
        decision.sealed = _redacted_sealed(job, decision.sealed)
    update_append_only(decisions, ["sealed"])
    return seals


def _redacted_sealed(job: _ErasureJob, sealed: str) -> str:
    """A sealed text without the person's data; {} for one that can't be read."""
    try:
        content = json.loads(sealed)
        return canonical_json(redact(content, job.replace, job.mark) if isinstance(content, dict) else {})
    except ValueError:
        return canonical_json({})


def _create_erased_seals(actor: User | None, erasure: Erasure, sealed: list[tuple[Decision, bool]]) -> None:
    """Seal what is left. Where the first seal was broken, no new one is made: an erasure hides no fault."""
    for decision, was_intact in sealed:
        sha256 = seal_hash(decision.sealed) if was_intact else ""
        ErasedSeal.objects.create(decision=decision, erasure=erasure, sha256=sha256)
        before, after = {"sha256": decision.sha256}, {"sha256": sha256}
        record(actor=actor, action=RESEAL, target=decision, before=before, after=after)


def _redact_trail(job: _ErasureJob) -> None:
    """Redact the audit trail: who did what and when stays, names and reasons about the person go."""
    ids_by_model = {Candidate: [job.candidate.pk, *(entry.pk for entry in job.merged)]} | {
        model: list(models.QuerySet(model).filter(**{path: job.candidate}).values_list("pk", flat=True))
        for model, path in erasable.candidate_tables().items()
    }
    for model, ids in ids_by_model.items():
        keys = [str(pk) for pk in ids]
        for start in range(0, len(keys), 500):
            _redact_events(job, model, keys[start : start + 500])
            _redact_admin_log(job, model, keys[start : start + 500])


def _redact_events(job: _ErasureJob, model: type[models.Model], keys: list[str]) -> None:
    events = list(AuditEvent.objects.filter(object_type=model._meta.label_lower, object_id__in=keys))
    for event in events:
        event.object_label = job.replace(event.object_label)[:300]
        event.reason = job.mark if event.reason else ""
        event.before = redact(event.before, job.replace, job.mark)
        event.after = redact(event.after, job.replace, job.mark)
    update_append_only(events, ["object_label", "reason", "before", "after"])


def _redact_admin_log(job: _ErasureJob, model: type[models.Model], keys: list[str]) -> None:
    kind = ContentType.objects.get_for_model(model)
    for entry in LogEntry.objects.filter(content_type=kind, object_id__in=keys):
        entry.object_repr = job.replace(entry.object_repr)[:200]
        entry.change_message = job.replace(entry.change_message)
        entry.save(update_fields=["object_repr", "change_message"])


def _erase_contacts(job: _ErasureJob) -> None:
    candidate = job.candidate
    candidate.name, candidate.email, candidate.phone = job.name, "", ""
    candidate.keep_until, candidate.keep_reason, candidate.warned_at = None, "", None
    candidate.erased_at = timezone.now()
    candidate.save()
    candidate.merges.update(merged={}, before={}, after={}, set_aside={})
