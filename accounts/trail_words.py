"""What entries of the audit trail say of values, in words: names for ids, labels for codes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.labels import VALUE_LABELS, VALUE_MODELS, role_label
from accounts.models import AuditEvent, User
from common.spacing import joined_list

#: A value is cut to this many characters; the trail has all of it.
_LONGEST = 200
_NOTHING: tuple[Any, ...] = (None, "", "None", [], {})


class TrailWords:
    """The words for these entries. The names of all objects they mention are read at once, as far as the user
    may see them."""

    def __init__(self, user: User, events: Iterable[AuditEvent]) -> None:
        self._user = user
        ids: dict[type[models.Model], set[int]] = defaultdict(set)
        for event in events:
            for key in _keys(event):
                model = _referred(event, key)
                if model is not None:
                    for side in (event.before or {}, event.after or {}):
                        ids[model].update(_ids(side.get(key)))
        self._names = {model: self._read_names(model, wanted) for model, wanted in ids.items()}

    def _read_names(self, model: type[models.Model], wanted: set[int]) -> dict[int, str]:
        rows = model._default_manager.filter(pk__in=wanted)
        visible_to = getattr(rows, "visible_to", None)
        shown = visible_to(self._user) if visible_to else rows
        return {row.pk: str(row) for row in shown.select_related()}

    def changes(self, event: AuditEvent) -> Iterator[tuple[str, str, str]]:
        """Of each value that changed: label, before, after. What has no label is for programs."""
        before, after = event.before or {}, event.after or {}
        for key in _keys(event):
            label, old, new = _label(event, key), before.get(key), after.get(key)
            if label and old != new and not (old in _NOTHING and new in _NOTHING):
                yield label, self._text(event, key, old), self._text(event, key, new)

    def _text(self, event: AuditEvent, key: str, value: Any) -> str:
        if value in _NOTHING:
            return "–"
        if isinstance(value, list):
            text = joined_list(self._text(event, key, part) for part in value)
        elif value is True or value == "True":
            text = _("yes")
        elif value is False or value == "False":
            text = _("no")
        else:
            text = self._word(event, key, value)
        return Truncator(text).chars(_LONGEST)

    def _word(self, event: AuditEvent, key: str, value: Any) -> str:
        model = _referred(event, key)
        if model is not None and (ids := _ids(value)):
            gone = pgettext("value", "no longer there, or not for you to see")
            return self._names.get(model, {}).get(ids[0], gone)
        if key == "roles":
            return role_label(value)
        if isinstance(value, str):
            field = _field(event, key)
            choices = dict(getattr(field, "flatchoices", None) or ())
            return str(choices[value]) if value in choices else _moment(value)
        return json.dumps(value, ensure_ascii=False)


def _keys(event: AuditEvent) -> list[str]:
    return list(dict.fromkeys([*(event.before or {}), *(event.after or {})]))


def _field(event: AuditEvent, key: str) -> Any:
    try:
        return apps.get_model(event.object_type)._meta.get_field(key)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def _label(event: AuditEvent, key: str) -> str:
    verbose_name = getattr(_field(event, key), "verbose_name", None)
    return capfirst(str(verbose_name or VALUE_LABELS.get(key, "")))


def _referred(event: AuditEvent, key: str) -> type[models.Model] | None:
    """The model whose ids stand under a key."""
    field = _field(event, key)
    if field is not None and field.is_relation and getattr(field, "concrete", False):
        related: type[models.Model] = field.related_model
        return related
    return apps.get_model(VALUE_MODELS[key]) if key in VALUE_MODELS else None


def _ids(value: Any) -> list[int]:
    """Names are no ids."""
    values = value if isinstance(value, list) else [value]
    return [int(part) for part in values if type(part) is int or (isinstance(part, str) and part.isdecimal())]


def _moment(text: str) -> str:
    """A time as people write it; any other text as it is."""
    if len(text) < len("2026-01-01") or not text[:4].isdigit():
        return text
    try:
        if len(text) == len("2026-01-01"):
            day = parse_date(text)
            return date_format(day, "DATE_FORMAT") if day else text
        moment = parse_datetime(text)
    except ValueError:
        return text
    if moment is None:
        return text
    return date_format(localtime(moment) if is_aware(moment) else moment, "DATETIME_FORMAT")
