"""Corrections of the preview of an uploaded document. Each changes the preview, never the bank."""

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


def _preview_response(request: Request, upload: DocumentUpload, focus: str = "") -> HttpResponse:
    """The preview after a change: for htmx the preview alone, else a redirect to its page."""
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


def _bound_form(request: Request, upload: DocumentUpload, key: str) -> PreviewQuestionForm:
    return PreviewQuestionForm(request.POST, question=Preview.from_data(upload.drafts).find(key))


def _save(upload: DocumentUpload, key: str, form: PreviewQuestionForm) -> None:
    def change(preview: Preview) -> None:
        draft = preview.find(key).draft
        preview.save(key, form.cleaned_data["category"], replace(draft, **form.draft_fields(draft)))

    change_preview(upload=upload, change=change)


@upload_action
def question_save(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Save what was typed into a question of the preview."""
    form = _bound_form(request, upload, key)
    if form.is_valid():
        _save(upload, key, form)
        if not request.htmx:
            return _preview_response(request, upload, key)
    elif not request.htmx:
        return render(
            request,
            "qbank/sources/uploads/detail.html",
            preview_context(request, upload, focus=key, bound=form),
        )
    return render(
        request, "qbank/sources/uploads/saved.html", {"form": form}, status=200 if form.is_valid() else 422
    )


@upload_action
def question_take_out(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Move what is no question to the leftovers."""
    _save_if_valid(request, upload, key)
    change_preview(upload=upload, change=lambda preview: preview.remove(key))
    return _preview_response(request, upload)


@upload_action
def question_merge(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Append a question to the answer before it."""
    _save_if_valid(request, upload, key)

    def change(preview: Preview) -> str:
        keys = [question.key for question in preview.questions]
        preview.merge_into_previous(key)
        return keys[keys.index(key) - 1]

    return _preview_response(request, upload, change_preview(upload=upload, change=change))


@upload_action
def question_split(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Split a question in two: the second begins at the chosen sentence."""
    question = Preview.from_data(upload.drafts).find(key)
    form = SplitForm(request.POST, sentences=[sentence for _place, sentence in sentences(question.draft)])
    if not form.is_valid():
        return _preview_response(request, upload, key)
    new_key = change_preview(
        upload=upload, change=lambda preview: preview.split(key, form.cleaned_data["at"])
    )
    return _preview_response(request, upload, new_key)


def _save_if_valid(request: Request, upload: DocumentUpload, key: str) -> None:
    form = _bound_form(request, upload, key)
    if form.is_valid():
        _save(upload, key, form)


@upload_action
def leftover_to_question(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Make a leftover a question."""
    form = LeftoverToQuestionForm(request.POST)
    category = form.cleaned_data["category"] if form.is_valid() else ""
    change_preview(upload=upload, change=lambda preview: preview.make_question(key, category))
    return _preview_response(request, upload)


@upload_action
def leftover_to_answer(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Append a leftover to the answer of a question, given by its number on the page."""
    form = LeftoverToAnswerForm(request.POST)

    questions = Preview.from_data(upload.drafts).questions
    number = form.cleaned_data["number"] if form.is_valid() else 0
    if not 1 <= number <= len(questions):
        messages.error(request, _("There is no question of this number. Look it up under “Questions”."))
    else:
        target = questions[number - 1].key
        change_preview(upload=upload, change=lambda preview: preview.add_to_answer(key, target))
        messages.success(request, _("Added to the answer of question %(number)d.") % {"number": number})
    return _preview_response(request, upload)


@upload_action
def category_rename(request: Request, upload: DocumentUpload) -> HttpResponse:
    """Rename a category of this document."""
    form = RenameCategoryForm(request.POST)
    if form.is_valid():
        names = form.cleaned_data
        change_preview(
            upload=upload, change=lambda preview: preview.rename_category(names["old"], names["new"])
        )
    return _preview_response(request, upload)
