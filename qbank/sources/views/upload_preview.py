"""Corrections of the preview of an uploaded document. Each changes the preview, never the bank."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import reswap, retarget

from accounts.access import Request
from accounts.concurrent_edits import locked_rows
from qbank.models import DocumentUpload
from qbank.sources.forms.documents import BordersForm, BulkForm, PreviewQuestionForm
from qbank.sources.pages.upload import preview_context
from qbank.sources.rules.borders import Borders, NotInPreviewError
from qbank.sources.rules.upload_preview import LEAVE, TAKE, Preview
from qbank.sources.services.uploads import change_preview, compare_with_bank, edit_preview
from qbank.sources.views.uploads import get_upload, upload_action


def _preview_response(
    request: Request, upload: DocumentUpload, focus: str = "", *, bulk: BulkForm | None = None
) -> HttpResponse:
    """The preview after a change: for htmx the preview alone, else a redirect to its page. ``focus``: the key
    of a question, or "at-START" of a block."""
    if request.htmx or bulk is not None:
        context = preview_context(request, get_upload(upload.pk), focus=focus, bulk=bulk)
        if not request.htmx:
            return render(request, "qbank/sources/uploads/detail.html", context)
        response = render(request, "qbank/sources/uploads/preview.html", context)
        return reswap(retarget(response, "#preview"), "outerHTML")
    url = reverse("qbank:upload-detail", args=[upload.pk])
    anchor = f"#b-{focus.removeprefix('at-')}" if focus.startswith("at-") else ""
    page = request.GET.get("page", "")
    query = f"?q={focus}" if focus else f"?page={page}" if page.isdigit() else ""
    return redirect(url + query + anchor)


@upload_action
def borders_change(request: Request, upload: DocumentUpload) -> HttpResponse:
    """Label blocks anew, and split, join or move one; then show the document there."""
    form = BordersForm(request.POST)
    if not form.is_valid():
        raise BadRequest("unknown act")
    place = change_preview(upload=upload, change=lambda preview: _redraw(preview, form))
    return _preview_response(request, upload, f"at-{place}" if place is not None else "")


def _redraw(preview: Preview, form: BordersForm) -> int | None:
    """Apply what was posted; returns where in the text something was done.

    Raises NotInPreviewError where somebody else has labelled the same block meanwhile.
    """
    act, shown = form.cleaned_data["act"], form.shown
    parts = {block.start: block.part for block in preview.blocks}
    changed = {start: part for start, part in form.labels.items() if parts.get(start, part) != part}
    if any(shown.get(start, parts[start]) != parts[start] for start in changed):
        raise NotInPreviewError
    places = list(changed)

    def change(borders: Borders) -> None:
        for start, part in changed.items():
            borders.relabel(start, part)
        if not act:
            return
        name, start = act[0], int(act[1])
        places.append(start)
        if name == "join":
            borders.join(start)
        elif name == "move":
            borders.move(start, int(act[2]))
        else:
            places.append(borders.split(start, int(act[2]), *act[3:]))

    if changed or act:
        preview.redraw(change)
    return places[-1] if places else None


@upload_action
def question_save(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Save what was typed into a question; with "reset", take its wording from the document again."""
    if "reset" in request.POST:
        change_preview(upload=upload, change=lambda preview: preview.forget_typed(key))
        return _preview_response(request, upload, key)
    with locked_rows(DocumentUpload, pk=upload.pk):
        form = _question_form(upload, key, request.POST)
        unjudged = form.is_valid() and _save(upload, key, form)
    if unjudged:
        compare_with_bank(upload)
    if not form.is_valid():
        return _refused(request, upload, form)
    if not request.htmx:
        return _preview_response(request, upload, key)
    if form.was_asked:
        # With what was chosen, and without the question: it would decide over what is typed next.
        return _question(request, upload, _question_form(upload, key), status=200)
    return render(request, "qbank/sources/uploads/saved.html", {"form": _question_form(upload, key)})


def _question_form(upload: DocumentUpload, key: str, data: QueryDict | None = None) -> PreviewQuestionForm:
    """The form of a question as the preview has it now."""
    question = Preview.from_data(get_upload(upload.pk).drafts).find(key)
    return PreviewQuestionForm(data, question=question, upload=upload)


def _save(upload: DocumentUpload, key: str, form: PreviewQuestionForm) -> bool:
    """Returns whether questions are to be compared with the bank."""

    def change(preview: Preview) -> None:
        draft = preview.find(key).draft
        preview.save(key, form.cleaned_data["category"], replace(draft, **form.draft_fields(draft)))

    return edit_preview(upload=upload, change=change)[1]


def _refused(request: Request, upload: DocumentUpload, form: PreviewQuestionForm) -> HttpResponse:
    """What stands in the way of saving: beside the form, or in it where something is to be chosen."""
    key = form.preview_question.key
    if not request.htmx:
        context = preview_context(request, upload, focus=key, bound=form)
        return render(request, "qbank/sources/uploads/detail.html", context)
    if form.was_asked or form.meanwhile:
        return _question(request, upload, form, status=422)
    return render(request, "qbank/sources/uploads/saved.html", {"form": form}, status=422)


def _question(
    request: Request, upload: DocumentUpload, form: PreviewQuestionForm, *, status: int
) -> HttpResponse:
    """The whole form in its place."""
    context = {"form": form, "question": form.preview_question, "upload": upload}
    response = render(request, "qbank/sources/uploads/question.html", context, status=status)
    return reswap(retarget(response, f"#q-{form.preview_question.key}"), "outerHTML")


@upload_action
def question_decide(request: Request, upload: DocumentUpload, key: str) -> HttpResponse:
    """Take a question into the bank, or leave it out."""
    decision = request.POST.get("decision", "")
    Preview.from_data(upload.drafts).find(key)
    if decision not in (TAKE, LEAVE):
        raise BadRequest("unknown decision")
    change_preview(upload=upload, change=lambda preview: preview.decide([key], decision))
    return _preview_response(request, upload, key)


@upload_action
def bulk_set(request: Request, upload: DocumentUpload) -> HttpResponse:
    """Set what is said of many questions, take them or leave them out."""
    decision = request.POST.get("decision", "")
    form = BulkForm(request.POST, preview=Preview.from_data(upload.drafts))
    if not form.is_valid():
        return _preview_response(request, upload, bulk=form)
    chosen = form.keys
    if not chosen:
        messages.warning(request, _("No question was ticked, so nothing was changed."))
        return _preview_response(request, upload)
    if decision in (TAKE, LEAVE):
        change_preview(upload=upload, change=lambda preview: preview.decide(chosen, decision))
        changed = len(chosen)
    else:
        only_unsaid = form.cleaned_data["only_unsaid"]
        changed = change_preview(
            upload=upload,
            change=lambda preview: preview.set_for_all(chosen, form.values, only_unsaid=only_unsaid),
        )
    messages.success(
        request,
        ngettext("%(count)d question changed.", "%(count)d questions changed.", changed) % {"count": changed},
    )
    return _preview_response(request, upload)
