"""The form that takes a filled-in scoring form back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.limits import SPREADSHEET_BYTES
from common.uploads import MaxFileSize


class FilledFormUpload(forms.Form):
    """One filled-in form; all but its size is checked by who reads it."""

    file = forms.FileField(
        label=_("Scoring form that was filled in"),
        help_text=_("The Excel file (.xlsx) you downloaded here."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        validators=[
            MaxFileSize(
                SPREADSHEET_BYTES,
                _("The file is %(size)s; a scoring form is at most %(most)s."),
            )
        ],
        error_messages={
            "required": _("Choose the Excel file first."),
            "empty": _("The file is empty. Save it again and choose it once more."),
            "max_length": _("The file's name is too long. Give it a shorter one and try again."),
        },
    )
