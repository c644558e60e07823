"""What all printed pages and Word files of the company share: its name, and how pages are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import TextChoices
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models import Company


class Orientation(TextChoices):
    """How an A4 page lies."""

    PORTRAIT = "portrait", gettext_lazy("Portrait")
    LANDSCAPE = "landscape", gettext_lazy("Landscape")


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """One of the ways a page can be printed, for the toolbar."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices of one kind, such as the orientations."""

    label: str
    choices: tuple[PrintChoice, ...]


def chosen_value(request: HttpRequest, name: str, offered: type[TextChoices]) -> str:
    """The value of ``offered`` that the address asks for by ``name``; the first when it asks for none.

    Raises BadRequest (400) for a value that is not offered.
    """
    value = request.GET.get(name) or offered.values[0]
    if value not in offered.values:
        raise BadRequest(f"{name} is none of {offered.values}")
    return str(value)


def choice_group(request: HttpRequest, label: str, name: str, offered: dict[str, str]) -> ChoiceGroup:
    """``offered`` (value → label) as links to this same page, its other choices kept."""
    current = request.GET.get(name) or next(iter(offered))
    choices = []
    for value, text in offered.items():
        query = request.GET.copy()
        query[name] = value
        choices.append(PrintChoice(str(text), f"?{query.urlencode()}", value == current))
    return ChoiceGroup(label, tuple(choices))


def orientation_group(request: HttpRequest) -> ChoiceGroup:
    return choice_group(
        request,
        _("Paper"),
        "orientation",
        {orientation.value: str(orientation.label) for orientation in Orientation},
    )


def page_words(*, several_copies: bool = False) -> tuple[str, str, str]:
    """What stands before, between and after the number of a page and the count of pages.

    With ``several_copies`` every copy begins at page 1, and what would stand between ends the line: how many
    pages a copy has nobody can say before it is printed.
    """
    if several_copies:
        before, after = _("Page {page}").split("{page}", 1)
        return before, after, ""
    before, rest = _("Page {page} of {pages}").split("{page}", 1)
    between, after = rest.split("{pages}", 1)
    return before, between, after


def print_context(
    *,
    company: Company,
    running: str,
    orientation: str = Orientation.PORTRAIT,
    back: str,
    choices: tuple[ChoiceGroup, ...] = (),
    several_copies: bool = False,
) -> dict[str, Any]:
    """What templates/print/base.html reads.

    ``running`` stands at the head of every page beside the company's name, ``back`` is where the toolbar
    leads back to, ``choices`` are its other ways to print the page.
    """
    before, between, after = page_words(several_copies=several_copies)
    return {
        "several_copies": several_copies,
        "company": company,
        "logo_url": reverse("interviews:company-logo") if company.logo else "",
        "running": running,
        "landscape": orientation == Orientation.LANDSCAPE,
        "back": back,
        "choices": choices,
        "page_before": before,
        "page_between": between,
        "page_after": after,
    }
