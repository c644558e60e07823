"""Fields of the builder that save themselves: none writes over what others wrote since the page came."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from interviews.building.services.order import SetRefusedError
from interviews.models import SetItem, SetSection


def save_touched(
    row: SetItem | SetSection, changes: Mapping[str, Any], shown: Mapping[str, Any] | None
) -> list[str]:
    """Save the changes that somebody made, not what a page sent along as it had shown it; which they were.

    ``shown``: what the page showed in these fields; None: nobody knows. Raises SetRefusedError, with
    both and who wrote it, where something else is stored by now.
    """
    shown = shown or {}
    made = {name: value for name, value in changes.items() if name not in shown or value != shown[name]}
    for name, value in made.items():
        stored = getattr(row, name)
        if name in shown and stored not in (shown[name], value):
            label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            raise SetRefusedError(
                _(
                    "%(who)s has changed this since you opened the page: %(field)s is %(stored)s now, where "
                    "your page showed %(shown)s. You typed %(typed)s; type it again if it is to stand."
                )
                % {
                    "who": _who_changed(row, name),
                    "field": label,
                    "stored": _in_words(stored),
                    "shown": _in_words(shown[name]),
                    "typed": _in_words(value),
                }
            )
    for name, value in made.items():
        setattr(row, name, value)
    if made:
        row.save(update_fields=list(made))
    return list(made)


def _who_changed(row: SetItem | SetSection, name: str) -> str:
    """Who changed this field last, and when, as far as that is still stored."""
    kind = "items" if isinstance(row, SetItem) else "sections"
    name = name.removeprefix("planned_")  # as contents_of() names it
    for change in row.question_set.changes.select_related("actor").order_by("-pk"):
        before, after = (
            next((entry[name] for entry in contents[kind] if entry["id"] == row.pk), None)
            for contents in (change.before, change.after)
        )
        if before != after:
            at = date_format(timezone.localtime(change.at), "DATETIME_FORMAT")
            return _("%(name)s (%(when)s)") % {"name": change.actor, "when": at}
    return _("Somebody")


def _in_words(value: Any) -> str:
    if isinstance(value, Decimal):
        value = f"{value.normalize():f}"
    return "–" if value in (None, "") else str(value)
