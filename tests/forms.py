"""Forms as a browser sees them: found on a page, filled in plausibly, and sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import lxml.html
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

#: A day that is still to come whenever the tests run: about what is planned in the past one is asked first.
COMING_DAY = timezone.localdate() + timedelta(days=100)
#: What is typed into empty fields, by the type of the field.
TYPED = {
    "number": "1",
    "date": f"{COMING_DAY}",
    "datetime-local": f"{COMING_DAY}T10:00",
    "time": "10:00",
    "email": "jia@example.com",
    "password": "",
    # Where rows are found by typing one of those offered is chosen, or none.
    "search": "",
}


@dataclass(frozen=True)
class PageForm:
    """A form that writes: where it goes, and what would be sent by pressing its first button."""

    action: str
    fields: dict[str, list[str]]
    files: tuple[str, ...]
    #: The fields one types words into.
    texts: tuple[str, ...] = ()
    #: The fields with one of several values to choose, and these.
    choices: dict[str, list[str]] = field(default_factory=dict)
    #: The fields with their values as the page shows them, empty ones left empty.
    as_shown: dict[str, list[str]] = field(default_factory=dict)
    #: The fields that nobody sees.
    hidden: tuple[str, ...] = ()

    def send(self, client: Client, **changes: Any) -> HttpResponse:
        uploads = {name: SimpleUploadedFile("a.csv", "题目,分类\n甲？,乙\n".encode()) for name in self.files}
        answer: Any = client.post(self.action, {**self.fields, **uploads, **changes})
        return answer


def writing_forms(html: str, url: str) -> Iterator[PageForm]:
    """The forms of a page that are sent by POST, as they stand, with empty fields filled in."""
    if not html.strip():  # a part of a page that has nothing to say
        return
    for form in lxml.html.fromstring(html).iter("form"):
        if (form.get("method") or "get").lower() == "post":
            action = urljoin(url, form.get("hx-post") or form.get("action") or "")
            yield PageForm(
                action,
                dict(_fields(form)),
                tuple(_files(form)),
                tuple(_texts(form)),
                dict(_choices(form)),
                dict(_fields(form, fill=False)),
                tuple(_hidden(form)),
            )


def _controls(form: Any) -> Iterator[Any]:
    inside = list(form.iter("input", "select", "textarea", "button"))
    outside = form.getroottree().xpath(f"//*[@form='{form.get('id')}']") if form.get("id") else []
    for control in [*inside, *outside]:
        if control.get("name") and control.get("disabled") is None:
            yield control


def _texts(form: Any) -> Iterator[str]:
    for control in _controls(form):
        if control.tag == "textarea" or (control.tag == "input" and control.get("type", "text") == "text"):
            yield control.get("name")


def _hidden(form: Any) -> Iterator[str]:
    visible = {control.get("name") for control in _controls(form) if control.get("type") != "hidden"}
    return (name for control in _controls(form) if (name := control.get("name")) not in visible)


def _choices(form: Any) -> Iterator[tuple[str, list[str]]]:
    for control in _controls(form):
        if control.tag == "select" and control.get("multiple") is None:
            values = [option.get("value", option.text or "") for option in control.iter("option")]
            if len(set(values)) > 1:
                yield control.get("name"), values


def _files(form: Any) -> Iterator[str]:
    return (control.get("name") for control in _controls(form) if control.get("type") == "file")


def _fields(form: Any, *, fill: bool = True) -> Iterator[tuple[str, list[str]]]:
    values: dict[str, list[str]] = {}
    offered: dict[str, str] = {}
    button: tuple[str, str] | None = None
    for control in _controls(form):
        name, kind = control.get("name"), (control.get("type") or "text").lower()
        if control.tag == "button" or kind in ("submit", "image"):
            button = button or (name, control.get("value") or "")
        elif kind in ("radio", "checkbox"):
            offered.setdefault(name, control.get("value") or "on")
            if control.get("checked") is not None:
                values.setdefault(name, []).append(control.get("value") or "on")
        elif control.tag == "select":
            values.setdefault(name, []).extend(_chosen(control, fill=fill))
        elif kind != "file":
            value = control.text if control.tag == "textarea" else control.get("value")
            # A browser takes the first newline of a text area as the end of its tag.
            value = (value or "").removeprefix("\n")
            if not value and kind != "hidden" and fill:
                value = TYPED.get(kind, "甲乙丙")
            values.setdefault(name, []).append(value or "")
    for name, value in offered.items() if fill else ():
        values.setdefault(name, [value])
    if button:
        values.setdefault(button[0], [button[1]])
    return iter(values.items())


def _chosen(select: Any, *, fill: bool) -> list[str]:
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not fill:
        return [option.get("value", option.text or "") for option in chosen or options[:1]]
    value_of = [option.get("value", option.text or "") for option in chosen or options]
    filled = [value for value in value_of if value] or [
        value for option in options if (value := option.get("value", option.text or ""))
    ]
    return filled[:1]
