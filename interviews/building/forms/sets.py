"""Forms of question sets: the set itself, its items and sections, and the filters of the bank beside it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.concurrent_edits import ConcurrentEditMixin
from accounts.models import User
from common.folding import MAX_QUERY
from interviews.building.pages.exposure import Limits, overused_questions
from interviews.building.rules.coverage import Topic
from interviews.building.services.sets import Place
from interviews.common.forms import PositionChoiceField, choice_field, offer_positions
from interviews.models import Position, QuestionSet, SetItem, SetSection
from qbank.models import RatingScale, Status
from qbank.questions.filters import CHOICES, stored_value
from qbank.questions.listing import COLUMNS, COMPETENCY, Listing
from qbank.questions.rules.facet_counts import Count

#: Rows beside the set; enough to choose from, few enough to scroll.
BANK_PAGE = 15


class SetForm(ConcurrentEditMixin, forms.ModelForm[QuestionSet]):
    """Name, position, planned minutes, scale and note."""

    class Meta:
        model = QuestionSet
        fields = ["name", "position", "planned_minutes", "scale", "note"]
        labels = {"name": _("Name of the set")}
        field_classes = {"position": PositionChoiceField}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "planned_minutes": _(
                "How long the interview may take; the builder shows how much of it is used."
            ),
            "position": _("The builder then warns when something this position wants asked has no question."),
            "note": _("For colleagues who use this set; candidates never see it."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scale"].empty_label = None  # type: ignore[attr-defined]
        offered = Position.objects.visible_to(user).filter(open=True).values("pk")
        chosen = Q(pk=self.instance.position_id or 0)
        offer_positions(self, "position", Position.objects.filter(Q(pk__in=offered) | chosen))
        choice_field(self, "position").empty_label = gettext("For no position in particular")
        if not self.instance.pk:
            self.initial.setdefault("scale", RatingScale.objects.filter(is_default=True).first())


class OnlySentMixin:
    """For forms whose fields save themselves: only those that were sent count, and each may say what the page
    showed in it (``shown-…``)."""

    data: Any
    fields: dict[str, forms.Field]

    def __init__(self, data: Any) -> None:
        super().__init__(data)  # type: ignore[call-arg]
        for name in [name for name in self.fields if name not in data]:
            del self.fields[name]

    def shown(self) -> dict[str, Any]:
        """What the page showed, by field, as far as it said so."""
        values = {}
        for name, field in self.fields.items():
            with suppress(ValidationError):
                if f"shown-{name}" in self.data:
                    values[name] = field.clean(self.data[f"shown-{name}"])
        return values


class ItemForm(OnlySentMixin, forms.ModelForm[SetItem]):
    """The weight and the minutes of an item, or only the one that was sent."""

    class Meta:
        model = SetItem
        fields = ["weight", "minutes"]


class SectionForm(forms.ModelForm[SetSection]):
    class Meta:
        model = SetSection
        fields = ["title", "planned_minutes"]


class SectionChangeForm(OnlySentMixin, SectionForm):
    """The title and the minutes of a section, or only the one that was sent."""


class AddForm(forms.Form):
    """Which question to add; the place is only sent when it was dragged there."""

    question = forms.IntegerField(min_value=1)
    section = forms.IntegerField(min_value=1, required=False)
    index = forms.IntegerField(min_value=0, required=False)

    def place(self) -> Place | None:
        index = self.cleaned_data["index"]
        return None if index is None else Place(self.cleaned_data["section"], index)


class MoveForm(forms.Form):
    """A step up or down (``across``: into the next section), or a place: a section (empty: none) and an
    index (empty: at its end)."""

    direction = forms.TypedChoiceField(
        choices=[("-1", "up"), ("1", "down")], coerce=int, required=False, empty_value=None
    )
    across = forms.BooleanField(required=False)
    section = forms.IntegerField(min_value=1, required=False)
    index = forms.IntegerField(min_value=0, required=False)

    def place(self) -> Place:
        return Place(self.cleaned_data["section"], self.cleaned_data["index"])


class SetListForm(forms.Form):
    """What the list of sets is narrowed by."""

    q = forms.CharField(required=False, max_length=120)
    state = forms.ChoiceField(choices=[("open", _("Open")), ("archived", _("Archived"))], required=False)

    def narrow(self, sets: QuerySet[QuestionSet]) -> QuerySet[QuestionSet]:
        """The open (or archived) sets whose name holds the text. Nonsense narrows nothing."""
        self.is_valid()
        sets = sets.filter(archived=self.cleaned_data.get("state") == "archived")
        name = self.cleaned_data.get("q", "")
        return sets.filter(name__icontains=name) if name else sets


class BankForm(forms.Form):
    """The filters of the bank beside a set. Values that don't exist are as good as none."""

    total: Count

    q = forms.CharField(required=False, max_length=MAX_QUERY, label=_("Search the bank"))
    category = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, label=_("Category"))
    competency = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, label=_("Competency"))
    kind = forms.ChoiceField(required=False, label=_("Kind"))
    difficulty = forms.ChoiceField(required=False, label=_("Difficulty"))
    rubric_kind = forms.ChoiceField(required=False, label=_("Rubric"))
    status = forms.ChoiceField(required=False, label=_("Status"))
    fresh = forms.BooleanField(required=False, label=_("Hide questions over the limit"))

    def __init__(
        self,
        data: Any,
        *,
        categories: Sequence[Topic],
        competencies: Sequence[Topic],
        limits: Limits,
        drafts: bool,
    ) -> None:
        """``drafts``: whether the reader sees any."""
        super().__init__(data)
        self.limits = limits
        if limits.uses is None:
            del self.fields["fresh"]
        self._choices(
            "category", _("All categories"), [(category.id, category.name) for category in categories]
        )
        self._choices("competency", _("All competencies"), _by_chapter(competencies))
        for name, everything in (
            ("kind", _("All kinds")),
            ("difficulty", _("All difficulties")),
            ("rubric_kind", _("All rubrics")),
        ):
            self._choices(name, everything, CHOICES[name].choices)
        if drafts:
            with_drafts = [(Status.DRAFT.value, _("Drafts")), ("any", _("Ready and drafts"))]
            self._choices("status", _("Ready only"), with_drafts)
        else:
            del self.fields["status"]

    def page(self, user: User, number: str | None) -> Any:
        """A page of the questions asked for, by default of every ready one, listed as the bank's own list
        does it. ``total`` then says how many there are."""
        self.is_valid()
        wanted = self.cleaned_data
        status = wanted.get("status") or Status.READY
        chosen: dict[str, list[Any]] = {
            name: [stored_value(wanted[name])] for name in (*COLUMNS, COMPETENCY) if wanted.get(name)
        }
        chosen["status"] = [Status.READY, Status.DRAFT] if status == "any" else [status]
        listing = Listing(user, wanted.get("q", ""), chosen)
        if wanted.get("fresh") and self.limits.uses is not None:
            overused = overused_questions(limit=self.limits.uses, days=self.limits.days)
            some = Paginator(listing.questions.exclude(pk__in=overused).select_related("category"), BANK_PAGE)
            self.total = Count(some.count)
            return some.get_page(number)
        self.total = listing.total
        return Paginator(cast("Any", listing), BANK_PAGE).get_page(number)

    @property
    def filtered(self) -> bool:
        """Whether anything was asked for."""
        self.is_valid()
        return any(self.cleaned_data.values())

    def _choices(self, name: str, everything: Any, choices: Any) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]


def _by_chapter(competencies: Sequence[Topic]) -> list[Any]:
    """Choices grouped by chapter; the chapter itself stands for all of its sections."""
    groups: list[Any] = []
    for chapter in (topic for topic in competencies if topic.parent is None):
        sections = [(topic.id, topic.name) for topic in competencies if topic.parent == chapter.id]
        whole = (chapter.id, _("All of “%(name)s”") % {"name": chapter.name})
        groups.append((chapter.name, [whole, *sections]))
    return groups
