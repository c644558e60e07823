"""Forms that know what they were opened on: an older tab overwrites nobody's change unseen.

The page of an edit form carries a fingerprint of every value it shows. When the form comes back and a value
in the database is another one by then, nothing is saved: the page says who changed what and when, shows
both, keeps what was typed, and asks field by field which is to stand. What both have written alike needs no
question.

Comparing and saving are one act: :func:`edits` locks the row before the view reads it and lets go when the
view has answered, so that of two forms that arrive at the same moment the second is compared with what the
first saved. A form that is compared without the lock is an error of ours.

The templates show it by ``components/form_errors.html``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models, transaction
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import AuditEvent

MINE, THEIRS = "mine", "theirs"
#: Stands in the form while a question was asked; a choice takes its place.
_ASKED = "asked"

#: A field's values as the texts a browser sends for it.
Texts = list[str]
#: The rows that are locked for the form that is being answered, by model and key.
_locked: ContextVar[frozenset[tuple[str, Any]]] = ContextVar("locked rows", default=frozenset())

if TYPE_CHECKING:
    _Base = forms.BaseForm
else:
    _Base = object


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A field that somebody else changed while the form was open. ``by`` is "" where nobody knows.

    ``theirs`` and ``mine`` as people read them; ``touched``: whether this person changed the field as well.
    """

    field: BoundField
    choice: str
    theirs: str
    mine: str
    by: str
    at: datetime | None
    touched: bool


@contextmanager
def locked_rows(model: type[models.Model], **look_up: Any) -> Iterator[None]:
    """One transaction in which nobody else changes the rows that are looked up. To be read inside it."""
    with transaction.atomic():
        rows = model._base_manager.select_for_update().filter(**look_up).order_by("pk")
        keys = {(model._meta.label, pk) for pk in rows.values_list("pk", flat=True)}
        token = _locked.set(_locked.get() | keys)
        try:
            yield
        finally:
            _locked.reset(token)


def edits(
    model: type[models.Model], **look_up: str
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For the view of an edit form: what is sent is compared and saved while the edited row is locked.

    ``look_up`` says by which argument of the view the row is found (``pk="pk"``); without, all rows are
    locked. Stands nearest to the view: who may not edit locks nothing.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def locking(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            with locked_rows(model, **{field: kwargs[name] for field, name in look_up.items()}):
                return view(request, *args, **kwargs)

        return locking

    return decorate


class ConcurrentEditMixin(_Base):
    """For forms that edit an object: model forms, and others that are given it as ``edited``, with its values
    as ``initial``. Stands before ``ModelForm`` or ``Form``.

    Their views stand behind :func:`edits`. A form of a new object, or one sent without fingerprints (by a
    script), is like any other.
    """

    data: Any

    def __init__(self, *args: Any, edited: models.Model | None = None, **kwargs: Any) -> None:
        self._edited = edited
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        if self.is_bound and self._fingerprints is not None:
            self._require_lock()
            self._take_chosen()
        super().full_clean()
        if self.is_bound and self.meanwhile and not self.errors.get("__all__"):
            self.add_error(None, _("This has changed since you opened it: not saved yet."))
        for text in self._typed_in_vain():
            refusal = _("This field has been closed since you opened it. You had typed: %(text)s")
            self.add_error(None, refusal % {"text": text})

    @cached_property
    def meanwhile(self) -> list[Meanwhile]:
        """What others changed since, and is still to be decided."""
        if not self.is_bound or self._fingerprints is None:
            return []
        pending = [bound for bound in self._compared() if self._is_pending(bound)]
        events = self._changes_since_opened() if pending else []
        return [self._describe(bound, events) for bound in pending]

    @property
    def was_asked(self) -> bool:
        """Whether what was sent answers such a question, or leaves it open."""
        return self.is_bound and any(_choice_name(bound) in self.data for bound in self._compared())

    def opened_on(self) -> SafeString:
        """The fingerprints of what the form shows, as a hidden field; of nothing for a new object."""
        if self._object is None:
            return SafeString("")
        asked = format_html_join(
            "",
            '<input type="hidden" name="{}" value="{}">',
            ((change.choice, _ASKED) for change in self.meanwhile),
        )
        return format_html(
            '<input type="hidden" name="{}" value="{}">{}', self._name, self.fingerprints(), asked
        )

    def fingerprints(self) -> str:
        """What stands in the hidden field, for a page that hands it on in its address."""
        content = {bound.html_name: _digest(self._stored(bound)) for bound in self._compared()}
        return json.dumps({"at": timezone.now().isoformat(), "fields": content}, separators=(",", ":"))

    def name_in_trail(self, name: str) -> str:
        """What the audit trail calls a field of this form."""
        return name

    @property
    def _object(self) -> models.Model | None:
        """What is edited, None where it is new."""
        edited: models.Model | None = self._edited or getattr(self, "instance", None)
        return edited if edited is not None and edited.pk is not None else None

    def _require_lock(self) -> None:
        """A row that was never saved, such as the settings of a new site, can't be locked."""
        edited = self._object
        if edited is None or edited._state.adding:
            return
        if (edited._meta.label, edited.pk) not in _locked.get():
            raise RuntimeError(f"{type(self).__name__} is compared without a lock: its view lacks @edits.")

    @property
    def _name(self) -> str:
        return str(self.add_prefix("opened_on"))

    @cached_property
    def _fingerprints(self) -> dict[str, str] | None:
        """Field → fingerprint as the form was opened; None: a new object, or nothing readable was sent."""
        try:
            fields = json.loads(self.data.get(self._name, ""))["fields"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        return fields if self._object is not None and isinstance(fields, dict) else None

    def _compared(self) -> Iterator[BoundField]:
        for name, field in self.fields.items():
            if not field.disabled and not isinstance(field.widget, forms.FileInput):
                yield self[name]

    def _stored(self, bound: BoundField) -> Texts:
        value = self.get_initial_for_field(bound.field, bound.name)
        return _texts_of(bound.field, bound.field.prepare_value(value))

    @cached_property
    def _stored_texts(self) -> dict[str, Texts]:
        # Read before cleaning, which writes what was sent into the instance.
        return {bound.html_name: self._stored(bound) for bound in self._compared()}

    def _sent(self, bound: BoundField) -> Texts:
        return _texts_of(bound.field, bound.data, sent=True)

    def _is_pending(self, bound: BoundField) -> bool:
        stored = self._stored_texts[bound.html_name]
        if self._sent(bound) == stored:
            return False
        choice = self.data.get(_choice_name(bound))
        return choice == _ASKED or self._changed_since_opened(bound)

    def _changed_since_opened(self, bound: BoundField) -> bool:
        opened = (self._fingerprints or {}).get(bound.html_name)
        return opened is not None and opened != _digest(self._stored_texts[bound.html_name])

    def _typed_in_vain(self) -> Iterator[str]:
        """What was changed in fields that were open when the form was, and are no more."""
        compared = {bound.html_name for bound in self._compared()}
        for name, opened in (self._fingerprints or {}).items():
            texts = sorted(text.replace("\r\n", "\n").strip() for text in self.data.getlist(name) if text)
            if name not in compared and texts and opened != _digest(texts):
                yield _(", ").join(texts)

    def _take_chosen(self) -> None:
        """Where the others' value was chosen, go on as if it had been typed."""
        chosen = [
            bound
            for bound in self._compared()
            if self.data.get(_choice_name(bound)) == THEIRS and not self._changed_since_opened(bound)
        ]
        if chosen:
            self.data = self.data.copy()
            for bound in chosen:
                self.data.setlist(bound.html_name, self._stored_texts[bound.html_name])

    def _changes_since_opened(self) -> list[AuditEvent]:
        try:
            opened_at = datetime.fromisoformat(json.loads(self.data[self._name])["at"])
        except (ValueError, KeyError, TypeError):
            return []
        if timezone.is_naive(opened_at):
            return []
        if self._object is None:
            return []
        events = AuditEvent.objects.filter(
            object_type=self._object._meta.label_lower, object_id=str(self._object.pk), at__gt=opened_at
        )
        return list(events.order_by("-at", "-pk"))

    def _describe(self, bound: BoundField, events: Iterable[AuditEvent]) -> Meanwhile:
        name = self.name_in_trail(bound.name)
        event = next((event for event in events if name in (event.after or {})), None)
        return Meanwhile(
            field=bound,
            choice=_choice_name(bound),
            theirs=_readable(bound.field, self._stored_texts[bound.html_name]),
            mine=_readable(bound.field, self._sent(bound)),
            by=event.actor_name if event else "",
            at=event.at if event else None,
            touched=_digest(self._sent(bound)) != (self._fingerprints or {}).get(bound.html_name),
        )


def _choice_name(bound: BoundField) -> str:
    return f"{bound.html_name}-meanwhile"


def _texts_of(field: forms.Field, value: Any, *, sent: bool = False) -> Texts:
    """A value as the texts that a browser sends for it, so that both can be compared. Order is nothing, but
    where a field stands on the page several times."""
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    if isinstance(widget, forms.MultiWidget) and not sent:
        parts = value if isinstance(value, (list, tuple)) else widget.decompress(value) or []
        value = [part.format_value(own) for part, own in zip(widget.widgets, parts, strict=True)]
    elif not sent:
        value = widget.format_value(value)
    values = value if isinstance(value, (list, tuple)) else [value]
    texts = ["" if text is None else str(text).replace("\r\n", "\n").strip() for text in values]
    if isinstance(widget, forms.MultiWidget):
        return texts
    if isinstance(widget, forms.MultipleHiddenInput):
        return [text for text in texts if text]
    return sorted(text for text in texts if text)


def _readable(field: forms.Field, texts: Texts) -> str:
    """The texts as people read them: choices by their labels."""
    if isinstance(field.widget, forms.CheckboxInput):
        return _("yes") if texts else _("no")
    if isinstance(field, forms.ChoiceField):
        labels = {str(value): str(label) for value, label in _flat(field.widget.choices)}
        texts = [labels.get(text, text) for text in texts]
    elif isinstance(field.widget, forms.DateTimeInput):
        texts = [text.replace("T", " ") for text in texts]
    return _(", ").join(texts) or "–"


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield value, label


def _digest(texts: Texts) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
