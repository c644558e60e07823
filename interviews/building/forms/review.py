"""Forms of what colleagues say about a set: a comment, and why it is sent back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interviews.models import QuestionSet, Sheet
from interviews.models.review import LONGEST_COMMENT
from qbank.models import Question


class SetQuestionField(forms.ModelChoiceField[Question]):
    def label_from_instance(self, obj: Question) -> str:
        return f"{obj.code} {Truncator(obj.text).chars(40)}"


class CommentForm(forms.Form):
    """A comment on the set, or on one of its questions."""

    text = forms.CharField(
        label=_("New comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write something first.")},
    )
    question = SetQuestionField(
        label=_("About"),
        queryset=Question.objects.none(),
        required=False,
        empty_label=_("The whole set"),
        error_messages={"invalid_choice": _("This question is no longer in the set.")},
    )

    def __init__(
        self, data: Any = None, *, user: User, question_set: QuestionSet, initial: Any = None
    ) -> None:
        # Beside the builder other forms have fields of the same names.
        super().__init__(data, initial=initial, auto_id="comment-%s")
        asked = Question.objects.visible_to(user).filter(set_items__question_set=question_set)
        self.fields["question"].queryset = asked.order_by("set_items__position")  # type: ignore[attr-defined]


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is sent back"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Whoever asked reads this on their start page."),
        error_messages={"required": _("Say why you send it back.")},
    )


class VersionsForm(forms.Form):
    """Which two versions to compare; ``sheets`` are the set's, newest first."""

    before = forms.TypedChoiceField(label=_("From version"), coerce=int, required=False, empty_value=None)
    after = forms.TypedChoiceField(label=_("To version"), coerce=int, required=False, empty_value=None)

    def __init__(self, data: Any, *, sheets: Sequence[Sheet]) -> None:
        self.sheets = {sheet.version: sheet for sheet in sheets}
        numbers = list(self.sheets)
        super().__init__(self._known(data, numbers))
        for field in self.fields.values():
            field.choices = [(number, f"v{number}") for number in numbers]  # type: ignore[attr-defined]

    @staticmethod
    def _known(data: Any, numbers: list[int]) -> dict[str, int]:
        """What was chosen; where that is no version of this set, the newest and the one before."""
        if len(numbers) < 2:
            return {}
        chosen = {str(number): number for number in numbers}
        after = chosen.get(data.get("after", ""), numbers[0])
        before = numbers[min(numbers.index(after) + 1, len(numbers) - 1)]
        return {"after": after, "before": chosen.get(data.get("before", ""), before)}

    def chosen(self) -> tuple[Sheet, Sheet] | None:
        """The two sheets, the earlier one first; None where the set has fewer than two."""
        if len(self.sheets) < 2 or not self.is_valid():
            return None
        earlier, later = sorted((self.cleaned_data["before"], self.cleaned_data["after"]))
        return self.sheets[earlier], self.sheets[later]
