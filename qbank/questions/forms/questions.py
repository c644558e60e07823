"""Forms of the bank's pages. A question, its answers and its points are edited together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.concurrent_edits import ConcurrentEditMixin
from common.finding.tags import line_of
from common.ids import ManyChoiceField
from qbank.bankfile.drafts import AnswerDraft, PointDraft
from qbank.models import Category, Competency, Difficulty, Kind, Question
from qbank.questions.services.questions import answer_drafts, point_drafts

MAX_ANSWERS, MAX_POINTS, MAX_PROBES = 10, 60, 20
_TEXT, _LONG = 5_000, 20_000

RowT = TypeVar("RowT", bound=forms.Form)


class LinesField(forms.CharField):
    """A list of texts, one per line; blank lines don't count."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MAX_PROBES:
            raise forms.ValidationError(_("At most %(count)d lines.") % {"count": MAX_PROBES})
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class CodedSelect(forms.Select):
    """A select of categories whose options carry the next free code, for the page's script."""

    codes: Mapping[Any, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        if code := self.codes.get(getattr(value, "value", None)):
            option["attrs"]["data-code"] = code
        return option


def plain_text(text: str) -> str:
    """Browsers send CRLF; quotes must be comparable with answers."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class QuestionForm(forms.ModelForm[Question]):
    """A question's own fields. ``codes``: {category id: next free code}, for the page's script."""

    probes = LinesField(
        label=gettext_lazy("Follow-up probes"),
        required=False,
        max_length=_TEXT,
        help_text=gettext_lazy("One per line."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    competencies = ManyChoiceField(
        Competency.objects.select_related("parent").order_by("position", "pk"),
        label=gettext_lazy("Competencies"),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("What changed, and why"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Shown in the question's history."),
    )

    class Meta:
        model = Question
        fields = [
            "category",
            "code",
            "text",
            "short_title",
            "tags",
            "kind",
            "difficulty",
            "minutes",
            "rubric_kind",
            "probes",
            "competencies",
        ]
        help_texts = {
            "text": gettext_lazy(
                "Where the company’s name belongs, here or in probes, answers and points, write {公司} or "
                "{company}: people read the name from the company’s settings there."
            ),
        }
        widgets = {
            "category": CodedSelect,
            "text": forms.Textarea(attrs={"rows": 4, "maxlength": _TEXT}),
            "minutes": forms.NumberInput(attrs={"min": 1, "max": 120}),
        }

    def __init__(self, *args: Any, codes: Mapping[int, str] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["category"].empty_label = _("Choose a category")  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("Choose a kind")), *Kind.choices]  # type: ignore[attr-defined]
        unsaid = ("", pgettext("not said in the document", "not said"))
        self.fields["difficulty"].choices = [unsaid, *Difficulty.choices]  # type: ignore[attr-defined]
        self.fields["code"].required = False
        self.fields["code"].help_text = _(
            "Stable: spreadsheets and sheets refer to it. "
            "Left empty, the next free code of the category is taken."
        )
        if codes:
            self.fields["category"].widget.codes = codes

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"] or self.instance.code
        return code

    def clean_tags(self) -> str:
        return line_of(self.cleaned_data["tags"])

    def clean_text(self) -> str:
        text = plain_text(self.cleaned_data["text"])
        if len(text) > _TEXT:
            raise forms.ValidationError(_("At most %(count)d characters.") % {"count": _TEXT})
        return text

    def competency_groups(self) -> list[dict[str, Any]]:
        """Chapters with their sections as checkboxes; a chapter without sections is one itself."""
        chosen = {str(value) for value in self["competencies"].value() or ()}
        competencies = list(Competency.objects.select_related("parent").order_by("position", "pk"))
        parents = {competency.parent_id for competency in competencies}
        groups: dict[int, dict[str, Any]] = {}
        for competency in competencies:
            chapter = competency.parent or competency
            group = groups.setdefault(
                chapter.pk, {"name": chapter.name, "position": chapter.position, "choices": []}
            )
            if competency.pk not in parents or str(competency.pk) in chosen:
                group["choices"].append((competency, str(competency.pk) in chosen))
        shown = [group for group in groups.values() if group["choices"]]
        return sorted(shown, key=lambda group: group["position"])


class RowForm(forms.Form):
    """A row of a formset that may be left empty; a position alone doesn't make it changed."""

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {ORDERING_FIELD_NAME})


class AnswerForm(RowForm):
    text = forms.CharField(
        label=gettext_lazy("Reference answer"),
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    complete = forms.BooleanField(
        label=gettext_lazy("Complete (untick when the source cut it off)"), required=False, initial=True
    )

    def clean_text(self) -> str:
        return plain_text(self.cleaned_data["text"])

    def draft(self) -> AnswerDraft:
        return AnswerDraft(self.cleaned_data["text"], self.cleaned_data["complete"])


class PointForm(RowForm):
    text = forms.CharField(
        label=gettext_lazy("Rubric point"),
        max_length=300,
        widget=forms.Textarea(
            attrs={"rows": 2, "placeholder": gettext_lazy("One thing an interviewer can observe")}
        ),
    )
    weight = forms.DecimalField(
        label=gettext_lazy("Weight"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        initial=1,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–")] + [(str(level), str(level)) for level in range(1, 6)],
    )
    quote = forms.CharField(
        label=gettext_lazy("Quote from the reference answer"),
        required=False,
        max_length=_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    red_flag = forms.BooleanField(label=gettext_lazy("Red flag"), required=False)

    #: Set by the editor: on a ladder every point needs its level, on a checklist levels mean nothing.
    is_ladder = False

    def clean_text(self) -> str:
        """One line: browsers show the field as a text area only to have room."""
        return " ".join(self.cleaned_data["text"].split())

    def clean_quote(self) -> str:
        return plain_text(self.cleaned_data["quote"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("red_flag"):
            if "weight" in data and data["weight"] is None:
                self.add_error("weight", _("A point needs a weight above 0."))
            if self.is_ladder and "level" in data and data["level"] is None:
                self.add_error("level", _("On a ladder every point stands on a level, 1 to 5."))
        return data

    def draft(self) -> PointDraft:
        return point_draft(self.cleaned_data, is_ladder=self.is_ladder)


def point_draft(data: Mapping[str, Any], *, is_ladder: bool) -> PointDraft:
    """A point from checked values: a red flag weighs nothing, and levels mean nothing on a checklist."""
    flag = data["red_flag"]
    return PointDraft(
        text=data["text"],
        weight=Decimal(0) if flag else data["weight"],
        level=data["level"] if is_ladder and not flag else None,
        quote=data["quote"],
        red_flag=flag,
    )


def _formset(form: type[RowT], max_rows: int) -> type[forms.BaseFormSet[RowT]]:
    return forms.formset_factory(
        form,
        extra=1,
        max_num=max_rows,
        absolute_max=max_rows,
        validate_max=True,
        can_order=True,
        can_delete=True,
    )


AnswerFormSet = _formset(AnswerForm, MAX_ANSWERS)
PointFormSet = _formset(PointForm, MAX_POINTS)


class QuestionEditor:
    """The form of a question with the formsets of its answers and points, validated together."""

    def __init__(
        self,
        question: Question,
        data: Mapping[str, Any] | None = None,
        codes: Mapping[int, str] | None = None,
    ) -> None:
        self.form = QuestionForm(data, instance=question, codes=codes, label_suffix="")
        # Posted data is validated by itself: the rows in the database may have changed meanwhile.
        shows_saved = question.pk and data is None
        answers = answer_drafts(question) if shows_saved else []
        points = point_drafts(question) if shows_saved else []
        self.answer_rows = AnswerFormSet(
            data,
            prefix="answers",
            initial=[{"text": answer.text, "complete": answer.complete} for answer in answers],
            form_kwargs={"label_suffix": ""},
        )
        self.point_rows = PointFormSet(
            data,
            prefix="points",
            initial=[_point_initial(point) for point in points],
            form_kwargs={"label_suffix": ""},
        )

    def is_valid(self) -> bool:
        """Validate everything, so that all errors are shown at once."""
        form_valid = self.form.is_valid()
        for row in self.point_rows.forms:
            row.is_ladder = self.form.cleaned_data.get("rubric_kind") == "ladder"
        rows_valid = [self.answer_rows.is_valid(), self.point_rows.is_valid()]
        return form_valid and all(rows_valid) and self._validate_quotes()

    def _validate_quotes(self) -> bool:
        rows_with_lost_quote = [
            row
            for row in self.point_rows.ordered_forms
            if (quote := row.cleaned_data["quote"])
            and not any(quote in answer.text for answer in self.answers)
        ]
        for row in rows_with_lost_quote:
            row.add_error("quote", _("These words don't stand in an answer exactly like this."))
        return not rows_with_lost_quote

    @property
    def answers(self) -> list[AnswerDraft]:
        return [row.draft() for row in self.answer_rows.ordered_forms]

    @property
    def points(self) -> list[PointDraft]:
        return [row.draft() for row in self.point_rows.ordered_forms]

    @property
    def has_errors(self) -> bool:
        return bool(
            self.form.errors
            or any(self.answer_rows.errors)
            or any(self.point_rows.errors)
            or self.answer_rows.non_form_errors()
            or self.point_rows.non_form_errors()
        )


def _point_initial(point: PointDraft) -> dict[str, Any]:
    return {
        "text": point.text,
        "weight": 1 if point.red_flag else f"{point.weight.normalize():f}",
        "level": point.level,
        "quote": point.quote,
        "red_flag": point.red_flag,
    }


class CategoryForm(ConcurrentEditMixin, forms.ModelForm[Category]):
    class Meta:
        model = Category
        fields = ["name"]
        labels = {"name": gettext_lazy("Category")}


class PassageSearchForm(forms.Form):
    """Search and topic of the passages page; an invalid value counts as none."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False)
    topic = forms.CharField(required=False, max_length=80)
