"""Buttons and sentences of the admin's pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence at the head of a page, with links: (address, label)."""

    text: Any
    links: Sequence[tuple[str, Any]] = ()


def in_any_state(user: User, obj: Any) -> bool:
    """For an act that makes sense whatever was done before."""
    return True


def _nothing_to_ask(obj: Any, data: Any) -> forms.BaseForm:
    return forms.Form(data)


def asks(form: type[forms.BaseForm]) -> Callable[[Any, Any], forms.BaseForm]:
    """A form that needs to know nothing of the object, for :class:`Act`."""

    def make(obj: Any, data: Any) -> forms.BaseForm:
        return form(data)

    return make


def _nothing_about(obj: Any) -> Note | None:
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """Something that is done to an object by a button of its page: a form, and the service behind it."""

    #: Its part of the address.
    name: str
    #: On the button, and at the head of its page.
    label: Any
    #: (actor, object, what the form holds) → what was done, in a sentence. Raises as the service does.
    run: Callable[[User, Any, Mapping[str, Any]], Any]
    #: (user, object): raises PermissionDenied, in the site's sentence, for whoever may not do it. The rule
    #: that the service itself asks.
    check: Callable[[User, Any], None]
    #: (user, object) → whether it makes sense as things stand. It decides on the button alone: what stands in
    #: the way, the service says to whoever comes by an old page.
    fits: Callable[[User, Any], bool] = in_any_state
    #: (object, posted data or None) → what is asked for.
    form: Callable[[Any, Any], forms.BaseForm] = _nothing_to_ask
    #: What it means, above the form.
    explanation: Any = ""
    #: Object → what it is about, with the way to it, above the form.
    about: Callable[[Any], Note | None] = _nothing_about
    #: Whether it takes something away.
    grave: bool = False

    def offered(self, user: User, obj: Any) -> bool:
        """Whether the button is shown."""
        try:
            self.check(user, obj)
        except PermissionDenied:
            return False
        return self.fits(user, obj)
