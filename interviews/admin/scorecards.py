"""Scorecards in the admin: one's own to fill in and submit, others' to read once they are open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin_acts import Act, SeenRelatedFilter, asks
from accounts.admin_base import acting_user
from accounts.models import User
from common.ids import id_from
from interviews.access import check_may_reopen
from interviews.admin.base import BlindAdmin
from interviews.admin.scorecard_form import Basis, UnknownBasisError
from interviews.admin.scorecard_page import ScorecardPage
from interviews.common.forms import ReasonForm
from interviews.common.times import when_of
from interviews.models import PanelMember, Scorecard
from interviews.models.visibility import views_interviews
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.paper.views.type_in import show_saved
from interviews.room.pages.scorecard import closed_code
from interviews.room.rules.early import is_early
from interviews.room.services.responses import Responses
from interviews.room.services.saving import Saved, save
from interviews.room.services.scorecards import (
    IncompleteScorecardError,
    Missing,
    NotBegunError,
    NotSeatedError,
    ScorecardClosedError,
    left_out,
    submit,
)
from interviews.room.views.scorecards import own_seat, unsubmitted_content


def _reopen(actor: User, scorecard: Scorecard, values: Mapping[str, Any]) -> str:
    reopen_scorecard(actor=actor, scorecard=scorecard, reason=values["reason"])
    return gettext("%(name)s can work on this scorecard again.") % {"name": scorecard.member.user}


#: Seats without a scorecard that are listed at once.
_SEATS_A_PAGE = 50


@admin.register(Scorecard)
class ScorecardAdmin(BlindAdmin):
    acts = (
        Act(
            name="reopen",
            label=_("Reopen"),
            run=_reopen,
            check=check_may_reopen,
            form=asks(ReasonForm),
            explanation=_("What was submitted stays readable as a version; its owner works on it again."),
        ),
    )

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/admin/scorecard.css"]}

    list_display = ["candidate", "person", "status", "starts_at", "submitted_at"]
    list_filter = [
        "status",
        ("member__user", SeenRelatedFilter),
        ("member__interview__candidate__position", SeenRelatedFilter),
    ]
    list_select_related = ["member__user", "member__interview__candidate"]
    search_fields = ["member__interview__candidate__name", "member__user__name", "member__user__username"]
    ordering = ["-member__interview__starts_at", "pk"]
    fields = ["candidate", "person", "starts_at", "status", "submitted_at", "recorded"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related(
            "member__user", "member__interview__candidate__position", "member__interview__sheet"
        )

    @admin.display(description=_("candidate"))
    def candidate(self, scorecard: Scorecard) -> str:
        return str(scorecard.member.interview.candidate)

    @admin.display(description=_("panel member"))
    def person(self, scorecard: Scorecard) -> str:
        return str(scorecard.member)

    @admin.display(description=_("starts at"), ordering="member__interview__starts_at")
    def starts_at(self, scorecard: Scorecard) -> str:
        return date_format(localtime(scorecard.member.interview.starts_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("content"))
    def recorded(self, scorecard: Scorecard) -> SafeString:
        """What was submitted, or was recorded when its owner left."""
        version = scorecard.versions.first() if scorecard.submitted else None
        content = {"content": version.content} if version else unsubmitted_content(scorecard)
        return render_to_string("interviews/room/content.html", content)

    def view_on_site(self, scorecard: Scorecard) -> str:
        if scorecard.member.withdrawn:
            return reverse("interviews:seat-kept", args=[scorecard.member_id])
        page = "interview-result" if scorecard.submitted else "scorecard"
        return reverse(f"interviews:{page}", args=[scorecard.member.interview_id])

    # Whose it is to fill in: the scoring service asks again

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """To begin one's own."""
        return self.has_view_permission(request) and views_interviews(acting_user(request))

    def has_change_permission(self, request: HttpRequest, obj: Scorecard | None = None) -> bool:
        if not self.has_add_permission(request):
            return False
        return obj is None or (
            obj.member.user_id == acting_user(request).pk and closed_code(obj.member, obj) is None
        )

    def reason_against_changing(self, request: HttpRequest, obj: Scorecard) -> str:
        if obj.member.user_id != acting_user(request).pk:
            return ""
        closed = closed_code(obj.member, obj)
        return str(ScorecardClosedError(closed)) if closed else ""

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """First the choice of an interview, then the form. The first change makes the scorecard."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if "interview" not in request.GET:
            return self._choose_interview(request)
        seat = own_seat(request, id_from(request.GET["interview"]))
        if request.method != "POST" and (closed := closed_code(seat, _card_of(seat))):
            messages.info(request, str(ScorecardClosedError(closed)))
            return redirect("admin:interviews_scorecard_changelist")
        return self._fill_in(request, seat)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One's own to fill in; a locked one, and others', to read."""
        card = self.get_object(request, unquote(object_id))
        own = card is not None and card.member.user_id == acting_user(request).pk
        if own and (request.method == "POST" or self.has_change_permission(request, card)):
            return self._fill_in(request, own_seat(request, card.member.interview_id))
        if card is not None and request.method == "POST":
            raise PermissionDenied(gettext("Only its owner fills in a scorecard."))
        return super().change_view(request, object_id, form_url, extra_context)

    def _choose_interview(self, request: HttpRequest) -> HttpResponse:
        seats = (
            PanelMember.objects.sitting()
            .filter(user=acting_user(request), scorecard__isnull=True, interview__status="scheduled")
            .select_related("interview__candidate__position")
            .order_by("-interview__starts_at", "pk")
        )
        page = Paginator(seats, _SEATS_A_PAGE).get_page(request.GET.get("p"))
        return self._render(request, "choose", {"page": page, "title": gettext("Begin a scorecard")})

    def _fill_in(self, request: HttpRequest, seat: PanelMember) -> HttpResponse:
        if request.method != "POST":
            return self._render_form(request, seat, ScorecardPage(seat))
        try:
            page = ScorecardPage(seat, request.POST, Basis.read(request.POST.get("opened", ""), seat.pk))
        except UnknownBasisError:
            messages.error(
                request,
                gettext(
                    "Nothing was saved: this page was made earlier, or for somebody else. What you typed "
                    "stands below; what is recorded already is kept beside it when you save."
                ),
            )
            return self._render_form(request, seat, ScorecardPage(seat, request.POST, Basis.unknown()))
        readable = page.is_valid()
        if closed := closed_code(seat, page.card):
            if readable and page.card is not None and page.is_recorded():
                # The same form once more: what it said was taken, and what followed from it is shown.
                return redirect(_address(seat))
            messages.error(request, str(ScorecardClosedError(closed)))
            return self._render_form(request, seat, page, closed=True)
        if not readable:
            return self._render_form(request, seat, page, status=422)
        if page.card is None and "early" not in request.POST and is_early(seat.interview.starts_at, now()):
            messages.error(request, str(NotBegunError(seat.interview)))
            return self._render_form(request, seat, page)
        try:
            saved = _save(request, seat, page)
        except (ScorecardClosedError, NotSeatedError) as error:
            messages.error(request, str(error))
            return self._render_form(request, seat, page, closed=True)
        if saved is not None:
            show_saved(request, saved)
        if "_submit" not in request.POST:
            return redirect(_address(seat))
        return self._submit(request, seat)

    def _submit(self, request: HttpRequest, seat: PanelMember) -> HttpResponse:
        card, _made = Scorecard.objects.get_or_create(member=seat)
        try:
            submit(scorecard=card, actor=acting_user(request), early="early" in request.POST)
        except IncompleteScorecardError as incomplete:
            seat = own_seat(request, seat.interview_id)
            return self._render_form(request, seat, ScorecardPage(seat), missing=incomplete.missing)
        except NotBegunError as question:
            messages.error(request, str(question))
            return redirect(_address(seat))
        except ScorecardClosedError as closed:
            messages.info(request, str(closed))
        else:
            messages.success(request, gettext("Your scorecard is submitted and locked."))
        return redirect("admin:interviews_scorecard_change", card.pk)

    def _render_form(
        self,
        request: HttpRequest,
        seat: PanelMember,
        page: ScorecardPage,
        *,
        missing: tuple[Missing, ...] = (),
        closed: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "title": gettext("Scoring %(name)s") % {"name": seat.interview.candidate},
            "page": page,
            "seat": seat,
            "interview": seat.interview,
            "original": _card_of(seat),
            "action": _address(seat),
            "missing": missing,
            "closed": closed,
            "left_out": left_out(seat.interview, _card_of(seat)),
            "when": when_of(seat.interview),
            "early": is_early(seat.interview.starts_at, now()),
        }
        return self._render(request, "form", context, status)

    def _render(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        common = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(
            request, f"admin/interviews/scorecard/{template}.html", common | context, status=status
        )


def _card_of(seat: PanelMember) -> Scorecard | None:
    return getattr(seat, "scorecard", None)


def _address(seat: PanelMember) -> str:
    """The page of a seat's scorecard; before there is one, the page that begins it."""
    card = Scorecard.objects.filter(member=seat).values_list("pk", flat=True).first()
    if card is None:
        return f"{reverse('admin:interviews_scorecard_add')}?interview={seat.interview_id}"
    return reverse("admin:interviews_scorecard_change", args=[card])


def _save(request: HttpRequest, seat: PanelMember, page: ScorecardPage) -> Saved | None:
    """Have the scoring service save what was posted; None when that changes nothing."""
    changes = page.changes()
    if not changes:
        messages.info(request, gettext("Nothing had changed."))
        return None
    return save(
        Responses,
        actor=acting_user(request),
        interview_id=seat.interview_id,
        seat_id=seat.pk,
        raw_changes=changes,
        device=gettext("Administration"),
    )
