"""A candidate's data to hand over: everything the site holds about the person and the reader may see.

Of an interview for which the reader is blind there are place and time, and that the rest is withheld.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from common.numbers import format_decimal
from interviews.candidates.pages.papers import papers_for
from interviews.candidates.services.merging import merged_entries
from interviews.models import (
    Candidate,
    CandidateLetter,
    CandidateNote,
    CandidatePaper,
    CandidateTagging,
    Decision,
    HandoverNote,
    Interview,
    Tie,
)
from interviews.models.interviews import InterviewWithOwnState
from interviews.outcome.reports.interview import InterviewReport, interview_report
from interviews.outcome.rules.results import ItemReport

FORMAT = 3
EXPORT = "candidate.export"


@transaction.atomic
def export_candidate(*, actor: User, candidate: Candidate) -> bytes:
    """A zip file with ``data.json`` and the same as text, ``data.txt``; the trail keeps that it was made."""
    content = candidate_data(candidate, actor)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("data.json", json.dumps(content, ensure_ascii=False, indent=2) + "\n")
        # With a byte order mark, Windows' editor reads the file as UTF-8.
        text = render_to_string("interviews/privacy/export.txt", {"data": content})
        package.writestr("data.txt", "\ufeff" + text.replace("\n", "\r\n"))
        for paper in content["papers"]:
            data = CandidatePaper.objects.values_list("content", flat=True).get(pk=paper["number"])
            package.writestr(paper["file"], bytes(data))
    record(actor=actor, action=EXPORT, target=candidate)
    return file.getvalue()


def candidate_data(candidate: Candidate, reader: User) -> dict[str, Any]:
    """The data as JSON-ready values; times with their offset."""
    interviews = (
        Interview.objects.visible_to(reader)
        .with_own_state(reader)
        .filter(candidate=candidate)
        .select_related("candidate__position", "sheet")
        .prefetch_related("members__user")
        .order_by("starts_at", "pk")
    )
    notes = CandidateNote.objects.visible_to(reader).filter(candidate=candidate)
    papers = papers_for(candidate, reader)
    return {
        "format": FORMAT,
        "exported_at": _local_iso(timezone.now()),
        "exported_by": str(reader),
        "candidate": {
            "number": candidate.pk,
            "name": candidate.name,
            "position": candidate.position.name,
            "email": candidate.email,
            "phone": candidate.phone,
            "entered_at": _local_iso(candidate.created_at),
            "keep_until": candidate.keep_until.isoformat() if candidate.keep_until else None,
            "keep_reason": candidate.keep_reason,
        },
        "papers": [
            {
                "number": paper.pk,
                "file": f"papers/{number:02d} {paper.name}",
                "bytes": paper.size,
                "uploaded_at": _local_iso(paper.added_at),
                "by": str(paper.added_by),
            }
            for number, paper in enumerate(papers.papers, start=1)
        ],
        "papers_withheld": papers.withheld,
        "tags": [
            tagging.tag.name
            for tagging in CandidateTagging.objects.visible_to(reader)
            .filter(candidate=candidate)
            .select_related("tag")
            .order_by("tag__key")
        ],
        "merged_entries": [
            {"number": entry.pk, "name": entry.name, "email": entry.email, "phone": entry.phone}
            for entry in merged_entries(candidate)
        ],
        "notes": [
            {"at": _local_iso(note.at), "by": note.by_name, "text": note.text}
            for note in notes.order_by("at", "pk")
        ],
        "ties": [
            {"person": str(tie.person), "kind": tie.get_kind_display(), "note": tie.note}
            for tie in Tie.objects.visible_to(reader).filter(candidate=candidate).select_related("person")
        ],
        "interviews": [_interview(interview, reader) for interview in interviews],
    }


def _interview(interview: InterviewWithOwnState, reader: User) -> dict[str, Any]:
    content = {
        "round": interview.round,
        "starts_at": _local_iso(interview.starts_at),
        "minutes": interview.minutes,
        "place": interview.place,
        "note_to_the_panel": interview.note,
        "sheet": str(interview.sheet),
        "status": interview.get_status_display(),
        "cancel_reason": interview.cancel_reason,
        "panel": [str(member) for member in interview.sitting],
        "candidate_state": interview.get_reply_display(),
        "letters": [
            {
                "kind": letter.get_kind_display(),
                "to": letter.address,
                "subject": letter.subject,
                "text": letter.body,
                "by": str(letter.sent_by),
                "sent_at": _local_iso(letter.sent_at) if letter.sent_at else None,
            }
            for letter in CandidateLetter.objects.visible_to(reader)
            .filter(interview=interview)
            .select_related("sent_by")
            .order_by("pk")
        ],
        "withheld": interview.blind,
    }
    if interview.blind:
        return content
    handovers = HandoverNote.objects.visible_to(reader).filter(scorecard__member__interview=interview)
    return content | {
        "handover_notes": [note.text for note in handovers if note.text],
        "result": _result(interview_report(interview, reader)),
        "decisions": [
            {
                "decision": decision.get_outcome_display(),
                "reason": decision.reason,
                "by": decision.taken_by_name,
                "at": _local_iso(decision.taken_at),
                "counts": decision.counts,
            }
            for decision in Decision.objects.visible_to(reader)
            .filter(interview=interview)
            .select_related("answer")
            .order_by("number")
        ],
    }


def _result(report: InterviewReport) -> dict[str, Any] | None:
    if not report.members:
        return None
    return {
        "percent": _number(report.total.percent),
        "band": report.total.band,
        "questions": [_question(item) for item in report.items],
        "added_questions": [
            {"by": member.name, "text": added.text, "notes": added.notes}
            for member in report.deviations
            for added in member.added
        ],
    }


def _question(item: ItemReport) -> dict[str, Any]:
    return {
        "number": item.number,
        "text": item.text,
        "answers": [
            {
                "by": response.name,
                "rating": _number(response.rating),
                "not_asked": response.not_asked,
                "notes": response.notes,
                "evidence": response.evidence,
                "reason": response.reason,
                "flag_note": response.flag_note,
                "not_asked_reason": response.not_asked_reason,
                "marks": [{"point": mark.text, "mark": mark.value} for mark in response.marks if mark.value],
            }
            for response in item.responses
        ],
        "agreed": [{"rating": _number(row.rating), "reason": row.reason} for row in item.agreed],
    }


def _local_iso(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")


def _number(number: Decimal | None) -> str | None:
    return None if number is None else format_decimal(number)
