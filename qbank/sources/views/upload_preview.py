"""Putting right what was read from an uploaded document. Each act changes the preview, never the bank."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from accounts.access import Request
from qbank.models import DocumentUpload
from qbank.sources.forms import (
    LeftoverToAnswerForm,
    LeftoverToQuestionForm,
    PreviewQuestionForm,
    RenameCategoryForm,
    SplitForm,
)
from qbank.sources.pages.upload import page_of, preview_context
from qbank.sources.rules.upload_preview import Preview, sentences
from qbank.sources.services.uploads import change_preview
from qbank.sources.views.uploads import get_upload, upload_action


def _show(request: Request, upload: DocumentUpload, focus: str = "") -> HttpResponse:
    """The preview after a change: put in place by htmx, else the page anew."""
    upload = get_upload(upload.pk)
    if request.htmx:
        response = render(
            request, "qbank/sources/uploads/preview.html", preview_context(request, upload, focus=focus)
        )
        return reswap(retarget(response, "#preview"), "outerHTML")
    url = reverse("qbank:upload-detail", args=[upload.pk])
    if request.GET.get("show") == "leftovers":
        return redirect(f"{url}?show=leftovers")
    page = page_of(Preview.from_data(upload.drafts), focus)
    return redirect(f"{url}?page={page}#q-{focus}" if page else url)


def _bound(request: Request, upload: DocumentUpload, key: str) -> PreviewQuestionForm:
    return PreviewQuestionForm(request.POST, one=Preview.from_data(upload.drafts).find(key))


def _save(upload: DocumentUpload, key: str, form: PreviewQuestionForm) -> None:
    def change(preview: Preview) -> None:
        question = preview.find(key).question
        preview.save(key, form.cleaned_data["category"], replace(question, **form.fields_of(question)))

    change_preview(upload=upload, change=change)


@upload_action
def question_save(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Keep what was typed into one question."""
    form = _bound(request, upload, key)
    if form.is_valid():
        _save(upload, key, form)
        if not request.htmx:
            return _show(request, upload, key)
    elif not request.htmx:
        return render(
            request,
            "qbank/sources/uploads/detail.html",
            preview_context(request, upload, focus=key, bound=form),
        )
    return render(request, "qbank/sources/uploads/saved.html", {"form": form})


@upload_action
def question_take_out(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Not a question after all: its text goes to the leftovers."""
    _save_if_valid(request, upload, key)
    change_preview(upload=upload, change=lambda preview: preview.take_out(key))
    return _show(request, upload)


@upload_action
def question_merge(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Part of the answer before it after all."""
    _save_if_valid(request, upload, key)

    def change(preview: Preview) -> str:
        before = [one.key for one in preview.questions]
        preview.merge_into_previous(key)
        return before[before.index(key) - 1]

    return _show(request, upload, change_preview(upload=upload, change=change))


@upload_action
def question_split(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Two questions after all: the second begins at the chosen sentence."""
    one = Preview.from_data(upload.drafts).find(key)
    form = SplitForm(request.POST, sentences=[sentence for _where, sentence in sentences(one.question)])
    if not form.is_valid():
        return _show(request, upload, key)
    new = change_preview(upload=upload, change=lambda preview: preview.split(key, form.cleaned_data["at"]))
    return _show(request, upload, new)


def _save_if_valid(request: Request, upload: DocumentUpload, key: str) -> None:
    form = _bound(request, upload, key)
    if form.is_valid():
        _save(upload, key, form)


@upload_action
def leftover_to_question(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """A leftover is a question after all."""
    form = LeftoverToQuestionForm(request.POST)
    category = form.cleaned_data["category"] if form.is_valid() else ""
    change_preview(upload=upload, change=lambda preview: preview.make_question(key, category))
    return _show(request, upload)


@upload_action
def leftover_to_answer(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """A leftover belongs to the answer of a question, given by its number on the page."""
    form = LeftoverToAnswerForm(request.POST)

    questions = Preview.from_data(upload.drafts).questions
    number = form.cleaned_data["number"] if form.is_valid() else 0
    if not 1 <= number <= len(questions):
        messages.error(request, _("There is no question of this number. Look it up under “Questions”."))
    else:
        target = questions[number - 1].key
        change_preview(upload=upload, change=lambda preview: preview.add_to_answer(key, target))
        messages.success(request, _("Added to the answer of question %(number)d.") % {"number": number})
    return _show(request, upload)


@upload_action
def category_rename(request: Request, upload: DocumentUpload) -> HttpResponse:
    """Another name for a category of this document."""
    form = RenameCategoryForm(request.POST)
    if form.is_valid():
        names = form.cleaned_data
        change_preview(
            upload=upload, change=lambda preview: preview.rename_category(names["old"], names["new"])
        )
    return _show(request, upload)
