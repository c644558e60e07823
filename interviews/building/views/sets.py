"""The list of question sets, and what is done to a set as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from interviews.building.forms.sets import SetForm, SetListForm
from interviews.building.services.order import SetRefusedError
from interviews.building.services.sets import change_set, copy_set, create_set, set_archived
from interviews.models import QuestionSet, SetComment, SetItem, Sheet
from interviews.models.visibility import READ_BANK, keeps_sets

PAGE = 20
VIEW = "interviews.view_questionset"


def _per_set(rows: QuerySet[Any], aggregate: Count | Sum | Max) -> Coalesce:
    """An aggregate over the rows of another table that belong to a set, 0 where there are none."""
    grouped = rows.filter(question_set=OuterRef("pk")).order_by().values("question_set")
    return Coalesce(
        Subquery(grouped.annotate(value=aggregate).values("value")), 0, output_field=IntegerField()
    )


@require_GET
@requires(VIEW)
def set_list(request: Request) -> HttpResponse:
    """Open or archived sets, newest change first."""
    form = SetListForm(request.GET)
    sets = form.narrow(QuestionSet.objects.visible_to(request.user).select_related("created_by")).annotate(
        questions=_per_set(SetItem.objects.all(), Count("pk")),
        minutes=_per_set(SetItem.objects.all(), Sum("minutes")),
        remarks=_per_set(SetComment.objects.open(), Count("pk")),
        version=_per_set(Sheet.objects.all(), Max("version")),
        sheet=Subquery(
            Sheet.objects.filter(question_set=OuterRef("pk")).order_by("-version").values("pk")[:1]
        ),
    )
    page = Paginator(sets, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page_obj": page,
        "form": form,
        "bank_closed": not request.user.has_perm(READ_BANK),
    }
    context |= {
        "all_sets": keeps_sets(request.user),
        "archived": form.cleaned_data.get("state") == "archived",
    }
    return render(request, "interviews/building/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("interviews.add_questionset", view_permission=VIEW)
def set_create(request: Request) -> HttpResponse:
    """A new set; its builder opens next."""
    form = SetForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        question_set = create_set(actor=request.user, **form.cleaned_data)
        return redirect("interviews:set-detail", question_set.pk)
    return render(request, "interviews/building/form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires("interviews.change_questionset", view_permission=VIEW)
@edits(QuestionSet, pk="pk")
def set_edit(request: Request, pk: int) -> HttpResponse:
    """Name, planned minutes, scale and note."""
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    if request.method == "GET" and question_set.archived:
        messages.warning(request, _("This set is archived. Bring it back before you change it."))
        return redirect("interviews:set-detail", pk)
    form = SetForm(request.POST or None, instance=question_set, user=request.user)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        try:
            change_set(actor=request.user, question_set=question_set, changes=changes)
        except SetRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("interviews:set-detail", pk)
    return render(request, "interviews/building/form.html", {"form": form, "set": question_set})


@require_POST
@requires("interviews.add_questionset", view_permission=VIEW)
def set_copy(request: Request, pk: int) -> HttpResponse:
    """Copy a set and open the copy."""
    question_set = get_object_or_404(
        QuestionSet.objects.visible_to(request.user).select_related("scale"), pk=pk
    )
    copy = copy_set(actor=request.user, question_set=question_set)
    messages.success(request, _("This is the copy. Give it a name of its own under “Edit”."))
    return redirect("interviews:set-detail", copy.pk)


@require_POST
@requires("interviews.change_questionset", view_permission=VIEW)
def set_archive(request: Request, pk: int) -> HttpResponse:
    """Archive a set; its sheets stay in use."""
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    set_archived(actor=request.user, question_set=question_set, archived=True)
    messages.success(request, _("“%(name)s” is archived. Its sheets stay in use.") % {"name": question_set})
    return redirect("interviews:set-list")


@require_POST
@requires("interviews.change_questionset", view_permission=VIEW)
def set_unarchive(request: Request, pk: int) -> HttpResponse:
    """Open an archived set again."""
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    set_archived(actor=request.user, question_set=question_set, archived=False)
    messages.success(request, _("“%(name)s” is open again.") % {"name": question_set})
    return redirect("interviews:set-detail", pk)
