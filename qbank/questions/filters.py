"""The filters of the bank's list, stored in the URL, and its facets: every choice with its count.

The count of a choice is the number of questions listed with it, all other filters unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, Count, Q, QuerySet, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from common.folding import MAX_QUERY
from common.ids import id_from
from qbank.models import Category, Competency, Difficulty, Kind, Question, RubricKind, Source, Status
from qbank.questions.search import best_match_first, search

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
_BY_DIFFICULTY = Case(*(When(difficulty=value, then=rank) for rank, value in enumerate(Difficulty.values)))

SORTS: dict[str, tuple[Any, ...]] = {
    "code": ("code",),
    "-changed": ("-updated_at", "-id"),
    "minutes": ("minutes", "id"),
    "-minutes": ("-minutes", "id"),
    "difficulty": (_BY_DIFFICULTY, "id"),
    "-difficulty": (_BY_DIFFICULTY.desc(), "id"),
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
    count: int
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


def bank_condition(name: str, values: Sequence[Any]) -> Q:
    """Questions that a filter of the bank lets through: ``name`` is one of category, competency, kind,
    difficulty, status, rubric_kind and source; a chapter stands for all of its sections."""
    if name != "competency":
        return Q(**{f"{name}__in": ["" if value == UNSAID else value for value in values]})
    links = Question.competencies.through.objects
    chosen = links.filter(Q(competency__in=values) | Q(competency__parent__in=values))
    return Q(pk__in=chosen.values("question"))


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
    sort = django_filters.ChoiceFilter(label=_("Order"), choices=SORT_CHOICES[1:])

    class Meta:
        model = Question
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, user: User, queryset: QuerySet[Question] | None = None) -> None:
        """``queryset``: some of the questions that the user may see; by default all of them."""
        self._seen = Question.objects.visible_to(user)
        self._offered = [
            name
            for name, permission in _PERMISSIONS.items()
            if permission is None or user.has_perm(permission)
        ]
        super().__init__(data, queryset if queryset is not None else self._seen)
        self.errors  # noqa: B018 (cleans the form)

    @property
    def values(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.form.cleaned_data
        return cleaned

    @property
    def text(self) -> str:
        return str(self.values.get("q") or "")[:MAX_QUERY]

    def filter_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        matches = search(queryset, self.text).filter(self._conditions_except())
        sort = self.values.get("sort")
        return matches.order_by(*SORTS[sort]) if sort else best_match_first(matches, self.text)

    # The conditions

    @cached_property
    def _conditions(self) -> dict[str, Q]:
        conditions = {
            name: bank_condition(name, values) for name in self._offered if (values := self.values.get(name))
        }
        # Retired questions are listed only when the status filter asks for them.
        conditions.setdefault("status", ~Q(status=Status.RETIRED))
        return conditions

    def _conditions_except(self, left_out: str = "") -> Q:
        """All conditions but that of one filter."""
        return reduce(and_, (q for name, q in self._conditions.items() if name != left_out), Q())

    # The facets

    @cached_property
    def facets(self) -> list[Facet]:
        """Every filter with its choices. Four queries, however many choices."""
        matches = search(self._seen, self.text)
        counted = self._count_fixed_choices(matches)
        counted["category"] = self._count_categories(matches)
        counted["competency"] = self._count_competencies(matches)
        if "source" in self._offered:
            counted["source"] = self._count_sources(matches)
        return [self._facet(name, counted[name]) for name in self._offered]

    def _count_fixed_choices(self, matches: QuerySet[Question]) -> dict[str, Iterable[tuple[Any, ...]]]:
        aggregates = {
            f"{name}_{value}": Count("pk", filter=self._conditions_except(name) & Q(**{name: value}))
            for name, choices in CHOICES.items()
            for value in choices.values
        }
        aggregates |= {
            f"{name}_{UNSAID}": Count("pk", filter=self._conditions_except(name) & Q(**{name: ""}))
            for name in MAY_BE_UNSAID
        }
        counts = matches.aggregate(**aggregates)
        offered = {name: list(choices.choices) for name, choices in CHOICES.items()}
        for name in MAY_BE_UNSAID:
            if counts[f"{name}_{UNSAID}"] or UNSAID in (self.values.get(name) or ()):
                offered[name].append((UNSAID, _NOT_SAID))
        return {
            name: [(value, label, counts[f"{name}_{value}"], "") for value, label in choices]
            for name, choices in offered.items()
        }

    def _count_categories(self, matches: QuerySet[Question]) -> Iterable[tuple[Any, ...]]:
        count = Count(
            "questions", filter=Q(questions__in=matches.filter(self._conditions_except("category")))
        )
        rows = Category.objects.annotate(count=count).order_by("position", "pk")
        return ((pk, name, count, "") for pk, name, count in rows.values_list("pk", "name", "count"))

    def _count_sources(self, matches: QuerySet[Question]) -> Iterable[tuple[Any, ...]]:
        count = Count("questions", filter=Q(questions__in=matches.filter(self._conditions_except("source"))))
        rows = Source.objects.annotate(count=count).order_by("name", "pk")
        return (
            (source.pk, str(source), source.count, "")
            for source in rows.only("name", "title")
            if source.count or source.pk in (self.values.get("source") or ())
        )

    def _count_competencies(self, matches: QuerySet[Question]) -> Iterable[tuple[Any, ...]]:
        """Sections in the framework's order; a chapter only while it is chosen."""
        chosen = self.values.get("competency") or ()
        within = Q(questions__in=matches.filter(self._conditions_except("competency")))
        below = Q(sections__questions__in=matches.filter(self._conditions_except("competency")))
        rows = (
            Competency.objects.annotate(
                count=Count("questions", filter=within, distinct=True),
                below=Count("sections__questions", filter=below, distinct=True),
            )
            .select_related("parent")
            .order_by("parent__position", "parent_id", "position", "pk")
        )
        return (
            (row.pk, row.name, row.count + row.below, row.parent.name if row.parent else "")
            for row in rows
            if row.pk in chosen or (row.count and row.parent_id)
        )

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
        return [(facet.label, choice) for facet in self.facets for choice in facet.choices if choice.active]

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
    def hidden(self) -> list[tuple[str, str]]:
        """(name, value) of the parameters a search form must repeat: all but text, order and page."""
        names = [name for name in self.data if name in self._offered]
        return [(name, value) for name in names for value in self.data.getlist(name)]
