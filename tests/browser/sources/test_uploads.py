"""Bringing a document in, in a real browser: nothing typed is lost while the preview is put right."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from qbank.models import DocumentUpload, Question, Source
from qbank.sources.rules.upload_preview import Preview
from qbank.sources.services.sources import load_documents
from tests.qbank.sources.damaged import damaged_bank

pytestmark = [pytest.mark.at_once, pytest.mark.django_db(transaction=True)]

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
    page.wait_for_selector("#preview .doc.live")


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
    side = page.locator("#side")
    side.get_by_label("Suggested minutes").fill("7")
    side.get_by_label("Question", exact=True).click()
    expect(side.get_by_role("status")).to_contain_text("Saved")
    third = page.locator(".doc .b", has_text="新人被投诉三次")
    third.locator(".number").click()
    expect(side.get_by_role("heading")).to_have_text("Question 3")
    side.get_by_label("Question", exact=True).fill("新人被投诉，你怎么带？")
    page.locator(".doc .b", has_text="客户要求见领导").get_by_role("button").click()
    expect(page.locator(".doc .number")).to_have_count(2)
    assert questions() == ["请谈谈你对“客户第一”的理解。", "新人被投诉，你怎么带？"]
    assert faults(page) == []
    page.locator("#bulk").get_by_label("For").select_option("all")
    page.locator("#bulk").get_by_label("Minutes").fill("4")
    page.locator("#bulk").get_by_role("button", name="Set").click()
    expect(page.get_by_text("1 question changed.")).to_be_visible()
    page.get_by_role("button", name="Accept 2 questions as drafts").click()
    expect(page.get_by_text("2 questions are in the bank as drafts.")).to_be_visible()
    assert list(Question.objects.order_by("id").values_list("minutes", flat=True)) == [7, 4]


def test_borders_are_drawn_with_the_pointer(page_for: Callable[..., Any]) -> None:
    page = page_for("hr", language="en")
    send(page)
    answer = page.locator(".doc .b", has_text="先听完")
    answer.locator("select").select_option("Rubric points")
    expect(page.locator(".doc .b.point")).to_have_count(1)
    # A click in the text shows where it would be split.
    answer = page.locator(".doc .b", has_text="先稳定情绪")
    text = answer.locator(".t").bounding_box()
    page.mouse.click(text["x"] + 36, text["y"] + text["height"] / 2)
    expect(answer.locator(".cut")).to_have_count(1)
    answer.get_by_role("button", name="A question begins here").click()
    expect(page.locator(".doc .number")).to_have_count(4)
    # A border is dragged up to the beginning of the line above.
    edge = page.locator(".doc .edge").last.bounding_box()
    above = page.locator(".doc .b", has_text="你会怎么带他").locator(".t").bounding_box()
    page.mouse.move(edge["x"] + 60, edge["y"] + 3)
    page.mouse.down()
    page.mouse.move(above["x"] + 80, above["y"] + above["height"] / 2, steps=4)
    page.mouse.up()
    expect(page.locator(".doc .b").last).to_contain_text("你会怎么带他")
    blocks = Preview.from_data(DocumentUpload.objects.get().drafts).blocks
    assert sum(block.end - block.start for block in blocks) == len(BANK)
    assert BANK.index("新人") <= blocks[-1].start <= BANK.index("你会怎么带他")
    # And one with a finger, which takes the place above itself.
    touch = page.context.new_cdp_session(page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    above = page.locator(".doc .b", has_text="先听完")
    edge = above.locator("xpath=following-sibling::*[1]")
    edge.evaluate("edge => edge.scrollIntoView({block: 'center', behavior: 'instant'})")
    start, text = edge.bounding_box(), above.locator(".t").bounding_box()
    ends = [(start["x"] + 40, start["y"] + 6), (text["x"] + 88, text["y"] + 12 + 24)]
    for kind, places in (("touchStart", ends[:1]), ("touchMove", ends[1:]), ("touchEnd", [])):
        points = [{"x": x, "y": y} for x, y in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(above).not_to_contain_text("再复述")


def test_borders_are_drawn_with_the_keyboard_alone(page_for: Callable[..., Any]) -> None:
    page = page_for("hr", language="en")
    send(page)
    answer = page.locator(".doc .b", has_text="先听完")
    answer.focus()
    page.keyboard.press("s")
    expect(answer.locator(".cut")).to_have_count(1)
    page.keyboard.press("q")
    expect(page.locator(".doc .number")).to_have_count(4)
    assert questions()[1] == "再复述。"
    page.locator(".doc .b", has_text="再复述").focus()
    page.keyboard.press("j")
    expect(page.locator(".doc .number")).to_have_count(3)
    page.locator(".doc .b", has_text="先稳定情绪").focus()
    page.keyboard.press("3")
    expect(page.locator(".doc .b.probe")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".doc .b:focus")).to_contain_text("新人被投诉三次")


def test_a_doubtful_place_is_corrected_on_a_phone(page_for: Callable[..., Any]) -> None:
    load_documents(files={"damaged.txt": damaged_bank(9000).encode()})
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


def test_ticks_stay_while_one_turns_the_pages(page_for: Callable[..., Any]) -> None:
    page = page_for("hr", language="en")
    send(page, "面试题\n" + "".join(f"{n}、请说说第{n}件难忘的事。\n答：第{n}件。\n" for n in range(1, 26)))
    expect(page.locator("#bulk").get_by_label("For", exact=True)).to_have_value("all")
    page.get_by_label("Tick question 2", exact=True).check()
    page.get_by_role("link", name="Next page").click()
    page.get_by_label("Tick question 25", exact=True).check()
    bulk = page.locator("#bulk")
    expect(bulk.get_by_label("For", exact=True)).to_have_value("ticked")
    expect(bulk.get_by_label("For", exact=True)).to_contain_text("the ticked questions (2)")
    bulk.get_by_label("Kind").select_option("knowledge")
    bulk.get_by_role("button", name="Set", exact=True).click()
    expect(page.get_by_text("2 questions changed.")).to_be_visible()
    kinds = [q.draft.kind for q in Preview.from_data(DocumentUpload.objects.get().drafts).questions]
    assert [number for number, kind in enumerate(kinds, 1) if kind == "knowledge"] == [2, 25]
    bulk.get_by_role("button", name="Untick all").click()
    # Nobody is meant by what is not ticked: all are again.
    expect(bulk.get_by_label("For", exact=True)).to_have_value("all")
