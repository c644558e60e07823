"""What the site's state means, in words for whoever runs it. Pure: each function is told what there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

_MB: Final = 1024 * 1024
#: Free bytes below which the site counts as full, and below which it says so before it is.
FULL: Final = 64 * _MB
NEARLY_FULL: Final = 1024 * _MB
#: How far clocks may differ.
SKEW: Final = timedelta(minutes=2)
#: So long a job that is due may wait before its worker counts as gone or hanging, and may one run.
DUE: Final = timedelta(minutes=2)
LONGEST_JOB: Final = timedelta(hours=2)
#: The age at which a backup is too old: the daily one and half a day.
OLD_BACKUP: Final = timedelta(hours=36)
#: Characters of a secret key that can't be guessed.
_KEY_LENGTH: Final = 50
_LOOPBACK: Final = {"127.0.0.1", "localhost", "::1"}


class State(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at: its name, its state, and a sentence."""

    name: str
    state: State
    sentence: str


@dataclass(frozen=True, slots=True)
class Queue:
    """``due_since``: since when the job waits that has waited longest; ``runs_since``: the same of those that
    run. ``known``: whether there was any job at all."""

    name: str
    known: bool
    due_since: datetime | None
    runs_since: datetime | None


def database(error: str | None, kind: str) -> Diagnosis:
    if error is not None:
        sentence = _("The database does not answer: %(error)s") % {"error": error}
        return Diagnosis(_("Database"), State.FAULT, sentence)
    return Diagnosis(_("Database"), State.GOOD, _("%(kind)s answers.") % {"kind": kind})


def migrations(lags_behind: bool) -> Diagnosis:
    if lags_behind:
        sentence = _("The database is of an earlier version. Stop the site and run `manage.py prepare`.")
        return Diagnosis(_("Migrations"), State.FAULT, sentence)
    return Diagnosis(_("Migrations"), State.GOOD, _("The database is of this version."))


def mail(server: str | None, error: str | None) -> Diagnosis:
    if server is None:
        sentence = _("No mail server is named in EMAIL_URL: letters are only written to the log.")
        return Diagnosis(_("Mail"), State.WARNING, sentence)
    if error is not None:
        sentence = _("The mail server %(server)s does not take letters: %(error)s")
        return Diagnosis(_("Mail"), State.FAULT, sentence % {"server": server, "error": error})
    return Diagnosis(_("Mail"), State.GOOD, _("The mail server %(server)s answers.") % {"server": server})


def disk(folder: str, free: int | None) -> Diagnosis:
    """``free`` in bytes; None where nothing can be written at all."""
    values = {"folder": folder, "free": f"{(free or 0) / _MB:,.0f} MB"}
    if free is None:
        return Diagnosis(_("Disk"), State.FAULT, _("Nothing can be written to %(folder)s.") % values)
    if free < FULL:
        sentence = _("The disk with %(folder)s is full: %(free)s are free. Saving fails, or soon will.")
        return Diagnosis(_("Disk"), State.FAULT, sentence % values)
    if free < NEARLY_FULL:
        sentence = _("The disk with %(folder)s is nearly full: %(free)s are free.")
        return Diagnosis(_("Disk"), State.WARNING, sentence % values)
    return Diagnosis(_("Disk"), State.GOOD, _("%(free)s are free in %(folder)s.") % values)


def clock(now: datetime, newest_entry: datetime | None, database_now: datetime | None) -> Diagnosis:
    """``newest_entry`` of the audit trail; ``database_now`` by the clock of the database's machine."""
    values = {"now": now.strftime("%Y-%m-%d %H:%M:%S %Z")}
    if newest_entry is not None and newest_entry > now + SKEW:
        sentence = _(
            "The clock of this machine says %(now)s, but the newest entry of the trail is of %(newest)s. "
            "One of them is wrong: set the clock right before anything is recorded."
        )
        values["newest"] = newest_entry.astimezone(now.tzinfo).strftime("%Y-%m-%d %H:%M:%S %Z")
        return Diagnosis(_("Clock"), State.FAULT, sentence % values)
    if database_now is not None and abs(database_now - now) > SKEW:
        sentence = _(
            "The clocks of this machine and of the database differ by %(seconds)s seconds: set both right."
        )
        seconds = round(abs(database_now - now).total_seconds())
        return Diagnosis(_("Clock"), State.WARNING, sentence % {"seconds": seconds})
    sentence = _("It is %(now)s, after all that is recorded.")
    return Diagnosis(_("Clock"), State.GOOD, sentence % values)


def secret(key: str, open_files: list[str]) -> Diagnosis:
    """``open_files``: those with secrets that other accounts of the machine can read."""
    if len(key) < _KEY_LENGTH or len(set(key)) < 5:
        sentence = _("The secret key is short or easily guessed: use 50 characters at random.")
        return Diagnosis(_("Secrets"), State.WARNING, sentence)
    if open_files:
        sentence = _("Other accounts of this machine can read %(files)s.") % {"files": ", ".join(open_files)}
        return Diagnosis(_("Secrets"), State.FAULT, sentence)
    sentence = _("The secret key is long enough, and only this account reads what the site keeps.")
    return Diagnosis(_("Secrets"), State.GOOD, sentence)


def hosts(allowed: list[str], site_url: str, listens_on: str, https: bool) -> Diagnosis:
    name = _("Addresses")
    site = urlsplit(site_url)
    host = site.hostname or ""
    fits = any(
        pattern.strip("[]") == host or (pattern.startswith(".") and f".{host}".endswith(pattern))
        for pattern in allowed
    )
    if "*" in allowed:
        sentence = _("QBANK_ALLOWED_HOSTS allows any name: name those that people use.")
    elif not fits:
        sentence = _(
            "Links in letters lead to %(host)s (QBANK_SITE_URL), which is not in QBANK_ALLOWED_HOSTS."
        ) % {"host": host}
    elif (site.scheme == "https") != https:
        sentence = _("QBANK_SITE_URL and QBANK_HTTPS differ: one says https, the other does not.")
    elif not https and not {host, listens_on} <= _LOOPBACK:
        sentence = _("People reach the site without https: passwords and scores can be read on the way.")
    else:
        sentence = _("People reach the site at %(url)s.") % {"url": site_url}
        return Diagnosis(name, State.GOOD, sentence)
    return Diagnosis(name, State.WARNING, sentence)


def worker(queue: Queue, now: datetime) -> Diagnosis:
    """By what waits in its queue: no worker can claim to live that does nothing."""
    name = _("Worker of the clock") if queue.name == "scheduled" else _("Worker of people's jobs")
    minutes = 0 if queue.due_since is None else int((now - queue.due_since).total_seconds() // 60)
    if not queue.known:
        return Diagnosis(name, State.FAULT, _("It has not run yet. `manage.py serve` starts it."))
    if queue.runs_since is not None and now - queue.runs_since > LONGEST_JOB:
        sentence = _("It has been at the same job since %(when)s: start it again.")
        when = queue.runs_since.astimezone(now.tzinfo).strftime("%Y-%m-%d %H:%M")
        return Diagnosis(name, State.FAULT, sentence % {"when": when})
    busy = queue.runs_since is not None and queue.name != "scheduled"
    if queue.due_since is not None and now - queue.due_since > DUE and not busy:
        sentence = _("A job has waited for %(minutes)s minutes: it is not running, or hangs.")
        return Diagnosis(name, State.FAULT, sentence % {"minutes": minutes})
    return Diagnosis(name, State.GOOD, _("It does what is due."))


def backup(made_at: datetime | None, tried: bool, trial_fault: str, kept: int, now: datetime) -> Diagnosis:
    """Of the newest one: when it was made, and what restoring it on trial showed."""
    name = _("Backup")
    if made_at is None:
        sentence = _("There is no backup yet.")
    elif trial_fault:
        sentence = _("The newest backup can't be restored: %(fault)s") % {"fault": trial_fault}
        return Diagnosis(name, State.FAULT, sentence)
    elif now - made_at > OLD_BACKUP:
        sentence = _("The newest backup is %(hours)s hours old.")
        return Diagnosis(
            name, State.FAULT, sentence % {"hours": round((now - made_at).total_seconds() / 3600)}
        )
    elif not kept:
        sentence = _("The site makes no backup by itself (QBANK_BACKUPS_KEPT=0).")
    elif not tried:
        sentence = _("The newest backup was not restored on trial yet.")
    else:
        sentence = _("The newest backup is of %(when)s and was restored on trial.")
        when = made_at.astimezone(now.tzinfo).strftime("%Y-%m-%d %H:%M")
        return Diagnosis(name, State.GOOD, sentence % {"when": when})
    return Diagnosis(name, State.WARNING, sentence)
