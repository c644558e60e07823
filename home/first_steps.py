"""What a new site still lacks before its first interview: shown to HR until it is all there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.common.forms import panel_choices
from interviews.models import Candidate, Company, Interview, Position, Sheet

STEPS = ("company", "people", "position", "sheet", "candidate", "interview")


@dataclass(frozen=True, slots=True)
class FirstStep:
    """``url`` is "" where somebody else does it."""

    title: str
    text: str
    url: str
    done: bool


def read_site_facts(user: User, **also: Any) -> dict[str, Any]:
    """What there is on the site, by the names of the steps, and what else is asked for: one query."""
    there: Any = {
        "company": Exists(Company.objects.exclude(name="")),
        "people": Exists(panel_choices().exclude(pk=user.pk)),
        "position": Exists(Position.objects.all()),
        "sheet": Exists(Sheet.objects.all()),
        "candidate": Exists(Candidate.objects.all()),
        "interview": Exists(Interview.objects.all()),
    }
    people: Any = User.objects.filter(pk=user.pk)
    facts: dict[str, Any] = people.values(**there, **also).get()
    return facts


def first_steps(user: User, facts: Mapping[str, Any]) -> list[FirstStep]:
    """In their order; none once all are done. ``facts``: of :func:`read_site_facts`."""
    if all(facts[name] for name in STEPS):
        return []
    manages = user.has_perm("accounts.add_user")
    return [
        FirstStep(
            _("Company"),
            _("Name and logo stand on printed pages and reports."),
            reverse("interviews:company"),
            facts["company"],
        ),
        FirstStep(
            _("Interviewers"),
            _("Who sits on panels needs an account with that role.")
            if manages
            else _("An administrator gives colleagues an account with that role."),
            reverse("accounts:person-invite") if manages else "",
            facts["people"],
        ),
        FirstStep(
            _("Position"),
            _("What people are interviewed for."),
            reverse("interviews:position-create"),
            facts["position"],
        ),
        FirstStep(
            _("Sheet"),
            _("The questions of an interview. Three sets of 30, 45 and 60 minutes are ready-made."),
            reverse("interviews:ready-made"),
            facts["sheet"],
        ),
        FirstStep(
            _("Candidate"),
            _("Enter one, or bring in a list."),
            reverse("interviews:candidate-create"),
            facts["candidate"],
        ),
        FirstStep(
            _("Interview"),
            _("A candidate, a sheet, a panel and a time. A new candidate can be entered there too."),
            reverse("interviews:interview-create"),
            facts["interview"],
        ),
    ]
