"""The forms of a chapter or section of the competency framework, and of its points."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_rows import OpenedOnForm, OpenedOnFormSet
from accounts.concurrent_edits import ConcurrentEditMixin
from qbank.models import Competency, CompetencyPoint
from qbank.questions.services.competencies import PointRow, parent_problem

_MOST = 60


class FrameworkForm(ConcurrentEditMixin, forms.ModelForm[Competency]):
    """The framework has two levels."""

    class Meta:
        model = Competency
        fields = ["name", "parent"]
        labels = {"name": gettext_lazy("Name"), "parent": gettext_lazy("Chapter")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        parent: Any = self.fields["parent"]
        parent.queryset = Competency.objects.filter(parent=None).exclude(pk=self.instance.pk)
        parent.empty_label = _("none: it is a chapter itself")

    def clean_parent(self) -> Competency | None:
        parent: Competency | None = self.cleaned_data["parent"]
        if problem := parent_problem(self.instance, parent):
            raise forms.ValidationError(problem)
        return parent


class FrameworkPointForm(OpenedOnForm):
    class Meta:
        model = CompetencyPoint
        fields = ["title", "text"]
        labels = {"title": gettext_lazy("Title"), "text": gettext_lazy("Text")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class PointsFormSet(OpenedOnFormSet):
    @property
    def rows(self) -> list[PointRow]:
        """The points as they are to be, in their order. Only for a valid formset."""
        kept = [
            form
            for form in self.forms
            if form.cleaned_data.get("title") and not form.cleaned_data.get("DELETE")
        ]
        return [(form.instance.pk, form.cleaned_data["title"], form.cleaned_data["text"]) for form in kept]


FrameworkPoints = cast(
    "type[PointsFormSet]",
    forms.inlineformset_factory(
        Competency,
        CompetencyPoint,
        form=FrameworkPointForm,
        formset=PointsFormSet,
        extra=2,
        max_num=_MOST,
        absolute_max=_MOST,
        validate_max=True,
    ),
)
