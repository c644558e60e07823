"""Tags given to one candidate and to those ticked, and the list narrowed to one, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories
from tests.browser.candidates.test_candidates import looks_right

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_tags_are_given_to_one_and_to_many(page_for: Callable[..., Any], width: int, theme: str) -> None:
    first = factories.make_candidate(name="林若溪")
    for name in ("韩梅", "李雷"):
        factories.make_candidate(name=name, position=first.position)
    page = page_for("hr", language="en", theme=theme, viewport={"width": width, "height": 844})
    page.goto(reverse("interviews:candidate-detail", args=[first.pk]))
    page.get_by_label("New tags").fill("夜班，内推")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Take off 内推").click()
    expect(page.get_by_role("link", name="夜班")).to_be_visible()
    expect(page.get_by_role("link", name="内推")).to_have_count(0)
    looks_right(page)

    page.goto(reverse("interviews:candidate-list"))
    looks_right(page)
    page.get_by_label("Choose 林若溪").check()
    page.get_by_label("Choose 韩梅").check()
    page.get_by_role("button", name="Change those ticked …").click()
    expect(page.get_by_role("heading", name="2 candidates")).to_be_visible()
    looks_right(page)
    page.get_by_label("Give tags").fill("夜班")
    page.get_by_role("button", name="Change 2 candidates").click()
    # One of them had it.
    expect(page.get_by_text("1 candidate has other tags.")).to_be_visible()
    page.get_by_label("Tag", exact=True).select_option("夜班")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".row-line")).to_have_count(2)
    page.get_by_role("link", name="Change all 2 listed …").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export them as Excel").click()
    assert download.value.suggested_filename == "candidates.xlsx"
