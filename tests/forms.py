"""Forms as a browser sees them: found on a page, filled in plausibly, and sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import lxml.html
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

#: What is typed into empty fields, by the type of the field.
TYPED = {
    "number": "1",
    "date": "2027-03-01",
    "datetime-local": "2027-03-01T10:00",
    "time": "10:00",
    "email": "jia@example.com",
    "password": "",
}


@dataclass(frozen=True)
class PageForm:
    """A form that writes: where it goes, and what would be sent by pressing its first button."""

    action: str
    fields: dict[str, list[str]]
    files: tuple[str, ...]

    def send(self, client: Client, **changes: Any) -> HttpResponse:
        uploads = {name: SimpleUploadedFile("a.csv", "题目,分类\n甲？,乙\n".encode()) for name in self.files}
        answer: Any = client.post(self.action, {**self.fields, **uploads, **changes})
        return answer


def writing_forms(html: str, url: str) -> Iterator[PageForm]:
    """The forms of a page that are sent by POST, as they stand, with empty fields filled in."""
    for form in lxml.html.fromstring(html).iter("form"):
        if (form.get("method") or "get").lower() == "post":
            action = urljoin(url, form.get("hx-post") or form.get("action") or "")
            yield PageForm(action, dict(_fields(form)), tuple(_files(form)))


def _controls(form: Any) -> Iterator[Any]:
    inside = list(form.iter("input", "select", "textarea", "button"))
    outside = form.getroottree().xpath(f"//*[@form='{form.get('id')}']") if form.get("id") else []
    for control in [*inside, *outside]:
        if control.get("name") and control.get("disabled") is None:
            yield control


def _files(form: Any) -> Iterator[str]:
    return (control.get("name") for control in _controls(form) if control.get("type") == "file")


def _fields(form: Any) -> Iterator[tuple[str, list[str]]]:
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
            values.setdefault(name, []).extend(_chosen(control))
        elif kind != "file":
            value = control.text if control.tag == "textarea" else control.get("value")
            if not value and kind != "hidden":
                value = TYPED.get(kind, "甲乙丙")
            values.setdefault(name, []).append(value or "")
    for name, value in offered.items():
        values.setdefault(name, [value])
    if button:
        values.setdefault(button[0], [button[1]])
    return iter(values.items())


def _chosen(select: Any) -> list[str]:
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    value_of = [option.get("value", option.text or "") for option in chosen or options]
    filled = [value for value in value_of if value] or [
        value for option in options if (value := option.get("value", option.text or ""))
    ]
    return filled[:1]
