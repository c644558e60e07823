"""The list of sources, and the page of a source: as received and as restored, with its repairs."""

from contextlib import ExitStack
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import locked_rows
from common.limited import LimitExceededError
from qbank.documents.restoring import rules
from qbank.documents.restoring.side_by_side import AlignedPiece, Block, RepairPlace, blocks
from qbank.models import Competency, DocumentUpload, Passage, QuestionTally, Repair, Source
from qbank.sources.forms.documents import CorrectionForm
from qbank.sources.services.corrections import CorrectedMeanwhileError, confirm, correct
from qbank.sources.services.uploads import TOO_COSTLY

BLOCKS_PER_PAGE = 120
DOUBTFUL_SHOWN = 50
QUESTIONS_SHOWN = 60
_CONTEXT = 28

#: What a rule is called on the page.
RULES = {
    rules.PINYIN: gettext_lazy("Pinyin that a site put in was taken out"),
    rules.SPLIT_PINYIN: gettext_lazy("Pinyin had torn a character apart"),
    rules.LOST_LEAD: gettext_lazy("The first byte of a character was lost"),
    rules.UNREADABLE: gettext_lazy("A byte was lost"),
    rules.SWAP: gettext_lazy("A look-alike was swapped in"),
    rules.LOST_MARKS: gettext_lazy("Marks were lost"),
    rules.IMPROBABLE: gettext_lazy("A character that hardly fits"),
    rules.CORRECTION: gettext_lazy("Read by a person"),
}


def _count(rows: QuerySet[Any]) -> Coalesce:
    """The number of rows of each source, as a subquery: joins would multiply with each other."""
    counts = rows.filter(source=OuterRef("pk")).order_by().values("source").annotate(n=Count("pk"))
    return Coalesce(Subquery(counts.values("n"), output_field=IntegerField()), 0)


@requires("qbank.view_source")
@require_GET
def source_list(request: Request) -> HttpResponse:
    """All sources with what was loaded from them and what waits for a person."""
    doubtful = Repair.objects.filter(doubtful=True).exclude(received="")
    sources = (
        Source.objects.defer("received", "restored")
        .select_related("added_by")
        .annotate(
            doubtful=_count(doubtful),
            question_count=QuestionTally.objects.number_by("source"),
            competency_count=_count(Competency.objects.filter(parent__isnull=False)),
            passage_count=_count(Passage.objects.all()),
            unaccepted=Count("upload", filter=~Q(upload__status=DocumentUpload.Status.ACCEPTED)),
        )
        .order_by("name", "pk")
    )
    page = Paginator(sources, 50).get_page(request.GET.get("page"))
    return render(request, "qbank/sources/list.html", {"page_obj": page})


@requires("qbank.view_source")
@require_GET
def source_detail(request: Request, pk: int) -> HttpResponse:
    """Both texts side by side, the doubtful places, and what was loaded."""
    source = get_object_or_404(Source.objects.select_related("upload", "added_by"), pk=pk)
    repairs = list(source.repairs.order_by("position", "id"))
    all_blocks = blocks(source.received, source.restored, [_place(repair) for repair in repairs])
    only_doubtful = request.GET.get("show") == "doubtful"
    shown = [block for block in all_blocks if block.doubtful] if only_doubtful else all_blocks
    page = Paginator(shown, BLOCKS_PER_PAGE).get_page(request.GET.get("page"))
    doubtful = [repair for repair in repairs if repair.doubtful and repair.received]
    context = {
        "source": source,
        "page_obj": page,
        "only_doubtful": only_doubtful,
        "all_links": request.GET.get("show") == "links",
        "repair_count": sum(1 for repair in repairs if repair.received),
        "doubtful_count": len(doubtful),
        "doubtful": [_repair_context(source, repair, all_blocks) for repair in doubtful[:DOUBTFUL_SHOWN]],
        "notes": [repair.note for repair in repairs if not repair.received and repair.note],
        "corrections": source.corrections.select_related("made_by").order_by("-pk")[:50],
        "questions": source.questions.in_bank().select_related("category")[:QUESTIONS_SHOWN],
        "question_total": source.questions.in_bank().count(),
        "competencies": source.competencies.filter(parent__isnull=False).select_related("parent"),
        "passages": source.passages.only("pk", "title", "topic"),
        "scales": source.scales.all(),
    }
    return render(request, "qbank/sources/detail.html", context)


def _place(repair: Repair) -> RepairPlace:
    piece = AlignedPiece(
        repair.position, repair.received, repair.restored, repair.rule, repair.doubtful, repair.note
    )
    return RepairPlace(piece, repair.restored_position)


def _repair_context(source: Source, repair: Repair, all_blocks: list[Block]) -> dict[str, object]:
    """A repair with the text around it, the page of the source's text it is on, and its form."""
    start, end = repair.restored_position, repair.restored_position + len(repair.restored)
    index = next(
        (
            number
            for number, block in enumerate(all_blocks)
            if any(piece.position == repair.position for piece in block.pieces)
        ),
        0,
    )
    return {
        "repair": repair,
        "before": source.restored[max(start - _CONTEXT, 0) : start],
        "after": source.restored[end : end + _CONTEXT],
        "page": index // BLOCKS_PER_PAGE + 1,
        "form": CorrectionForm(repair=repair, auto_id=f"id_{repair.position}_%s"),
    }


@requires("qbank.change_repair", view_permission="qbank.view_source")
@require_POST
def repair_confirm(request: Request, pk: int, position: int) -> HttpResponse:
    """Keep a doubtful repair as it is."""
    source = get_object_or_404(Source, pk=pk)
    try:
        confirm(source=source, position=position, actor=request.user)
    except Repair.DoesNotExist:
        messages.warning(request, _("This place was dealt with already."))
    except LimitExceededError:
        messages.error(request, _(TOO_COSTLY))
    else:
        messages.success(request, _("Confirmed. It stays so when the document is loaded again."))
    return _back_to_doubtful(source)


@requires("qbank.change_repair", view_permission="qbank.view_source")
@require_http_methods(["GET", "POST"])
def repair_correct(request: Request, pk: int, position: int) -> HttpResponse:
    """Correct what a damaged place reads."""
    source = get_object_or_404(Source, pk=pk)
    repair, form = _correction_form(request, source, position)
    if request.method == "POST" and form.is_valid():
        try:
            _correction, report = correct(
                source=source,
                position=position,
                actor=request.user,
                expected=repair.restored,
                **form.cleaned_data,
            )
        except LimitExceededError:
            messages.error(request, _(TOO_COSTLY))
            return _back_to_doubtful(source)
        except CorrectedMeanwhileError:
            return _ask_again(request, source, *_correction_form(request, source, position))
        changed = sum(report.updated.values())
        text = _("Corrected. It stays so when the document is loaded again.")
        if changed:
            text += " " + _("Brought up to date from it: %(count)d.") % {"count": changed}
        messages.success(request, text)
        for label in report.left_alone:
            messages.warning(
                request, _("%(what)s was edited by a person and stays as it is.") % {"what": label}
            )
        return _back_to_doubtful(source)
    return _ask_again(request, source, repair, form)


def _correction_form(request: Request, source: Source, position: int) -> tuple[Repair, CorrectionForm]:
    """The place as it is now, and its form. What is sent is compared while the place is locked; the document
    is read again without the lock, so the service compares once more.

    A correction replaces the places of its source by new ones and locks the source meanwhile. So it is locked
    first: who waits for it finds the new ones, who waited for an old one would find none.
    """
    data = request.POST if request.method == "POST" else None
    with ExitStack() as locks:
        if data:
            locks.enter_context(locked_rows(Source, pk=source.pk))
            locks.enter_context(locked_rows(Repair, source__pk=source.pk, position=position))
        repair = get_object_or_404(source.repairs.exclude(received=""), position=position)
        form = CorrectionForm(data, repair=repair)
        form.is_valid()
    return repair, form


def _ask_again(request: Request, source: Source, repair: Repair, form: CorrectionForm) -> HttpResponse:
    context = {"source": source} | _repair_context(source, repair, [])
    return render(
        request, "qbank/sources/correct.html", context | {"form": form, "rule": RULES.get(repair.rule, "")}
    )


def _back_to_doubtful(source: Source) -> HttpResponse:
    return redirect(reverse("qbank:source-detail", args=[source.pk]) + "#doubtful")
