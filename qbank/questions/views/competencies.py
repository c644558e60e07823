"""The competency framework: chapters, sections and their points, with the questions for each."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from common.ids import id_from
from qbank.models import Competency, CompetencyPoint, Question, Status
from qbank.questions.forms.competencies import FrameworkForm, FrameworkPoints
from qbank.questions.listing import MOST, tagged_count
from qbank.questions.services.competencies import (
    delete_competencies,
    move_competency,
    save_competency,
    save_points,
)

VIEW = "qbank.view_competency"


@require_GET
@requires(VIEW)
def competency_list(request: Request) -> HttpResponse:
    """The whole framework on one page; each section leads to its questions in the bank."""
    seen = Question.objects.visible_to(request.user).exclude(status=Status.RETIRED)
    points = Prefetch("points", CompetencyPoint.objects.order_by("position", "id"))
    counted = Competency.objects.annotate(count=tagged_count(seen)).order_by("position", "pk")
    sections = Prefetch("sections", counted.prefetch_related(points))
    chapters = Competency.objects.filter(parent=None).order_by("position", "pk")
    context = {"chapters": chapters.prefetch_related(points, sections), "most": MOST}
    return render(request, "qbank/questions/competencies.html", context)


@require_http_methods(["GET", "POST"])
@requires("qbank.add_competency", view_permission=VIEW)
def competency_create(request: Request) -> HttpResponse:
    """A chapter, or a section of the one that ``?chapter=`` names."""
    chapter = Competency.objects.filter(pk=id_from(request.GET.get("chapter")), parent=None).first()
    return _edit(request, Competency(parent=chapter))


@require_http_methods(["GET", "POST"])
@requires("qbank.change_competency", view_permission=VIEW)
@edits(Competency, pk="pk")
def competency_edit(request: Request, pk: int) -> HttpResponse:
    """Name, chapter and points."""
    return _edit(request, get_object_or_404(Competency, pk=pk))


def _edit(request: Request, competency: Competency) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form, points = FrameworkForm(data, instance=competency), FrameworkPoints(data, instance=competency)
    if request.method == "POST" and all([form.is_valid(), points.is_valid()]):
        saved = save_competency(
            actor=request.user,
            competency=competency,
            name=form.cleaned_data["name"],
            parent=form.cleaned_data["parent"],
        )
        save_points(actor=request.user, competency=saved, rows=points.rows)
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('qbank:competency-list')}#competency-{saved.pk}")
    context = {
        "form": form,
        "points": points,
        "competency": Competency.objects.filter(pk=competency.pk).first(),
    }
    return render(request, "qbank/questions/competency_form.html", context)


@require_POST
@requires("qbank.change_competency", view_permission=VIEW)
def competency_move(request: Request, pk: int) -> HttpResponse:
    """One place up (``to=up``) or down."""
    competency = get_object_or_404(Competency, pk=pk)
    move_competency(actor=request.user, competency=competency, up=request.POST.get("to") == "up")
    return redirect(f"{reverse('qbank:competency-list')}#competency-{pk}")


@require_POST
@requires("qbank.delete_competency", view_permission=VIEW)
def competency_delete(request: Request, pk: int) -> HttpResponse:
    competency = get_object_or_404(Competency, pk=pk)
    try:
        delete_competencies(actor=request.user, competencies=[competency])
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("qbank:competency-edit", pk)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": competency.name})
    return redirect("qbank:competency-list")
