"""A list of candidates all the way in, their board, and one of them erased, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Candidate, CandidateImport, Position
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

POSITION = "华东区高级客户服务经理（夜班与节假日值守方向）"
LINES = [
    "秋季校招名单",
    "姓名,应聘职位,邮箱,手机号,备注",
    f"林若溪,{POSITION},ruoxi@example.com,138 0013 8000,内部推荐",
    f"亚历山德拉·康斯坦丁诺夫娜·欧阳,{POSITION},不是邮箱,,",
    f"林若溪,{POSITION},RUOXI@example.com,,",
]


def looks_right(page: Any) -> None:
    """axe finds nothing serious, and nothing is wider than the window."""
    violations = Axe().run(page).response["violations"]
    assert [
        violation["id"] for violation in violations if violation["impact"] in ("serious", "critical")
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_list_comes_in_and_one_of_it_is_erased(
    page_for: Callable[..., Any], width: int, theme: str
) -> None:
    position = Position.objects.create(name=POSITION)
    page = page_for("hr", language="en", theme=theme, viewport={"width": width, "height": 844})
    page.goto(reverse("interviews:candidate-import-list"))
    looks_right(page)
    data = "\r\n".join(LINES).encode("gb18030")
    page.get_by_label("Spreadsheet").set_input_files(
        {"name": "名单.csv", "mimeType": "text/csv", "buffer": data}
    )
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="Which row is the header?")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Next: columns").click()
    looks_right(page)
    page.get_by_role("button", name="Next: preview").click()
    expect(page.get_by_role("link", name="Import 1 candidate …")).to_be_visible()
    expect(page.locator(".import-row")).to_have_count(3)
    looks_right(page)

    page.locator("#row-4").get_by_role("link", name="Mend").click()
    page.get_by_label("E-mail").fill("alexandra@example.com")
    looks_right(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#row-4 .chip")).to_have_text("New")
    page.get_by_role("link", name="Import 2 candidates …").click()
    looks_right(page)
    page.get_by_role("button", name="Import 2 candidates").click()
    expect(page.get_by_text("2 candidates are imported.")).to_be_visible()
    assert Candidate.objects.count() == 2 and CandidateImport.objects.get().status == "applied"
    looks_right(page)

    page.goto(reverse("interviews:position-board", args=[position.pk]))
    lane = page.get_by_role("region", name="Not scheduled yet")
    expect(lane.get_by_role("listitem")).to_have_count(2)
    looks_right(page)
    lane.get_by_role("link", name="林若溪", exact=True).click()
    page.get_by_label("New note").fill("周三以后都方便")
    page.get_by_role("button", name="Add the note").click()
    expect(page.locator(".note").first).to_contain_text("周三以后都方便")
    expect(page.locator(".note").last).to_contain_text("内部推荐")
    looks_right(page)

    page.get_by_role("link", name="Erase").click()
    looks_right(page)
    page.get_by_label("Type the candidate’s name to confirm").fill("林若溪")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("The personal data is erased.")).to_be_visible()
    expect(page.get_by_text("周三以后都方便")).to_have_count(0)
    expect(page.get_by_text("内部推荐")).to_have_count(0)
    looks_right(page)
    assert not Candidate.objects.filter(name="林若溪").exists()


def test_the_export_is_a_file(page_for: Callable[..., Any]) -> None:
    candidate = factories.make_candidate(name="林若溪")
    page = page_for("hr", language="en")
    page.goto(reverse("interviews:candidate-detail", args=[candidate.pk]))
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    assert download.value.suggested_filename == f"candidate-{candidate.pk}.zip"
