"""Editable tables of rows on an object's page: an older tab overwrites nobody's row unseen."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.forms.boundfield import BoundField
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.admin_base import OVERTAKEN


class OpenedOnForm(forms.ModelForm[Any]):
    """A row that sends back the values it was opened on: only what the person changed is saved.

    What somebody else has changed meanwhile stays. Where both have changed a value, nothing is saved: the
    row says what stands there now, and saving once more puts one's own in its place.
    """

    #: Numbers that change whenever another row is moved: the service that saves them puts rows in order.
    moving: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = not self.instance.pk
        for field in self.fields.values():
            field.show_hidden_initial = not self.is_new

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for bound in self.changed_meanwhile():
            stored = self.get_initial_for_field(bound.field, bound.name)
            if bound.name not in self.changed_data:
                values[bound.name] = getattr(self.instance, bound.name)
            elif bound.name in values and bound.field.has_changed(stored, bound.data):
                now = getattr(self.instance, bound.name)
                self.add_error(
                    bound.name,
                    _(
                        "Somebody else has changed this since you opened it. There now: %(value)s. Save once "
                        "more to put yours in its place."
                    )
                    % {"value": "–" if now in (None, "") else now},
                )
                self._open_on(bound)
        return values

    def changed_meanwhile(self) -> list[BoundField]:
        """The fields whose value is another than the one the row was opened on."""
        if self.is_new:
            return []
        return [
            bound
            for bound in self
            if bound.name not in self.moving
            and bound.field.show_hidden_initial
            and bound.html_initial_name in self.data
            and bound.field.has_changed(
                self.get_initial_for_field(bound.field, bound.name), _opened_on(self, bound)
            )
        ]

    def _open_on(self, bound: BoundField) -> None:
        """The page that is answered with was opened on what stands there now."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        stored = self.get_initial_for_field(bound.field, bound.name)
        data[bound.html_initial_name] = bound.field.prepare_value(stored)
        self.data = data


def _opened_on(form: forms.BaseForm, bound: BoundField) -> Any:
    widget = bound.field.hidden_widget()
    sent = widget.value_from_datadict(form.data, form.files, bound.html_initial_name)
    return sent.replace("\r\n", "\n") if isinstance(sent, str) else sent


class LabelledFieldsFormSet(BaseInlineFormSet[Any, Any, Any]):
    """Rows whose fields are named for screen readers: visibly, only the table's head names them."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label or ""))


class OpenedOnFormSet(LabelledFieldsFormSet):
    """Rows of :class:`OpenedOnForm`. What is wrong with a row that can't be shown stands above all."""

    def clean(self) -> None:
        super().clean()
        # A row taken out meanwhile: its number is hidden.
        if any(form._meta.model._meta.pk.name in form.errors for form in self.forms):
            raise forms.ValidationError(OVERTAKEN)
        for form in self.forms:
            taken_out = getattr(form, "cleaned_data", {}).get(DELETION_FIELD_NAME)
            if taken_out and form.changed_meanwhile():
                raise forms.ValidationError(
                    _("Somebody else has changed a row that you take out: open the page anew and look at it.")
                )


class OpenedOnRows(admin.options.InlineModelAdmin[Any, Any]):
    """Every inline that is written row by row: what is compared stays locked until it is saved."""

    form = OpenedOnForm
    formset = OpenedOnFormSet
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_for_update(of=("self",)) if request.method == "POST" else rows


class RowInline(OpenedOnRows, admin.TabularInline[Any, Any]):
    """An editable table of rows."""
