"""Calendar addresses: creating, renewing and ending them, and finding whose an address is.

The secret has 256 random bits and is kept only as its SHA-256. An address is found by that hash, in an
index: the time it takes tells nothing of other people's secrets, and guessing is hopeless at any rate.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.models import CalendarFeed

#: The time of the last reading is saved this often at most: programs ask every few minutes.
READ_AT_PRECISION = timedelta(hours=1)


@transaction.atomic
def renew_feed(*, actor: User) -> str:
    """Give the person a new address, which ends their old one; returns its secret, which nobody can be told
    again."""
    secret = secrets.token_urlsafe(32)
    # Two tabs at once: the second waits, and its address is the one that holds.
    User.objects.select_for_update().get(pk=actor.pk)
    feed, new = CalendarFeed.objects.update_or_create(
        user=actor,
        defaults={"token_sha256": _fingerprint(secret), "made_at": timezone.now(), "read_at": None},
    )
    record(actor=actor, action=f"calendarfeed.{'create' if new else 'replace'}", target=feed)
    return secret


@transaction.atomic
def end_feed(*, actor: User) -> None:
    """Nobody reads the person's calendar any more. Raises ValidationError when there is no address."""
    feed = CalendarFeed.objects.select_for_update().filter(user=actor).first()
    if feed is None:
        raise ValidationError(_("You have no calendar address."))
    record(actor=actor, action="calendarfeed.delete", target=feed)
    feed.delete()


def get_feed_owner(secret: str) -> User | None:
    """Whose calendar this secret opens; None for a wrong one, and for people who may see no interviews (any
    more)."""
    feed = (
        CalendarFeed.objects.select_related("user")
        .filter(token_sha256=_fingerprint(secret), user__is_active=True)
        .first()
    )
    if feed is None or not feed.user.has_perm("interviews.view_interview"):
        return None
    now = timezone.now()
    stale = Q(read_at__isnull=True) | Q(read_at__lt=now - READ_AT_PRECISION)
    if feed.read_at is None or feed.read_at < now - READ_AT_PRECISION:
        CalendarFeed.objects.filter(stale, pk=feed.pk).update(read_at=now)
    return feed.user


def _fingerprint(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
