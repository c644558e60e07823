"""What a decision seals: the whole report it was taken on, and the rules, in words that need no database.

Names and texts are copied; numbers are strings, to stay exact; times are in UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_noop

from common.numbers import format_decimal
from interviews.outcome.reports.interview import InterviewReport
from interviews.outcome.rules.deviations import MemberDeviations
from interviews.outcome.rules.results import (
    AgreedRating,
    ItemReport,
    MemberReport,
    Reopening,
    ResponseReport,
    SubtotalReport,
)
from interviews.statistics import krippendorff_alpha, mean_difference

FORMAT = 1
#: The rules in a sentence each, as they were when the decision was taken (interviews/scoring). Sealed in
#: English, read in the language of whoever reads.
RULES = [
    gettext_noop("A checklist suggests maximum × Σ(weight × mark) / Σ weight, rounded half-up to the step."),
    gettext_noop(
        "A ladder suggests the highest level reached with all lower ones, and a step more for a partly met "
        "next."
    ),
    gettext_noop(
        "A scorecard's total is Σ(weight × rating) / Σ(weight × maximum) over the questions that were asked."
    ),
    gettext_noop(
        "The result is Σ(weight × rating) / Σ(weight × maximum) over the questions that anybody was asked; a "
        "question’s rating is its consensus, else the mean of those who asked it."
    ),
    gettext_noop(
        "A band opens at its lower bound. A ladder question below the floor makes the result the lowest "
        "band: by its consensus where one is kept, else by any member's rating."
    ),
]


def content_to_seal(report: InterviewReport, decision: dict[str, Any]) -> dict[str, Any]:
    """The content to seal: ``decision`` (JSON-ready) with the report and its rules."""
    interview = report.interview
    units = [[response.rating for response in item.responses] for item in report.items]
    return {
        "format": FORMAT,
        "decision": decision,
        "interview": {
            "id": interview.pk,
            "candidate": interview.candidate.name,
            "position": interview.candidate.position.name,
            "round": interview.round,
            "starts_at": utc_iso(interview.starts_at),
            "sheet": interview.sheet.name,
            "sheet_version": interview.sheet.version,
            "sheet_sha256": interview.sheet.sha256,
        },
        "rules": {"scale": interview.sheet.scale, "scale_name": interview.sheet.scale_name, "text": RULES},
        "round": {
            "panel": report.panel_size,
            "waiting": list(report.waiting),
            "closed_at": utc_iso(interview.closed_at),
            "close_reason": interview.close_reason,
        },
        "result": _result(report),
        "agreement": {
            "mean_difference": _exact(mean_difference(units)),
            "alpha": _exact(krippendorff_alpha(units)),
        },
        "members": [_member(member) for member in report.members],
        "questions": [_question(item) for item in report.items],
        "reopened": [_reopening(reopening) for reopening in report.reopenings],
        # Why somebody left is for HR; whoever may read the result reads what is sealed.
        "left": [
            {
                "name": member.name,
                "by": member.by,
                "at": utc_iso(member.at),
                "had_submitted": member.had_submitted,
            }
            for member in report.left
        ],
        "deviations": [_deviations(member) for member in report.deviations],
        "basis": report.basis,
    }


def utc_iso(at: datetime | None) -> str | None:
    """The time in UTC as ISO text; None stays None."""
    return None if at is None else at.astimezone(UTC).isoformat()


def _deviations(member: MemberDeviations) -> dict[str, Any]:
    return {
        "name": member.name,
        "asked": list(member.asked),
        "not_asked": [{"number": skipped.number, "reason": skipped.reason} for skipped in member.not_asked],
        "added": [{"text": added.text, "notes": added.notes} for added in member.added],
    }


def _result(report: InterviewReport) -> dict[str, Any]:
    return {
        "share": _exact(report.total.share),
        "percent": _number(report.total.percent),
        "band": report.total.band,
        "given_percent": _number(report.mean_total.percent),
        "given_band": report.mean_total.band,
        "disqualifications": [
            {
                "number": disqualification.number,
                "name": disqualification.name,
                "rating": format_decimal(disqualification.rating),
            }
            for disqualification in report.disqualifications
        ],
        "categories": [_subtotal(row) for row in report.categories],
        "competencies": [_subtotal(row) for row in report.competencies],
    }


def _member(member: MemberReport) -> dict[str, Any]:
    return {
        "name": member.name,
        "lead": member.lead,
        "scorecard": member.scorecard_id,
        "version": member.version,
        "submitted_at": utc_iso(member.submitted_at),
        "percent": _number(member.total.percent),
        "band": member.total.band,
        "seconds": member.seconds,
    }


def _question(item: ItemReport) -> dict[str, Any]:
    return {
        "number": item.number,
        "code": item.code,
        "text": item.text,
        "section": item.section,
        "category": item.category,
        "competencies": list(item.competencies),
        "weight": format_decimal(item.weight),
        "rubric_kind": item.rubric_kind,
        "ratings": [_response(response) for response in item.responses],
        "mean": _number(item.mean),
        "consensus": [_agreed(row) for row in item.agreed],
    }


def _response(response: ResponseReport) -> dict[str, Any]:
    return {
        "name": response.name,
        "rating": _number(response.rating),
        "suggested": _number(response.suggested),
        "notes": response.notes,
        "evidence": response.evidence,
        "reason": response.reason,
        "flag_note": response.flag_note,
        "not_asked": response.not_asked,
        "not_asked_reason": response.not_asked_reason,
        "probes_used": list(response.probes_used),
        "seconds": response.seconds,
        "marks": [
            {"text": mark.text, "level": mark.level, "red_flag": mark.red_flag, "value": mark.value}
            for mark in response.marks
        ],
    }


def _agreed(row: AgreedRating) -> dict[str, Any]:
    return {
        "row": row.row,
        "rating": _number(row.rating),
        "reason": row.reason,
        "by": row.by,
        "at": utc_iso(row.at),
        "crossed": row.crossed,
    }


def _reopening(reopening: Reopening) -> dict[str, Any]:
    return {
        "name": reopening.name,
        "by": reopening.by,
        "at": utc_iso(reopening.at),
        "reason": reopening.reason,
        "version": reopening.version,
    }


def _subtotal(row: SubtotalReport) -> dict[str, Any]:
    return {"name": row.name, "percent": _number(row.percent)}


def _number(number: Decimal | None) -> str | None:
    return None if number is None else format_decimal(number)


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else str(number)
