"""To whom a question set was given."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Request, requires
from common.finding.choices import choices_found
from interviews.access import may_give
from interviews.building.forms.sharing import GiveForm
from interviews.building.services.order import SetRefusedError
from interviews.building.services.sharing import give_set, people_to_give, withdraw_share
from interviews.common.forms import PersonChoiceField
from interviews.models import QuestionSet

CHANGE = {"permission": "interviews.change_questionset", "view_permission": "interviews.view_questionset"}


@require_GET
@requires("interviews.view_questionset")
def set_people(request: Request, pk: int) -> HttpResponse:
    """Who made the set, who was given it, and the form that gives it to somebody else."""
    question_set = get_object_or_404(QuestionSet.objects.visible_to(request.user), pk=pk)
    return _show(request, question_set, GiveForm(question_set=question_set))


@require_POST
@requires(**CHANGE)
def set_give(request: Request, pk: int) -> HttpResponse:
    """Give the set to somebody."""
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    if not may_give(request.user, question_set):
        raise PermissionDenied(_("HR and whoever made a set give it to people."))
    form = GiveForm(request.POST, question_set=question_set)
    if not form.is_valid():
        return _show(request, question_set, form)
    person = form.cleaned_data["person"]
    try:
        give_set(actor=request.user, question_set=question_set, person=person)
    except SetRefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("%(name)s has the set now and can change it.") % {"name": person})
    return redirect("interviews:set-people", pk)


@require_GET
@requires(**CHANGE)
def set_give_choices(request: Request, pk: int) -> JsonResponse:
    """Whom the set may be given to, by what is typed."""
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    if not may_give(request.user, question_set):
        raise PermissionDenied(_("HR and whoever made a set give it to people."))
    field = PersonChoiceField(people_to_give(question_set))
    return JsonResponse(choices_found(field, request.GET))


@require_POST
@requires(**CHANGE)
def set_take_back(request: Request, pk: int, share: int) -> HttpResponse:
    """Take the set back from somebody."""
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    given = get_object_or_404(question_set.shares.select_related("person"), pk=share)
    withdraw_share(actor=request.user, share=given)
    messages.success(request, _("%(name)s no longer has the set.") % {"name": given.person})
    return redirect("interviews:set-people", pk)


def _show(request: Request, question_set: QuestionSet, form: GiveForm) -> HttpResponse:
    context = {
        "set": question_set,
        "shares": question_set.shares.select_related("person", "given_by"),
        "may_give": may_give(request.user, question_set),
        "form": form,
    }
    return render(request, "interviews/building/people.html", context)
