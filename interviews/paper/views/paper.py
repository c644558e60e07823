"""Sheets on paper: print pages and Word files, blank or for an interview."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from common.time_zones import company_time
from interviews.common.lookups import visible_interviews
from interviews.company.letterhead import (
    ChoiceGroup,
    Orientation,
    choice_group,
    chosen_value,
    orientation_group,
    print_context,
)
from interviews.models import Company, Interview, PanelMember, Sheet
from interviews.models.visibility import keeps_interviews
from interviews.paper.pages.sheet import Copy, PrintKind, blank_copy, copy_for, leads_of, paper_for
from interviews.paper.sheet_docx import sheet_docx
from interviews.planning.pages.panel import MEMBERS

EVERYBODY = "all"


@require_GET
@requires("interviews.view_sheet")
def sheet_print(request: Request, pk: int) -> HttpResponse:
    """A blank sheet to print; who, when and where are lines to fill in."""
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), pk=pk)
    back = reverse("interviews:sheet-detail", args=[pk])
    word = reverse("interviews:sheet-docx", args=[pk])
    return _print_page(request, sheet, [blank_copy()], running=str(sheet), back=back, word=word)


@require_GET
@requires("interviews.view_sheet")
def sheet_word(request: Request, pk: int) -> HttpResponse:
    """The same as a Word file."""
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), pk=pk)
    return _word_response(request, sheet, [blank_copy()], running=str(sheet), name=str(sheet))


@require_GET
@requires("interviews.view_interview")
@company_time
def interview_print(request: Request, pk: int) -> HttpResponse:
    """The interview's sheet for its panel: one copy each, or one person's."""
    interview, seats = _interview_and_seats(request, pk)
    return _print_page(
        request,
        interview.sheet,
        _copies(interview, seats),
        led_by=leads_of(seats[0]) if seats else {},
        running=_running(interview),
        back=reverse("interviews:interview-detail", args=[pk]),
        word=reverse("interviews:interview-docx", args=[pk]),
        people=_people(request, interview),
    )


@require_GET
@requires("interviews.view_interview")
@company_time
def interview_word(request: Request, pk: int) -> HttpResponse:
    """The same as a Word file."""
    interview, seats = _interview_and_seats(request, pk)
    return _word_response(
        request,
        interview.sheet,
        _copies(interview, seats),
        led_by=leads_of(seats[0]) if seats else {},
        running=_running(interview),
        name=f"{interview.candidate} {localtime(interview.starts_at):%Y-%m-%d}",
    )


def _print_page(
    request: Request,
    sheet: Sheet,
    copies: list[Copy],
    *,
    running: str,
    back: str,
    word: str,
    led_by: dict[int, str] | None = None,
    people: tuple[ChoiceGroup, ...] = (),
) -> HttpResponse:
    kinds = choice_group(request, _("Content"), "kind", {kind.value: str(kind.label) for kind in PrintKind})
    orientation = chosen_value(request, "orientation", Orientation)
    context: dict[str, Any] = print_context(
        company=Company.current(),
        running=running,
        orientation=orientation,
        back=back,
        choices=(kinds, orientation_group(request), *people),
        several_copies=len(copies) > 1,
    )
    context["paper"] = paper_for(sheet, PrintKind(chosen_value(request, "kind", PrintKind)), led_by)
    context["copies"] = copies
    context["word"] = f"{word}?{request.GET.urlencode()}" if request.GET else word
    return render(request, "interviews/paper/page.html", context)


def _word_response(
    request: Request,
    sheet: Sheet,
    copies: list[Copy],
    *,
    running: str,
    name: str,
    led_by: dict[int, str] | None = None,
) -> HttpResponse:
    kind = PrintKind(chosen_value(request, "kind", PrintKind))
    landscape = chosen_value(request, "orientation", Orientation) == Orientation.LANDSCAPE
    paper = paper_for(sheet, kind, led_by)
    word = sheet_docx(paper, copies, company=Company.current(), running=running, landscape=landscape)
    return word.response(f"{name} {kind.label}")


def _interview_and_seats(request: Request, pk: int) -> tuple[Interview, list[PanelMember]]:
    """The interview, and for whom it is printed: all who sit or the one asked for; for others than HR, they
    themselves."""
    interview = get_object_or_404(visible_interviews(request).prefetch_related(MEMBERS), pk=pk)
    seats = interview.sitting
    if not keeps_interviews(request.user):
        seats = [seat for seat in seats if seat.user_id == request.user.pk]
        if not seats:
            raise PermissionDenied(_("You have left this panel, and its sheet is for those who sit on it."))
    wanted = request.GET.get("member") or EVERYBODY
    if wanted != EVERYBODY:
        seats = [seat for seat in seats if str(seat.pk) == wanted]
        if not seats:
            raise BadRequest("nobody on this panel")
    return interview, seats


def _copies(interview: Interview, seats: list[PanelMember]) -> list[Copy]:
    """One for each seat; while nobody sits, one without a name."""
    return [copy_for(interview, seat) for seat in seats] or [copy_for(interview, None)]


def _people(request: Request, interview: Interview) -> tuple[ChoiceGroup, ...]:
    if not keeps_interviews(request.user) or len(interview.sitting) < 2:
        return ()
    offered = {EVERYBODY: _("everybody, one after another")}
    offered |= {str(seat.pk): str(seat) for seat in interview.sitting}
    return (choice_group(request, _("For whom"), "member", offered),)


def _running(interview: Interview) -> str:
    return f"{interview.candidate.position} · {interview.candidate} · {interview.sheet}"
