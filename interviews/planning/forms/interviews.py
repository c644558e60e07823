"""The form of an interview's plan, also with a new candidate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.concurrent_edits import ConcurrentEditMixin
from accounts.models import User
from common.spacing import join_sentences
from common.time_zones import zone_label
from interviews.common.forms import (
    AdmissionField,
    ConfirmedInput,
    PeopleChoiceField,
    PersonChoiceField,
    choice_field,
    panel_choices,
)
from interviews.models import Candidate, Interview, Position, Sheet
from interviews.planning.rules.past import is_planned_in_the_past
from interviews.planning.services.scheduling import Plan, doubt_about_restoring, past_question

#: Years an interview may be in: catches slips of the keyboard.
FIRST_YEAR, LAST_YEAR = 2000, 2099


def _sheet_groups(sheets: QuerySet[Sheet]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Grouped choices: latest versions of open sets, newest first; then everything else."""
    current_sheets: list[Sheet] = []
    other_sheets: list[Sheet] = []
    latest: set[int] = set()
    for sheet in sheets.select_related("question_set").order_by("-version", "-published_at"):
        is_latest = sheet.question_set_id not in latest
        latest.add(sheet.question_set_id)
        (current_sheets if is_latest and not sheet.question_set.archived else other_sheets).append(sheet)
    groups = (
        (gettext("Current sheets"), current_sheets),
        (gettext("Earlier versions and archived sets"), other_sheets),
    )
    return [
        (
            label,
            [
                (sheet.pk, str(sheet))
                for sheet in sorted(group, key=lambda sheet: sheet.published_at, reverse=True)
            ],
        )
        for label, group in groups
        if group
    ]


class CandidateChoiceField(forms.ModelChoiceField[Candidate]):
    def label_from_instance(self, obj: Candidate) -> str:
        return f"{obj} · {obj.position}"


class InterviewForm(ConcurrentEditMixin, forms.ModelForm[Interview]):
    """An interview's plan. The lead belongs to the panel without being ticked as well."""

    lead = PersonChoiceField(
        User.objects.none(), label=_("Leads the interview"), empty_label=_("Choose the lead")
    )
    panel = PeopleChoiceField(
        User.objects.none(),
        label=_("Also on the panel"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    admitted_reason = AdmissionField()
    #: The time that was confirmed. Hidden until it is asked for.
    past = forms.CharField(
        label=_("Yes, the interview was at this time"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Interview
        fields = ["sheet", "starts_at", "minutes", "round", "place", "note"]
        widgets = {
            "starts_at": forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, sheet_fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        interview = self.instance if self.instance.pk else None
        zone = zone_label(timezone.get_current_timezone())
        self.fields["starts_at"].help_text = gettext("Time zone: %(zone)s.") % {"zone": zone}
        self.offer_sheets()
        if sheet_fixed:
            self.fields["sheet"].disabled = True
            self.fields["sheet"].help_text = gettext("Scoring has begun, so the sheet stays.")
        for name in ("lead", "panel"):
            choice_field(self, name).queryset = panel_choices(interview)
        self.offer_admission(interview)
        if interview is not None:
            members = interview.sitting
            self.initial["lead"] = next((member.user_id for member in members if member.lead), None)
            self.initial["panel"] = [member.user_id for member in members if not member.lead]

    def offer_sheets(self) -> None:
        """Offer every sheet, the current ones first."""
        groups = _sheet_groups(Sheet.objects.all())
        choice_field(self, "sheet").choices = [("", gettext("Choose a sheet")), *groups]

    def offer_admission(self, interview: Interview | None) -> None:
        """Ask for a reason where somebody who may be chosen has read scores and does not sit yet."""
        sitting = [member.user_id for member in interview.sitting] if interview is not None else []
        people = panel_choices(interview).exclude(pk__in=sitting)
        if interview is None or not cast(AdmissionField, self.fields["admitted_reason"]).concerns(people):
            del self.fields["admitted_reason"]

    def clean_starts_at(self) -> datetime:
        starts_at: datetime = self.cleaned_data["starts_at"]
        if not FIRST_YEAR <= starts_at.year <= LAST_YEAR:
            raise ValidationError(gettext("Please check the year."))
        return starts_at

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts_at = data.get("starts_at")
        before = self.initial.get("starts_at")
        if starts_at and is_planned_in_the_past(starts_at, before, timezone.now()):
            asked = starts_at.astimezone(UTC).isoformat(timespec="minutes")
            self.fields["past"].widget = ConfirmedInput(asked)
            if data.get("past") != asked:
                self.add_error("past", past_question(starts_at))
        return data

    def plan(self) -> Plan:
        """The checked values as the scheduling service takes them."""
        names = ("sheet", "starts_at", "minutes", "round", "place", "note", "lead")
        chosen = {name: self.cleaned_data[name] for name in names}
        # A tick for another time has been refused.
        past = bool(self.cleaned_data["past"])
        reason = self.cleaned_data.get("admitted_reason", "")
        return Plan(panel=tuple(self.cleaned_data["panel"]), past=past, admitted_reason=reason, **chosen)


class RestoreForm(forms.Form):
    """Asks before an interview takes place after all whose time has passed or is taken."""

    #: What was confirmed. Hidden until it is asked for.
    confirmed = forms.CharField(
        label=_("Yes, it takes place as it was planned"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: Any = None, *, interview: Interview) -> None:
        super().__init__(data, label_suffix="")
        self.doubt = doubt_about_restoring(interview)
        if self.doubt.sentences:
            self.fields["confirmed"].widget = ConfirmedInput(self.doubt.key)
            self.fields["confirmed"].help_text = join_sentences(self.doubt.sentences)

    def clean_confirmed(self) -> str:
        confirmed: str = self.cleaned_data["confirmed"]
        if self.doubt.sentences and confirmed != self.doubt.key:
            raise ValidationError(list(self.doubt.sentences))
        return confirmed


class NewInterviewForm(InterviewForm):
    """With the candidate: one who is known, or a new one typed in on the spot."""

    candidate = CandidateChoiceField(
        Candidate.objects.none(), label=_("Candidate"), required=False, empty_label=_("Choose a candidate")
    )
    new_name = forms.CharField(label=_("Name"), max_length=80, required=False)
    new_position = forms.ModelChoiceField(
        Position.objects.filter(open=True),
        label=_("Position"),
        required=False,
        empty_label=_("Choose a position"),
    )
    new_email = forms.EmailField(label=_("E-mail"), required=False)
    new_phone = forms.CharField(label=_("Phone"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("candidate") or 0
        people = Candidate.objects.filter(Q(position__open=True) | Q(pk=chosen), erased_at__isnull=True)
        people = people.select_related("position")
        choice_field(self, "candidate").queryset = people

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        known, new_name = data.get("candidate"), data.get("new_name")
        if known and new_name:
            self.add_error("new_name", gettext("Either choose a candidate or enter a new one, not both."))
        elif not known and not new_name and not {"candidate", "new_name"} & set(self.errors):
            self.add_error("candidate", gettext("Choose a candidate, or enter a new one below."))
        if new_name and not data.get("new_position") and "new_position" not in self.errors:
            self.add_error("new_position", gettext("For which position?"))
        return data

    def chosen_candidate(self) -> Candidate:
        """The chosen candidate, or the new one, not saved yet."""
        data = self.cleaned_data
        return data["candidate"] or Candidate(
            name=data["new_name"],
            position=data["new_position"],
            email=data["new_email"],
            phone=data["new_phone"],
        )
