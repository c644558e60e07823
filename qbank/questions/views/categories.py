"""The page of categories: to add, rename and reorder them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from qbank.models import Category, QuestionTally, Status
from qbank.questions.forms.questions import CategoryForm
from qbank.questions.services.categories import create_category, move_category, rename_category

VIEW = "qbank.view_category"


@require_GET
@requires(VIEW)
def category_list(request: Request) -> HttpResponse:
    return _page(request, CategoryForm(prefix="new"))


@require_POST
@requires("qbank.add_category", view_permission=VIEW)
def category_create(request: Request) -> HttpResponse:
    form = CategoryForm(request.POST, prefix="new")
    if not form.is_valid():
        return _page(request, form)
    create_category(actor=request.user, name=form.cleaned_data["name"])
    messages.success(request, _("The category is added."))
    return redirect("qbank:category-list")


@require_POST
@requires("qbank.change_category", view_permission=VIEW)
@edits(Category, pk="pk")
def category_rename(request: Request, pk: int) -> HttpResponse:
    category = get_object_or_404(Category, pk=pk)
    form = CategoryForm(request.POST, instance=category, prefix=f"c{pk}")
    if not form.is_valid():
        return _page(request, CategoryForm(prefix="new"), renaming=form)
    rename_category(actor=request.user, category=category, name=form.cleaned_data["name"])
    messages.success(request, _("The category is renamed. Published sheets keep its earlier name."))
    return redirect("qbank:category-list")


@require_POST
@requires("qbank.change_category", view_permission=VIEW)
def category_move(request: Request, pk: int) -> HttpResponse:
    """One place up (``to=up``) or down."""
    category = get_object_or_404(Category, pk=pk)
    move_category(actor=request.user, category=category, up=request.POST.get("to") == "up")
    return redirect("qbank:category-list")


def _page(request: Request, new: CategoryForm, renaming: CategoryForm | None = None) -> HttpResponse:
    listed = QuestionTally.objects.filter(status__in=[Status.DRAFT, Status.READY])
    categories = Category.objects.annotate(count=listed.number_by("category")).order_by("position", "pk")
    rows = [
        (category, renaming)
        if renaming is not None and renaming.instance.pk == category.pk
        else (category, CategoryForm(instance=category, prefix=f"c{category.pk}"))
        for category in categories
    ]
    return render(request, "qbank/questions/categories.html", {"rows": rows, "form": new})
