"""How often somebody may try a password.

Wrong ones are counted by the account together with the address they came from, by the address alone, and,
less strictly, by the account alone: a stranger who tries many passwords from many addresses is stopped, and
can't lock anybody out. For who signed in from the same browser before (a signed cookie tells,
:mod:`accounts.unsent`) has a count of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User, WrongPassword
from accounts.passwords.addresses import client_address
from accounts.unsent import last_person

#: Wrong passwords within this time count; so long one waits at most.
WINDOW: Final = timedelta(minutes=15)
SLOW_WINDOW: Final = timedelta(hours=1)
#: By account and address, by account from a known browser, by address, by account from anywhere unknown.
PAIR, KNOWN, ADDRESS, ACCOUNT = 5, 10, 50, 30
#: So long they are kept.
KEPT: Final = timedelta(days=1)


class ThrottledError(Exception):
    """Too many wrong passwords. ``minutes``: how long to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody tries a password. ``known``: whoever has this account signed in from this browser before."""

    account: str
    address: str
    known: bool

    @classmethod
    def of(cls, request: HttpRequest, username: str) -> Attempt:
        account = username.casefold()[:150].replace("\x00", "")
        person = last_person(request)
        known = bool(person) and User.objects.filter(pk=person, username__iexact=account).exists()
        return cls(account, client_address(request), known)

    def check(self) -> None:
        """Raises ThrottledError."""
        if not settings.THROTTLE_PASSWORDS:
            return
        now = timezone.now()
        for condition, most, window in self._bounds():
            wrong = WrongPassword.objects.filter(condition, at__gt=now - window).order_by("-at")
            times = list(wrong.values_list("at", flat=True)[:most])
            if len(times) == most:
                waiting = times[-1] + window - now
                raise ThrottledError(max(1, -(-int(waiting.total_seconds()) // 60)))

    def note_wrong(self) -> None:
        """Keep that the password was wrong."""
        if settings.THROTTLE_PASSWORDS:
            WrongPassword.objects.create(account=self.account, address=self.address, known=self.known)

    def note_right(self) -> None:
        """Getting in forgets one's own earlier slips, not what came from elsewhere."""
        if settings.THROTTLE_PASSWORDS:
            own = Q(known=True) if self.known else Q(known=False, address=self.address)
            WrongPassword.objects.filter(own, account=self.account).delete()

    def _bounds(self) -> Iterator[tuple[Q, int, timedelta]]:
        account, address = Q(account=self.account), Q(address=self.address)
        if self.known:
            yield account & Q(known=True), KNOWN, WINDOW
            return
        unknown = Q(known=False)
        yield account & address & unknown, PAIR, WINDOW
        yield address & unknown, ADDRESS, WINDOW
        yield account & unknown, ACCOUNT, SLOW_WINDOW


def forget_wrong_passwords() -> None:
    """Delete what counts no more."""
    WrongPassword.objects.filter(at__lt=timezone.now() - KEPT).delete()
