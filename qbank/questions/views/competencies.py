"""The competency framework: chapters, sections and their points, with the questions for each."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from qbank.models import Competency, CompetencyPoint, Question, Status


@require_GET
@requires("qbank.view_competency")
def competency_list(request: Request) -> HttpResponse:
    """The whole framework on one page; each section leads to its questions in the bank."""
    seen = Question.objects.visible_to(request.user).exclude(status=Status.RETIRED)
    is_current = Q(questions__in=seen.order_by().values("pk"))
    question_count = Count("questions", filter=is_current)
    points = Prefetch("points", CompetencyPoint.objects.order_by("position", "id"))
    counted = Competency.objects.annotate(count=question_count).order_by("position", "pk")
    sections = counted.prefetch_related(points)
    chapters = counted.filter(parent=None).prefetch_related(points, Prefetch("sections", sections))
    return render(request, "qbank/questions/competencies.html", {"chapters": chapters})
