"""Recording that a candidate does not come."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AbsenceForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The panel reads it. It may stay empty."),
    )
