"""The form of a group robot. Its address and its secret are entered and never shown again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from accounts.concurrent_edits import ConcurrentEditMixin
from interviews.models import GroupRobot, RobotMessage
from interviews.planning.rules.robots import SIGNING, AddressFault, Service, address_fault, hosts_of

Kind = RobotMessage.Kind
#: What a robot can be asked to speak of.
KINDS = [(kind.value, kind.label) for kind in Kind if kind != Kind.TRIAL]
_FAULTS = {
    AddressFault.NOT_HTTPS: gettext_lazy(
        "A webhook address begins with https://. Copy it whole from the robot's page in the group."
    ),
    AddressFault.OTHER_HOST: gettext_lazy(
        "This is not an address of %(service)s: theirs begins with https://%(host)s/. Choose the service "
        "that the group belongs to, or copy the address again."
    ),
    AddressFault.OTHER_PATH: gettext_lazy(
        "The address is incomplete, or has something added. Copy it whole from the robot's page in the group."
    ),
}


class RobotAddressForm(forms.Form):
    """Where a robot is reached. What is stored is never shown: all of it is entered anew."""

    service = forms.ChoiceField(label=gettext_lazy("Service"), choices=GroupRobot.Service.choices)
    address = forms.CharField(
        label=gettext_lazy("Webhook address"),
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Add a custom robot in the group's settings and copy the address it is given. Where a keyword is "
            "asked for, enter “面试” or, for English messages, “interview”."
        ),
    )
    secret = forms.CharField(
        label=gettext_lazy("Secret to sign with"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Only where the robot's page in DingTalk or Feishu asks for a signature."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "service" not in cleaned or "address" not in cleaned:
            return cleaned
        service = Service(cleaned["service"])
        if fault := address_fault(service, cleaned["address"], settings.ROBOT_HOSTS):
            values = {"service": GroupRobot.Service(service).label, "host": hosts_of(service)[0]}
            self.add_error("address", _FAULTS[fault] % values)
        if cleaned.get("secret") and service not in SIGNING:
            self.add_error("secret", gettext("Robots of this service sign nothing: leave it empty."))
        return cleaned


class RobotForm(ConcurrentEditMixin, forms.ModelForm[GroupRobot]):
    """What a robot says."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What it speaks of"),
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        initial=[Kind.PLANNED, Kind.CHANGED, Kind.CANCELLED],
        error_messages={"required": gettext_lazy("Choose at least one thing it speaks of.")},
    )

    class Meta:
        model = GroupRobot
        fields = ["name", "kinds", "language", "names_candidate", "names_panel", "active"]
        labels = {
            "name": gettext_lazy("Name of the group"),
            "language": gettext_lazy("Language of its messages"),
            "names_candidate": gettext_lazy("Name the candidate"),
            "names_panel": gettext_lazy("Name the panel"),
            "active": gettext_lazy("It speaks"),
        }
        help_texts = {
            "names_candidate": gettext_lazy("Off: the position, the time and the place are named."),
            "active": gettext_lazy("Off: it is silent, and what it would have said is not made up for."),
        }

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class NewRobotForm(RobotAddressForm, RobotForm):
    """A robot with its address."""

    field_order = ["name", "service", "address", "secret", "kinds", "language"]
