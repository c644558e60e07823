"""Two people are at the same thing at the same moment: the second is told what happened.

Either both save what may exist only once, or what one is changing has been taken away between the look-up and
the lock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

logger = logging.getLogger(__name__)


class CollisionMiddleware:
    """Answers 409 where a constraint of the database refused what the form's own checks had let pass, or
    where a row that the view had found is gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.method != "POST" or not isinstance(error, (IntegrityError, ObjectDoesNotExist)):
            return None
        # The kind of error and not its text, which may hold what was typed.
        logger.error("A form at %s was not carried out: %s", request.path, type(error).__qualname__)
        context = {"is_gone": isinstance(error, ObjectDoesNotExist)}
        return render(request, "errors/collision.html", context, status=409)
