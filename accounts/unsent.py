"""Forms that were sent after their session had ended: what was typed waits until its writer has signed in.

For browsers without JavaScript; with it the sign-in is offered on the page itself (static/js/forms). It waits
in the browser's anonymous session, on the server. A signed cookie says who was last signed in in this
browser: it makes sure that nobody else is shown what was typed, and that strangers can't fill the sessions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.signing import BadSignature
from django.db.models import BooleanField, Field, Model
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

#: The cookie with the key of whoever was last signed in in this browser.
PERSON_COOKIE = "person"
PERSON_SALT = "accounts.person"
PERSON_AGE = 30 * 24 * 3600  # seconds
#: How much of one form waits, in characters of its names and values.
MOST_CHARACTERS = 300_000
#: How many wait in one browser; of more the oldest goes.
MOST_FORMS = 5
SESSION_KEY = "unsent-forms"
#: Parts of the names of fields that belong to the page, or say what was chosen by its number.
UNSEEN = {
    *("csrfmiddlewaretoken", "form_token", "unsent", "next", "back", "page", "show", "act", "choose"),
    *("opened_on", "revision", "stood", "seen", "seen_ratings", "sha256", "state", "shown", "was", "token"),
    *("whole", "accepted", "taken", "decision", "base", "settles", "value", "values", "DELETE", "__prefix__"),
    *("encoding", "header_row", "separator", "with_hidden", "column", "label", "field", "of", "id", "key"),
    *("batch", "item", "lead", "panel", "new_position", "arrangement", "rooms", "cell", "candidates", "seed"),
    *("for_position", "stay"),
}
#: Names of management fields in Django's formsets.
FORMSET = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS", "-ORDER", "-id")


@dataclass
class UnsentForm:
    """``path`` with its query is where it was going, ``person`` the key of who typed it, ``key`` its own."""

    path: str
    person: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    has_files: bool = False
    key: str = field(default_factory=lambda: uuid4().hex)

    @property
    def typed(self) -> Iterator[tuple[str, str]]:
        """Label and value of what a person can have typed; things chosen by their number are sent unseen."""
        names = [name for name, _value in self.fields]
        models = {part: likeliest_model({label_of(name) for name in group}) for part, group in by_part(names)}
        for name, value in self.fields:
            if not value.strip() or name.endswith(FORMSET) or UNSEEN.intersection(name.split("-")):
                continue
            model, label = models[part_of(name)], label_of(name)
            known = fields_of(model).get(label) if model else None
            if known is None or not known.is_relation:
                yield (str(known.verbose_name) if known else gettext(label)), readable(known, value)


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
    """Put the form that was sent into the anonymous session, beside those that wait there; False where it is
    none that may."""
    person = last_person(request)
    if not person or any("password" in name for name in request.POST):
        return False
    fields = typed_fields(request.POST)
    if sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
        return False
    unsent = UnsentForm(request.get_full_path(), person, fields=fields, has_files=bool(request.FILES))
    request.session[SESSION_KEY] = [*request.session.get(SESSION_KEY, []), asdict(unsent)][-MOST_FORMS:]
    return True


def read_unsent(request: HttpRequest) -> list[UnsentForm]:
    """The forms that wait in this session, whoever typed them, the newest first."""
    return [
        UnsentForm(**stored | {"fields": [(name, value) for name, value in stored["fields"]]})
        for stored in reversed(request.session.get(SESSION_KEY, []))
    ]


def own_unsent(request: HttpRequest) -> list[UnsentForm]:
    """Those that this person typed."""
    return [form for form in read_unsent(request) if form.person == str(request.user.pk)]


def forget_unsent(request: HttpRequest, key: str) -> None:
    """This one of the person's own waits no more."""
    stored, person = request.session.get(SESSION_KEY, []), str(request.user.pk)
    left = [form for form in stored if (form["key"], form["person"]) != (key, person)]
    if left:
        request.session[SESSION_KEY] = left
    else:
        request.session.pop(SESSION_KEY, None)


def part_of(name: str) -> str:
    """The row of a formset, or the form, that a field belongs to: its name without its last word."""
    return name.rpartition("-")[0] if not name[-1:].isdigit() else ""


def by_part(names: list[str]) -> list[tuple[str, list[str]]]:
    return [(part, [name for name in names if part_of(name) == part]) for part in set(map(part_of, names))]


def label_of(name: str) -> str:
    """The word of a field's name, without that of its formset and the number of its row."""
    words = [word for word in name.split("-") if not word.isdigit()]
    return words[-1] if words else name


def readable(field: Field[Any, Any] | None, value: str) -> str:
    """What was chosen, as the page called it."""
    if isinstance(field, BooleanField) or value == "on":
        return gettext("yes")
    return str(dict(field.flatchoices).get(value, value)) if field else value


def fields_of(model: type[Model]) -> dict[str, Any]:
    return {field.name: field for field in (*model._meta.fields, *model._meta.many_to_many)}


def likeliest_model(names: set[str]) -> type[Model] | None:
    """The model that knows most of a form's fields, for what they are called on our pages."""
    ours = [model for model in apps.get_models() if not model.__module__.startswith("django.")]
    best = max(ours, key=lambda model: len(names & fields_of(model).keys()))
    return best if names & fields_of(best).keys() else None
