"""Forms of blueprints: the wishes, and what is made of a choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.concurrent_edits import ConcurrentEditMixin
from accounts.models import User
from common.ids import id_from
from interviews.blueprint import Wishes
from interviews.building.rules.coverage import Topic
from interviews.building.services.blueprints import LETTERS
from interviews.common.forms import PositionChoiceField, choice_field, offer_positions
from interviews.models import Position, QuestionSet
from qbank.models import Difficulty, Kind, Question, RatingScale

_MOST, _ALL = 20, 60
_SEPARATORS = re.compile(r"[\s,;,;、]+")
#: How many parallel sheets can be made at once.
SHEETS = range(2, 7)


class QuestionCodesField(forms.CharField):
    """Questions by their codes, however separated; cleaned to their ids in the order given.

    ``questions``: those to choose from; the form sets it.
    """

    questions: QuerySet[Question]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)

    def clean(self, value: Any) -> list[int]:
        codes = list(dict.fromkeys(code for code in _SEPARATORS.split(super().clean(value)) if code))
        ids_by_code = dict(self.questions.filter(code__in=codes).values_list("code", "pk"))
        if unknown := [code for code in codes if code not in ids_by_code]:
            raise forms.ValidationError(
                gettext("The bank has no question %(codes)s."), params={"codes": ", ".join(unknown[:5])}
            )
        return [ids_by_code[code] for code in codes]


def _number(label: Any, most: int, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=most)


class BlueprintForm(ConcurrentEditMixin, forms.Form):
    """Wishes as a person states them. Numbers per category and kind are fields of their own.

    ``edited``: the template that they change; it knows what it was opened on.
    """

    total = _number(_("Questions in all"), _ALL, 1)
    aim = _number(_("Aim for"), 480, 5)
    maximum = _number(_("At most"), 480, 5)
    ladders = _number(_("Ladder"), _MOST)
    position = PositionChoiceField(
        Position.objects.none(), label=_("Position"), required=False, empty_label=_("In any interview")
    )
    days = _number(_("Not asked in the last … days"), 3650, 1)
    limit = _number(_("Used fewer than … times"), 1000, 1)
    competencies = forms.TypedMultipleChoiceField(label=_("Competencies"), coerce=int, required=False)
    fixed = QuestionCodesField(label=_("These for certain"))
    excluded = QuestionCodesField(label=_("None of these"))

    def __init__(
        self,
        data: Any = None,
        *,
        user: User,
        categories: Sequence[Topic],
        competencies: Sequence[Topic],
        **options: Any,
    ) -> None:
        super().__init__(data, label_suffix="", **options)
        self.categories = categories
        for name in ("fixed", "excluded"):
            self.fields[name].questions = Question.objects.visible_to(user)  # type: ignore[attr-defined]
        for category in categories:
            self.fields[f"category_{category.id}"] = _number(category.name, _MOST)
        for kind in Kind:
            self.fields[f"kind_{kind.value}"] = _number(kind.label, _MOST)
        for difficulty in Difficulty:
            self.fields[f"mix_{difficulty.value}"] = _number(difficulty.label, 100)
        offer_positions(self, "position", Position.objects.visible_to(user).filter(open=True))
        topics = [(topic.id, topic.name) for topic in competencies]
        self.fields["competencies"].choices = topics  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        numbers = [data.get(f"category_{category.id}") for category in self.categories]
        if not any(numbers) and not data.get("total") and "total" not in self.errors:
            raise forms.ValidationError(_("Say how many questions you want: in all, or for each category."))
        if (data.get("aim") or 0) > (data.get("maximum") or 480):
            self.add_error("maximum", _("This is less than the minutes you aim for."))
        if set(data.get("fixed") or ()) & set(data.get("excluded") or ()):
            self.add_error("excluded", _("A question can't be certain and excluded at once."))
        return data

    def wishes(self, also: Iterable[int] = ()) -> Wishes:
        """What a valid form wishes for; ``also`` are ids of questions that are fixed besides."""
        data = self.cleaned_data
        return Wishes(
            per_category=self._named("category_", int),
            total=data["total"],
            aim=data["aim"],
            maximum=data["maximum"],
            kinds=self._named("kind_", str),
            ladders=data["ladders"] or 0,
            mix=self._named("mix_", str),
            competencies=tuple(data["competencies"]),
            days=data["days"],
            limit=data["limit"],
            fixed=frozenset(data["fixed"]) | frozenset(also),
            excluded=frozenset(data["excluded"]) - frozenset(also),
        )

    def _named(self, prefix: str, key: Any) -> dict[Any, int]:
        return {
            key(name.removeprefix(prefix)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value
        }

    def name_in_trail(self, name: str) -> str:
        """All but the position is one thing there."""
        return name if name == "position" else "wishes"

    @property
    def chosen_position(self) -> Position | None:
        """The position of a valid form."""
        position: Position | None = self.cleaned_data["position"]
        return position

    def category_fields(self) -> list[forms.BoundField]:
        return [self[f"category_{category.id}"] for category in self.categories]

    def kind_fields(self) -> list[forms.BoundField]:
        return [self[f"kind_{kind.value}"] for kind in Kind]

    def mix_fields(self) -> list[forms.BoundField]:
        return [self[f"mix_{difficulty.value}"] for difficulty in Difficulty]


def form_values(wishes: Wishes, codes: Mapping[int, str], position: int | None = None) -> dict[str, Any]:
    """The form's values for these wishes; ``codes`` of the fixed and excluded questions, by id."""
    values: dict[str, Any] = {
        "total": wishes.total,
        "aim": wishes.aim,
        "maximum": wishes.maximum,
        "ladders": wishes.ladders,
        "position": position,
        "days": wishes.days,
        "limit": wishes.limit,
        "competencies": list(wishes.competencies),
        "fixed": ", ".join(codes[question] for question in sorted(wishes.fixed) if question in codes),
        "excluded": ", ".join(codes[question] for question in sorted(wishes.excluded) if question in codes),
    }
    values |= {f"category_{key}": number for key, number in wishes.per_category.items()}
    values |= {f"kind_{key}": number for key, number in wishes.kinds.items()}
    values |= {f"mix_{key}": number for key, number in wishes.mix.items()}
    return {name: value for name, value in values.items() if value}


class AddressForm(forms.Form):
    """What else the page's address says. Nonsense counts as nothing."""

    seed = forms.IntegerField(required=False, min_value=0, max_value=10**6)
    sheets = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(str(number), str(number)) for number in SHEETS],
    )

    def number(self, name: str) -> int | None:
        self.is_valid()
        number: int | None = self.cleaned_data.get(name)
        return number


class IdListField(forms.CharField):
    """Ids joined by commas, as the page wrote them; cleaned to a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, widget=forms.HiddenInput, **kwargs)

    def clean(self, value: Any) -> list[int]:
        ids = [id_from(text) for text in super().clean(value).split(",")]
        if not all(ids):
            raise forms.ValidationError(_("These questions can't be read. Choose again."))
        return ids


class CreateSetsForm(forms.ModelForm[QuestionSet]):
    """The sets that are made of a choice: what every one of them gets."""

    sections = forms.BooleanField(label=_("A section for each category"), required=False, initial=True)

    class Meta:
        model = QuestionSet
        fields = ["name", "planned_minutes", "scale", "position"]
        labels = {"name": _("Name of the set")}
        widgets = {"position": forms.HiddenInput}

    def __init__(self, *args: Any, user: User, sheets: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        choice_field(self, "position").queryset = Position.objects.visible_to(user)
        scales = list(RatingScale.objects.values_list("pk", "name", "is_default"))
        choice_field(self, "scale").choices = [(pk, name) for pk, name, _default in scales]
        self.initial.setdefault("scale", next((pk for pk, _name, default in scales if default), None))
        self.sheets = [f"questions_{letter}" for letter in LETTERS[:sheets]]
        for name in self.sheets:
            self.fields[name] = IdListField()

    def chosen(self) -> list[list[int]]:
        """The questions of every set, by id. Ask only when the form is valid."""
        return [self.cleaned_data[name] for name in self.sheets]

    def set_values(self) -> dict[str, Any]:
        """All but the questions."""
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "sections")}

    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.sheets]


class FillForm(forms.Form):
    """The questions that are added to a set."""

    questions = IdListField()


class TemplateNameForm(forms.Form):
    """The name of a template."""

    title = forms.CharField(label=_("Name of the template"), max_length=120)
