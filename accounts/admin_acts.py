"""Buttons and sentences of the admin's pages, and lists that cost the same however many rows there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

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


#: Of more rows a list says that there are more; one turns pages through so many.
MOST_COUNTED = 2_500


class BoundedPaginator(Paginator[Any]):
    """Counts no further than ``MOST_COUNTED``."""

    @cached_property
    def count(self) -> int:
        return counted(self.object_list)


def counted(rows: Any) -> int:
    """How many rows there are, at most ``MOST_COUNTED``; what a list adds to each is left out."""
    return int(rows.order_by().values("pk")[:MOST_COUNTED].count())


def refuse_uncounted(request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    """An answer to an action on all rows of a list that was not counted to its end: nobody has seen on how
    many. None for any other."""
    if request.POST.get("select_across") != "1" or counted(queryset) < MOST_COUNTED:
        return None
    messages.error(request, _("These are too many rows to act on at once: narrow the list down first."))
    return HttpResponseRedirect(request.get_full_path())


class SeenRelatedFilter(RelatedOnlyFieldListFilter):
    """Offers what some row of the list has, as Django's does. In a long list it asks for each choice whether
    there is such a row, and does not look through all rows for their choices."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        every = model_admin.get_queryset(request).order_by()
        related: Any = field.remote_field.model._default_manager.all()
        few = list(every.values_list(self.field_path, flat=True)[: MOST_COUNTED + 1])
        if len(few) <= MOST_COUNTED:
            related = related.filter(pk__in=set(few) - {None})
        else:
            related = related.filter(Exists(every.filter(**{self.field_path: OuterRef("pk")})))
        ordering = self.field_admin_ordering(field, request, model_admin)
        limit = {"pk__in": related.order_by().values("pk")}
        return field.get_choices(include_blank=False, limit_choices_to=limit, ordering=ordering)
