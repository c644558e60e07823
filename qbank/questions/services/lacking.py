"""What questions in use may lack, as conditions: the counts of the start page and the filter of the list."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qbank.models import QuestionLack, Status

#: What a question may lack, as QuestionLack.What says it → how the list calls such questions.
LACKS = {
    "points": _("without rubric points"),
    "answer": _("without a reference answer"),
    "competency": _("without a competency"),
    "complete": _("with an answer that its source cut off"),
}


def has_tag(tag: str) -> Q:
    """Questions with this tag, as their column holds it (common/finding/tags.py)."""
    alone, first = Q(tags__iexact=tag), Q(tags__istartswith=f"{tag}, ")
    return ~Q(tags="") & (alone | first | Q(tags__iendswith=f", {tag}") | Q(tags__icontains=f", {tag}, "))


def lacking(what: str) -> Q:
    """Questions in use that lack one of LACKS."""
    return Q(pk__in=QuestionLack.objects.filter(what=what).order_by().values("question")) & ~Q(
        status=Status.RETIRED
    )
