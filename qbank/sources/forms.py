"""Forms for documents: upload, preview of a question, correction of a damaged place."""

from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.limits import DOCUMENT_BYTES
from common.uploads import MaxFileSize
from qbank.bankfile.drafts import AnswerDraft, QuestionDraft
from qbank.documents.restoring.rules import UNKNOWN
from qbank.models import Difficulty, Kind
from qbank.sources.rules.upload_preview import PreviewQuestion

SUFFIXES = (".txt", ".md", ".docx")
_UNKNOWN_CHOICE = [("", pgettext_lazy("not said in the document", "not said"))]


class UploadForm(forms.Form):
    """The upload of a document; checks the size and the ending of its name."""

    file = forms.FileField(
        label=gettext_lazy("Document"),
        help_text=gettext_lazy("Plain text (.txt, .md) or Word (.docx)."),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.docx"}),
        validators=[MaxFileSize(DOCUMENT_BYTES)],
        error_messages={
            "required": gettext_lazy("Choose a .txt or .docx file first."),
            "empty": gettext_lazy("The file is empty. Choose one that has text in it."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        suffix = PurePath(file.name).suffix.lower()
        if suffix == ".doc":
            raise forms.ValidationError(
                _("This is an old Word file (.doc). Open it in Word, save it as .docx and try again.")
            )
        if suffix not in SUFFIXES:
            raise forms.ValidationError(
                _("Only .txt, .md and .docx can be read. Save the document as one of these and try again.")
            )
        return file


class CorrectionForm(forms.Form):
    restored = forms.CharField(
        label=gettext_lazy("What it really reads"),
        max_length=2000,
        strip=False,
        widget=forms.Textarea({"rows": 2}),
    )
    reason = forms.CharField(
        label=gettext_lazy("How you know"),
        max_length=500,
        help_text=gettext_lazy("Kept with the correction."),
    )

    def clean_restored(self) -> str:
        restored: str = self.cleaned_data["restored"]
        if UNKNOWN in restored:
            raise forms.ValidationError(
                _("Put the lost character in the place of %(mark)s.") % {"mark": UNKNOWN}
            )
        return restored.replace("\r\n", "\n")


class PreviewQuestionForm(forms.Form):
    """A question of the preview. Answers are repeated fields: ``answer``, and ``cut_off`` with a number."""

    text = forms.CharField(
        label=gettext_lazy("Question"), max_length=5000, widget=forms.Textarea({"rows": 2})
    )
    category = forms.CharField(
        label=gettext_lazy("Category"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"list": "categories"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[*_UNKNOWN_CHOICE, *Kind.choices], required=False
    )
    difficulty = forms.ChoiceField(
        label=gettext_lazy("Difficulty"), choices=[*_UNKNOWN_CHOICE, *Difficulty.choices], required=False
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Suggested minutes"), min_value=1, max_value=120, required=False
    )

    def __init__(self, data: QueryDict | None = None, *, question: PreviewQuestion) -> None:
        self.preview_question, self.posted = question, data
        draft = question.draft
        initial = {
            "text": draft.text,
            "category": question.category,
            "kind": draft.kind,
            "difficulty": draft.difficulty,
            "minutes": draft.minutes,
        }
        super().__init__(data, initial=initial, auto_id=f"id_{question.key}_%s", label_suffix="")

    @property
    def answers(self) -> tuple[AnswerDraft, ...]:
        """The answers as they were posted; of an unbound form, as the preview has them."""
        if self.posted is None:
            return self.preview_question.draft.answers
        cut_off = set(self.posted.getlist("cut_off"))
        return tuple(
            AnswerDraft(text.replace("\r\n", "\n").replace("\0", "").strip(), str(number) not in cut_off)
            for number, text in enumerate(self.posted.getlist("answer"), 1)
            if text.strip()
        )

    def draft_fields(self, draft: QuestionDraft) -> dict[str, Any]:
        """The changed fields of a question's draft; only for a valid form."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "category"}
        cleaned["text"] = cleaned["text"].replace("\r\n", "\n")
        points = tuple(
            point if self._is_quoted(point.quote) else replace(point, quote="") for point in draft.points
        )
        return cleaned | {"answers": self.answers, "points": points}

    def _is_quoted(self, quote: str) -> bool:
        return any(quote in answer.text for answer in self.answers)


class SplitForm(forms.Form):
    """Where the second of two questions begins: the number of a sentence, from 1."""

    def __init__(self, *args: Any, sentences: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, sentence.strip()[:60]) for number, sentence in enumerate(sentences) if number]
        self.fields["at"] = forms.TypedChoiceField(
            label=gettext_lazy("New question begins at"), choices=choices, coerce=int
        )


class LeftoverToQuestionForm(forms.Form):
    category = forms.CharField(
        label=gettext_lazy("Category"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"list": "categories"}),
    )


class LeftoverToAnswerForm(forms.Form):
    """``number`` counts the questions of the preview from 1, as the page shows them."""

    number = forms.IntegerField(label=gettext_lazy("Number of the question"), min_value=1)


class RenameCategoryForm(forms.Form):
    old = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput, strip=False)
    new = forms.CharField(label=gettext_lazy("New name of the category"), max_length=120)
