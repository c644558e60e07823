"""What people set for themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.concurrent_edits import ConcurrentEditMixin
from accounts.models import User
from common.time_zones import NAMES, zone_keys, zone_label


class TimeZoneField(forms.ChoiceField):
    """One of the zones there are; "" for the company's."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("time zone"))
        options.setdefault("help_text", _("Times on pages and in letters to this person are in this zone."))
        super().__init__(required=False, choices=_zone_choices, **options)


def _zone_choices() -> list[tuple[str, Any]]:
    company = timezone.get_default_timezone()
    return [
        ("", gettext("The company’s: %(zone)s") % {"zone": zone_label(company)}),
        (gettext("Often chosen"), [(key, str(name)) for key, name in NAMES.items()]),
        (gettext("All"), [(key, key.replace("_", " ")) for key in zone_keys() if key not in NAMES]),
    ]


class SettingsForm(ConcurrentEditMixin, forms.ModelForm[User]):
    time_zone = TimeZoneField(
        label=_("Time zone"), help_text=_("Times on pages and in letters to you are in this zone.")
    )

    class Meta:
        model = User
        fields = ["time_zone"]
