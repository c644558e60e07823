"""Passages of the sources by topic, to be searched, and quoted when a question is written."""

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
from qbank.questions.forms import PassageSearchForm

PAGE = 20


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
    found = _holding(passages, terms) if terms else passages
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "topic": topic,
        "text": text,
        "page_obj": page,
        "topics": Passage.objects.values("topic").annotate(count=Count("pk")).order_by("topic"),
        "rows": [(p, mark_terms(p.title, terms), mark_terms(p.text, terms)) for p in page],
    }
    return render(request, "qbank/sources/passages.html", context)


def _holding(passages: QuerySet[Passage], terms: list[str]) -> list[Passage]:
    """Passages are hundreds, not many thousands: each is folded and looked through."""
    return [p for p in passages if all(term in fold(f"{p.topic} {p.title} {p.text}") for term in terms)]
