"""Tables that only the admin writes, with an audit event of every change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import SiteAdmin, acting_user
from accounts.audit import record
from accounts.concurrent_edits import ConcurrentEditMixin
from accounts.deleting import losses


class AuditedForm(ConcurrentEditMixin, forms.ModelForm[Any]):
    """An older tab overwrites nobody's change unseen, as on the site."""


class AuditedAdmin(SiteAdmin):
    """Tables that only the admin writes: an audit event for whatever is added, changed or deleted, inlines
    included."""

    form = AuditedForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._record_form(request, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        changed = {obj for obj, _fields in formset.changed_objects}
        for row in formset.forms:
            # An empty row that was offered and left alone has become nothing.
            if row.instance.pk is None:
                continue
            if row.instance in changed:
                self._record_form(request, row, True)
            elif row.instance in formset.new_objects:
                self._record_form(request, row, False)
        for obj in formset.deleted_objects:
            self._record_deleted(request, obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._delete(request, [obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._delete(request, queryset)

    def _delete(self, request: HttpRequest, objects: Iterable[models.Model]) -> None:
        with transaction.atomic():
            for obj in objects:
                self._record_deleted(request, obj)
                obj.delete()

    def _record_form(self, request: HttpRequest, form: Any, change: bool) -> None:
        names = form.changed_data if change else list(form.cleaned_data)
        if not names:
            return
        obj = form.instance
        record(
            actor=acting_user(request),
            action=f"{obj._meta.model_name}.{'change' if change else 'create'}",
            target=obj,
            before={name: _in_trail(_before(form, name)) for name in names} if change else None,
            after={name: _in_trail(form.cleaned_data[name]) for name in names},
        )

    def _record_deleted(self, request: HttpRequest, obj: models.Model) -> None:
        values: dict[str, Any] = {
            field.name: _in_trail(getattr(obj, field.name))
            for field in obj._meta.concrete_fields
            if not field.primary_key
        }
        if found := losses([obj]):
            values["lost_by"] = [str(loss) for loss in found]
        action = f"{obj._meta.model_name}.delete"
        record(actor=acting_user(request), action=action, target=obj, before=values)


def _in_trail(value: Any) -> Any:
    """Other objects by name: the trail is read when they may be gone."""
    return value if value is None or isinstance(value, bool | int) else str(value)


def _before(form: Any, name: str) -> Any:
    """What a field of the form said before; not the id of another object, but the object."""
    value = form.initial.get(name, "")
    choices = getattr(form.fields[name], "queryset", None)
    if choices is None or value in (None, ""):
        return value
    return choices.model._default_manager.filter(pk=value).first()
