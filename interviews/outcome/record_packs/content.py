"""What the record pack of a candidate holds: every row the site keeps, as its reader may see it.

Everything is read through ``visible_to``; an interview for which the reader is blind is left out with all
that belongs to it. Rows keep the names of their columns; numbers are strings and times are in UTC, as in a
sealed report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, Model, Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.audit_visibility import readable_by
from accounts.models import User
from common.numbers import format_decimal
from interviews.building.services.publishing import load_frozen
from interviews.models import (
    AsideChange,
    Candidate,
    CandidateNote,
    CandidatePaper,
    Company,
    Consensus,
    Decision,
    DecisionAnswer,
    ExtraQuestion,
    Focus,
    HandoverNote,
    Interview,
    Mark,
    PanelMember,
    Response,
    Scorecard,
    ScoreChange,
    Sheet,
    SubmittedVersion,
    Tie,
)
from interviews.outcome.pages.report import candidate_page, interview_page
from interviews.outcome.record_packs.documents import PackDocuments, company_date, folder_name
from interviews.outcome.record_packs.file import readable_json
from interviews.outcome.reports.sealed import utc_iso

#: The action in the audit trail. Its events are no part of a pack: the next pack would differ by them.
PACK = "candidate.pack"
PackEntry = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class PackRound:
    """An interview with the folder of its data and that of the files people read; ``withheld``: it is left
    out."""

    interview: Interview
    folder: str
    name: str
    withheld: bool


def pack_rounds_for(candidate: Candidate, user: User) -> tuple[PackRound, ...]:
    """The candidate's interviews the user may know of, by time."""
    interviews = (
        Interview.objects.visible_to(user)
        .with_own_state(user)
        .filter(candidate=candidate)
        .select_related("candidate__position", "sheet__question_set", "closed_by", "created_by")
        .order_by("starts_at", "pk")
    )
    return tuple(
        PackRound(
            interview,
            f"data/interviews/{number:02d}-{interview.pk}",
            folder_name(number, interview.round, company_date(interview.starts_at)),
            interview.blind,
        )
        for number, interview in enumerate(interviews, start=1)
    )


def manifest_header(candidate: Candidate, rounds: Sequence[PackRound]) -> dict[str, Any]:
    """What the manifest says beside its list of files."""
    return {
        "candidate": {"id": candidate.pk, "name": candidate.name},
        "interviews": [
            {
                "id": round_.interview.pk,
                "folder": round_.folder,
                "starts_at": utc_iso(round_.interview.starts_at),
            }
            for round_ in rounds
            if not round_.withheld
        ],
        "left_out": [
            {
                "id": round_.interview.pk,
                "starts_at": utc_iso(round_.interview.starts_at),
                "why": "Whoever made this pack owed a scorecard of this interview, or had left its panel.",
            }
            for round_ in rounds
            if round_.withheld
        ],
    }


def pack_entries_for(candidate: Candidate, rounds: Sequence[PackRound], user: User) -> Iterator[PackEntry]:
    """Path and bytes of every file but the manifest."""
    included = [round_ for round_ in rounds if not round_.withheld]
    left_out = [round_.interview for round_ in rounds if round_.withheld]
    papers = _papers(candidate, user)
    readme = render_to_string(
        "interviews/outcome/record_packs/readme.txt",
        {"candidate": candidate, "left_out": left_out, "papers": papers},
    )
    yield "README.txt", readme.encode()
    documents = PackDocuments(Company.current())
    yield from documents.candidate(candidate_page(candidate.pk, user))
    for path, pk in papers.items():
        yield path, bytes(CandidatePaper.objects.values_list("content", flat=True).get(pk=pk))
    for round_ in included:
        yield from documents.interview(round_.name, interview_page(round_.interview, user))
    rounds_with_names = [(round_.interview, round_.name) for round_ in included]
    yield documents.index(candidate, rounds_with_names, left_out, list(papers))
    yield from _candidate(candidate, papers, user)
    for round_ in included:
        yield from _interview(round_, user)
    interviews = [round_.interview for round_ in included]
    yield "data/audit.json", readable_json(list(_trail(candidate, interviews, user)))


def _papers(candidate: Candidate, user: User) -> dict[str, int]:
    """Path in the pack → id of the paper, in the order in which they were uploaded."""
    rows = CandidatePaper.objects.visible_to(user).filter(candidate=candidate).order_by("added_at", "pk")
    folder = _("Papers")
    return {
        f"{folder}/{number:02d} {name}": pk
        for number, (pk, name) in enumerate(rows.values_list("pk", "name"), start=1)
    }


def _candidate(candidate: Candidate, papers: Mapping[str, int], user: User) -> Iterator[PackEntry]:
    notes = CandidateNote.objects.visible_to(user).filter(candidate=candidate).order_by("at", "pk")
    ties = Tie.objects.visible_to(user).filter(candidate=candidate).order_by("pk")
    rows = CandidatePaper.objects.defer("content").select_related("added_by").in_bulk(papers.values())
    content = row_as_dict(candidate) | {
        "position": {"id": candidate.position_id, "name": candidate.position.name},
        "notes": [row_as_dict(note) for note in notes],
        "papers": [{"path": path} | row_as_dict(rows[pk]) for path, pk in papers.items()],
        "ties": [row_as_dict(tie) for tie in ties.select_related("person", "declared_by", "withdrawn_by")],
    }
    yield "data/candidate.json", readable_json(content)


def _interview(pack_round: PackRound, user: User) -> Iterator[PackEntry]:
    interview, folder = pack_round.interview, pack_round.folder
    seats = PanelMember.objects.filter(interview=interview).order_by("pk")
    seats = seats.select_related("user", "withdrawn_by")
    leads = Focus.objects.filter(interview=interview).order_by("item", "pk")
    content = row_as_dict(interview) | {
        "panel": [row_as_dict(seat) for seat in seats],
        "leads_of_questions": [row_as_dict(lead) for lead in leads],
    }
    yield f"{folder}/interview.json", readable_json(content)
    yield from _sheet(interview, folder)
    for seat in seats:
        yield from _scorecard(seat, f"{folder}/scorecards/seat-{seat.pk}", user)
    yield f"{folder}/consensus.json", _rows(Consensus, user, "pk", interview=interview)
    yield from _decisions(interview, folder, user)


def _sheet(interview: Interview, folder: str) -> Iterator[PackEntry]:
    """The text its hash was taken over, and its row."""
    yield f"{folder}/sheet.json", load_frozen(interview.sheet).text.encode()
    yield f"{folder}/sheet-about.json", readable_json(row_as_dict(interview.sheet))


def _scorecard(seat: PanelMember, folder: str, user: User) -> Iterator[PackEntry]:
    """A scorecard that was handed in once, or was left behind: as it is, and all that led there."""
    card = Scorecard.objects.visible_to(user).filter(member=seat).first()
    versions = SubmittedVersion.objects.visible_to(user).filter(scorecard__member=seat).order_by("number")
    for version in versions:
        content = json.dumps(version.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield f"{folder}/version-{version.number}.json", content.encode()
    seat_facts = {"seat": seat.pk, "person": str(seat.user), "lead": seat.lead}
    if card is None or card.status == Scorecard.Status.DRAFT:
        # A draft is its owner's alone, also one that was submitted before.
        if versions:
            yield (
                f"{folder}/scorecard.json",
                readable_json(seat_facts | {"status": "draft", **_version_hashes(versions)}),
            )
        return
    yield (
        f"{folder}/scorecard.json",
        readable_json(seat_facts | row_as_dict(card) | _version_hashes(versions)),
    )
    yield f"{folder}/responses.json", _rows(Response, user, "item", scorecard=card)
    yield f"{folder}/marks.json", _rows(Mark, user, "response", "point", response__scorecard=card)
    yield f"{folder}/changes.json", _rows(ScoreChange, user, "at", "pk", scorecard=card)
    yield f"{folder}/added-questions.json", _rows(ExtraQuestion, user, "added_at", "pk", scorecard=card)
    yield f"{folder}/hand-over.json", _rows(HandoverNote, user, "pk", scorecard=card)
    yield f"{folder}/changes-beside.json", _rows(AsideChange, user, "at", "pk", scorecard=card)


def _version_hashes(versions: Iterable[SubmittedVersion]) -> dict[str, Any]:
    return {
        "versions": [
            {
                "number": version.number,
                "sha256": version.sha256,
                "submitted_at": utc_iso(version.submitted_at),
            }
            for version in versions
        ]
    }


def _decisions(interview: Interview, folder: str, user: User) -> Iterator[PackEntry]:
    """What was sealed, byte for byte, and the rows around it."""
    rows = Decision.objects.visible_to(user).filter(interview=interview)
    decision_rows = []
    for decision in rows.select_related("answer", "erased_seal", "taken_by").order_by("number"):
        yield f"{folder}/decisions/{decision.number}-sealed.json", decision.sealed.encode()
        content = {name: value for name, value in row_as_dict(decision).items() if name != "sealed"}
        answer: DecisionAnswer | None = decision.answered
        erased_seal = getattr(decision, "erased_seal", None)
        decision_rows.append(
            content
            | {"counts": decision.counts, "answer": row_as_dict(answer) if answer else None}
            | ({"sha256_after_erasure": erased_seal.sha256} if erased_seal else {})
        )
    if decision_rows:
        yield f"{folder}/decisions/decisions.json", readable_json(decision_rows)


def _trail(candidate: Candidate, interviews: Sequence[Interview], user: User) -> Iterator[dict[str, Any]]:
    """The audit events about the candidate and these interviews, oldest first."""
    seats = PanelMember.objects.filter(interview__in=interviews)
    ids_by_model: list[tuple[type[Model], Iterable[Any]]] = [
        (Candidate, [candidate.pk]),
        (Tie, Tie.objects.filter(candidate=candidate).values_list("pk", flat=True)),
        (Interview, [interview.pk for interview in interviews]),
        (Sheet, [interview.sheet_id for interview in interviews]),
        (PanelMember, seats.values_list("pk", flat=True)),
        (Scorecard, Scorecard.objects.filter(member__in=seats).values_list("pk", flat=True)),
        (Consensus, Consensus.objects.filter(interview__in=interviews).values_list("pk", flat=True)),
        (Decision, Decision.objects.filter(interview__in=interviews).values_list("pk", flat=True)),
    ]
    wanted = Q()
    for model, ids in ids_by_model:
        wanted |= Q(object_type=model._meta.label_lower, object_id__in=[str(pk) for pk in ids])
    for event in readable_by(user).filter(wanted).exclude(action=PACK).order_by("pk"):
        yield row_as_dict(event)


def _rows(model: Any, user: User, *order: str, **filters: Any) -> bytes:
    return readable_json(
        [row_as_dict(row) for row in model.objects.visible_to(user).filter(**filters).order_by(*order)]
    )


def row_as_dict(row: Model) -> dict[str, Any]:
    """The row's columns by name but for files, JSON-ready; with the names of people who were selected with
    the row."""
    columns: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name in Candidate.written_keys or isinstance(field, BinaryField):
            continue
        columns[field.attname] = _json(getattr(row, field.attname))
        if field.related_model is User and field.name in row._state.fields_cache:
            person = getattr(row, field.name)
            columns[field.name] = str(person) if person else None
    return columns


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return utc_iso(value)
    if isinstance(value, Decimal):
        return format_decimal(value)
    return str(value) if isinstance(value, UUID | date) else value
