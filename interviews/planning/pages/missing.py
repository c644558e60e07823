"""What has to be there before an interview can be planned, and where it is made: no form is a dead end."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from interviews.common.forms import panel_choices
from interviews.models import QuestionSet, Sheet


@dataclass(frozen=True, slots=True)
class MissingStep:
    """A sentence, and the act that mends it."""

    text: str
    act: str
    url: str


def missing_for_planning() -> list[MissingStep]:
    """Nothing where an interview can be planned; in 2 queries."""
    missing = []
    if not Sheet.objects.exists():
        text = _("An interview needs a sheet, and none is published yet.")
        if QuestionSet.objects.filter(archived=False).exists():
            missing.append(MissingStep(text, _("Publish a question set"), reverse("interviews:set-list")))
        else:
            act = _("Ready-made question sets")
            missing.append(MissingStep(text, act, reverse("interviews:ready-made")))
    if not panel_choices().exists():
        text = _("An interview needs interviewers, and nobody has this role yet.")
        missing.append(MissingStep(text, _("People"), reverse("accounts:person-list")))
    return missing
