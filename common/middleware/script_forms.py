"""Page forms that a script sends (static/js/forms/sending.js): where to go on, as JSON.

A script can't look into a redirect, and following it would take the messages from the page that is shown.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.messages import WARNING, get_messages
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

#: What the script says in its header X-Requested-With.
SENT_BY_SCRIPT = "form"


def is_sent_by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == SENT_BY_SCRIPT


def script_forms(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a redirect becomes 200 {"location", "taken"}.

    ``taken`` is whether what was typed is stored now: not for certain when the next page comes with a
    warning: better to be offered a text that is saved than to lose one that was refused.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not is_sent_by_script(request) or response.status_code not in (301, 302, 303):
            return response
        # Only the new ones, and without reading: that would take them from the next page.
        queued = getattr(get_messages(request), "_queued_messages", [])
        taken = not any(message.level >= WARNING for message in queued)
        answer = JsonResponse({"location": response.headers["Location"], "taken": taken})
        answer.cookies = response.cookies
        return answer

    return middleware
