"""A form that was sent after its session had ended: what was typed waits until its writer has signed in.

For browsers without JavaScript; with it the sign-in is offered on the page itself (static/js/forms). It waits
in the browser's anonymous session, on the server. A signed cookie says who was last signed in in this
browser: it makes sure that nobody else is shown what was typed, and that strangers can't fill the sessions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.apps import apps
from django.core.signing import BadSignature
from django.db.models import Field, Model
from django.http import HttpRequest, QueryDict

#: The cookie with the key of whoever was last signed in in this browser.
PERSON_COOKIE = "person"
PERSON_SALT = "accounts.person"
PERSON_AGE = 30 * 24 * 3600  # seconds
#: How much of one form waits, in characters of its names and values.
MOST_CHARACTERS = 300_000
SESSION_KEY = "unsent-form"
#: Fields that belong to the page and not to what was typed.
TECHNICAL = {"csrfmiddlewaretoken", "form_token", "unsent", "next", "back"}
#: Names of management fields in Django's formsets.
FORMSET = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS", "-ORDER", "-id")


@dataclass
class UnsentForm:
    """``path`` with its query is where it was going, ``person`` the key of who typed it."""

    path: str
    person: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    has_files: bool = False

    @property
    def typed(self) -> Iterator[tuple[str, str]]:
        """Label and value of what a person can have typed; things chosen by their number are sent unseen."""
        model = likeliest_model({last_part(name) for name, _value in self.fields})
        for name, value in self.fields:
            if not value.strip() or name in TECHNICAL or name.endswith(FORMSET):
                continue
            field = fields_of(model).get(last_part(name)) if model else None
            if field is None or not field.is_relation:
                yield (str(field.verbose_name) if field else last_part(name)), value


def last_person(request: HttpRequest) -> str:
    """The key of who was last signed in in this browser; "" for a browser in which nobody was."""
    try:
        return request.get_signed_cookie(PERSON_COOKIE, default="", salt=PERSON_SALT) or ""
    except BadSignature:
        return ""


def typed_fields(data: QueryDict) -> list[tuple[str, str]]:
    """Names and values as they were sent, but for the page's own tokens."""
    own = ("csrfmiddlewaretoken", "form_token", "unsent")
    return [(name, value) for name, values in data.lists() if name not in own for value in values]


def keep_unsent(request: HttpRequest) -> bool:
    """Put the form that was sent into the anonymous session; False where it is none that may wait there."""
    person = last_person(request)
    if not person or any("password" in name for name in request.POST):
        return False
    fields = typed_fields(request.POST)
    if sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
        return False
    unsent = UnsentForm(request.get_full_path(), person, fields=fields, has_files=bool(request.FILES))
    request.session[SESSION_KEY] = asdict(unsent)
    return True


def read_unsent(request: HttpRequest) -> UnsentForm | None:
    """The form that waits in this session, whoever typed it."""
    stored = request.session.get(SESSION_KEY)
    if not stored:
        return None
    return UnsentForm(**stored | {"fields": [(name, value) for name, value in stored["fields"]]})


def forget_unsent(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


def last_part(name: str) -> str:
    """The name of a field without that of its formset and the number of its row."""
    return name.rsplit("-", 1)[-1]


def fields_of(model: type[Model]) -> dict[str, Field[Any, Any]]:
    return {field.name: field for field in model._meta.fields}


def likeliest_model(names: set[str]) -> type[Model] | None:
    """The model that knows most of a form's fields, for what they are called on our pages."""
    ours = [model for model in apps.get_models() if not model.__module__.startswith("django.")]
    best = max(ours, key=lambda model: len(names & fields_of(model).keys()))
    return best if names & fields_of(best).keys() else None
