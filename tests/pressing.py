"""Pressing a button of a page as a browser would: the form's controls are sent as the page shows them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from django.test import Client
from lxml import html


def press(client: Client, page: Any, button: str) -> Any:
    """The response to pressing the button whose text begins so (a regular expression) on a page, a response
    with its ``request``."""
    address = page.request["PATH_INFO"]
    document = html.fromstring(page.content.decode())
    pressed = next(element for element in document.iter("button", "a") if re.match(button, _text_of(element)))
    if pressed.tag == "a":
        return client.get(urljoin(address, pressed.get("href")), follow=True)
    form = next(pressed.iterancestors("form"))
    data = controls(form)
    if pressed.get("name"):
        data.append((pressed.get("name"), pressed.get("value", "")))
    action = urljoin(address, pressed.get("formaction") or form.get("action") or address)
    sent: dict[str, list[str]] = {}
    for name, value in data:
        sent.setdefault(name, []).append(value)
    send = client.post if form.get("method") == "post" else client.get
    return send(action, sent, follow=True)


def controls(form: Any) -> list[tuple[str, str]]:
    """What a browser sends of a form nobody has touched: the first option where none is selected."""
    sent: list[tuple[str, str]] = []
    for control in form.iter("input", "select", "textarea"):
        name = control.get("name")
        if not name or control.get("disabled") is not None:
            continue
        if control.tag == "select":
            options = list(control.iter("option"))
            selected = [option for option in options if option.get("selected") is not None] or options[:1]
            sent += [(name, option.get("value", _text_of(option))) for option in selected]
        elif control.tag == "textarea":
            sent.append((name, control.text or ""))
        elif control.get("type") in ("radio", "checkbox"):
            if control.get("checked") is not None:
                sent.append((name, control.get("value", "on")))
        elif control.get("type") not in ("submit", "button", "file"):
            sent.append((name, control.get("value", "")))
    return sent


def _text_of(element: Any) -> str:
    return " ".join(element.text_content().split())
