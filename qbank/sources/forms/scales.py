"""The form of a rating scale with its bands."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.concurrent_edits import ConcurrentEditMixin
from common.numbers import format_decimal
from qbank.models import RatingScale
from qbank.sources.services.scales import SCALE_FIELDS, bands_problem, scale_problems, stored_bands

_LONGEST_NAME, _MOST = 40, 20
_LINE = re.compile(r"(?P<name>.{1,80}?)[\s:：=]{1,5}(?P<lower>[0-9.]{1,8})")


class BandsField(forms.CharField):
    """Bands as lines: a name, and from how many points it opens."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(f"{name} {format_decimal(lower)}" for name, lower in value)
        return value

    def clean(self, value: Any) -> list[tuple[str, Decimal]]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > _MOST:
            raise forms.ValidationError(_("At most %(count)d lines.") % {"count": _MOST})
        return sorted((_band_of(line) for line in lines), key=lambda band: -band[1])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _band_of(line: str) -> tuple[str, Decimal]:
    match = _LINE.fullmatch(line)
    try:
        if match and len(match["name"].strip()) <= _LONGEST_NAME:
            return match["name"].strip(), Decimal(match["lower"]).quantize(Decimal("0.01"))
    except InvalidOperation:
        pass
    raise forms.ValidationError(
        _("“%(line)s” is no band: write its name, a space, and the points it opens at, such as “Good 23”.")
        % {"line": line[:60]}
    )


class ScaleForm(ConcurrentEditMixin, forms.ModelForm[RatingScale]):
    bands = BandsField(
        label=gettext_lazy("Bands"),
        max_length=2_000,
        required=False,
        help_text=gettext_lazy("One per line: its name, a space, and from how many points it opens."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = RatingScale
        fields = list(SCALE_FIELDS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.initial["bands"] = stored_bands(self.instance) if self.instance.pk else []

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name, problem in scale_problems(values).items():
            self.add_error(name, problem)
        if "bands" in values:
            lowest = values.get("lowest_band", "")
            if problem := bands_problem(values["bands"], values.get("band_base"), lowest):
                self.add_error("bands", problem)
        return values
