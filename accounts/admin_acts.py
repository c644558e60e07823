"""Buttons and sentences of the admin's pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.models import User


def _nothing_to_ask(obj: Any, data: Any) -> forms.BaseForm:
    return forms.Form(data)


def asks(form: type[forms.BaseForm]) -> Callable[[Any, Any], forms.BaseForm]:
    """A form that needs to know nothing of the object, for :class:`Act`."""

    def make(obj: Any, data: Any) -> forms.BaseForm:
        return form(data)

    return make


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """Something that is done to an object by a button of its page: a form, and the service behind it."""

    #: Its part of the address.
    name: str
    #: On the button, and at the head of its page.
    label: Any
    #: (actor, object, what the form holds) → what was done, in a sentence. Raises as the service does.
    run: Callable[[User, Any, Mapping[str, Any]], Any]
    #: Whether the button is shown: (user, object) → yes or no. The service asks again.
    offered: Callable[[User, Any], bool]
    #: (object, posted data or None) → what is asked for.
    form: Callable[[Any, Any], forms.BaseForm] = _nothing_to_ask
    #: What it means, above the form.
    explanation: Any = ""
    #: Whether it takes something away.
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence at the head of a page, with links: (address, label)."""

    text: Any
    links: Sequence[tuple[str, Any]] = ()
