"""The candidate's papers in the room: read in the browser's own viewer, with notes and rating in reach."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from interviews.models import CandidatePaper, Position
from tests import factories
from tests.browser.room.room import open_scoring, press, saved, shown, until
from tests.interviews.candidates.papers import picture, word

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [(1366, 625), (1280, 720), (1920, 1080)]
#: What an untrusted file would do if it could; a browser that ran it would put it into the title.
HOSTILE = b"<html><script>parent.document.title = 'taken'; document.title = 'ran'</script><h1>x</h1></html>"


@pytest.fixture
def interview(db, chromium):
    questions = [factories.make_question(points=5), factories.make_question(rubric_kind="ladder")]
    sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
    interview = factories.make_interview(panel=[factories.make_user()], sheet=sheet, starts_at=timezone.now())
    page = chromium.new_page()
    page.set_content("<h1>林若溪 · 简历</h1>" + "<p>2016–2026 客服中心主管</p>" * 40)
    files = {"林若溪 简历.pdf": page.pdf(), "毕业证.jpg": picture("JPEG", (1200, 900)), "作品.docx": word()}
    page.close()
    for name, content in files.items():
        kind = name.rpartition(".")[2]
        factories.make_paper(candidate=interview.candidate, name=name, kind=kind, content=content)
    return interview


def size(width, height):
    return {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce"}


def viewer(page):
    """The address of what the frame shows, and whether the browser's viewer took it up."""
    return [frame.url for frame in page.frames[1:]]


#: Whether the middle of an element is what a click there would hit.
ON_TOP = """(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_papers_open_over_the_points_and_leave_notes_and_rating_in_reach(
    page_for, interview, width, height, language, theme
):
    page = open_scoring(page_for, interview, language=language, theme=theme, **size(width, height))
    before = shown(page, ".notes").bounding_box(), shown(page, ".rate").bounding_box()
    press(page, "d")
    expect(page.locator("#papers")).to_be_visible()
    until(page, "document.querySelector('[name=paper-view]').hidden === false")
    assert (shown(page, ".notes").bounding_box(), shown(page, ".rate").bounding_box()) == before
    for part in (".notes", ".rate [data-rating='3']", ".foot .step"):
        assert shown(page, part).last.evaluate(ON_TOP), part
    assert page.evaluate("scrollY") == 0
    # What is written and rated meanwhile is kept.
    shown(page, ".notes").fill("与简历一致")
    shown(page, "[data-rating='3']").click()
    saved(page)
    page.locator("#papers .close").click()
    expect(page.locator("#papers")).to_be_hidden()


def test_a_pdf_a_picture_and_word_each_in_its_way(page_for, interview):
    page = open_scoring(page_for, interview, language="en", **size(1366, 625))
    page.locator("#show-papers").click()
    pdf, jpg, _docx = CandidatePaper.objects.order_by("pk")
    paths = [reverse("interviews:paper", args=[paper.pk]) for paper in (pdf, jpg)]
    # Chromium puts its viewer into the frame: its own pages, which no script of ours or of the file reaches.
    for _ in range(100):
        if any(url.startswith("chrome-extension:") for url in viewer(page)):
            break
        page.wait_for_timeout(50)
    urls = viewer(page)
    assert paths[0] in urls[0] and any(url.startswith("chrome-extension:") for url in urls)
    page.locator(".papers-tabs a", has_text="毕业证").click()
    picture_frame = page.frame(name="paper-view")
    picture_frame.wait_for_url(f"**{paths[1]}#*")
    assert picture_frame.locator("img").evaluate("(image) => image.naturalWidth") == 1200
    assert picture_frame.evaluate("origin") == "null"
    expect(page.locator(".papers-tabs [aria-current]")).to_have_text("毕业证.jpg")
    with page.expect_download() as download:
        page.locator(".papers-tabs a", has_text="作品").click()
    assert download.value.suggested_filename == "作品.docx"


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_a_file_that_is_a_page_in_disguise_runs_nothing(page_for, interview, kind):
    """None gets in; should one stand in the database, the address it is served from stops it."""
    CandidatePaper.objects.all().delete()
    factories.make_paper(candidate=interview.candidate, name=f"x.{kind}", kind=kind, content=HOSTILE)
    page = open_scoring(page_for, interview, language="en", **size(1366, 625))
    title = page.title()
    page.locator("#show-papers").click()
    page.wait_for_timeout(1000)
    assert page.title() == title
    assert not any("ran" in frame.title() for frame in page.frames[1:] if frame.url.startswith("http"))


def test_it_is_opened_and_closed_by_keys_and_gives_the_focus_back(page_for, interview):
    page = open_scoring(page_for, interview, language="en", **size(1366, 625))
    press(page, "d")
    expect(page.locator(".papers-tabs a").first).to_be_focused()
    press(page, "Escape")
    expect(page.locator("#papers")).to_be_hidden()
    expect(page.locator("#show-papers")).to_be_focused()
    press(page, "d", "d")
    expect(page.locator("#papers")).to_be_hidden()


def test_on_a_phone_they_take_the_whole_screen(page_for, interview):
    page = open_scoring(page_for, interview, language="en", **size(390, 844))
    page.locator("#show-papers").click()
    box = page.locator("#papers").bounding_box()
    assert (box["x"], box["y"], box["width"]) == (0, 0, 390)
    page.locator(".papers-tabs a", has_text="毕业证").click()
    page.frame(name="paper-view").wait_for_url("**/papers/**")
    page.locator("#papers .close").click()
    expect(page.locator("#papers")).to_be_hidden()


def test_a_panel_that_scores_without_papers_is_told_so(page_for, interview):
    Position.objects.update(papers_after_scoring=True)
    page = open_scoring(page_for, interview, language="en", **size(1366, 625))
    assert page.locator("#show-papers").count() == page.locator("#papers").count() == 0
    expect(page.locator("#asides")).to_contain_text("scored without the candidate’s papers")
    assert "简历" not in page.content()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_fifty_papers_with_long_names_and_axe_finds_nothing_serious(page_for, interview, width, theme):
    for number in range(50):
        name = f"很长的文件名称：客服中心主管个人简历与项目经历说明（{number}）.png"
        factories.make_paper(
            candidate=interview.candidate, name=name, kind="png", content=picture("PNG", (60 + number, 60))
        )
    page = open_scoring(page_for, interview, theme=theme, **size(width, 844))
    page.locator("#show-papers").click()
    expect(page.locator(".papers-tabs a")).to_have_count(53)
    # From one to the last, which comes into sight.
    last = page.locator(".papers-tabs a").last
    last.click()
    page.frame(name="paper-view").wait_for_url("**/papers/**")
    box = page.locator("#papers").bounding_box()
    place = last.bounding_box()
    assert box["x"] <= place["x"] and place["x"] + place["width"] <= box["x"] + box["width"]
    assert page.locator("#papers .close").evaluate(ON_TOP)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    serious = [
        (violation["id"], violation["nodes"][0]["html"])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert serious == []
