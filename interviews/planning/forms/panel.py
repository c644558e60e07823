"""Forms around a panel: leaving and filling seats, and who leads which question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.concurrent_edits import ConcurrentEditMixin
from accounts.models import User
from interviews.common.forms import AdmissionField, PersonChoiceField, ReasonForm, ask_at, panel_choices
from interviews.models import Interview, PanelMember, SheetItem, Tie


class StepBackForm(ReasonForm):
    """Leaving a panel oneself; a tie is declared with the same click."""

    NO_TIE = "none"
    tie = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    field_order = ("tie", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ties = [(value, label) for value, label in Tie.Kind.choices if value != Tie.Kind.OTHER]
        self.fields["tie"].choices = [  # type: ignore[attr-defined]
            *ties,
            (Tie.Kind.OTHER, gettext("Another tie to this candidate")),
            (self.NO_TIE, gettext("No tie: I can’t take part")),
        ]
        self.fields["reason"].help_text = gettext("One sentence is enough. HR reads it; the panel does not.")

    def chosen_tie(self) -> str:
        """The kind of tie that was chosen; "" for none."""
        tie: str = self.cleaned_data["tie"]
        return "" if tie == self.NO_TIE else tie


def people_to_seat(interview: Interview) -> QuerySet[User]:
    """Who may be seated on a panel beside those who had a seat: nobody who is tied to the candidate."""
    seated = PanelMember.objects.filter(interview=interview).values("user")
    tied = Tie.objects.active().filter(candidate=interview.candidate_id).values("person")
    return panel_choices(interview).exclude(pk__in=seated).exclude(pk__in=tied)


class ReplaceForm(forms.Form):
    """Somebody for a seat that was left."""

    person = PersonChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose a person"))
    admitted_reason = AdmissionField()

    def __init__(self, interview: Interview, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_seat(interview)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        ask_at(self, "person", reverse("interviews:choose-person") + f"?seat={interview.pk}")
        if not cast(AdmissionField, self.fields["admitted_reason"]).concerns(people):
            del self.fields["admitted_reason"]


class FocusForm(ConcurrentEditMixin, forms.Form):
    """One choice a question: who leads it. ``leads`` are the present ones (item id → member id), ``proposed``
    others to look at before they are saved."""

    def __init__(
        self,
        data: Any,
        *,
        interview: Interview,
        items: Sequence[SheetItem],
        members: Sequence[PanelMember],
        leads: Mapping[int, int],
        proposed: Mapping[int, int] | None = None,
    ) -> None:
        if proposed:
            # Shown as if it had been chosen: the form was opened on what is stored.
            data = {f"item-{item}": str(member) for item, member in proposed.items()}
        super().__init__(data, edited=interview)
        people = [
            ("", gettext("Nobody in particular")),
            *((str(member.pk), str(member)) for member in members),
        ]
        for item in items:
            self.fields[f"item-{item.pk}"] = forms.ChoiceField(
                choices=people,
                required=False,
                initial=str(leads.get(item.pk, "")),
                widget=forms.Select(attrs={"aria-labelledby": f"focus-{item.pk}"}),
                label=gettext("Question %(number)s") % {"number": item.position},
            )
        self.items = items

    def name_in_trail(self, name: str) -> str:
        return next((str(item.position) for item in self.items if name == f"item-{item.pk}"), name)

    def rows(self) -> list[tuple[SheetItem, forms.BoundField]]:
        """The questions with their choices."""
        return [(item, self[f"item-{item.pk}"]) for item in self.items]

    def leads(self) -> dict[int, int | None]:
        """What was chosen: item id → member id or None."""
        chosen = {item.pk: self.cleaned_data[f"item-{item.pk}"] for item in self.items}
        return {item: int(member) if member else None for item, member in chosen.items()}
