"""The form by which many questions of the list are changed at once, or exported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.finding.tags import LONGEST_LINE, line_of
from common.ids import ManyChoiceField
from qbank.models import Category, Competency, Difficulty, Kind, Status
from qbank.questions.services.many import ADD, SETTINGS, WAYS, Change

EXPORTS = ("xlsx", "csv")


class CompetencyField(ManyChoiceField):
    def label_from_instance(self, competency: Any) -> str:
        return f"{competency.parent} / {competency}" if competency.parent else str(competency)


class ManyQuestionsForm(forms.Form):
    """What is said of many questions of the list at once. An empty choice leaves things as they are."""

    LEAVE_AS_IS = ("", pgettext_lazy("of a setting of many questions", "as it is"))

    which = forms.ChoiceField(
        label=gettext_lazy("For"),
        choices=[
            ("ticked", gettext_lazy("the ticked questions")),
            ("all", gettext_lazy("all questions that are listed, on every page")),
        ],
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=[LEAVE_AS_IS, *Status.choices], required=False
    )
    category = forms.ModelChoiceField(
        Category.objects.all(), label=gettext_lazy("Category"), required=False, empty_label=LEAVE_AS_IS[1]
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[LEAVE_AS_IS, *Kind.choices], required=False)
    difficulty = forms.ChoiceField(
        label=gettext_lazy("Difficulty"), choices=[LEAVE_AS_IS, *Difficulty.choices], required=False
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=120, required=False)
    competencies = CompetencyField(
        Competency.objects.filter(sections=None)
        .select_related("parent")
        .order_by("parent__position", "parent_id", "position", "pk"),
        label=gettext_lazy("Competencies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    way = forms.ChoiceField(
        label=gettext_lazy("What becomes of competencies"), choices=WAYS, required=False, initial=ADD
    )
    add_tags = forms.CharField(label=gettext_lazy("Tags to give"), max_length=LONGEST_LINE, required=False)
    remove_tags = forms.CharField(
        label=gettext_lazy("Tags to take away"), max_length=LONGEST_LINE, required=False
    )
    only_unsaid = forms.BooleanField(
        label=gettext_lazy("only where nothing is said yet (kind, difficulty, minutes, competencies)"),
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="many_%s", label_suffix="")

    @property
    def settings(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in ("status", *SETTINGS, "add_tags", "remove_tags"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and not self.change:
            raise forms.ValidationError(
                _("Nothing was chosen that is to be set: choose a status, a category or something else.")
            )
        return data

    @property
    def change(self) -> Change:
        """Only for a valid form."""
        data = self.cleaned_data
        return Change(
            values={name: value for name in SETTINGS if (value := data[name])},
            status=data["status"],
            competencies=frozenset(competency.pk for competency in data["competencies"]),
            way=data["way"] or ADD,
            only_unsaid=data["only_unsaid"],
            add_tags=line_of(data["add_tags"]),
            remove_tags=line_of(data["remove_tags"]),
        )
