"""Files as people have them come in by pressing nothing but the one button of each page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from qbank.imports.services.bank_files import export_bank
from qbank.models import ImportBatch, Question

pytestmark = [pytest.mark.at_once, pytest.mark.django_db(transaction=True)]

CASES = Path("tests/qbank/spreadsheets/cases")
THREE = ["高峰时段人手不够，你怎么排？", "新员工首日接错电话，你怎么带？", "抽检发现话术违规，你怎么反馈？"]
EXPECTED = {
    "gb18030_plain.csv": THREE,
    "semicolon_utf8.csv": THREE,
    "empty_cover_first.xlsx": THREE,
    "hidden_old_version_first.xlsx": [
        "怎样做好录音抽检，怎样让坐席信服？",
        "淡季怎么排班，怎样减少闲置？",
        "怎样带教首月新人？",
    ],
}
#: What the buttons say: after the upload, the header, the columns, the preview, and on the last page.
BUTTONS = {
    "zh-hans": ("上传", "下一步：列对应", "下一步：预览", "导入 3 行…", "导入 3 行"),
    "en": ("Upload", "Next: columns", "Next: preview", "Import 3 rows …", "Import 3 rows"),
}


def bring_in(page: Any, language: str, name: str) -> None:
    page.goto(reverse("qbank:import-create"))
    page.set_input_files("input[name=file]", CASES / name)
    upload, header, columns, preview, last = BUTTONS[language]
    for button in (upload, header, columns):
        page.get_by_role("button", name=button, exact=True).last.click()
        page.wait_for_load_state("networkidle")
    page.get_by_role("link", name=preview, exact=True).click()
    page.get_by_role("button", name=last, exact=True).click()
    expect(page.locator(".notice[role=status]")).to_contain_text(
        "导入" if language == "zh-hans" else "Imported on"
    )
    expect(page.locator("#import-progress")).to_have_count(0)


def texts() -> list[str]:
    return list(Question.objects.in_bank().order_by("pk").values_list("text", flat=True))


@pytest.mark.parametrize("language", BUTTONS)
@pytest.mark.parametrize("name", EXPECTED)
def test_three_questions(page_for: Callable[..., Any], language: str, name: str) -> None:
    bring_in(page_for("hr", language=language), language, name)
    assert texts() == EXPECTED[name]


def test_two_companies_come_and_go(page_for: Callable[..., Any]) -> None:
    before = export_bank()
    page = page_for("hr", language="zh-hans", viewport={"width": 390, "height": 800})
    for count, name in ((3, "numbers_company_a.csv"), (6, "numbers_company_b.csv")):
        bring_in(page, "zh-hans", name)
        assert len(set(texts())) == count
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for batch in ImportBatch.objects.order_by("-pk"):
        page.goto(reverse("qbank:import-undo", args=[batch.pk]))
        page.get_by_role("button", name="撤回这次导入").click()
        expect(page.locator(".notice[role=status]")).to_contain_text("撤回")
    assert export_bank() == before
