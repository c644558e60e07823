"""Bringing a document in, in a real browser: nothing typed is lost while the preview is put right."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from qbank.models import DocumentUpload, Question, Source
from qbank.sources.rules.upload_preview import Preview
from qbank.sources.services.sources import FIXTURES, load_documents

pytestmark = pytest.mark.django_db(transaction=True)

BANK = """一、服务意识
1、请谈谈你对“客户第一”的理解。
答：先听完。再复述。
2、客户要求见领导，你会怎么处理？
答：先稳定情绪。
3、新人被投诉三次，你会怎么带他？
答：先陪听。
"""


def send(page: Any, text: str = BANK) -> None:
    page.goto(reverse("qbank:upload-create"))
    file = {"name": "题库.txt", "mimeType": "text/plain", "buffer": text.encode()}
    page.set_input_files("input[name=file]", file)
    page.get_by_role("button", name="Upload and read").click()
    page.wait_for_selector("#preview")


def questions() -> list[str]:
    return [
        question.draft.text for question in Preview.from_data(DocumentUpload.objects.get().drafts).questions
    ]


def faults(page: Any) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [fault["id"] for fault in violations if fault["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_document_from_upload_to_drafts(page_for: Callable[..., Any], theme: str) -> None:
    page = page_for("hr", language="en", theme=theme)
    send(page)
    cards = page.locator("form.draft")
    expect(cards).to_have_count(3)
    cards.nth(0).get_by_label("Suggested minutes").fill("7")
    cards.nth(0).get_by_label("Question", exact=True).click()
    expect(cards.nth(0).get_by_role("status")).to_contain_text("Saved")
    cards.nth(2).get_by_label("Question", exact=True).fill("新人被投诉，你怎么带？")
    cards.nth(1).get_by_role("button", name="Belongs to the answer above").click()
    expect(cards).to_have_count(2)
    expect(cards.nth(1).get_by_label("Question", exact=True)).to_have_value("新人被投诉，你怎么带？")
    assert questions() == ["请谈谈你对“客户第一”的理解。", "新人被投诉，你怎么带？"]
    assert faults(page) == []
    page.get_by_role("button", name="Accept as drafts").click()
    expect(page.get_by_text("2 questions are in the bank as drafts.")).to_be_visible()
    assert list(Question.objects.order_by("id").values_list("minutes", flat=True)) == [7, 5]


def test_a_doubtful_place_is_corrected_on_a_phone(page_for: Callable[..., Any]) -> None:
    text = (FIXTURES / "documents" / "000_ebd85dfe6b08959d.txt").read_text("utf-8")[:9000]
    load_documents(files={"damaged.txt": text.encode()})
    source = Source.objects.get()
    page = page_for("hr", language="en", viewport={"width": 360, "height": 740})
    page.goto(reverse("qbank:source-detail", args=[source.pk]))
    places = page.locator(".doubts > li")
    before = places.count()
    assert before > 1
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(page) == []
    places.nth(0).locator("summary").click()
    places.nth(0).get_by_label("What it really reads").fill("。客服是公司面向客户的最前沿，")
    places.nth(0).get_by_label("How you know").fill("上下文")
    places.nth(0).get_by_role("button", name="Save the correction").click()
    expect(places).to_have_count(before - 1)
    assert "。客服是公司面向客户的最前沿，" in Source.objects.get().restored
