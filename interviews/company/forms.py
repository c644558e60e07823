"""The form of the company's settings, in groups, with a sentence on each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import FileExtensionValidator
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.concurrent_edits import ConcurrentEditMixin
from common.limits import LOGO_BYTES
from common.uploads import MaxFileSize
from interviews.company.rules.pictures import (
    LONGEST,
    SHORTEST,
    Picture,
    PictureSizeError,
    UnreadablePictureError,
    redraw,
)
from interviews.company.services.company import FIELDS
from interviews.models import Company

_UNREADABLE = gettext_lazy(
    "This is not a PNG or JPEG picture, or it is damaged or far too large. Save the logo as PNG or JPEG and "
    "try again."
)

#: Heading, what it is about, and its fields.
GROUPS = (
    (
        gettext_lazy("On paper"),
        gettext_lazy("Stands on printed sheets, reports, Word and Excel files."),
        ("name", "footer", "logo_file", "remove_logo"),
    ),
    (
        gettext_lazy("Building sheets"),
        gettext_lazy("Rules for everybody who puts question sets together and publishes them."),
        ("approval_needed", "exposure_limit", "exposure_days"),
    ),
    (
        gettext_lazy("Interviewers and the bank"),
        gettext_lazy("What interviewers may do besides scoring. Nobody in HR is affected."),
        ("interviewers_see_bank", "interviewers_publish"),
    ),
    (
        gettext_lazy("Candidates' data"),
        gettext_lazy("How long the site keeps what identifies a candidate."),
        ("retention_months", "retention_warning_days"),
    ),
    (
        gettext_lazy("E-mails and reminders"),
        gettext_lazy("Nothing is sent until this is switched on."),
        ("sends_mail", "coming_hours", "reminder_hours"),
    ),
)


class LogoField(forms.ImageField):
    """A picture file. Its size is checked before Pillow reads any of it."""

    default_validators = [FileExtensionValidator(("png", "jpg", "jpeg"))]
    default_error_messages = {"invalid_image": _UNREADABLE}
    _check_size = MaxFileSize(
        LOGO_BYTES,
        gettext_lazy("The file is %(size)s; at most %(most)s are taken. Save it smaller and try again."),
    )

    def to_python(self, data: File[Any] | None) -> File[Any] | None:
        if data:
            self._check_size(data)
        return super().to_python(data)


class CompanyForm(ConcurrentEditMixin, forms.ModelForm[Company]):
    logo_file = LogoField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy(
            "A PNG or JPEG file of at most 512 KB; one about 600 pixels wide prints sharply."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    remove_logo = forms.BooleanField(label=gettext_lazy("Remove the logo"), required=False)

    class Meta:
        model = Company
        fields = FIELDS
        labels = {
            "name": gettext_lazy("Company name"),
            "footer": gettext_lazy("Footer"),
            "approval_needed": gettext_lazy("A second person approves a sheet before it is published"),
            "interviewers_see_bank": gettext_lazy("Interviewers see the bank and put question sets together"),
            "interviewers_publish": gettext_lazy("Interviewers publish their question sets"),
            "exposure_limit": gettext_lazy("Uses of a question"),
            "exposure_days": gettext_lazy("Within how many days"),
            "retention_months": gettext_lazy("Erase after how many months"),
            "retention_warning_days": gettext_lazy("Days of warning before"),
            "sends_mail": gettext_lazy("Send invitations and reminders by e-mail"),
            "coming_hours": gettext_lazy("Remind the panel how many hours before"),
            "reminder_hours": gettext_lazy("Remind after how many hours"),
        }
        help_texts = {
            "name": gettext_lazy("Stands at the head of every printed page; empty: no name is printed."),
            "footer": gettext_lazy("Stands at the foot of every printed page, such as a note on secrecy."),
            "approval_needed": gettext_lazy(
                "Whoever asks for approval can't give it; a change afterwards needs a new approval."
            ),
            "interviewers_see_bank": gettext_lazy(
                "They read the ready questions with reference answers and points, and make sets of their "
                "own. Off: they see questions and answers on their own scorecards and in their practice "
                "only. To keep a single person away from the bank, an administrator gives them the role "
                "“Interviewer without the bank”."
            ),
            "interviewers_publish": gettext_lazy(
                "Off: they ask HR, who approves and publishes. On: they publish the sets they made and those "
                "they were given, and everything else stays as it is, such as a second person's approval."
            ),
            "exposure_limit": gettext_lazy(
                "A question used this often within the days below counts as worn; empty: no limit."
            ),
            "exposure_days": gettext_lazy("The days over which uses are counted."),
            "retention_months": gettext_lazy(
                "Counted from a candidate's last interview: then name, contacts and notes are erased for "
                "good and the scores stay without a name; empty: kept until somebody erases them."
            ),
            "retention_warning_days": gettext_lazy("So long before, HR is told whose data will be erased."),
            "sends_mail": gettext_lazy(
                "The panel is told of new, moved and cancelled interviews and of scorecards still open."
            ),
            "coming_hours": gettext_lazy(
                "Counted back from the interview's start, for e-mails and for group robots; empty: nobody is "
                "reminded before."
            ),
            "reminder_hours": gettext_lazy(
                "Counted from the interview's end, for those who have not submitted their scorecard."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.logo:
            del self.fields["remove_logo"]

    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """Heading, explanation and fields of each part of the page."""
        for heading, explanation, names in GROUPS:
            yield str(heading), str(explanation), [self[name] for name in names if name in self.fields]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_footer(self) -> str:
        return " ".join(self.cleaned_data["footer"].split())

    def clean_logo_file(self) -> Picture | None:
        """The uploaded picture, drawn anew."""
        file = self.cleaned_data.get("logo_file")
        if not file:
            return None
        try:
            return redraw(file.read())
        except UnreadablePictureError as error:
            raise ValidationError(_UNREADABLE) from error
        except PictureSizeError as error:
            raise ValidationError(
                _(
                    "The picture has %(width)s × %(height)s pixels; each side needs between %(shortest)s and "
                    "%(longest)s."
                ),
                params={
                    "width": error.width,
                    "height": error.height,
                    "shortest": SHORTEST,
                    "longest": LONGEST,
                },
            ) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("logo_file") and cleaned.get("remove_logo"):
            self.add_error("remove_logo", _("Either choose a new logo or remove the old one, not both."))
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        """What this person changed, besides the logo."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.changed_data}
