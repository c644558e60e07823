"""What tests of letters to candidates start from."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from interviews.letters.services.delivery import deliver_to_candidates
from interviews.letters.services.secrets import secret_for
from interviews.letters.services.writing import draft, kinds_for, send_letter
from interviews.models import CandidateLetter, Company, Interview, LetterKind, LetterLanguage
from tests import factories


def company(**fields: Any) -> Company:
    return Company.objects.create(pk=1, **{"name": "甲公司", "sends_mail": True} | fields)


def interview_of(**fields: Any) -> Interview:
    """With a candidate who can be written to, tomorrow."""
    person: dict[str, Any] = {"name": "李雷", "email": "lilei@example.com"} | fields.pop("person", {})
    candidate = factories.make_candidate(**person)
    fields = {"starts_at": timezone.now() + timedelta(days=1), "place": "302 室"} | fields
    return factories.make_interview(candidate=candidate, **fields)


def send(by: Any, interview: Interview, kind: str | None = None, language: str = "en") -> CandidateLetter:
    """As it would be sent without a change."""
    kind = kind or kinds_for(interview, by)[0]
    written = draft(actor=by, interview=interview, kind=LetterKind(kind), language=LetterLanguage(language))
    return send_letter(
        actor=by,
        interview=interview,
        kind=written.kind,
        language=written.language,
        text=written.text,
        seen=written.about,
    )


def delivered(letter: CandidateLetter) -> CandidateLetter:
    deliver_to_candidates()
    letter.refresh_from_db()
    return letter


def link(letter: CandidateLetter) -> str:
    return reverse("interviews:letter-answer", args=[secret_for(letter)])
