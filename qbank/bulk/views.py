"""Many questions of the list changed at once: chosen, looked at, changed, and taken back as an import is."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Request, check_permission, requires
from common.ids import id_from
from qbank.bulk.pages import change_context
from qbank.bulk.services.changes import begin_change, run_or_enqueue, start_change
from qbank.imports.services.batches import batch_problem_text, discard
from qbank.imports.services.states import WORKING
from qbank.imports.views.access import get_any_batch, warn_if_state_changed
from qbank.imports.views.imports import progress_context
from qbank.models import ImportBatch
from qbank.questions.filters import BankFilter
from qbank.questions.forms.many import EXPORTS, ManyQuestionsForm

VIEW = "qbank.view_question"
CHANGE = "qbank.change_question"
PER_PAGE = 50

can_change = requires(CHANGE, view_permission=VIEW)


def get_change(pk: int) -> ImportBatch:
    return get_any_batch(pk, kind=ImportBatch.Kind.CHANGE)


@require_POST
@can_change
def question_many(request: Request) -> HttpResponse:
    """Look at what a change of many questions would do, or export them: the ticked ones, or all of the list
    as it is filtered in the URL."""
    bank = BankFilter(request.GET, user=request.user)
    back = redirect(f"{reverse('qbank:question-list')}?{request.GET.urlencode()}")
    ticked = [pk for text in request.POST.getlist("id") if (pk := id_from(text))]
    everything = request.POST.get("which") == "all"
    if not everything and not ticked:
        messages.error(request, _("No question is ticked: tick some, or choose all that are listed."))
        return back
    if (kind := request.POST.get("export", "")) in EXPORTS:
        check_permission(request.user, "qbank.export_question")
        chosen = bank.query_with() if everything else urlencode({"id": ticked}, doseq=True)
        return redirect(f"{reverse(f'qbank:question-export-{kind}')}?{chosen}")
    form = ManyQuestionsForm(request.POST)
    if not form.is_valid():
        for name, errors in form.errors.items():
            label = "" if name == "__all__" else f"{form[name].label}: "
            messages.error(request, label + " ".join(map(str, errors)))
        return back
    query = bank.query_with()
    ids = None if everything else ticked
    batch = begin_change(actor=request.user, change=form.change, query=query, ids=ids)
    run_or_enqueue(batch)
    return redirect("qbank:change-detail", batch.pk)


@require_GET
@requires(CHANGE)
def change_list(request: Request) -> HttpResponse:
    """Who changed what of many questions, and when."""
    changes = ImportBatch.objects.filter(kind=ImportBatch.Kind.CHANGE, applied_at__isnull=False)
    changes = changes.defer("options", "mapping").select_related("applied_by")
    page = Paginator(changes.order_by("-applied_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(batch, batch_problem_text(batch)) for batch in page]
    return render(request, "qbank/bulk/list.html", {"page_obj": page, "rows": rows})


@require_GET
@requires(CHANGE)
def change_detail(request: Request, pk: int) -> HttpResponse:
    """What the change would do, how far it is, or what came of it."""
    batch = get_change(pk)
    if batch.status in WORKING:
        return render(request, "qbank/bulk/detail.html", progress_context(batch))
    return render(request, "qbank/bulk/detail.html", change_context(batch))


@require_POST
@can_change
def change_apply(request: Request, pk: int) -> HttpResponse:
    batch = get_change(pk)

    def respond() -> HttpResponse:
        run_or_enqueue(start_change(batch=batch, actor=request.user))
        return redirect("qbank:change-detail", pk)

    return warn_if_state_changed(request, pk, respond)


@require_POST
@can_change
def change_discard(request: Request, pk: int) -> HttpResponse:
    batch = get_change(pk)

    def respond() -> HttpResponse:
        discard(batch=batch, actor=request.user)
        messages.success(request, _("Nothing was changed."))
        return redirect(f"{reverse('qbank:question-list')}?{batch.options.get('query', '')}")

    return warn_if_state_changed(request, pk, respond)
