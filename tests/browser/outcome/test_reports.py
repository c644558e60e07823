"""Reports in a real browser: the charts are drawn, have their table, and keep to the printed page."""

import base64
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from interviews.models import Company, Mark, Response
from interviews.outcome.record_packs.file import check_pack
from tests import factories
from tests.interviews.panels import make_panel, make_sheet

pytestmark = pytest.mark.django_db(transaction=True)
#: One white dot.
LOGO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
LONG = "能够先稳定客户情绪、准确复述其全部诉求并逐一确认，再说明处理步骤、时限和负责人，并且主动更新进展，"


@pytest.fixture
def interview(transactional_db):
    """Four questions of a competency each."""
    return make_panel(["4", "3", "4.5", "2"], ["4", "3.5", "4", "3"], sheet=make_sheet(4), round="一面")


@pytest.fixture
def longest(transactional_db):
    """Every text as long as it may be: names, points, flags, reasons; much is missed, some is not asked, one
    rating disqualifies, somebody has not submitted, the company has a logo."""
    logo = base64.b64decode(LOGO)
    Company.objects.create(
        pk=1, name=(LONG * 3)[:120], footer=(LONG * 5)[:200], logo=logo, logo_type="image/png"
    )
    questions = []
    for number in range(14):
        question = factories.make_question(
            points=6,
            red_flags=2,
            text=LONG * 3,
            competencies=[factories.make_competency(name=f"{number}{LONG}"[:120])],
            rubric_kind="checklist" if number else "ladder",
        )
        for point in question.points.all():
            point.text = f"{LONG * 6}"[:296] + str(point.position)
            point.save()
        questions.append(question)
    question_set = factories.make_set(questions=questions, name=(LONG * 3)[:120])
    position = factories.make_candidate().position
    position.name = (LONG * 3)[:119]
    position.save()
    ratings: list[str | None] = ["0.5"]
    ratings += [None if number % 5 == 1 else "1" if number % 2 else "3" for number in range(1, 14)]
    interview = make_panel(
        *[ratings] * 4,
        sheet=factories.make_sheet(question_set=question_set),
        candidate=factories.make_candidate(name=("欧阳慕容" * 20)[:80], position=position),
        round=LONG[:40],
    )
    for member in interview.members.select_related("user"):
        member.user.name = f"{member.pk} Alexandria Montgomery-Fitzgerald-Featherstonehaugh"
        member.user.save()
    Response.objects.update(notes=LONG * 20, evidence=LONG * 10, reason=LONG * 10, flag_note=LONG * 10)
    Response.objects.filter(not_asked=True).update(not_asked_reason=LONG * 10)
    Mark.objects.bulk_create(
        Mark(response=response, point=point, value="met" if point.red_flag else "missed")
        for response in Response.objects.filter(not_asked=False).select_related("item")
        for point in response.item.points.all()
    )
    interview.members.create(user=factories.make_user(name="还没有提交的一位"))
    return interview


#: What stands between the margins of an A4 page of the house, at 96 dots an inch.
WIDTH, HEIGHT = 180 / 25.4 * 96, 264 / 25.4 * 96


def fits_one_page(page) -> bool:
    """Whether the summary, laid out as on paper, keeps to its page, and the detail begins on the next."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(WIDTH), "height": 900})
    assert page.locator(".detail").first.evaluate("one => getComputedStyle(one).breakBefore") == "page"
    return page.locator(".summary").evaluate("one => one.getBoundingClientRect().height") <= HEIGHT


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_radar_is_drawn_beside_its_table(interview, page_for, theme):
    page = page_for("hr", language="en", theme=theme)
    page.goto(f"/interviews/{interview.pk}/report/")
    figure = page.locator("figure[data-chart]")
    expect(figure.locator("svg path").first).to_be_attached()
    expect(figure.locator("table tbody tr")).to_have_count(4)
    assert figure.locator("svg").get_attribute("viewBox")
    assert figure.locator("svg").evaluate("svg => svg.closest('[aria-hidden=true]') !== null")
    # Beside it: to the right of the drawing, no wider than the paper.
    chart, table = figure.locator("svg").bounding_box(), figure.locator("table").bounding_box()
    assert chart["x"] + chart["width"] <= table["x"] + 1
    violations = [
        violation["id"]
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert not violations


def test_on_a_phone_nothing_is_wider_than_the_screen(interview, page_for):
    page = page_for("hr", language="en", viewport={"width": 390, "height": 844})
    for path in (f"{interview.pk}/report/", f"candidates/{interview.candidate_id}/report/"):
        page.goto(f"/interviews/{path}")
        expect(page.locator("figure svg path").first).to_be_attached()
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )


@pytest.mark.parametrize("width", [1280, 390])
def test_the_summary_keeps_to_one_page_and_the_drawing_prints_as_lines_and_letters(
    interview, page_for, tmp_path, width
):
    page = page_for("hr", language="en", viewport={"width": width, "height": 900})
    page.goto(f"/interviews/{interview.pk}/report/")
    drawing = page.locator("figure svg")
    expect(drawing.locator("path").first).to_be_attached()
    file = page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    # No picture is in the file: what is drawn is lines and letters. A page is one of its objects.
    assert b"/Subtype /Image" not in file
    assert len(re.findall(rb"/Type /Page\b", file)) >= 2
    assert fits_one_page(page)
    box = drawing.bounding_box()
    assert 200 < box["width"] < WIDTH / 2 + 20 and 100 < box["height"] < HEIGHT / 3


def test_the_longest_summary_keeps_to_one_page_too(longest, page_for):
    page = page_for("hr", language="en")
    page.goto(f"/interviews/{longest.pk}/report/")
    expect(page.locator("figure svg path").first).to_be_attached()
    expect(page.locator(".summary .alert")).to_have_count(2)
    assert fits_one_page(page)


def test_the_rounds_are_laid_over_each_other_in_lines_that_differ_without_colour(interview, page_for):
    make_panel(["5", "4", "4.5", "4"], sheet=interview.sheet, candidate=interview.candidate, round="二面")
    page = page_for("hr", language="en", reduced_motion="reduce")
    page.goto(f"/interviews/candidates/{interview.candidate_id}/report/")
    expect(page.locator("figure svg path[stroke-dasharray]").first).to_be_attached()
    expect(page.locator("figure svg text", has_text="二面")).to_have_count(1)
    expect(page.locator("figure table thead th")).to_have_count(3)


def test_the_pack_is_downloaded_from_the_candidates_page(interview, page_for, tmp_path):
    page = page_for("hr", language="en")
    page.goto(f"/interviews/candidates/{interview.candidate_id}/")
    page.get_by_text("Print and files").click()
    page.get_by_role("link", name="Record pack").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the pack").click()
    assert waiting.value.suggested_filename.endswith(".zip")
    waiting.value.save_as(tmp_path / "pack.zip")
    assert check_pack((tmp_path / "pack.zip").read_bytes()) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_candidates_are_compared_in_a_drawing_that_follows_the_theme(interview, page_for, theme):
    position = interview.candidate.position
    other = factories.make_candidate(position=position, name="周子衡")
    beside = make_panel(["5", "4", "4.5", "4"], sheet=interview.sheet, candidate=other)
    page = page_for("hr", language="en", theme=theme)
    chosen = f"with={interview.pk}&with={beside.pk}"
    page.goto(f"/interviews/positions/{position.pk}/compare/side-by-side/?{chosen}")
    drawing = page.locator("figure[data-chart] svg")
    expect(drawing.locator("path[stroke-dasharray]").first).to_be_attached()
    names = drawing.locator("text", has_text=other.name)
    expect(names).to_have_count(1)
    ink = "rgb(232, 233, 236)" if theme == "dark" else "rgb(29, 33, 41)"
    assert names.evaluate("text => getComputedStyle(text).fill") == ink
    drawing.hover()
    violations = [
        violation["id"]
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert not violations
    page.get_by_role("button", name="Hide names").click()
    expect(page.locator("figure[data-chart] svg text", has_text="Candidate 1")).to_have_count(1)
    assert other.name not in page.content()
