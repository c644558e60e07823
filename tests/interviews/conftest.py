"""Fixtures of several modules here."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import translation

from tests import factories


@pytest.fixture
def english() -> Iterator[None]:
    """What services say is asked for in English, as the pages are."""
    with translation.override("en"):
        yield


@pytest.fixture
def room(interviewer: Client) -> SimpleNamespace:
    """An interview of the signed-in interviewer: a checklist question with a red flag, and a ladder."""
    questions = [
        factories.make_question(points=3, red_flags=1),
        factories.make_question(rubric_kind="ladder", red_flags=0),
    ]
    sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
    interview = factories.make_interview(panel=[interviewer.user, factories.make_user()], sheet=sheet)
    checklist, ladder = sheet.items.order_by("position")
    return SimpleNamespace(
        client=interviewer,
        interview=interview,
        seat=interview.members.get(user=interviewer.user),
        sheet=sheet,
        checklist=checklist,
        ladder=ladder,
    )
