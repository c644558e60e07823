"""Forms for documents: upload, preview of a question, correction of a damaged place."""

from collections import Counter
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.concurrent_edits import ConcurrentEditMixin
from common.limits import DOCUMENT_BYTES
from common.uploads import MaxFileSize
from qbank.bankfile.drafts import AnswerDraft, QuestionDraft
from qbank.documents.restoring.rules import UNKNOWN
from qbank.models import Difficulty, DocumentUpload, Kind, Repair, Status
from qbank.sources.rules.upload_preview import SETTINGS, Preview, PreviewQuestion

SUFFIXES = (".txt", ".md", ".docx")
#: Characters of a pasted text; in Chinese they stay below what a request may hold.
LONGEST_PASTED = 1_000_000
#: Characters of its first line that become its name.
_LONGEST_NAME = 40
_UNKNOWN_CHOICE = [("", pgettext_lazy("not said in the document", "not said"))]


class UploadForm(forms.Form):
    """The upload of a document, or a text that was pasted; checks the size and the ending of its name."""

    file = forms.FileField(
        label=gettext_lazy("Document"),
        required=False,
        help_text=gettext_lazy("Plain text (.txt, .md) or Word (.docx)."),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.docx"}),
        validators=[MaxFileSize(DOCUMENT_BYTES)],
        error_messages={"empty": gettext_lazy("The file is empty. Choose one that has text in it.")},
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste its text"),
        required=False,
        max_length=LONGEST_PASTED,
        help_text=gettext_lazy("From a chat, an e-mail or a web page."),
        widget=forms.Textarea({"rows": 4}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is None:
            return None
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

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and not data["file"] and not data["pasted"]:
            self.add_error("file", _("Choose a .txt, .md or .docx file first, or paste a text."))
        elif data.get("file") and data.get("pasted"):
            self.add_error("pasted", _("Choose a file or paste a text, not both: each is read by itself."))
        return data

    @property
    def received(self) -> tuple[str, bytes]:
        """The name and the bytes of what was brought in; a pasted text is called by its first line."""
        file, pasted = self.cleaned_data["file"], self.cleaned_data["pasted"]
        if file:
            return file.name, file.read()
        first_line = " ".join(pasted.split("\n", 1)[0].split())
        return f"{first_line[:_LONGEST_NAME]}.txt", pasted.replace("\r\n", "\n").encode()


class CorrectionForm(ConcurrentEditMixin, forms.Form):
    """What a damaged place reads. Knows what the place read when it was opened."""

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

    def __init__(self, data: QueryDict | None = None, *, repair: Repair, **options: Any) -> None:
        super().__init__(data, edited=repair, initial={"restored": repair.restored}, **options)

    def clean_restored(self) -> str:
        restored: str = self.cleaned_data["restored"]
        if UNKNOWN in restored:
            raise forms.ValidationError(
                _("Put the lost character in the place of %(mark)s.") % {"mark": UNKNOWN}
            )
        return restored.replace("\r\n", "\n")


class PreviewQuestionForm(ConcurrentEditMixin, forms.Form):
    """A question of the preview, which knows what it was opened on. Answers are repeated fields: ``answer``,
    and ``cut_off`` with its number."""

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
    answer = forms.Field(
        label=gettext_lazy("Reference answers"), widget=forms.MultipleHiddenInput, required=False
    )
    cut_off = forms.Field(
        label=gettext_lazy("Numbers of the answers the source cut off"),
        widget=forms.MultipleHiddenInput,
        required=False,
    )

    def __init__(
        self, data: QueryDict | None = None, *, question: PreviewQuestion, upload: DocumentUpload
    ) -> None:
        self.preview_question = question
        draft = question.draft
        initial = {
            "text": draft.text,
            "category": question.category,
            "kind": draft.kind,
            "difficulty": draft.difficulty,
            "minutes": draft.minutes,
            "answer": [answer.text for answer in draft.answers],
            "cut_off": [number for number, answer in enumerate(draft.answers, 1) if not answer.complete],
        }
        super().__init__(
            data, edited=upload, initial=initial, auto_id=f"id_{question.key}_%s", label_suffix=""
        )

    @property
    def answers(self) -> tuple[AnswerDraft, ...]:
        """The answers as they were posted; of an unbound form, as the preview has them."""
        if not self.is_bound:
            return self.preview_question.draft.answers
        cut_off = set(self.data.getlist("cut_off"))
        return tuple(
            AnswerDraft(text.replace("\r\n", "\n").replace("\0", "").strip(), str(number) not in cut_off)
            for number, text in enumerate(self.data.getlist("answer"), 1)
            if text.strip()
        )

    def draft_fields(self, draft: QuestionDraft) -> dict[str, Any]:
        """The changed fields of a question's draft; only for a valid form."""
        cleaned = {name: self.cleaned_data[name] for name in ("text", "kind", "difficulty", "minutes")}
        cleaned["text"] = cleaned["text"].replace("\r\n", "\n")
        points = tuple(
            point if self._is_quoted(point.quote) else replace(point, quote="") for point in draft.points
        )
        return cleaned | {"answers": self.answers, "points": points}

    def _is_quoted(self, quote: str) -> bool:
        return any(quote in answer.text for answer in self.answers)


#: What a block may be labelled as.
PART_LABELS = {
    "heading": gettext_lazy("Category heading"),
    "question": gettext_lazy("Question"),
    "probe": gettext_lazy("Follow-up probe"),
    "answer": gettext_lazy("Reference answer"),
    "point": pgettext_lazy("part of a document", "Rubric points"),
    "setting": gettext_lazy("Marks and settings"),
    "left out": gettext_lazy("Left out"),
    "left": gettext_lazy("Not understood"),
}


class BordersForm(forms.Form):
    """What a person did to the borders of the document, and the labels of the blocks they were shown.

    ``shown-START`` are the labels that the page showed: only what was chosen anew is taken.

    ``act`` is "join:START", "move:START:TO", "split:START:AT" or "split:START:AT:PART"; ``label-START`` are
    the labels, as fields of their own.
    """

    act = forms.CharField(required=False, max_length=60)

    def clean_act(self) -> list[str]:
        name, *values = self.cleaned_data["act"].split(":") or [""]
        lengths = {"": (0,), "join": (1,), "move": (2,), "split": (2, 3)}
        numbers = values[:2]
        if len(values) not in lengths.get(name, ()) or not all(n.isascii() and n.isdigit() for n in numbers):
            raise forms.ValidationError(_("This can't be done to a border."))
        return [name, *values] if name else []

    @property
    def labels(self) -> dict[int, str]:
        """{start of a block: the label that was chosen for it}."""
        shown = self.shown
        return {start: label for start, label in self._labels("label-").items() if label != shown.get(start)}

    @property
    def shown(self) -> dict[int, str]:
        """{start of a block: the label that the page showed}."""
        return self._labels("shown-")

    def _labels(self, prefix: str) -> dict[int, str]:
        return {
            int(start): str(value)
            for name, value in self.data.items()
            if name.startswith(prefix)
            and (start := name.removeprefix(prefix)).isascii()
            and start.isdigit()
            and str(value) in PART_LABELS
        }


#: Which questions are meant; the page's script says how many are ticked.
TICKED = ("ticked", gettext_lazy("the ticked questions"))


class BulkForm(forms.Form):
    """What is said of many questions at once. An empty choice leaves things as they are."""

    LEAVE_AS_IS = ("", pgettext_lazy("of a setting of many questions", "as it is"))

    category = forms.CharField(
        label=gettext_lazy("Category"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"list": "categories"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[LEAVE_AS_IS, *Kind.choices], required=False)
    difficulty = forms.ChoiceField(
        label=gettext_lazy("Difficulty"), choices=[LEAVE_AS_IS, *Difficulty.choices], required=False
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=120, required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[LEAVE_AS_IS, *((s.value, s.label) for s in (Status.DRAFT, Status.READY))],
        required=False,
    )
    which = forms.ChoiceField(label=gettext_lazy("For"))
    only_unsaid = forms.BooleanField(
        label=gettext_lazy("only where nothing is said yet"), required=False, initial=True
    )

    def __init__(self, data: QueryDict | None = None, *, preview: Preview) -> None:
        super().__init__(data, auto_id="bulk_%s", label_suffix="")
        self.preview, self.ticked = preview, data.getlist("key") if data is not None else []
        counts = Counter(question.category for question in preview.questions)
        groups = [
            (
                f"category:{number}",
                _("all of “%(name)s” (%(count)d)")
                % {"name": name or _("No category"), "count": counts[name]},
            )
            for number, name in enumerate(preview.categories)
        ]
        everything = _("all questions of the document (%(count)d)") % {"count": counts.total()}
        which = self.fields["which"]
        if isinstance(which, forms.ChoiceField):
            # Nothing is meant by itself. The page's script chooses what is ticked, or all while nothing is.
            choose = ("", _("choose which questions"))
            which.choices = [choose, ("all", everything), TICKED, *(groups if len(groups) > 1 else ())]
            which.error_messages["required"] = _("Choose for which questions.")

    @property
    def settings(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "difficulty", "minutes", "category", "status")]

    @property
    def keys(self) -> set[str]:
        """The keys of the questions that are meant; only for a valid form."""
        which = self.cleaned_data["which"]
        questions = self.preview.questions
        if which == "ticked":
            return {question.key for question in questions if question.key in self.ticked}
        if which == "all":
            return {question.key for question in questions}
        name = self.preview.categories[int(which.removeprefix("category:"))]
        return {question.key for question in questions if question.category == name}

    @property
    def values(self) -> dict[str, Any]:
        """What is to be set; only for a valid form."""
        return {name: value for name in SETTINGS if (value := self.cleaned_data[name])}
