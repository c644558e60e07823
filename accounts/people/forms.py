"""Forms of people: an invitation, a change, and what somebody sets who comes by a link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.concurrent_edits import ConcurrentEditMixin
from accounts.labels import role_label
from accounts.models import User
from accounts.people.services import check_somebody_manages
from common.finding.names import found_by
from common.ids import ManyChoiceField


class PersonRolesField(ManyChoiceField):
    """The roles, under the names the site uses."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        return role_label(obj.name)


class InvitationForm(forms.ModelForm[User]):
    """Whom an administrator invites. They may choose another sign-in name themselves."""

    groups = PersonRolesField(
        Group.objects.order_by("pk"),
        label=_("Roles"),
        error_messages={"required": _("Choose a role: without one this person would see nothing.")},
    )

    class Meta:
        model = User
        fields = ["name", "username", "email", "groups"]
        labels = {"name": _("Name"), "username": _("Name to sign in with"), "email": _("E-mail")}
        help_texts = {"username": _("Letters, digits and @ . + - _; whoever is invited may choose another.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.fields["name"].required = True


class PersonChangeForm(ConcurrentEditMixin, forms.ModelForm[User]):
    groups = PersonRolesField(Group.objects.order_by("pk"), label=_("Roles"), required=False)

    class Meta:
        model = User
        fields = ["name", "email", "groups", "is_active"]
        labels = {"name": _("Name"), "email": _("E-mail"), "is_active": _("May sign in")}
        help_texts = {"is_active": _("Taken off, they can’t sign in any more; what they did stays theirs.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.fields["name"].required = True

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        roles = [group.name for group in values.get("groups", ())]
        stored = User.objects.get(pk=self.instance.pk)
        check_somebody_manages(stored, active=bool(values.get("is_active")), roles=roles)
        return values


class WelcomeForm(SetPasswordForm):  # type: ignore[type-arg]
    """What somebody sets who comes by a link: the names are theirs to choose."""

    name = forms.CharField(label=_("Your name, as others see it"), max_length=80)
    username = User._meta.get_field("username").formfield(label=_("Name to sign in with"))

    field_order = ["name", "username", "new_password1", "new_password2"]

    def __init__(self, user: User, *args: Any, **options: Any) -> None:
        super().__init__(user, *args, **options)
        self.label_suffix = ""
        self.initial.update(name=user.name, username=user.username)
        self.fields["username"].widget.attrs["autocomplete"] = "username"

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exclude(pk=self.user.pk).exists():
            raise forms.ValidationError(_("Somebody has this name already: choose another."))
        return username


class PersonSearchForm(forms.Form):
    """Search and filters of the list, kept in the URL; an invalid value counts as none."""

    STATES = [
        ("", _("All")),
        ("active", _("May sign in")),
        ("inactive", _("Deactivated")),
        ("new", _("Invited")),
    ]

    q = forms.CharField(
        label=_("Name or e-mail"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    role = forms.ChoiceField(label=_("Role"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, label_suffix="")
        names = Group.objects.order_by("pk").values_list("name", flat=True)
        choice: Any = self.fields["role"]
        choice.choices = [("", _("All roles")), *((name, role_label(name)) for name in names)]

    def apply(self, people: QuerySet[User]) -> QuerySet[User]:
        self.is_valid()
        values = self.cleaned_data
        people = found_by(people, values.get("q", ""))
        if values.get("role"):
            people = people.filter(groups__name=values["role"])
        states: dict[str, Any] = {
            "active": {"is_active": True},
            "inactive": {"is_active": False},
            "new": {"is_active": True, "last_login": None},
        }
        return people.filter(**states.get(values.get("state", ""), {}))
