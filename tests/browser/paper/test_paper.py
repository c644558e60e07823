"""Sheets printed by a real browser: A4 pages, each question on its own or with others, none cut."""

import re
import shutil
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "我会先请客户把事情说完，途中只记录不打断，然后用自己的话复述一遍，请对方确认我的理解没有偏差。" * 9
PAGE = {"portrait": (210, 297), "landscape": (297, 210)}


@pytest.fixture
def sheet():
    questions = [
        factories.make_question(text="短问题？", points=1, red_flags=0, probes=[], answer="一句话。"),
        factories.make_question(
            text="客户同时投诉多个问题，你会如何处理？" * 3, points=8, red_flags=3, answer=LONG
        ),
        factories.make_question(rubric_kind="ladder", red_flags=1, text="请讲一次把客户放在第一位的经历。"),
        factories.make_question(text="最后一题？", points=5, red_flags=1),
    ]
    return factories.make_sheet(question_set=factories.make_set(questions=questions))


def printed(page, tmp_path):
    """Of every sheet of paper its text (None without pdftotext), and its width and height in millimetres."""
    path = tmp_path / "out.pdf"
    data = page.pdf(path=path, prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    millimetres = [(round(float(w) * 25.4 / 72), round(float(h) * 25.4 / 72)) for w, h in sizes]
    if shutil.which("pdftotext") is None:
        return None, millimetres
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True
    ).stdout.decode()
    return text.split("\f")[:-1], millimetres


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("kind", ["full", "plain"])
def test_in_the_conversation_every_question_has_its_own_page(page_for, sheet, tmp_path, kind, orientation):
    page = page_for("hr", language="en")
    page.goto(reverse("interviews:sheet-print", args=[sheet.pk]) + f"?kind={kind}&orientation={orientation}")
    texts, sizes = printed(page, tmp_path)
    # One page says who, how and what it comes to; then one for each of the four questions.
    assert sizes == [PAGE[orientation]] * 5
    for number, text in enumerate(texts or [], start=1):
        assert f"Page {number} of 5" in text
        assert text.count("Rubric points") == text.count("Not asked, because") == (number > 1)


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_every_copy_counts_its_own_pages(page_for, sheet, tmp_path, orientation):
    """Three, so that the third follows on one of the other kind and begins anew too."""
    interview = factories.make_interview(panel=[factories.make_user() for _ in range(3)], sheet=sheet)
    page = page_for("hr", language="en")
    page.goto(reverse("interviews:interview-print", args=[interview.pk]) + f"?orientation={orientation}")
    texts, sizes = printed(page, tmp_path)
    assert sizes == [PAGE[orientation]] * 15
    if texts:
        assert [re.findall(r"Page (\d+)", text) for text in texts] == [[str(n % 5 + 1)] for n in range(15)]


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_on_the_form_no_question_is_cut(page_for, sheet, tmp_path, orientation):
    page = page_for("hr", language="en")
    page.goto(reverse("interviews:sheet-print", args=[sheet.pk]) + f"?kind=form&orientation={orientation}")
    texts, sizes = printed(page, tmp_path)
    assert set(sizes) == {PAGE[orientation]} and 2 <= len(sizes) <= 4
    for text in texts or []:
        assert text.count("Rubric points") == text.count("Reason, where the rating differs")
    # Where no page text can be read: no question is higher than a page, and none may be cut.
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round((PAGE[orientation][0] - 30) * 96 / 25.4), "height": 900})
    blocks = page.evaluate(
        "[...document.querySelectorAll('.question')]"
        ".map(question => [question.offsetHeight, getComputedStyle(question).breakInside])"
    )
    assert len(blocks) == 4
    for height, inside in blocks:
        assert inside == "avoid" and height < (PAGE[orientation][1] - 33) * 96 / 25.4


def test_a_question_longer_than_a_page_runs_on_and_loses_nothing(page_for, tmp_path):
    answer = "\n".join(f"第 {number} 段：{LONG}" for number in range(1, 15))
    question = factories.make_question(text="很长的题目？", answer=answer, points=6)
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question]))
    page = page_for("hr", language="en")
    page.goto(reverse("interviews:sheet-print", args=[sheet.pk]) + "?kind=full")
    texts, sizes = printed(page, tmp_path)
    assert len(sizes) > 3
    if texts:
        whole = "".join(texts)
        assert [n for n in range(1, 15) if not re.search(rf"第\s*{n}\s*段", whole)] == []
        assert whole.count("Not asked, because") == 1


def test_from_the_sheet_to_paper_and_back(page_for, sheet):
    page = page_for("hr", language="en")
    page.add_init_script("window.print = () => { document.documentElement.dataset.printed = 'yes'; }")
    page.goto(reverse("interviews:sheet-detail", args=[sheet.pk]))
    page.get_by_text("Print and files").click()
    page.get_by_role("link", name="Scoring form").first.click()
    expect(page.locator("article.question")).to_have_count(4)
    expect(page.get_by_role("link", name="Scoring form")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Landscape").click()
    expect(page.locator("body.landscape")).to_be_visible()
    expect(page.get_by_role("link", name="Scoring form")).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Print").click()
    expect(page.locator("html[data-printed]")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word file").click()
    assert download.value.suggested_filename.endswith("Scoring form.docx")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(sheet.name)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_a_print_page_and_its_menu(page_for, sheet, theme):
    page = page_for("hr", theme=theme)
    page.goto(reverse("interviews:sheet-print", args=[sheet.pk]) + "?kind=full")
    violations = Axe().run(page).response["violations"]
    page.goto(reverse("interviews:sheet-detail", args=[sheet.pk]))
    page.locator("details.menu summary.btn").click()
    violations += Axe().run(page, context="main").response["violations"]
    assert [
        (violation["id"], violation["nodes"][0]["html"])
        for violation in violations
        if violation["impact"] in ("serious", "critical")
    ] == []


def test_on_a_phone_the_print_page_does_not_scroll_sideways(page_for, sheet):
    page = page_for("hr", viewport={"width": 360, "height": 800})
    for kind in ("full", "form"):
        page.goto(reverse("interviews:sheet-print", args=[sheet.pk]) + f"?kind={kind}&orientation=landscape")
        expect(page.locator("article.question").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
