"""The Excel scoring form: blank, with one's own draft in it, and filled in on its way back."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from common.downloads import workbook_response
from common.time_zones import company_time
from interviews.models import Company, Interview, PanelMember, Scorecard, Sheet
from interviews.models.visibility import keeps_interviews
from interviews.paper.excel_form.content import FormHead, FormIdentity, ScoringForm
from interviews.paper.excel_form.workbook import write_scoring_form
from interviews.paper.filled.reading import WrongFormError
from interviews.paper.forms import FilledFormUpload
from interviews.paper.pages.filled_form import question_differences
from interviews.paper.services.filled_forms import StaleFormError, accept_preview, preview_form
from interviews.paper.views.type_in import show_saved
from interviews.room.pages.scorecard import closed_code, page_items, responses_of
from interviews.room.services.scorecards import NotSeatedError, ScorecardClosedError
from interviews.room.services.state import rules_of
from interviews.room.views.scorecards import ask_if_early, own_seat, scorecard_of


@requires("interviews.view_sheet")
@require_GET
def sheet_form(request: Request, pk: int) -> HttpResponse:
    """A blank form for anybody with this sheet."""
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), pk=pk)
    company = Company.current()
    head = FormHead(company=company.name, sheet=str(sheet), footer=company.footer)
    return _form_response(request, sheet, head, str(sheet))


@requires("interviews.view_interview")
@require_GET
@company_time
def seat_form(request: Request, pk: int) -> HttpResponse:
    """A blank form made out for one seat, for HR to hand to that person."""
    members = PanelMember.objects.select_related("user", "interview__candidate__position", "interview__sheet")
    seat = get_object_or_404(members, pk=pk, interview__in=Interview.objects.visible_to(request.user))
    if not keeps_interviews(request.user):
        raise PermissionDenied(_("Panels are kept by HR. Please ask them for the change."))
    if seat.withdrawn or seat.interview.called_off:
        messages.info(request, _("There is no form for this seat: nothing more is recorded on it."))
        return redirect("interviews:interview-detail", seat.interview_id)
    return _form_response(request, seat.interview.sheet, _form_head(seat), _file_name(seat), seat=seat)


@requires("interviews.view_interview")
@require_GET
@never_cache
@company_time
def scorecard_form(request: Request, interview_id: int) -> HttpResponse:
    """One's own form, with what is recorded so far in it."""
    seat = own_seat(request, interview_id)
    if closed_code(seat, scorecard_of(seat)):
        return _redirect_closed(request, interview_id)
    return _form_response(
        request, seat.interview.sheet, _form_head(seat), _file_name(seat), seat=seat, card=scorecard_of(seat)
    )


def _form_head(seat: PanelMember) -> FormHead:
    interview = seat.interview
    start = localtime(interview.starts_at)
    position = " · ".join(part for part in (str(interview.candidate.position), interview.round) if part)
    company = Company.current()
    return FormHead(
        company=company.name,
        sheet=str(interview.sheet),
        position=position,
        candidate=str(interview.candidate),
        interviewer=str(seat.user),
        when=f"{date_format(start, 'DATE_FORMAT')} {date_format(start, 'H:i')}",
        footer=company.footer,
    )


def _file_name(seat: PanelMember) -> str:
    return f"{seat.interview.candidate} {localtime(seat.interview.starts_at):%Y-%m-%d} {seat.user}"


def _form_response(
    request: Request,
    sheet: Sheet,
    head: FormHead,
    name: str,
    *,
    seat: PanelMember | None = None,
    card: Scorecard | None = None,
) -> HttpResponse:
    rules = rules_of(sheet)
    file = io.BytesIO()
    write_scoring_form(
        file,
        ScoringForm(
            head=head,
            identity=FormIdentity(
                sheet=sheet.pk,
                sha256=sheet.sha256,
                interview=seat.interview_id if seat else None,
                seat=seat.pk if seat else None,
            ),
            rules=rules,
            items=page_items(sheet.pk),
            states=responses_of(card, rules),
            answers=request.GET.get("answers") == "1",
        ),
    )
    return workbook_response(f"{_('Scoring form')} {name}.xlsx", file.getvalue())


def _redirect_closed(request: Request, interview_id: int) -> HttpResponse:
    messages.info(request, _("Nothing more is recorded on this scorecard."))
    return redirect("interviews:scorecard", interview_id=interview_id)


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
@never_cache
def scorecard_upload(request: Request, interview_id: int) -> HttpResponse:
    """Choose the filled-in form; then see what it would change, before anything is recorded."""
    seat = own_seat(request, interview_id)
    if closed_code(seat, scorecard_of(seat)):
        return _redirect_closed(request, interview_id)
    if request.method == "GET" and (question := ask_if_early(request, seat)):
        return question
    form = FilledFormUpload(request.POST, request.FILES) if request.method == "POST" else FilledFormUpload()
    context: dict[str, Any] = {"seat": seat, "interview": seat.interview, "form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            preview = preview_form(seat=seat, name=file.name, data=file.read())
        except WrongFormError as error:
            form.add_error("file", str(error))
        else:
            questions = question_differences(preview.differences, preview.ids, rules_of(seat.interview.sheet))
            conflicts = sum(difference.conflict for difference in preview.differences)
            context |= {"preview": preview, "questions": questions, "conflicts": conflicts, "file": file.name}
            return render(request, "interviews/paper/filled/preview.html", context)
    return render(request, "interviews/paper/filled/upload.html", context)


@requires("interviews.view_interview")
@require_POST
def scorecard_upload_accept(request: Request, interview_id: int) -> HttpResponse:
    """Record what the preview has shown."""
    seat = own_seat(request, interview_id)
    try:
        saved = accept_preview(
            actor=request.user,
            seat=seat,
            token=request.POST.get("token", ""),
            accepted=request.POST.getlist("take"),
        )
    except (ScorecardClosedError, NotSeatedError):
        return _redirect_closed(request, interview_id)
    except StaleFormError:
        messages.error(
            request,
            _("Nothing was recorded: this preview is no longer valid. Please upload the form once more."),
        )
        return redirect("interviews:scorecard-upload", interview_id=interview_id)
    show_saved(request, saved)
    return redirect("interviews:scorecard-type-in", interview_id=interview_id)
