"""Two entries of one person are found, looked at, merged and taken apart again, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Candidate
from tests import factories
from tests.browser.candidates.test_candidates import looks_right
from tests.browser.choosing import choose

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_two_entries_become_one_and_two_again(page_for: Callable[..., Any], width: int, theme: str) -> None:
    first = factories.make_candidate(name="林若溪", email="lin@example.com", phone="")
    second = factories.make_candidate(
        name="Lin Ruoxi", email="ruoxi@example.com", phone="13900001111", position=first.position
    )
    factories.make_note(candidate=second, text="到岗时间两周")
    page = page_for("hr", language="en", theme=theme, viewport={"width": width, "height": 844})
    page.goto(reverse("interviews:candidate-detail", args=[first.pk]))
    page.get_by_role("link", name="Same person as …").click()
    looks_right(page)
    choose(page, "other", "ruoxi")
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.get_by_text("1 note")).to_be_visible()
    looks_right(page)
    page.get_by_label("Lin Ruoxi").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("The two entries are one now.")).to_be_visible()
    expect(page.get_by_role("heading", name="Lin Ruoxi")).to_be_visible()
    expect(page.get_by_text("到岗时间两周")).to_be_visible()
    looks_right(page)

    page.get_by_role("link", name="Take back").click()
    looks_right(page)
    page.get_by_role("button", name="Take back the merge").click()
    expect(page.get_by_text("these are two entries again")).to_be_visible()
    assert sorted(Candidate.objects.values_list("name", flat=True)) == ["Lin Ruoxi", "林若溪"]
