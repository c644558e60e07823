"""Form fields that choose rows of a table without a list of all: people type and choose what is found.

The page holds what is chosen and the first few rows, however many there are. A script makes a combobox of it
(``static/js/forms/searched.js``), which asks an address of the site for more; :func:`choices_found` answers.
Without scripts what was typed is sent with the form, which comes back with what was found, to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import ModelChoiceIterator
from django.http import QueryDict
from django.utils.translation import gettext

from common.folding import fold
from common.ids import ManyChoiceField, id_from

#: Rows offered at a time.
FEW = 20
#: Ids asked for at a time.
MOST_IDS = 50
#: Longer texts are cut.
LONGEST = 100

_Row = TypeVar("_Row", bound=Model)


class Typed(str):
    """What was typed where nothing was chosen."""

    __slots__ = ()


class _FewChoices(ModelChoiceIterator[Any]):
    """The first rows; never all of them."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield ("", str(self.field.empty_label))
        for row in self.queryset[:FEW]:
            yield self.choice(row)

    def __len__(self) -> int:
        return min(FEW, self.queryset.count()) + (self.field.empty_label is not None)


class _Searching(forms.Field):
    """What both kinds of fields have in common: see :class:`SearchedChoiceField`."""

    #: Set by the forms that show the field.
    widget: Any
    queryset: Any

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Those of ``rows`` that ``text`` finds, in the order in which they are offered."""
        raise NotImplementedError

    def name_of(self, row: Any) -> str:
        """What somebody types who means this row and no other."""
        return str(row)

    def label_from_instance(self, obj: Any) -> str:
        raise NotImplementedError

    def ask_at(self, address: str) -> None:
        """Say which address finds more."""
        self.widget.address = address

    def few(self, text: str) -> tuple[list[Any], bool]:
        """The first rows found, and whether there are more."""
        rows = self.search(self.queryset, text) if text else self.queryset
        listed = list(rows[: FEW + 1])
        return listed[:FEW], len(listed) > FEW

    def meant(self, text: str) -> Any:
        """The row of exactly this name. Raises ValidationError when it is none or several."""
        rows, _more = self.few(text)
        named = [row for row in rows if fold(self.name_of(row)) == fold(text)]
        if len(named) == 1:
            return named[0]
        if not rows:
            raise ValidationError(gettext("Nothing found for “%(text)s”.") % {"text": text})
        raise ValidationError(gettext("Choose one of those found for “%(text)s”.") % {"text": text})


class _SearchedWidget(forms.widgets.ChoiceWidget):
    """The chosen rows and a few more, with a field to type into."""

    address = ""
    #: What a script offers besides, with %(text)s for what is typed: to enter somebody new.
    new_row = ""
    choices: Any

    class Media:  # Pages of the administration load what a form names; the site's own have it anyway.
        css = {"all": ["css/common/searched.css"]}
        js = [forms.Script("js/forms/searched-page.js", type="module")]

    def use_required_attribute(self, initial: Any) -> bool:
        return False  # what is typed counts too

    def format_value(self, value: Any) -> list[str]:
        values = value if isinstance(value, list | tuple) else [value]
        return [
            entry if isinstance(entry, Typed) else str(entry) for entry in values if entry not in ("", None)
        ]

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        return self._options(name, value, attrs)[0]

    def _options(self, name: str, value: list[str], attrs: Any) -> tuple[list[Any], bool]:
        """The options as Django's templates take them, and whether there are more rows."""
        field = self.choices.field
        typed = next((entry for entry in value if isinstance(entry, Typed)), "")
        ids = [id_from(entry) for entry in value if not isinstance(entry, Typed)]
        chosen = list(field.queryset.filter(pk__in=[pk for pk in ids if pk])) if any(ids) else []
        few, more = field.few(typed)
        shown = {row.pk: row for row in (*chosen, *few)}
        entries = [(str(pk), field.label_from_instance(row), pk in ids) for pk, row in shown.items()]
        if field.empty_label is not None:
            entries.insert(0, ("", str(field.empty_label), not chosen))
        options = [
            self.create_option(name, pk, label, selected, index, attrs=attrs)
            for index, (pk, label, selected) in enumerate(entries)
        ]
        return [(None, [option], index) for index, option in enumerate(options)], more

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        values = self.format_value(value)
        self_attrs = self.build_attrs(self.attrs, attrs)
        groups, more = self._options(name, values, self_attrs)
        context = forms.Widget.get_context(self, name, value, attrs)
        context["widget"] |= {
            "optgroups": groups,
            "typed": next((entry for entry in values if isinstance(entry, Typed)), ""),
            "typed_name": typed_name(name),
            "address": self.address,
            "new_row": self.new_row,
            "more": more,
            "longest": LONGEST,
        }
        return context


class SearchedSelect(_SearchedWidget, forms.Select):
    """For one row."""

    template_name = "components/searched_select.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return super().value_from_datadict(data, files, name) or typed_in(data, name)


class SearchedCheckboxes(_SearchedWidget, forms.CheckboxSelectMultiple):
    """For several rows."""

    template_name = "components/searched_checkboxes.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        chosen = list(super().value_from_datadict(data, files, name) or [])
        typed = typed_in(data, name)
        return [*chosen, typed] if typed else chosen


class SearchedChoiceField(_Searching, forms.ModelChoiceField[_Row]):
    """Chooses one row. Subclasses say how rows are searched, and what they are called."""

    iterator = _FewChoices
    widget = SearchedSelect

    def clean(self, value: Any) -> Any:
        if isinstance(value, Typed):
            return self.meant(value)
        if value and not isinstance(value, Model) and not id_from(value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class SearchedChoicesField(_Searching, ManyChoiceField):
    """Chooses several rows."""

    iterator = _FewChoices
    widget = SearchedCheckboxes

    def clean(self, value: Any) -> Any:
        entries = value or []
        typed = [entry for entry in entries if isinstance(entry, Typed)]
        rows = super().clean([entry for entry in entries if not isinstance(entry, Typed)])
        if not typed:
            return rows
        ids = [row.pk for row in rows] + [self.meant(text).pk for text in typed]
        return self.queryset.filter(pk__in=ids)


def typed_name(name: str) -> str:
    """Under which name the typed text is sent."""
    return f"{name}-typed"


def typed_in(data: Any, name: str) -> Typed | None:
    text = str(data.get(typed_name(name)) or "").strip()
    return Typed(text[:LONGEST]) if text else None


def choices_found(field: Any, asked: QueryDict) -> dict[str, Any]:
    """What the combobox is told: the rows found for ``q``, or those of the ids asked for."""
    ids = [id_from(text) for text in asked.getlist("id")[:MOST_IDS]]
    if ids:
        rows, more = list(field.queryset.filter(pk__in=[pk for pk in ids if pk])), False
    else:
        rows, more = field.few(asked.get("q", "").strip()[:LONGEST])
    return {"choices": _named(field, rows), "more": more}


def _named(field: Any, rows: Iterable[Model]) -> Sequence[dict[str, str]]:
    return [{"id": str(row.pk), "label": field.label_from_instance(row)} for row in rows]
