"""Pages with 300, 2,000 and 5,000 characters of notes on paper, and as long in Word as in print."""

import re
import shutil
import subprocess

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Response
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services import decisions
from tests import factories
from tests.interviews.panels import hand_in
from tests.office import convert_all, needs_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LENGTHS = [300, 2000, 5000]
NAMES = ["陈昊", "李楠", "赵一鸣"]
SENTENCE = "他先听完客户的三个诉求，逐一复述确认；说明退款要等财务，明天十点前回电。"
TEXT = "请描述一下，当客户同时投诉多个问题，且情绪非常激动时，你会如何处理？请说说先做什么、后做什么。"


def notes_of(length):
    """So many characters, with a time and a line break now and then."""
    lines = (f"[{number:02}:10] {SENTENCE}" + "\n" * (number % 3 == 0) for number in range(1, 200))
    return "".join(lines)[:length]


@pytest.fixture
def interview(transactional_db):
    """Six questions of seven points, three people who say much, a decision."""
    people = [factories.make_user(name=name) for name in NAMES]
    questions = [
        factories.make_question(points=7, red_flags=2, text=f"第{number}问：{TEXT}", answer=TEXT * 12)
        for number in "一二三四五六"
    ]
    sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
    interview = factories.make_interview(panel=people, sheet=sheet)
    for person in people:
        hand_in(interview, person, ["4", "3", "2.5", "4", "3.5", "4"])
    return interview


def pages_of(file):
    """How many sheets of paper a PDF has."""
    return len(re.findall(rb"/Type ?/Page\b", file))


def printed(page, path):
    """The text of every sheet of paper; None without pdftotext."""
    page.pdf(path=path, prefer_css_page_size=True)
    if shutil.which("pdftotext") is None:
        return None
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return text.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("what", ["debrief/", "result/", "decisions/1/"])
def test_questions_stand_whole_and_no_name_without_its_notes(interview, page_for, tmp_path, what, length):
    Response.objects.update(notes=notes_of(length), reason="", evidence="")
    keeper = factories.make_user("hr")
    seen = decisions.basis_sha256(interview_report(interview, keeper))
    decisions.decide(actor=keeper, interview=interview, outcome="reject", reason="不适合", seen=seen)
    page = page_for("hr")
    page.goto(f"/interviews/{interview.pk}/{what}")
    questions = page.locator(".matrix tbody tr:not(.write-row, .notes-below)")
    expect(questions).to_have_count(6)
    for text in printed(page, tmp_path / "out.pdf") or []:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert lines[-1] not in NAMES
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 900})
    rows = questions.evaluate_all(
        "rows => rows.map((row) => [getComputedStyle(row).breakInside, row.cells.length,"
        " ...[...row.cells].map((cell) => cell.offsetWidth)])"
    )
    # No row is cut, and the columns are those of the table, not of the notes.
    assert rows == [rows[0]] * 6 and rows[0][:2] == ["avoid", 5]
    heights = questions.locator("td:last-child .s").evaluate_all(
        "ratings => ratings.map((rating) => rating.offsetHeight)"
    )
    assert max(heights) < 40, "a mean is never broken over two lines"


@needs_office
@pytest.mark.parametrize("length", LENGTHS)
def test_the_report_is_no_longer_in_word_than_in_print(interview, page_for, tmp_path, length):
    Response.objects.update(notes=notes_of(length))
    page = page_for("hr")
    page.goto(reverse("interviews:interview-report", args=[interview.pk]))
    expect(page.locator("figure svg path").first).to_be_attached()
    in_print = pages_of(page.pdf(prefer_css_page_size=True))
    word = tmp_path / "report.docx"
    word.write_bytes(
        page.request.get(reverse("interviews:interview-report-docx", args=[interview.pk])).body()
    )
    (file,) = convert_all([word], "pdf", tmp_path / "out")
    assert 0 < pages_of(file.read_bytes()) <= in_print


@needs_office
def test_a_sheet_is_no_longer_in_word_than_in_print(interview, page_for, tmp_path):
    page = page_for("hr")
    in_print, files = [], []
    for kind in ("full", "plain", "form"):
        for orientation in ("portrait", "landscape"):
            query = f"?kind={kind}&orientation={orientation}"
            page.goto(reverse("interviews:interview-print", args=[interview.pk]) + query)
            in_print.append(pages_of(page.pdf(prefer_css_page_size=True)))
            file = tmp_path / f"{kind}-{orientation}.docx"
            address = reverse("interviews:interview-docx", args=[interview.pk]) + query
            file.write_bytes(page.request.get(address).body())
            files.append(file)
    in_word = [pages_of(file.read_bytes()) for file in convert_all(files, "pdf", tmp_path / "out")]
    longer = [
        (file.stem, word, paper)
        for file, word, paper in zip(files, in_word, in_print, strict=True)
        if not 0 < word <= paper
    ]
    assert longer == []
