"""Verifications that somebody or the clock asks for: done by a worker, told to administrators."""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.audit import SYSTEM, record
from accounts.kept.chain import seal_new
from accounts.models import User
from home.models import Verification
from home.tasks import run_verification
from home.verification.checks import rows_to_check, verify_all
from interviews.common.forms import MODEL_BACKEND
from interviews.models import Company

logger = logging.getLogger(__name__)

CREATE, VIEW, ADD = "verification.create", "home.view_verification", "home.add_verification"
#: The age of the last one at which the next is due at night (local hours), or at any time.
DUE, NIGHT, OVERDUE = timedelta(hours=20), range(1, 5), timedelta(hours=36)
#: One that was asked for longer ago has lost its worker.
LONGEST = timedelta(hours=2)
#: Differences that are kept by name; how many there are is always known.
NAMED = 200
#: So many verifications are remembered.
KEPT = 60
#: So long a letter that the mail server does not take is tried again.
LETTERS_FOR = timedelta(days=1)
_STEP = 500


def ask_for_verification(*, actor: User | None) -> Verification:
    """Have a worker verify now; where one is on its way, that one. ``actor`` None: the clock.

    PermissionDenied for whoever is no administrator.
    """
    if actor is not None and not actor.has_perm(ADD):
        raise PermissionDenied(_("Administrators verify what was recorded."))
    with transaction.atomic():
        # Whoever asks at the same time comes here one after the other; the first person is always there.
        User.objects.select_for_update().order_by("pk").first()
        running = running_verification()
        if running is not None:
            return running
        verification = Verification.objects.create(by=actor, by_name=str(actor) if actor else SYSTEM)
        record(actor=actor, action=CREATE, target=verification)
        transaction.on_commit(lambda: run_verification.enqueue(verification.pk))
    return verification


def running_verification() -> Verification | None:
    """The one that a worker does, or that waits for one."""
    unended = Verification.objects.filter(ended_at=None, fault="")
    return unended.filter(asked_at__gt=timezone.now() - LONGEST).first()


def last_verification() -> Verification | None:
    """The newest that has come to an end, well or not."""
    return Verification.objects.exclude(ended_at=None, fault="").first()


def nightly_verification() -> None:
    """Ask for the night's verification when it is due, or at any time once the last one is too old."""
    unended = Verification.objects.filter(ended_at=None, fault="")
    unended.filter(asked_at__lte=timezone.now() - LONGEST).update(fault=Verification.Fault.LOST)
    last = Verification.objects.first()
    first = User.objects.order_by("pk").first()
    if first is None:
        return
    age = timezone.now() - (last.asked_at if last else first.date_joined)
    if age > OVERDUE or (age > DUE and timezone.localtime().hour in NIGHT):
        ask_for_verification(actor=None)


def run(*, verification_id: int) -> None:
    """Carry one out; a second run of the same job does nothing."""
    mine = Verification.objects.filter(pk=verification_id, ended_at=None, fault="")
    if not mine.update(total=rows_to_check(), done=0):
        return
    waiting = done = 0

    def looked_at(rows: int) -> None:
        nonlocal waiting, done
        waiting += rows
        if waiting >= _STEP:
            done, waiting = done + waiting, 0
            mine.update(done=done)

    findings = verify_all(looked_at)
    mine.update(
        ended_at=timezone.now(),
        done=done + waiting,
        counts=findings.counts,
        differences=[difference.to_json() for difference in findings.differences[:NAMED]],
        wrong=len(findings.differences),
    )
    if not findings.differences:
        # Only what was found in order is added to the chain, rows that the worker passed over too.
        seal_new(all_rows=True)
    kept = Verification.objects.values_list("pk", flat=True)[:KEPT]
    Verification.objects.exclude(pk__in=list(kept)).delete()
    tell_administrators()


def give_up(*, verification_id: int) -> None:
    """It took more time or memory than it may: administrators are told that nothing is known."""
    unended = Verification.objects.filter(pk=verification_id, ended_at=None)
    unended.update(fault=Verification.Fault.LIMITS)


def tell_administrators() -> None:
    """Write to every administrator once of each verification that found something or could not be ended."""
    if not Company.current().sends_mail:
        return
    recent = Verification.objects.filter(asked_at__gt=timezone.now() - LETTERS_FOR)
    for verification in recent:
        if verification.is_alarm:
            for person in _administrators().exclude(pk__in=verification.told):
                _write_to(person, verification)


def _administrators() -> QuerySet[User]:
    people = User.objects.with_perm(VIEW, backend=MODEL_BACKEND, include_superusers=True)
    return people.filter(is_active=True).exclude(email="").order_by("pk")


def _write_to(person: User, verification: Verification) -> None:
    """Nothing of what was recorded stands in the letter; the log names the error's class alone."""
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(person.zone):
        context = {
            "person": person,
            "verification": verification,
            "address": f"{settings.SITE_URL}{reverse('verification:detail')}",
        }
        message = EmailMessage(
            subject=_("What was recorded is not as it was: please look"),
            body=render_to_string("home/verification_letter.txt", context).strip() + "\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
    try:
        message.send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        logger.warning("The letter about verification %s: %s", verification.pk, type(error).__name__)
        return
    verification.told = [*verification.told, person.pk]
    verification.save(update_fields=["told"])
