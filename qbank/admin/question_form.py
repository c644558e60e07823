"""The form of a question in the admin: the site's own, with answers and points as rows; its service saves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.admin_rows import LabelledFieldsFormSet
from accounts.models import User
from common.ids import ManyChoiceField
from qbank.bankfile.drafts import AnswerDraft, PointDraft
from qbank.models import Competency, Question, ReferenceAnswer, RubricKind, RubricPoint
from qbank.questions.forms.questions import QuestionForm, plain_text, point_draft
from qbank.questions.services.questions import ChangedMeanwhileError, newest_number, save_question
from qbank.questions.services.revisions import CHANGED_IN_ADMIN


class QuestionAdminForm(QuestionForm):
    """``revision``: the one that was opened; a newer one is not overwritten."""

    competencies = ManyChoiceField(
        Competency.objects.select_related("parent").order_by("position", "pk"),
        label=Question._meta.get_field("competencies").verbose_name,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["revision"] = newest_number(self.instance)


class PartForm(forms.ModelForm[Any]):
    """A row of a question's answers or points, with line ends as the database has them."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        return {name: plain_text(value) if isinstance(value, str) else value for name, value in data.items()}


class AnswerInline(admin.StackedInline[ReferenceAnswer, Question]):
    model = ReferenceAnswer
    form = PartForm
    extra = 0


class PointInline(admin.TabularInline[RubricPoint, Question]):
    model = RubricPoint
    form = PartForm
    formset = LabelledFieldsFormSet
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name in ("text", "quote"):
            options["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 40})
        return super().formfield_for_dbfield(db_field, request, **options)


def _rows(formset: Any) -> Iterator[dict[str, Any]]:
    """The values of the rows that stay, in their order."""
    rows = [
        form
        for form in formset.forms
        if form not in formset.deleted_forms and (form.instance.pk or form.has_changed())
    ]
    for form in sorted(rows, key=lambda form: form.cleaned_data.get("position") or 0):
        yield form.cleaned_data


def save_from_admin(*, actor: User, form: Any, formsets: Any) -> Question:
    """Save the checked form with its rows. Raises ValidationError, also when somebody else was faster."""
    answers: list[AnswerDraft] = []
    points: list[PointDraft] = []
    question: Question = form.instance
    for formset in formsets:
        if formset.model is ReferenceAnswer:
            answers = [AnswerDraft(row["text"], row["complete"]) for row in _rows(formset)]
        elif formset.model is RubricPoint:
            is_ladder = question.rubric_kind == RubricKind.LADDER
            points = [point_draft(row, is_ladder=is_ladder) for row in _rows(formset)]
    try:
        return save_question(
            actor=actor,
            question=question,
            competencies=form.cleaned_data["competencies"],
            answers=answers,
            points=points,
            opened_revision=form.cleaned_data["revision"] if question.pk else None,
            note=form.cleaned_data["note"] or CHANGED_IN_ADMIN,
        )
    except ChangedMeanwhileError as error:
        raise ValidationError(
            _("Somebody changed this question meanwhile. Open it anew and make your changes there.")
        ) from error
