"""Group robots: kept by those who keep the company's settings, every change in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.models import GroupRobot, RobotMessage
from interviews.planning.services.encrypted_texts import encrypt

#: What the trail tells of a robot; of its address and its secret only that they were entered.
FIELDS = ("name", "service", "language", "kinds", "names_candidate", "names_panel", "active")


@dataclass(frozen=True, slots=True)
class RobotAddress:
    """Where a robot is reached; ``secret`` is empty where nothing is signed."""

    service: str
    address: str = field(repr=False)
    secret: str = field(repr=False)


@transaction.atomic
def save_robot(*, actor: User, robot: GroupRobot, address: RobotAddress | None = None) -> GroupRobot:
    """Store a new or changed robot. With an ``address``, which a new one needs, it says at once whether it is
    heard."""
    stored = GroupRobot.objects.select_for_update().filter(pk=robot.pk).first()
    if address is not None:
        robot.service = address.service
        robot.encrypted_address, robot.encrypted_secret = encrypt(address.address), encrypt(address.secret)
    before, after = _state(stored) if stored else {}, _state(robot)
    changed = [name for name in FIELDS if before.get(name) != after[name]]
    if changed or address is not None:
        robot.save()
        record(
            actor=actor,
            action="grouprobot.change" if stored else "grouprobot.create",
            target=robot,
            before={name: before[name] for name in changed} if stored else None,
            after={name: after[name] for name in changed} | ({"address": "…"} if address else {}),
        )
    if address is not None:
        try_robot(robot)
    return robot


@transaction.atomic
def delete_robot(*, actor: User, robot: GroupRobot) -> None:
    """Remove it, with what it was to say."""
    locked = GroupRobot.objects.select_for_update().get(pk=robot.pk)
    record(actor=actor, action="grouprobot.delete", target=locked, before=_state(locked))
    locked.delete()


def try_robot(robot: GroupRobot) -> RobotMessage:
    """Have it say something at once, about no interview, whatever else it speaks of."""
    return RobotMessage.objects.create(robot=robot, kind=RobotMessage.Kind.TRIAL)


def say_again(message: RobotMessage) -> None:
    """Have the worker send a message again that was given up. Raises ValidationError for any other."""
    given_up = RobotMessage.objects.filter(pk=message.pk, state=RobotMessage.State.FAILED)
    if not given_up.update(state=RobotMessage.State.WAITING, tries=0, next_try_at=timezone.now(), error=""):
        raise ValidationError(_("This message waits to be sent, or was sent already."))


def _state(robot: GroupRobot) -> dict[str, Any]:
    return {name: getattr(robot, name) for name in FIELDS}
