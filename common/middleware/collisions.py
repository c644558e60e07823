"""Two people save what may exist only once, at the same moment: the second is told what happened."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

logger = logging.getLogger(__name__)


class CollisionMiddleware:
    """Answers 409 where a constraint of the database refused what the form's own checks had let pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, IntegrityError) or request.method != "POST":
            return None
        # The kind of error and not its text, which may hold what was typed.
        logger.error("A constraint of the database refused a form at %s", request.path)
        return render(request, "errors/collision.html", status=409)
