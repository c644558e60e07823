"""Documents uploaded on the site: read by a job, accepted into the bank or discarded."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from accounts.access import Request, requires
from common.ids import id_from
from common.limited import LimitExceededError
from qbank.models import DocumentUpload, Source
from qbank.sources.forms.documents import UploadForm
from qbank.sources.pages.upload import preview_context, side_context
from qbank.sources.rules.borders import NotInPreviewError
from qbank.sources.services.accepting import OtherNumberError, accept_upload
from qbank.sources.services.uploads import (
    TOO_COSTLY,
    DuplicateUploadError,
    UploadStateError,
    discard_upload,
    is_stuck,
    receive_upload,
    retry_upload,
)

Status = DocumentUpload.Status
View = Callable[..., HttpResponse]
OUTCOME_PER_PAGE = 100

can_add_uploads = requires("qbank.add_documentupload", view_permission="qbank.view_source")


def get_upload(pk: int) -> DocumentUpload:
    """An upload without its file. Raises Http404."""
    uploads = DocumentUpload.objects.defer("content", "source__received")
    uploads = uploads.select_related("source", "uploaded_by", "batch")
    return get_object_or_404(uploads, pk=pk)


def upload_action(view: View) -> View:
    """Decorates a view that changes an upload by POST: it gets the upload instead of its id.

    Raises Http404; when the upload is in another state by now, the response says so and nothing is changed.
    """

    @can_add_uploads
    @require_POST
    @wraps(view)
    def action(request: Request, pk: int, **kwargs: Any) -> HttpResponse:
        upload = get_upload(pk)
        try:
            return view(request, upload, **kwargs)
        except NotInPreviewError:
            if "key" in kwargs:
                raise Http404 from None
            messages.warning(request, _("The borders have moved meanwhile. Nothing was changed; look again."))
        except UploadStateError:
            messages.warning(request, _("This document was accepted, discarded or read anew meanwhile."))
        except LimitExceededError:
            messages.error(request, _(TOO_COSTLY))
        return HttpResponseClientRefresh() if request.htmx else redirect("qbank:upload-detail", upload.pk)

    return action


@can_add_uploads
@require_GET
def upload_list(request: Request) -> HttpResponse:
    """All uploaded documents with their states."""
    uploads = DocumentUpload.objects.defer("content", "drafts").select_related("uploaded_by")
    page = Paginator(uploads.order_by("-uploaded_at", "-pk"), 50).get_page(request.GET.get("page"))
    return render(request, "qbank/sources/uploads/list.html", {"page_obj": page})


@can_add_uploads
@require_http_methods(["GET", "POST"])
def upload_create(request: Request) -> HttpResponse:
    """Upload a document and have it read; for a file that is there already, the form links to it."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        name, data = form.received
        try:
            upload = receive_upload(name=name, data=data, actor=request.user)
        except DuplicateUploadError as error:
            field = "file" if form.cleaned_data["file"] else "pasted"
            form.add_error(field, _duplicate_message(error.existing))
        else:
            return redirect("qbank:upload-detail", upload.pk)
    return render(request, "qbank/sources/uploads/form.html", {"form": form})


def _duplicate_message(existing: DocumentUpload | Source) -> SafeString:
    if isinstance(existing, DocumentUpload):
        text, page = _("This very file was uploaded before:"), "qbank:upload-detail"
    else:
        text, page = _("This very file was loaded before:"), "qbank:source-detail"
    url, name = reverse(page, args=[existing.pk]), str(existing)
    return format_html('{} <a href="{}">{}</a>', text, url, name)


@can_add_uploads
@require_GET
def upload_detail(request: Request, pk: int) -> HttpResponse:
    """An uploaded document by its state; the preview once it has been read. Polled while it waits."""
    upload = get_upload(pk)
    if request.htmx and upload.status == Status.READY and request.htmx.target in ("side", "preview"):
        return _part_of_preview(request, upload)
    if request.htmx and upload.status != Status.WAITING:
        return HttpResponseClientRefresh()
    context: dict[str, Any] = {"upload": upload}
    if upload.status == Status.WAITING:
        context["stuck"] = is_stuck(upload)
    elif upload.status == Status.READY:
        context = preview_context(request, upload)
    elif upload.status in (Status.ACCEPTED, Status.UNDONE) and upload.source is not None:
        context |= _outcome(request, upload, upload.source)
    template = "qbank/sources/uploads/waiting.html" if request.htmx else "qbank/sources/uploads/detail.html"
    return render(request, template, context)


def _part_of_preview(request: Request, upload: DocumentUpload) -> HttpResponse:
    """What a script asks for: another page of the preview, or another question beside the document."""
    if request.htmx.target == "side":
        context = side_context(upload, request.GET.get("q", ""))
        return render(request, "qbank/sources/uploads/side.html", context)
    return render(request, "qbank/sources/uploads/preview.html", preview_context(request, upload))


def _outcome(request: Request, upload: DocumentUpload, source: Source) -> dict[str, Any]:
    """What became of an accepted document, and of each of its questions."""
    context: dict[str, Any] = {"batch": upload.batch}
    if upload.batch is None:
        # Accepted before acceptances were on record.
        questions = source.questions.in_bank().select_related("category")
        context["page_obj"] = Paginator(questions, OUTCOME_PER_PAGE).get_page(request.GET.get("page"))
        return context
    rows = upload.batch.rows.select_related("question__category").defer("cells", "problems")
    context["page_obj"] = Paginator(rows.order_by("number"), OUTCOME_PER_PAGE).get_page(
        request.GET.get("page")
    )
    return context


@upload_action
def upload_accept(request: Request, upload: DocumentUpload) -> HttpResponse:
    """Put the preview's questions into the bank as drafts; not when they are other ones than were shown."""
    shown = request.POST.get("taken", "")
    try:
        report = accept_upload(upload=upload, actor=request.user, expected=id_from(shown) if shown else None)
    except OtherNumberError as error:
        text = _("The bank has changed meanwhile: now %(count)d questions would come in. Look once more.")
        messages.warning(request, text % {"count": error.taken})
        return redirect("qbank:upload-detail", upload.pk)
    count = report.created["question"]
    messages.success(
        request,
        ngettext(
            "%(count)d question is in the bank as a draft.",
            "%(count)d questions are in the bank as drafts.",
            count,
        )
        % {"count": count},
    )
    return redirect("qbank:upload-detail", upload.pk)


@upload_action
def upload_discard(request: Request, upload: DocumentUpload) -> HttpResponse:
    """Discard an upload; the same file may be uploaded again."""
    discard_upload(upload=upload, actor=request.user)
    messages.success(request, _("%(name)s was discarded.") % {"name": upload.name})
    return redirect("qbank:upload-list")


@upload_action
def upload_retry(request: Request, upload: DocumentUpload) -> HttpResponse:
    """Have a document read again whose reading failed or never ended."""
    retry_upload(upload=upload, actor=request.user)
    return redirect("qbank:upload-detail", upload.pk)
