"""Base classes of the admin's pages: an audit trail of every change, and read-only pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path
from django.db import models, transaction
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest

from accounts.audit import record
from accounts.models import User


def acting_user(request: HttpRequest) -> User:
    """The signed-in user; the admin lets nobody else in."""
    return cast(User, request.user)


def indexed_field_names(model: type[models.Model]) -> set[str]:
    """Names of the fields whose order an index keeps.

    Relations are not among them: they are sorted by a field of the other model.
    """
    own = [field for field in model._meta.concrete_fields if not field.is_relation]
    single = {field.name for field in own if field.unique or getattr(field, "db_index", False)}
    several = [index.fields for index in model._meta.indexes if index.condition is None]
    several += [constraint.fields for constraint in model._meta.total_unique_constraints]
    return single | {fields[0].lstrip("-") for fields in several if fields} & {field.name for field in own}


#: What a list's filters and its dates by month put behind the name of what they filter by.
FILTER_LOOKUPS = ("", "__exact", "__isnull", "__gte", "__lt")
DATE_LOOKUPS = ("__year", "__month", "__day")


def offered_lookups(model_admin: admin.ModelAdmin[Any], request: HttpRequest) -> Iterator[str]:
    """The parameters that the filters of a list use, as they stand in its address."""
    list_filters: Iterable[Any] = model_admin.get_list_filter(request)
    for list_filter in list_filters:
        if isinstance(list_filter, type):
            yield list_filter.parameter_name  # type: ignore[attr-defined]
            continue
        path = list_filter if isinstance(list_filter, str) else list_filter[0]
        field: Any = get_fields_from_path(model_admin.model, path)[-1]
        paths = [path, f"{path}__{field.target_field.name}"] if field.is_relation else [path]
        yield from (f"{path}{lookup}" for path in paths for lookup in FILTER_LOOKUPS)
    if model_admin.date_hierarchy:
        yield from (f"{model_admin.date_hierarchy}{lookup}" for lookup in DATE_LOOKUPS)


class SiteAdmin(admin.ModelAdmin[Any]):
    """Values in the URL that no database can be asked for lead to a message, not to a server error."""

    #: Whether every column may be sorted by; if not, only those that an index keeps in order.
    few_rows = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the list's own filters ask for.

        Django lets an address filter by every column of the model, shown or not, and by what comes after:
        how many rows are left then tells, letter by letter, what nobody is shown.
        """
        return lookup in offered_lookups(self, request)

    def get_sortable_by(self, request: HttpRequest) -> list[Any]:
        names = list(super().get_sortable_by(request))
        return names if self.few_rows else [name for name in names if name in indexed_field_names(self.model)]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        try:
            return super().get_object(request, object_id, from_field)
        except OverflowError:
            return None

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError) as error:
            raise IncorrectLookupParameters from error


class ReadOnly:
    """Nothing is added, changed or deleted here: services write these rows, or they never change."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, SiteAdmin):
    show_full_result_count = False


class LabelledFieldsFormSet(BaseInlineFormSet[Any, Any, Any]):
    """Rows whose fields are named for screen readers: visibly, only the table's head names them."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label or ""))


class RowInline(admin.TabularInline[Any, Any]):
    """An editable table of rows."""

    formset = LabelledFieldsFormSet
    extra = 0


class ReadOnlyInline(ReadOnly, admin.TabularInline[Any, Any]):
    extra = 0


class AuditedAdmin(SiteAdmin):
    """Writes an audit event for everything that is added, changed or deleted here, inlines included."""

    #: Names of fields of which the trail records only that they changed.
    private: Iterable[str] = ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._record_form(request, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        changed = {obj for obj, _fields in formset.changed_objects}
        for row in formset.forms:
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
            before={name: self._trail_text(name, form.initial.get(name, "")) for name in names}
            if change
            else None,
            after={name: self._trail_text(name, form.cleaned_data[name]) for name in names},
        )

    def _record_deleted(self, request: HttpRequest, obj: models.Model) -> None:
        values = {
            field.name: self._trail_text(field.name, getattr(obj, field.attname))
            for field in obj._meta.concrete_fields
            if not field.primary_key
        }
        action = f"{obj._meta.model_name}.delete"
        record(actor=acting_user(request), action=action, target=obj, before=values)

    def _trail_text(self, name: str, value: Any) -> str:
        return "…" if name in self.private else str(value)
