"""Passages of the sources, by topic and search; a new question can quote one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from common.folding import fold, terms_of
from common.highlight import mark_terms
from qbank.models import Passage
from qbank.questions.forms.questions import PassageSearchForm

PER_PAGE = 20


@require_GET
@requires("qbank.view_passage")
def passage_list(request: Request) -> HttpResponse:
    """All passages of a topic that hold every word of the search."""
    form = PassageSearchForm(request.GET)
    form.is_valid()
    topic, text = form.cleaned_data.get("topic", ""), form.cleaned_data.get("q", "")
    terms = terms_of(text)
    passages = Passage.objects.select_related("source").defer("source__received", "source__restored")
    if topic:
        passages = passages.filter(topic=topic)
    matches = _matching(passages, terms) if terms else passages
    page = Paginator(matches, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "topic": topic,
        "text": text,
        "page_obj": page,
        "topics": Passage.objects.values("topic").annotate(count=Count("pk")).order_by("topic"),
        "rows": [
            (passage, mark_terms(passage.title, terms), mark_terms(passage.text, terms)) for passage in page
        ],
    }
    return render(request, "qbank/sources/passages.html", context)


def _matching(passages: QuerySet[Passage], terms: list[str]) -> list[Passage]:
    """The passages that hold every term. There are hundreds, not many thousands: no index is needed."""
    return [
        passage
        for passage in passages
        if all(term in fold(f"{passage.topic} {passage.title} {passage.text}") for term in terms)
    ]
