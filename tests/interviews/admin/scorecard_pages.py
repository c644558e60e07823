"""One's own scorecard in the admin as a browser without scripts has it: the form, filled in and sent."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from interviews.models import Scorecard


class _Fields(HTMLParser):
    """What a browser would send of the form with this class or id."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self._form = form
        self.values: dict[str, list[str]] = {}
        self._inside, self._area, self._select = False, "", ""

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        named = dict(attributes)
        if tag == "form":
            self._inside = self._form in (named.get("class"), named.get("id"))
        if not self._inside or not (named.get("name") or tag == "option"):
            return
        if tag == "textarea":
            self._area, self.values[named["name"]] = named["name"], [""]
        elif tag == "select":
            self._select = named["name"]
        elif tag == "option" and "selected" in named:
            self.values[self._select] = [named.get("value", "")]
        elif tag == "input" and named.get("type") != "submit":
            boxes = ("radio", "checkbox")
            if named.get("type") not in boxes or "checked" in named:
                empty = "on" if named.get("type") in boxes else ""
                self.values.setdefault(named["name"], []).append(named.get("value", empty))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        if tag == "form":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area][0] += data


def fields_of(body: str, form: str) -> dict[str, list[str]]:
    """The fields of a form as a browser without scripts would send them; ``form``: its class or id."""
    parser = _Fields(form)
    parser.feed(body)
    return {name: [value.removeprefix("\n") for value in values] for name, values in parser.values.items()}


class AdminPage:
    """A page that was opened once, and may be sent at any time after that."""

    def __init__(self, client: Client, interview: int) -> None:
        self.client = client
        self.address = address(client, interview)
        self.body = client.get(self.address).content.decode()
        self.fields = fields_of(self.body, "scorecard")

    def put(self, item: int, name: str, *values: str) -> AdminPage:
        """Type into a field of a question; no value: nothing is ticked."""
        self.fields[f"q{item}-{name}"] = list(values)
        return self

    def value(self, item: int, name: str) -> list[str]:
        return self.fields.get(f"q{item}-{name}", [])

    def send(self, button: str = "_save") -> Any:
        return self.client.post(self.address, self.fields | {button: ["x"]})


def address(client: Client, interview: int) -> str:
    card = Scorecard.objects.filter(member__interview=interview, member__user=client.user).first()
    if card is None:
        return f"{reverse('admin:interviews_scorecard_add')}?interview={interview}"
    return reverse("admin:interviews_scorecard_change", args=[card.pk])
