"""Interviews and their panels: planned, moved and cancelled by the services the site calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_acts import Act, Note, SeenRelatedFilter, asks
from accounts.admin_base import ReadOnlyInline, ServiceAdmin, acting_user
from accounts.models import User
from interviews.access import check_may_plan, may_plan
from interviews.admin.base import OpenAdmin
from interviews.common.forms import PeopleChoiceField, PersonChoiceField, ReasonForm
from interviews.models import (
    Candidate,
    Focus,
    Interview,
    PanelMember,
    Scorecard,
    ScoresSeen,
)
from interviews.models.seats import PanelMemberQuerySet
from interviews.models.visibility import InterviewQuerySet, keeps_interviews
from interviews.planning.forms.attendance import AbsenceForm
from interviews.planning.forms.interviews import InterviewForm, RestoreForm
from interviews.planning.forms.panel import ReplaceForm
from interviews.planning.pages.informed import uninformed_panel
from interviews.planning.pages.remarks import absence_sentence, cancelled_sentence, planning_remarks
from interviews.planning.services import scheduling, seats

SEATED = gettext_lazy("People are seated on the page of their interview.")


class InterviewAdminForm(InterviewForm):
    """The site's form. The sheet is searched for: the admin offers no lists of everything."""

    lead = PersonChoiceField(User.objects.none(), label=gettext_lazy("Leads the interview"))
    panel = PeopleChoiceField(User.objects.none(), label=gettext_lazy("Also on the panel"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        interview = options.get("instance")
        begun = bool(interview and interview.pk) and Scorecard.objects.filter(member__interview=interview)
        super().__init__(*args, sheet_fixed=bool(begun and begun.exists()), **options)

    def offer_sheets(self) -> None:
        """Its widget searches."""

    def offer_admission(self, interview: Interview | None) -> None:
        """The admin shows the field where somebody has read scores."""


class PanelMemberInline(ReadOnlyInline):
    """Who sits on the panel and who has left it. Leaving, coming back and replacing ask for a reason: they
    are buttons of the seat's own page."""

    model = PanelMember
    fields = ["user", "lead", "helped", "withdrawn_at"]
    readonly_fields = ["helped"]
    show_change_link = True
    verbose_name_plural = gettext_lazy("seats of the panel")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PanelMember]:
        members = cast("PanelMemberQuerySet[PanelMember]", super().get_queryset(request))
        return members.with_assembled().select_related("user")

    @admin.display(description=gettext_lazy("put this sheet together"), boolean=True)
    def helped(self, member: PanelMember) -> bool:
        return member.assembled


def _cancel(actor: User, interview: Interview, data: Mapping[str, Any]) -> str:
    scheduling.cancel_interview(actor=actor, interview=interview, reason=data["reason"])
    return cancelled_sentence()


def _restore(actor: User, interview: Interview, data: Mapping[str, Any]) -> str:
    scheduling.restore_interview(actor=actor, interview=interview, confirmed=data["confirmed"])
    return _("The interview takes place after all.")


def _record_absence(status: Interview.Status) -> Callable[[User, Interview, Mapping[str, Any]], str]:
    def run(actor: User, interview: Interview, data: Mapping[str, Any]) -> str:
        scheduling.call_off_for_candidate(actor=actor, interview=interview, status=status, note=data["note"])
        return absence_sentence(status)

    return run


@admin.register(Interview)
class InterviewAdmin(OpenAdmin, ServiceAdmin):
    """Planned by the scheduling services: letters and calendars follow; what the site refuses is refused."""

    form = InterviewAdminForm
    list_display = ["candidate", "position", "starts_at", "minutes", "round", "sheet", "people", "status"]
    list_filter = ["starts_at", "status", ("candidate__position", SeenRelatedFilter)]
    list_select_related = ["candidate__position", "sheet"]
    search_fields = [
        "candidate__name",
        "candidate__position__name",
        "sheet__name",
        "round",
        "members__user__name",
    ]
    autocomplete_fields = ["candidate", "sheet"]
    inlines = [PanelMemberInline]
    acts = [
        Act(
            name="cancel",
            label=gettext_lazy("Cancel the interview"),
            explanation=gettext_lazy(
                "Nothing that was recorded is lost, and the interview can be restored. The panel sees the "
                "reason."
            ),
            form=asks(ReasonForm),
            run=_cancel,
            check=lambda user, interview: check_may_plan(user),
            fits=lambda user, interview: not interview.called_off,
            grave=True,
        ),
        Act(
            name="no-show",
            label=gettext_lazy("Candidate did not come"),
            explanation=gettext_lazy("Nothing is scored. The interview can be restored."),
            form=asks(AbsenceForm),
            run=_record_absence(Interview.Status.NO_SHOW),
            check=lambda user, interview: check_may_plan(user),
            fits=lambda user, interview: interview.begun and not interview.called_off,
            grave=True,
        ),
        Act(
            name="withdrew",
            label=gettext_lazy("Candidate withdrew"),
            explanation=gettext_lazy(
                "The panel is told, and nothing is scored. The interview can be restored."
            ),
            form=asks(AbsenceForm),
            run=_record_absence(Interview.Status.WITHDREW),
            check=lambda user, interview: check_may_plan(user),
            fits=lambda user, interview: not interview.called_off,
            grave=True,
        ),
        Act(
            name="restore",
            label=gettext_lazy("Restore the interview"),
            explanation=gettext_lazy("It takes place after all, as it was planned. The panel is told."),
            form=lambda interview, data: RestoreForm(data, interview=interview),
            run=_restore,
            check=lambda user, interview: check_may_plan(user),
            fits=lambda user, interview: interview.called_off,
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        interviews = cast("InterviewQuerySet[Interview]", super().get_queryset(request))
        return interviews.visible_to(acting_user(request)).prefetch_related("members__user")

    # Rights

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return keeps_interviews(acting_user(request))

    def has_change_permission(self, request: HttpRequest, obj: Interview | None = None) -> bool:
        user = acting_user(request)
        return may_plan(user) and (obj is None or not (obj.called_off or obj.candidate.erased))

    def reason_against_adding(self, request: HttpRequest) -> str:
        try:
            check_may_plan(acting_user(request))
        except PermissionDenied as refusal:
            return str(refusal)
        return ""

    def reason_against_changing(self, request: HttpRequest, obj: Interview) -> str:
        if reason := self.reason_against_adding(request):
            return reason
        if obj.candidate.erased:
            return _("This candidate's personal data was erased: nothing more is written about them.")
        return scheduling.restore_first(obj) if obj.called_off else ""

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Interview | None = None) -> Any:
        """Who only looks sees the panel in its table; who plans chooses it in the form."""
        plans = obj is None or self.has_change_permission(request, obj)
        asked = ["past", "clash"] if plans else []
        plan = ["candidate", "sheet", ("starts_at", "minutes"), *asked, "round", "place", "note"]
        if obj is None:
            return [(None, {"fields": [*plan, "lead", "panel"]})]
        if plans:
            plan += ["lead", "panel"]
            if ScoresSeen.objects.filter(interview=obj).exists():
                plan += ["admitted_reason"]
        off = ["cancel_reason", "called_off_by", "called_off_at"] if obj.called_off else []
        state = ["status", *off, "reply", "reply_by", "reply_at", "created_by", "created_at"]
        return [(None, {"fields": plan}), (_("State"), {"fields": state})]

    def get_inlines(self, request: HttpRequest, obj: Interview | None) -> Any:
        """A new interview has no seats yet."""
        return [] if obj is None else super().get_inlines(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Interview | None = None) -> list[str]:
        """Another candidate is another interview."""
        if obj is None:
            return []
        off = ["cancel_reason", "called_off_by", "called_off_at"]
        return ["candidate", "status", *off, "reply", "reply_by", "reply_at", "created_by", "created_at"]

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        chosen = request.GET.get("candidate", "")
        return {"candidate": int(chosen)} if chosen.isdecimal() and len(chosen) < 18 else {}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "starts_at":
            return db_field.formfield(**options)
        return super().formfield_for_dbfield(db_field, request, **options)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "candidate":
            options["queryset"] = Candidate.objects.filter(erased_at__isnull=True, position__open=True)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def save_by_service(self, request: HttpRequest, obj: Interview, form: Any, *, change: bool) -> Interview:
        actor, plan = acting_user(request), form.plan()
        if change:
            return scheduling.change_interview(actor=actor, interview=obj, plan=plan)
        candidate = form.cleaned_data["candidate"]
        return scheduling.schedule_interview(actor=actor, candidate=candidate, plan=plan)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The plan is saved. What HR should know of it is said, as on the site."""
        interview = Interview.objects.get(pk=form.instance.pk)
        for clash in scheduling.find_clashes(interview):
            names = {"interview": clash.interview, "people": ", ".join(clash.people)}
            messages.warning(request, _("At the same time: %(interview)s (%(people)s).") % names)
        for remark in planning_remarks(interview):
            messages.warning(request, remark)
        if uninformed := uninformed_panel(interview).sentence():
            messages.warning(request, uninformed)

    # The list and the way to the site

    @admin.display(description=gettext_lazy("position"))
    def position(self, interview: Interview) -> str:
        return str(interview.candidate.position)

    @admin.display(description=gettext_lazy("panel"))
    def people(self, interview: Interview) -> str:
        return ", ".join(str(member.user) for member in interview.sitting)

    def notes(self, request: HttpRequest, obj: Interview | None = None) -> list[Note]:
        if obj is None or not may_plan(acting_user(request)):
            return []
        return [
            Note(
                _(
                    "On the site, because their pages show the whole sheet or all scorecards beside each "
                    "other: who leads which question, the debrief, and the decision."
                ),
                [
                    (reverse("interviews:interview-focus", args=[obj.pk]), _("Split the questions")),
                    (reverse("interviews:interview-debrief", args=[obj.pk]), _("Debrief")),
                    (reverse("interviews:interview-decision", args=[obj.pk]), _("Decision")),
                ],
            )
        ]

    def view_on_site(self, interview: Interview) -> str:
        return reverse("interviews:interview-detail", args=[interview.pk])


def _take_off(actor: User, member: PanelMember, data: Mapping[str, Any]) -> str:
    seats.take_off_panel(actor=actor, member=member, reason=data["reason"])
    return _("%(name)s no longer sits on this panel.") % {"name": member.user}


def _give_back(actor: User, member: PanelMember, data: Mapping[str, Any]) -> str:
    seats.give_seat_back(actor=actor, member=member, reason=data["reason"])
    return _("%(name)s sits on this panel again.") % {"name": member.user}


def _replace(actor: User, member: PanelMember, data: Mapping[str, Any]) -> str:
    seats.fill_seat(actor=actor, member=member, **data)
    return _("%(name)s sits on this panel now.") % {"name": data["person"]}


@admin.register(PanelMember)
class PanelMemberAdmin(OpenAdmin):
    """Seats. They are taken on the interview's page; leaving one, giving it back and filling it are acts."""

    list_display = ["user", "interview", "starts_at", "lead", "withdrawn_at"]
    list_filter = ["lead", "interview__status", ("user", SeenRelatedFilter)]
    #: Not why somebody left: that is read on the site, by those who may.
    fields = ["interview", "user", "lead", "withdrawn_at", "withdrawn_by", "successor"]
    list_select_related = ["user", "interview__candidate"]
    search_fields = ["user__name", "user__username", "interview__candidate__name"]
    ordering = ["-interview__starts_at", "-lead", "pk"]
    acts = [
        Act(
            name="take-off",
            label=gettext_lazy("Take off the panel"),
            explanation=gettext_lazy("What this person recorded stays, locked, and counts no more."),
            form=asks(ReasonForm),
            run=_take_off,
            check=seats.check_may_take_off,
            fits=lambda user, member: not member.interview.called_off and not member.withdrawn,
            grave=True,
        ),
        Act(
            name="give-back",
            label=gettext_lazy("Give the seat back"),
            explanation=gettext_lazy("The scorecard is then what it was."),
            form=asks(ReasonForm),
            run=_give_back,
            check=seats.check_may_give_back,
            fits=lambda user, member: not member.interview.called_off and member.withdrawn,
        ),
        Act(
            name="replace",
            label=gettext_lazy("Seat somebody else"),
            form=lambda member, data: ReplaceForm(member.interview, data),
            run=_replace,
            check=lambda user, member: seats.check_may_keep_panels(user),
            fits=lambda user, member: (
                not member.interview.called_off
                and (member.withdrawn or member.abandoned)
                and member.successor_id is None
            ),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PanelMember]:
        visible = Interview.objects.visible_to(acting_user(request))
        return super().get_queryset(request).filter(Exists(visible.filter(pk=OuterRef("interview"))))

    @admin.display(description=gettext_lazy("starts at"), ordering="interview__starts_at")
    def starts_at(self, member: PanelMember) -> Any:
        return member.interview.starts_at

    def notes(self, request: HttpRequest, obj: PanelMember | None = None) -> list[Note]:
        if obj is not None or not keeps_interviews(acting_user(request)):
            return []
        interviews = (reverse("admin:interviews_interview_changelist"), _("Interviews"))
        return [Note(SEATED, [interviews])]

    def reason_against_adding(self, request: HttpRequest) -> str:
        return str(SEATED)

    def view_on_site(self, member: PanelMember) -> str:
        return reverse("interviews:interview-detail", args=[member.interview_id])


@admin.register(Focus)
class FocusAdmin(OpenAdmin):
    list_display = ["interview", "item", "member"]
    list_select_related = ["interview__candidate", "item", "member__user"]
    search_fields = ["interview__candidate__name", "member__user__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Focus]:
        visible = Interview.objects.visible_to(acting_user(request))
        return super().get_queryset(request).filter(Exists(visible.filter(pk=OuterRef("interview"))))

    def notes(self, request: HttpRequest, obj: Focus | None = None) -> list[Note]:
        sentence = _("Questions are split on the site: there the whole sheet stands on one page.")
        if obj is None:
            return [Note(sentence)]
        return [Note(sentence, [(self.view_on_site(obj), _("Split the questions"))])]

    def view_on_site(self, row: Focus) -> str:
        return reverse("interviews:interview-focus", args=[row.interview_id])
