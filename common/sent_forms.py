"""A form does what it does once, however often it is sent.

A double click, an impatient second click on a slow network, or a browser that sends again after a lost
answer must not make two of anything. Every form that writes has a token of its own (:data:`FIELD`, put there
by ``{% csrf_token %}``, see :mod:`common.templatetags.forms`). The first request with a token and a content
is carried out; another one waits for its answer and gets the same. Another content with the same token (one
went back and changed something) is another form. What failed on the server may be sent again.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from common.models import SentForm

FIELD = "form_token"
#: How long a second sending waits for the answer to the first, in seconds.
PATIENCE = 10.0
#: How long answers are remembered. They may hold what a page shows about a person.
MEMORY = timedelta(minutes=30)
#: Fields that are another one each time although the form is the same.
_CHANGING = {"csrfmiddlewaretoken"}
_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Refresh", "HX-Trigger", "HX-Retarget", "HX-Reswap")
_LONGEST_BODY = 2_000_000  # bytes


def token_for(request: HttpRequest) -> str:
    """The token of the forms of the page that answers this request."""
    if not hasattr(request, "_form_token"):
        request._form_token = str(uuid.uuid4())  # type: ignore[attr-defined]
    return str(request._form_token)  # type: ignore[attr-defined]


def forget_old() -> int:
    """Forget the answers that nobody will ask for again; how many."""
    return SentForm.objects.filter(at__lt=timezone.now() - MEMORY).delete()[0]


def forget_all() -> None:
    """Forget every answer that was given: something they may show has been erased."""
    SentForm.objects.filter(answer__isnull=False).delete()


class OnceMiddleware:
    """Carries out a form with a token once. Stands after the middleware that may refuse a request, and
    before that of messages, whose cookie is part of the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        sent: SentForm | None = getattr(request, "_sent_form", None)
        if sent is not None:
            # An answer with a secret says what is kept in its place.
            _remember(sent, getattr(response, "remembered_as", response))
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """None: carry it out; else the answer to the same form, sent before."""
        if request.method != "POST" or not request.user.is_authenticated or not request.POST.get(FIELD):
            return None
        key = _key_of(request)
        deadline = time.monotonic() + PATIENCE
        while (sent := _begin(key)) is None:
            earlier = SentForm.objects.filter(key=key).first()
            if earlier is not None and earlier.answer is not None:
                return _restored(earlier)
            if time.monotonic() > deadline:
                return render(request, "errors/sent_already.html", status=409)
            time.sleep(0.05)
        request._sent_form = sent  # type: ignore[attr-defined]
        return None


def _begin(key: str) -> SentForm | None:
    """The row of this form, sent for the first time; None when it was sent before."""
    try:
        with transaction.atomic():
            return SentForm.objects.create(key=key)
    except IntegrityError:
        return None


def _key_of(request: HttpRequest) -> str:
    fields = sorted((name, values) for name, values in request.POST.lists() if name not in _CHANGING)
    files = sorted(
        (name, [(file.name, _digest(file)) for file in files]) for name, files in request.FILES.lists()
    )
    content = repr((request.user.pk, request.get_full_path(), fields, files))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _digest(file: UploadedFile[Any]) -> str:
    """Of its content: a corrected file may have the name and the size it had before."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _restored(sent: SentForm) -> HttpResponse:
    answer: dict[str, Any] = sent.answer or {}
    response = HttpResponse(bytes(sent.body or b""), status=answer["status"], headers=answer["headers"])
    for name, value in answer["cookies"].items():
        response.set_cookie(name, value, httponly=True, samesite="Lax")
    return response


def _remember(sent: SentForm, response: HttpResponseBase) -> None:
    """Keep the answer for a second sending, or let the form be sent again where it was refused or failed."""
    if (
        not isinstance(response, HttpResponse)
        or response.status_code >= 400
        or len(response.content) > _LONGEST_BODY
    ):
        sent.delete()
        return
    answer = {
        "status": response.status_code,
        "headers": {name: response.headers[name] for name in _HEADERS if name in response.headers},
        # What the next page says ("Saved.") travels in a cookie.
        "cookies": {name: morsel.value for name, morsel in response.cookies.items() if name == "messages"},
    }
    SentForm.objects.filter(pk=sent.pk).update(answer=answer, body=response.content)
