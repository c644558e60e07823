"""Readers of environment variables: a value that does not fit ends in a sentence that says which one does."""

from __future__ import annotations

import re
import zoneinfo
from typing import Any, Final

import environ
from django.core.exceptions import ImproperlyConfigured

_NO: Final = {"", "0", "off", "no", "n", "false"}
_YES: Final = {"1", "on", "yes", "y", "true", "ok"}
_DATABASES: Final = ("sqlite", "postgres", "postgresql", "pgsql")
_DATABASE_EXAMPLE: Final = "postgres://user:password@host/name or sqlite:////folder/file"
_MAIL_EXAMPLE: Final = "smtp+tls://user:password@host:587"

env = environ.Env()


def _unfit(name: str, value: str, wanted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}={value} does not fit: it takes {wanted}.")


def whole(name: str, *, default: int, least: int = 0, most: int = 1_000_000) -> int:
    """A whole number within bounds."""
    value = env.str(name, default=str(default)).strip()
    if not re.fullmatch(r"-?[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise _unfit(name, value, f"a whole number from {least} to {most}, such as {default}")
    return int(value)


def switch(name: str) -> bool:
    """On or off; off where nothing is said."""
    value = env.str(name, default="").strip().lower()
    if value not in _YES | _NO:
        raise _unfit(name, value, "on or off")
    return value in _YES


def one_of(name: str, values: tuple[str, ...], *, default: str) -> str:
    """One of some words."""
    value: str = env.str(name, default=default).strip().upper()
    if value not in values:
        raise _unfit(name, value, f"one of {', '.join(values)}")
    return value


def time_zone(name: str, *, default: str) -> str:
    """The name of a time zone."""
    value: str = env.str(name, default=default)
    if value not in zoneinfo.available_timezones():
        raise _unfit(name, value, f"the name of a time zone, such as {default}")
    return value


def origins(name: str) -> list[str]:
    """Addresses of sites without a path, separated by commas."""
    values: list[str] = env.list(name, default=[])
    for value in values:
        if not re.fullmatch(r"https?://[^/\s]+", value):
            raise _unfit(name, value, "addresses such as https://hire.example.com, separated by commas")
    return values


def site_address(name: str, *, default: str) -> str:
    """Where people reach the site, without a slash at its end."""
    value: str = env.str(name, default=default).rstrip("/")
    if not re.fullmatch(r"https?://[^/\s]+(/\S*)?", value):
        raise _unfit(name, value, "an address such as https://hire.example.com")
    return value


def database(name: str, *, default: str) -> dict[str, Any]:
    """Django's settings of one database. What stands in the value is not repeated: it may hold a password."""
    value = env.str(name, default=default)
    wanted = ImproperlyConfigured(f"{name} does not fit: it takes {_DATABASE_EXAMPLE}.")
    if value.partition(":")[0] not in _DATABASES:
        raise wanted
    try:
        settings: dict[str, Any] = env.db_url_config(value)
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise wanted from error
    # One in memory would be another one for each process.
    if settings.get("NAME") in (None, "", ":memory:"):
        raise wanted
    return settings


def mail(name: str) -> dict[str, Any]:
    """Django's settings of e-mail; it is printed where no server is named."""
    value = env.str(name, default="consolemail://")
    wanted = ImproperlyConfigured(f"{name} does not fit: it takes a mail server, such as {_MAIL_EXAMPLE}.")
    try:
        settings: dict[str, Any] = env.email_url_config(value)
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise wanted from error
    if value.startswith("smtp") and not settings.get("EMAIL_HOST"):
        raise wanted
    return settings
