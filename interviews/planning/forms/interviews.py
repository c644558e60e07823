"""The form of an interview's plan, also with a new candidate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.concurrent_edits import ConcurrentEditMixin
from accounts.models import User
from common.finding.choices import SearchedChoiceField
from common.spacing import join_sentences
from common.time_zones import zone_label
from interviews.common.forms import (
    AdmissionField,
    CandidateChoiceField,
    ConfirmedInput,
    FoundByName,
    PeopleChoiceField,
    PersonChoiceField,
    PositionChoiceField,
    ask_at,
    choice_field,
    offer_positions,
    panel_choices,
)
from interviews.models import Candidate, Interview, Position, Sheet
from interviews.planning.rules.past import is_planned_in_the_past
from interviews.planning.services.clashes import clash_key, clashes_at
from interviews.planning.services.scheduling import Plan, doubt_about_restoring, past_question

#: Years an interview may be in: catches slips of the keyboard.
FIRST_YEAR, LAST_YEAR = 2000, 2099


def offered_sheets() -> QuerySet[Sheet]:
    """Every sheet: the latest versions of open sets first, each kind newest first."""
    newer = Sheet.objects.filter(question_set=OuterRef("question_set"), version__gt=OuterRef("version"))
    superseded = ExpressionWrapper(
        Exists(newer) | Q(question_set__archived=True), output_field=BooleanField()
    )
    sheets: Any = Sheet.objects.annotate(superseded=superseded)
    return cast("QuerySet[Sheet]", sheets.order_by("superseded", "-published_at", "-pk"))


class SheetChoiceField(FoundByName, SearchedChoiceField[Sheet]):
    """Chooses a sheet of :func:`offered_sheets`; found by its name."""

    def label_from_instance(self, obj: Sheet) -> str:
        if not getattr(obj, "superseded", False):
            return str(obj)
        return gettext("%(sheet)s · earlier version or archived set") % {"sheet": obj}


def candidates_to_interview(chosen: int = 0) -> QuerySet[Candidate]:
    """Candidates of open positions, and the one who is chosen already."""
    people = Candidate.objects.filter(Q(position__open=True) | Q(pk=chosen), erased_at__isnull=True)
    return people.select_related("position")


class InterviewForm(ConcurrentEditMixin, forms.ModelForm[Interview]):
    """An interview's plan. The lead belongs to the panel without being ticked as well."""

    lead = PersonChoiceField(
        User.objects.none(), label=_("Leads the interview"), empty_label=_("Choose the lead")
    )
    panel = PeopleChoiceField(User.objects.none(), label=_("Also on the panel"), required=False)

    admitted_reason = AdmissionField()
    #: The time that was confirmed. Hidden until it is asked for.
    past = forms.CharField(
        label=_("Yes, the interview was at this time"), required=False, widget=forms.HiddenInput
    )
    #: The clash that was confirmed. Hidden until it is asked for.
    clash = forms.CharField(
        label=_("Yes, it takes place all the same"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Interview
        fields = ["sheet", "starts_at", "minutes", "round", "place", "note"]
        field_classes = {"sheet": SheetChoiceField}
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
        people = reverse("interviews:choose-person") + (f"?interview={interview.pk}" if interview else "")
        for name in ("lead", "panel"):
            choice_field(self, name).queryset = panel_choices(interview)
            ask_at(self, name, people)
        self.offer_admission(interview)
        if interview is not None:
            members = interview.sitting
            self.initial["lead"] = next((member.user_id for member in members if member.lead), None)
            self.initial["panel"] = [member.user_id for member in members if not member.lead]

    def offer_sheets(self) -> None:
        """Offer every sheet, the current ones first."""
        field = choice_field(self, "sheet")
        field.queryset, field.empty_label = offered_sheets(), gettext("Choose a sheet")
        ask_at(self, "sheet", reverse("interviews:choose-sheet"))

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
        self._ask_about_clashes(data)
        return data

    def _ask_about_clashes(self, data: dict[str, Any]) -> None:
        """Ask before somebody would have to be in two interviews at once, where that is new."""
        if not all(data.get(name) for name in ("starts_at", "minutes", "lead")):
            return
        before = self.initial.get("starts_at")
        moved = before is None or before.replace(second=0, microsecond=0) != data["starts_at"]
        if not moved and not {"minutes", "lead", "panel"} & {*self.changed_data}:
            return
        candidate = data.get("candidate")
        clashes = clashes_at(
            data["starts_at"],
            data["minutes"],
            candidate=candidate.pk if candidate else self.instance.candidate_id,
            panel={data["lead"].pk, *(person.pk for person in data.get("panel") or ())},
            but=self.instance.pk,
        )
        if clashes:
            key = clash_key(data["starts_at"], clashes)
            self.fields["clash"].widget = ConfirmedInput(key)
            if data.get("clash") != key:
                self.add_error("clash", [clash.sentence() for clash in clashes])

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
    new_position = PositionChoiceField(
        Position.objects.none(),
        label=_("Position"),
        required=False,
        empty_label=_("Choose a position"),
    )
    new_position_name = forms.CharField(
        label=_("Or a new position"), max_length=Position._meta.get_field("name").max_length, required=False
    )
    new_email = forms.EmailField(label=_("E-mail"), required=False)
    new_phone = forms.CharField(label=_("Phone"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = candidates_to_interview(self.initial.get("candidate") or 0)
        choice_field(self, "candidate").queryset = people
        ask_at(self, "candidate", reverse("interviews:choose-candidate"))
        offer_positions(self, "new_position", Position.objects.filter(open=True))
        self.fields["candidate"].widget.new_row = gettext("New candidate: %(text)s")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        known, new_name = data.get("candidate"), data.get("new_name")
        if new_name and not self.data.get("candidate"):
            # What was typed to find somebody before a new one was entered.
            self.errors.pop("candidate", None)
        if known and new_name:
            self.add_error("new_name", gettext("Either choose a candidate or enter a new one, not both."))
        elif not known and not new_name and not {"candidate", "new_name"} & set(self.errors):
            self.add_error("candidate", gettext("Choose a candidate, or enter a new one below."))
        if new_name:
            self._check_position(data)
        return data

    def _check_position(self, data: dict[str, Any]) -> None:
        """A new candidate is there for a position: one that is open, or a new one."""
        name = " ".join(data.get("new_position_name", "").split())
        if data.get("new_position") and name:
            self.add_error("new_position_name", gettext("Either choose a position or enter a new one."))
        elif not data.get("new_position") and not name and "new_position" not in self.errors:
            self.add_error("new_position", gettext("For which position?"))
        elif name:
            known = Position.objects.filter(name__iexact=name).first()
            if known is not None and not known.open:
                self.add_error("new_position_name", gettext("This position is closed. Open it again first."))
            data["new_position"] = known or Position(name=name)

    def chosen_candidate(self) -> Candidate:
        """The chosen candidate, or the new one, not saved yet."""
        data = self.cleaned_data
        return data.get("candidate") or Candidate(
            name=data["new_name"],
            position=data["new_position"],
            email=data["new_email"],
            phone=data["new_phone"],
        )
