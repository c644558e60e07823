"""The form that gives a question set to somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interviews.building.services.sharing import people_to_give
from interviews.common.forms import PersonChoiceField, ask_at
from interviews.models import QuestionSet


class GiveForm(forms.Form):
    """Whom to give a set to."""

    person = PersonChoiceField(
        label=_("Person"),
        queryset=User.objects.none(),
        empty_label=_("Choose somebody…"),
        error_messages={"invalid_choice": _("This person has the set already, or puts no sets together.")},
    )

    def __init__(self, data: Any = None, *, question_set: QuestionSet) -> None:
        super().__init__(data, label_suffix="")
        self.fields["person"].queryset = people_to_give(question_set)  # type: ignore[attr-defined]
        ask_at(self, "person", reverse("interviews:set-give-choices", args=[question_set.pk]))
