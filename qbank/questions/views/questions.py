"""The bank's list, a question's page, and its status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db.models import Count as SqlCount
from django.db.models import Max, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Request, requires
from common.folding import terms_of
from common.highlight import Part, QuotePart, excerpt, mark_quotes, mark_terms
from qbank.models import Competency, Question, ReferenceAnswer, RubricPoint, Status
from qbank.questions.company import lazy_company_name
from qbank.questions.filters import SORT_CHOICES, BankFilter
from qbank.questions.forms.many import ManyQuestionsForm
from qbank.questions.listing import BoundedCount
from qbank.questions.pages.drafts import missing_parts
from qbank.questions.pages.history import history
from qbank.questions.rules.company_name import with_company
from qbank.questions.rules.facet_counts import Count
from qbank.questions.services.doubts import confirm_places, open_places_of
from qbank.questions.services.questions import NotReadyError, set_status

PER_PAGE = 25
REVISIONS_SHOWN = 10
#: Of more interviews the list says that there are more.
USES_COUNTED = 99
VIEW = "qbank.view_question"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the list: its text and, for a match elsewhere, an excerpt, both with marked words."""

    question: Question
    text: list[Part]
    excerpt: list[Part]
    points: int
    interviews: Count


@require_GET
@requires(VIEW)
def question_list(request: Request) -> HttpResponse:
    """Search and filters, all in the URL; the same answer with and without htmx."""
    bank = BankFilter(request.GET, user=request.user)
    # Of a queryset, Paginator asks for no more than a listing has.
    page = Paginator(cast("QuerySet[Question]", bank.listing), PER_PAGE).get_page(request.GET.get("page"))
    context = {"bank": bank, "page_obj": page, "rows": _rows(page, bank.text), "sorts": SORT_CHOICES}
    context["total"] = bank.listing.total
    if request.user.has_perm("qbank.change_question"):
        context["many"] = ManyQuestionsForm()
    return render(request, "qbank/questions/list.html", context)


def _rows(page: Page[Question], text: str) -> list[QuestionRow]:
    terms = terms_of(text)
    questions = list(page.object_list)
    counts = _counts(questions)
    texts = _other_texts(questions) if terms else {}
    rows, company = [], lazy_company_name()
    for question in questions:
        parts = mark_terms(with_company(question.text, company), terms)
        is_hit = any(part.hit for part in parts)
        other = with_company("\n".join(texts.get(question.pk, [])), company)
        elsewhere = excerpt(other, terms) if not is_hit else []
        rows.append(QuestionRow(question, parts, elsewhere, *counts[question.pk]))
    return rows


def _counts(questions: list[Question]) -> dict[int, tuple[int, Count]]:
    """{question id: (rubric points, interviews it was planned for)}."""
    own = Question.objects.filter(pk=OuterRef("pk")).order_by()
    # "contains", not "equals": SQLite would begin with all interviews that have this status, by their index.
    planned = own.filter(sheet_items__sheet__interviews__status__contains="scheduled").values("pk")
    points = own.filter(points__red_flag=False).values("pk")
    rows = (
        Question.objects.filter(pk__in=[question.pk for question in questions])
        .annotate(point_count=BoundedCount(points), interview_count=BoundedCount(planned[: USES_COUNTED + 1]))
        .order_by()
        .values_list("pk", "point_count", "interview_count")
    )
    return {
        pk: (points, Count(min(interviews, USES_COUNTED), or_more=interviews > USES_COUNTED))
        for pk, points, interviews in rows
    }


def _other_texts(questions: list[Question]) -> dict[int, list[str]]:
    """{question id: texts of its answers and points}: a match may be there too."""
    texts: dict[int, list[str]] = {question.pk: [] for question in questions}
    for model in (ReferenceAnswer, RubricPoint):
        rows = model.objects.filter(question__in=questions).values_list("question", "text")
        for pk, text in rows:
            texts[pk].append(text)
    return texts


@require_GET
@requires(VIEW)
def question_detail(request: Request, pk: int) -> HttpResponse:
    """Everything about one question: wording, answers with what the points rest on, use, history."""
    question = get_object_or_404(
        Question.objects.visible_to(request.user)
        .select_related("category", "source")
        .defer("source__received", "source__restored")
        .prefetch_related(
            "answers", "points", Prefetch("competencies", Competency.objects.select_related("parent"))
        ),
        pk=pk,
    )
    points = list(question.points.all())
    changes = history(question, None if "all" in request.GET else REVISIONS_SHOWN)
    context = {
        "question": question,
        "answers": _marked_answers(question, points),
        "points": [point for point in points if not point.red_flag],
        "red_flags": [point for point in points if point.red_flag],
        "problems": missing_parts(question) if question.status == Status.DRAFT else [],
        "places": open_places_of(question),
        "changes": changes if request.user.has_perm("qbank.view_questionrevision") else None,
        "older": bool(changes) and changes[-1].revision.number > 1,
        "newest_sha256": changes[0].revision.sha256 if changes else "",
        "set_items": question.set_items.visible_to(request.user)
        .select_related("question_set")
        .order_by("-question_set__updated_at"),
        "sheet_items": question.sheet_items.visible_to(request.user)
        .select_related("sheet")
        .order_by("-sheet__published_at"),
        "use": _use(question, days=request.user.has_perm("interviews.view_candidate")),
    }
    return render(request, "qbank/questions/detail.html", context)


def _use(question: Question, *, days: bool) -> dict[str, Any]:
    """``interviews``: how many it was planned for, cancelled ones left out. With ``days`` also ``last``: when
    the latest is, and ``ahead``: that is yet to come. When others are interviewed is HR's to know."""
    planned = question.sheet_items.filter(sheet__interviews__status="scheduled")
    use = planned.aggregate(
        interviews=SqlCount("sheet__interviews"), last=Max("sheet__interviews__starts_at")
    )
    last = use["last"] if days else None
    return use | {"last": last, "ahead": last is not None and last > timezone.now()}


def _marked_answers(
    question: Question, points: list[RubricPoint]
) -> list[tuple[ReferenceAnswer, list[QuotePart]]]:
    """Answers with quotes marked; a quote counts in the first answer that has it."""
    quotes = {point.pk: point.quote for point in points}
    marked, company = [], lazy_company_name()
    for answer in question.answers.all():
        own_quotes = {pk: quote for pk, quote in quotes.items() if quote and quote in answer.text}
        named = {pk: with_company(quote, company) for pk, quote in own_quotes.items()}
        marked.append((answer, mark_quotes(with_company(answer.text, company), named)))
        quotes = {pk: quote for pk, quote in quotes.items() if pk not in own_quotes}
    return marked


@require_POST
@requires("qbank.change_question", view_permission=VIEW)
def question_status(request: Request, pk: int) -> HttpResponse:
    """Make ready, retire, or back to draft."""
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=pk)
    status = request.POST.get("status", "")
    if status not in Status.values:
        raise BadRequest("unknown status")
    try:
        set_status(actor=request.user, question=question, status=status)
    except NotReadyError as error:
        for problem in error.messages:
            messages.error(request, problem)
    else:
        texts = {
            Status.READY: _("%(code)s is ready to be asked."),
            Status.DRAFT: _("%(code)s is a draft again."),
            Status.RETIRED: _("%(code)s is retired. Published sheets keep it; new sets don't offer it."),
        }
        messages.success(request, texts[Status(status)] % {"code": question.code})
    return redirect("qbank:question-detail", pk)


@require_POST
@requires("qbank.change_question", view_permission=VIEW)
def question_confirm(request: Request, pk: int) -> HttpResponse:
    """Say that the doubtful places of a question read as they should."""
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=pk)
    if confirm_places(question=question, actor=request.user):
        messages.success(request, _("Confirmed: the doubtful places of %(code)s.") % {"code": question.code})
    else:
        messages.warning(request, _("There is nothing doubtful in it any more."))
    return redirect("qbank:question-detail", pk)
