"""The letters to an interview's candidate, on pages of rooms below that of the letters."""

from typing import Any

from django import template

from interviews.letters.pages.letters import letters_of, letters_to
from interviews.models import Candidate, CandidateLetter, Interview

register = template.Library()


@register.inclusion_tag("interviews/letters/of_interview.html", takes_context=True)
def candidate_letters(context: Any, interview: Interview) -> dict[str, Any]:
    """``{% candidate_letters interview %}``, for HR."""
    request = context["request"]
    return {"request": request, "user": request.user, "of": letters_of(interview, request.user)}


@register.simple_tag(takes_context=True)
def letters_to_candidate(context: Any, candidate: Candidate) -> list[CandidateLetter]:
    """``{% letters_to_candidate candidate as letters %}``: about all their interviews, the newest first."""
    return letters_to(candidate, context["request"].user)
