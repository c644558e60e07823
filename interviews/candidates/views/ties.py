"""Ties of people to a candidate: declared and withdrawn by HR."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Request, requires
from interviews.candidates.forms.ties import TieForm
from interviews.candidates.pages.ties import declared_sentence
from interviews.candidates.services import ties
from interviews.common.forms import ReasonForm
from interviews.models import Candidate, Tie


@requires("interviews.add_tie")
@require_http_methods(["GET", "POST"])
def candidate_tie(request: Request, pk: int) -> HttpResponse:
    """Declare that somebody is tied to this candidate. Seats they hold are told of, to take them off."""
    candidate = get_object_or_404(Candidate.objects.select_related("position"), pk=pk)
    form = TieForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tie = ties.declare_tie(actor=request.user, candidate=candidate, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, declared_sentence(tie))
            return redirect("interviews:candidate-detail", pk)
    return render(request, "interviews/candidates/ties/form.html", {"form": form, "candidate": candidate})


@requires("interviews.change_tie")
@require_http_methods(["GET", "POST"])
def tie_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a tie back that does not hold."""
    visible = Tie.objects.visible_to(request.user).select_related("person", "candidate__position")
    tie = get_object_or_404(visible, pk=pk)
    ties.check_may_withdraw(request.user, tie)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ties.withdraw_tie(actor=request.user, tie=tie, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The tie is withdrawn. It stays readable."))
            return redirect("interviews:candidate-detail", tie.candidate_id)
    return render(request, "interviews/candidates/ties/withdraw.html", {"form": form, "tie": tie})
