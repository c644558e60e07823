"""Forms of candidates and positions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from accounts.concurrent_edits import ConcurrentEditMixin
from common.ids import ManyChoiceField
from interviews.candidates.rules.import_rows import LONGEST, CandidateField
from interviews.common.forms import PositionChoiceField, choice_field, offer_positions
from interviews.models import Candidate, Position
from qbank.models import Category, Competency


class CandidateForm(ConcurrentEditMixin, forms.ModelForm[Candidate]):
    class Meta:
        model = Candidate
        fields = ["name", "position", "email", "phone"]
        field_classes = {"position": PositionChoiceField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Q(pk=self.instance.position_id or 0)
        offer_positions(self, "position", Position.objects.filter(Q(open=True) | chosen))
        choice_field(self, "position").empty_label = gettext("Choose a position")


class PositionForm(ConcurrentEditMixin, forms.ModelForm[Position]):
    """A position, with what its interviews should ask about: see services/positions.py."""

    class Meta:
        model = Position
        fields = ["name", "note", "papers_after_scoring", "wanted_categories", "wanted_competencies"]
        labels = {
            "name": _("Name of the position"),
            "papers_after_scoring": _("Panels see a candidate’s papers only after they have submitted"),
        }
        help_texts = {
            "papers_after_scoring": _(
                "For scoring without knowing résumé and certificates. HR who sit on no panel of the "
                "candidate see them always."
            )
        }
        field_classes = {"wanted_categories": ManyChoiceField, "wanted_competencies": ManyChoiceField}
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def category_choices(self) -> list[tuple[Category, bool]]:
        """Every category, and whether it is wanted."""
        chosen = self._chosen("wanted_categories")
        return [(category, str(category.pk) in chosen) for category in Category.objects.all()]

    def competency_choices(self) -> list[tuple[Competency, bool, list[tuple[Competency, bool]]]]:
        """Every chapter with its sections, and whether they are wanted."""
        chosen = self._chosen("wanted_competencies")
        competencies = [(competency, str(competency.pk) in chosen) for competency in Competency.objects.all()]
        return [
            (chapter, is_wanted, [pair for pair in competencies if pair[0].parent_id == chapter.pk])
            for chapter, is_wanted in competencies
            if chapter.parent_id is None
        ]

    def _chosen(self, name: str) -> set[str]:
        value = self[name].value() or ()
        return {str(getattr(row, "pk", row)) for row in value}


class NameSearch(forms.Form):
    """A word of the name of what a list holds."""

    q = forms.CharField(
        label=_("Name"), max_length=80, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )


class PositionSearch(NameSearch):
    """The same for what is no person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = pgettext("of a thing", "Name")


class NewCandidateForm(CandidateForm):
    """A new candidate, with the first note about them. Later ones are added on the candidate's page."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST[CandidateField.NOTE],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For HR only; interviewers never see it."),
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("New note"), max_length=LONGEST[CandidateField.NOTE], widget=forms.Textarea(attrs={"rows": 3})
    )
