"""People, as administrators keep them: invited, given roles, deactivated, let back in by a link.

A link's secret has 256 random bits, is shown once and kept only as its SHA-256, holds for a few days, and
opens once. It replaces the person's earlier link.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import PersonLink, User
from accounts.roles import ADMIN

#: How long a link holds.
HOLDS: Final = timedelta(days=7)


def check_may_manage(actor: User, person: User) -> None:
    """Only a superuser manages a superuser. Raises PermissionDenied."""
    if person.is_superuser and not actor.is_superuser:
        raise PermissionDenied(_("Only a superuser changes a superuser, on the command line or here."))


def check_somebody_manages(person: User, *, active: bool, roles: Collection[str]) -> None:
    """Somebody always manages people: only the command line could make an administrator else. Raises
    ValidationError where this person is the last and would stop to."""
    managing = User.objects.filter(Q(groups__name=ADMIN) | Q(is_superuser=True), is_active=True)
    stays = active and (person.is_superuser or ADMIN in roles)
    if not stays and managing.filter(pk=person.pk).exists() and not managing.exclude(pk=person.pk).exists():
        raise ValidationError(_("Nobody else is an administrator: make somebody one first."))


def state_of(person: User) -> dict[str, Any]:
    """What the trail says of a person."""
    roles = sorted(person.groups.values_list("name", flat=True))
    return {"roles": roles, "active": person.is_active}


@transaction.atomic
def create_person(*, actor: User, username: str, name: str, email: str, roles: Collection[Group]) -> User:
    """A person who can't sign in before they have set a password by a link."""
    person = User(username=username, name=name, email=email)
    person.set_unusable_password()
    person.save()
    person.groups.set(roles)
    record(actor=actor, action="user.create", target=person, after=state_of(person))
    return person


@transaction.atomic
def change_person(
    *, actor: User, person: User, name: str, email: str, active: bool, roles: Collection[Group]
) -> None:
    """Set name, roles, and whether they may sign in. Raises PermissionDenied, and ValidationError where
    nobody would manage people any more."""
    check_may_manage(actor, person)
    # Two administrators who deactivate each other come here one after the other.
    managers = User.objects.select_for_update(of=("self",)).filter(
        Q(groups__name=ADMIN) | Q(is_superuser=True)
    )
    list(managers.order_by("pk").values_list("pk"))
    check_somebody_manages(person, active=active, roles=[role.name for role in roles])
    if person.pk == actor.pk and not active:
        raise ValidationError(_("You can't deactivate yourself: somebody else has to."))
    stored = User.objects.get(pk=person.pk)
    before = state_of(stored) | {"name": stored.name, "email": stored.email}
    stored.name, stored.email, stored.is_active = name, email, active
    stored.save(update_fields=["name", "email", "is_active"])
    stored.groups.set(roles)
    if not active:
        PersonLink.objects.filter(user=stored).delete()
    after = state_of(stored) | {"name": stored.name, "email": stored.email}
    if before != after:
        record(actor=actor, action="user.change", target=stored, before=before, after=after)


@transaction.atomic
def make_link(*, actor: User, person: User) -> str:
    """A new link, which ends an earlier one; returns its secret, which nobody can be told again. The password
    that there is holds until the link is used."""
    check_may_manage(actor, person)
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not person.is_active:
        raise ValidationError(_("This person may not sign in: let them first."))
    secret, now = secrets.token_urlsafe(32), timezone.now()
    PersonLink.objects.update_or_create(
        user=person,
        defaults={"token_sha256": _fingerprint(secret), "made_at": now, "expires_at": now + HOLDS},
    )
    record(actor=actor, action="user.invite", target=person)
    return secret


def person_of(secret: str) -> User | None:
    """Whose link this is; None for a wrong, used or expired one, and for who may not sign in."""
    link = PersonLink.objects.select_related("user").filter(
        token_sha256=_fingerprint(secret), expires_at__gt=timezone.now(), user__is_active=True
    )
    found = link.first()
    return found.user if found else None


@transaction.atomic
def use_link(*, secret: str, username: str, name: str, password: str) -> User | None:
    """Set the person's own names and password; the link is used up. None where it holds no more: of two
    at once the second finds it gone."""
    person = person_of(secret)
    if person is None:
        return None
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    used, _rows = PersonLink.objects.filter(user=person, token_sha256=_fingerprint(secret)).delete()
    if not used:
        return None
    person.username, person.name = username, name
    person.set_password(password)
    person.save(update_fields=["username", "name", "password"])
    record(actor=person, action="user.set-password", target=person)
    return person


def _fingerprint(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
