"""The filters of the bank's list, stored in the URL, and its facets: every choice with its count.

The count of a choice is the number of questions listed with it, all other filters unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from common.folding import MAX_QUERY
from common.ids import id_from
from qbank.models import Category, Competency, Difficulty, Kind, Question, RubricKind, Source, Status
from qbank.questions.listing import BY_DIFFICULTY, BY_DIFFICULTY_DOWN, Listing
from qbank.questions.rules.facet_counts import Count
from qbank.questions.services.lacking import LACKS

#: The filters in the order of the page, and the permission that each takes besides that to read the bank.
_PERMISSIONS = {
    "category": None,
    "competency": None,
    "kind": None,
    "difficulty": None,
    "status": "qbank.change_question",
    "rubric_kind": None,
    "source": "qbank.view_source",
}
#: The filters of the bank that offer the values of a column, here and beside a set.
CHOICES = {"kind": Kind, "difficulty": Difficulty, "status": Status, "rubric_kind": RubricKind}
#: Stands for what nobody has said yet: of the columns that may be left open.
UNSAID = "unsaid"
_NOT_SAID = pgettext_lazy("not said in the document", "not said")
MAY_BE_UNSAID = ("kind", "difficulty")

SORTS: dict[str, tuple[Any, ...]] = {
    "code": ("code",),
    "-changed": ("-updated_at", "-id"),
    "minutes": ("minutes", "id"),
    "-minutes": ("-minutes", "id"),
    "difficulty": (BY_DIFFICULTY, "id"),
    "-difficulty": (BY_DIFFICULTY_DOWN, "id"),
}
SORT_CHOICES = [
    ("", _("Best match, or order of the bank")),
    ("code", _("Code")),
    ("-changed", _("Changed last")),
    ("minutes", _("Shortest first")),
    ("-minutes", _("Longest first")),
    ("difficulty", _("Easiest first")),
    ("-difficulty", _("Hardest first")),
]


class IdsField(forms.TypedMultipleChoiceField):
    """Ids from the URL, checked by their form alone: one that doesn't exist matches nothing anyway."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"coerce": int})

    def valid_value(self, value: Any) -> bool:
        return id_from(value) > 0


class IdsFilter(django_filters.MultipleChoiceFilter):
    field_class = IdsField


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A choice of a facet; ``query`` is the query string that switches it on or off."""

    label: str
    count: Count
    active: bool
    query: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    choices: list[FacetChoice]

    @property
    def active(self) -> bool:
        return any(choice.active for choice in self.choices)


def stored_value(value: Any) -> Any:
    """What questions have in the column of a choice: nothing where it is not said."""
    return "" if value == UNSAID else value


class BankFilter(django_filters.FilterSet):
    """Search, filters and order of the bank's list, for what a person may see of it. Invalid values are
    ignored, and so are filters that would tell a reader of what they don't see: status and source."""

    q = django_filters.CharFilter(label=_("Search"))
    category = IdsFilter(label=_("Category"))
    competency = IdsFilter(label=_("Competency"))
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=[*Kind.choices, (UNSAID, _NOT_SAID)])
    difficulty = django_filters.MultipleChoiceFilter(
        label=_("Difficulty"), choices=[*Difficulty.choices, (UNSAID, _NOT_SAID)]
    )
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=Status.choices)
    rubric_kind = django_filters.MultipleChoiceFilter(label=_("Rubric kind"), choices=RubricKind.choices)
    source = IdsFilter(label=_("Source"))
    lacks = django_filters.ChoiceFilter(label=_("Missing"), choices=list(LACKS.items()))
    tag = django_filters.CharFilter(label=pgettext_lazy("a word", "Tag"))
    sort = django_filters.ChoiceFilter(label=_("Order"), choices=SORT_CHOICES[1:])

    class Meta:
        model = Question
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, user: User) -> None:
        self._user = user
        self._offered = [
            name
            for name, permission in _PERMISSIONS.items()
            if permission is None or user.has_perm(permission)
        ]
        super().__init__(data, Question.objects.visible_to(user))
        self.errors  # noqa: B018 (cleans the form)

    @property
    def values(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.form.cleaned_data
        return cleaned

    @property
    def text(self) -> str:
        return str(self.values.get("q") or "")[:MAX_QUERY]

    def filter_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        return self.listing.questions

    @cached_property
    def listing(self) -> Listing:
        """A page of the list, and the counts beside it, at the same cost in any bank."""
        chosen = {name: values for name in self._offered if (values := self._chosen_values(name))}
        # Retired questions are listed only when the status filter asks for them.
        chosen.setdefault("status", [Status.DRAFT, Status.READY])
        return Listing(
            self._user,
            self.text,
            chosen,
            SORTS.get(self.values.get("sort") or "", ()),
            lacks=self._lacks,
            tag=self._tag,
        )

    @property
    def _lacks(self) -> str:
        """What the listed questions lack: for those who can mend it."""
        return str(self.values.get("lacks") or "") if "status" in self._offered else ""

    @property
    def _tag(self) -> str:
        """The word that all listed questions have as a tag."""
        return " ".join(str(self.values.get("tag") or "").split())[:MAX_QUERY]

    def _chosen_values(self, name: str) -> list[Any]:
        return ["" if value == UNSAID else value for value in self.values.get(name) or ()]

    # The facets

    @cached_property
    def facets(self) -> list[Facet]:
        """Every filter with its choices. As many queries for many choices as for few."""
        choices: dict[str, Iterable[tuple[Any, Any]]] = {name: self._fixed_choices(name) for name in CHOICES}
        choices["category"] = Category.objects.order_by("position", "pk").values_list("pk", "name")
        facets = [
            self._facet(
                name, [(value, label, self._number_of(name, value), "") for value, label in choices[name]]
            )
            for name in self._offered
            if name in choices
        ]
        by_name = {facet.name: facet for facet in facets}
        by_name["competency"] = self._facet("competency", self._competency_choices())
        if "source" in self._offered:
            by_name["source"] = self._facet("source", self._source_choices())
        return [by_name[name] for name in self._offered]

    def _number_of(self, name: str, value: Any) -> Count:
        return self.listing.number_of(name, "" if value == UNSAID else value)

    def _fixed_choices(self, name: str) -> list[tuple[Any, Any]]:
        choices: list[tuple[Any, Any]] = list(CHOICES[name].choices)
        if name in MAY_BE_UNSAID:
            chosen = UNSAID in (self.values.get(name) or ())
            if chosen or self._number_of(name, UNSAID).number:
                choices.append((UNSAID, _NOT_SAID))
        return choices

    def _source_choices(self) -> Iterator[tuple[Any, ...]]:
        chosen = self.values.get("source") or ()
        for source in Source.objects.order_by("name", "pk").only("name", "title"):
            if (number := self._number_of("source", source.pk)) or source.pk in chosen:
                yield source.pk, str(source), number, ""

    def _competency_choices(self) -> Iterator[tuple[Any, ...]]:
        """Sections in the framework's order; a chapter only while it is chosen."""
        chosen = self.values.get("competency") or ()
        rows = Competency.objects.select_related("parent")
        for row in rows.order_by("parent__position", "parent_id", "position", "pk"):
            number = self._number_of("competency", row.pk)
            if row.pk in chosen or (number and row.parent_id):
                yield row.pk, row.name, number, row.parent.name if row.parent else ""

    def _facet(self, name: str, rows: Iterable[tuple[Any, ...]]) -> Facet:
        chosen = {str(value) for value in self.values.get(name) or ()}
        choices = [
            FacetChoice(str(label), count, str(value) in chosen, self._toggled(name, str(value)), group)
            for value, label, count, group in rows
        ]
        return Facet(name, str(self.filters[name].label), choices)

    # The URL

    def _toggled(self, name: str, value: str) -> str:
        values = self.data.getlist(name)
        toggled = [other for other in values if other != value] if value in values else [*values, value]
        return self.query_with(**{name: toggled})

    def query_with(self, **changes: list[str]) -> str:
        """This list's query string with some parameters replaced, on its first page."""
        query = self.data.copy()
        query.pop("page", None)
        for name, values in changes.items():
            query.setlist(name, values)
        for name in [name for name in query if not any(query.getlist(name))]:
            del query[name]
        return str(query.urlencode())

    @property
    def active(self) -> list[tuple[str, FacetChoice]]:
        """(label of the filter, choice) of every choice that is on."""
        on = [(facet.label, choice) for facet in self.facets for choice in facet.choices if choice.active]
        if self._lacks:
            query = self.query_with(lacks=[])
            choice = FacetChoice(str(LACKS[self._lacks]), self.listing.total, active=True, query=query)
            on.append((str(self.filters["lacks"].label), choice))
        if self._tag:
            choice = FacetChoice(self._tag, self.listing.total, active=True, query=self.query_with(tag=[]))
            on.append((str(self.filters["tag"].label), choice))
        return on

    @property
    def retired_left_out(self) -> FacetChoice | None:
        """The choice that lists retired questions, when there are some and the list leaves them out."""
        if self.values.get("status"):
            return None
        status = next((facet for facet in self.facets if facet.name == "status"), None)
        if status is None:
            return None
        retired = status.choices[Status.values.index(Status.RETIRED)]
        return retired if retired.count else None

    @property
    def drafts(self) -> Count:
        """How many drafts the other filters let through."""
        return self.listing.number_of("status", Status.DRAFT)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """(name, value) of the parameters a search form must repeat: all but text, order and page."""
        names = [name for name in self.data if name in (*self._offered, "lacks", "tag")]
        return [(name, value) for name in names for value in self.data.getlist(name)]
