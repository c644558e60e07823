"""The reports of an interview and of a candidate: what they say, in Word too, and to whom."""

import io
import json
import re

import pytest
from django.urls import reverse
from docx import Document

from accounts.models import User
from interviews.models import Mark, Response
from interviews.outcome.pages.report import candidate_page, interview_page
from interviews.outcome.reports.interview import InterviewReport, interview_report
from interviews.outcome.services import decisions
from interviews.outcome.services.consensus import save_consensus
from tests import factories
from tests.interviews.panels import D, make_panel, make_sheet, people_of

pytestmark = pytest.mark.django_db
QUERIES = 15
PLANTED = "绝不能给盲评人看到的一句话"


def sheet_with_flags():
    """Two questions with two points (weights 1, 2) and a red flag each."""
    questions = [factories.make_question(points=2, red_flags=1) for _ in range(2)]
    return factories.make_sheet(question_set=factories.make_set(questions=questions))


def mark(interview, user, position, letters, **fields):
    """``letters``: a mark for each point, m(et), p(artly), x (missed) or - (not judged)."""
    response = Response.objects.get(scorecard__member__user=user, item__position=position)
    words = {"m": "met", "p": "partly", "x": "missed"}
    for point, letter in zip(response.item.points.all(), letters, strict=False):
        if letter != "-":
            Mark.objects.create(response=response, point=point, value=words[letter])
    Response.objects.filter(pk=response.pk).update(**fields)


@pytest.fixture
def interview(keeper):
    """Two people: question 1 rated well, question 2 badly and 2.5 apart with a red flag."""
    interview = make_panel(["4", "3"], ["4.5", "0.5"], sheet=sheet_with_flags(), round="一面")
    first, second = people_of(interview)
    mark(interview, first, 1, "mm")
    mark(interview, second, 1, "mx")
    mark(interview, first, 2, "xm")
    mark(interview, second, 2, "xxm", flag_note="打断了两次", notes="说得很少")
    return interview


def page(client, name, pk):
    return client.get(reverse(f"interviews:{name}", args=[pk]))


def words(answer) -> str:
    """The text of a Word file, tables included."""
    document = Document(io.BytesIO(answer.getvalue()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def chart_of(html: str) -> dict:
    match = re.search(r'<script id="profile-data" type="application/json">(.*?)</script>', html)
    return json.loads(match.group(1)) if match else {}


def test_the_summary_tells_band_total_strengths_concerns_flags_and_deviations(client_for, interview, keeper):
    item = interview.sheet.items.get(position=2)
    save_consensus(actor=keeper, interview=interview, item=item, rating=D("2"), reason="追问后一致", seen=0)
    seen = decisions.basis_sha256(interview_report(interview, keeper))
    decisions.decide(actor=keeper, interview=interview, outcome="hold", reason="再看一轮", seen=seen)
    html = page(client_for(user=keeper), "interview-report", interview.pk).content.decode()
    summary = html[: html.index('id="detail"')]
    report: InterviewReport = interview_report(interview, keeper)
    # (4 + 2)/10 and (4.5 + 2)/10: 62.5 %.
    assert str(report.total.percent) == "62.5"
    for text in (
        "62.5%",
        "不合格",
        "Hold",
        "再看一轮",
        "Not shown: 要点 1",
        "红旗 1",
        "打断了两次",
        "2 of 2",
    ):
        assert text in summary, text
    findings = interview_page(interview, keeper).findings
    assert [(finding.number, finding.text) for finding in findings.strengths] == [(1, "要点 1")]
    assert [(finding.number, finding.text, finding.by, finding.of) for finding in findings.concerns] == [
        (2, "要点 1", 2, 2)
    ]
    detail = html[html.index('id="detail"') :]
    for text in ("说得很少", "追问后一致", "suggested", str(people_of(interview)[0])):
        assert text in detail, text


def test_the_chart_and_its_table_have_the_numbers_of_the_result(client_for, interview, keeper):
    html = page(client_for(user=keeper), "interview-report", interview.pk).content.decode()
    report = interview_report(interview, keeper)
    chart = chart_of(html)
    assert chart["series"][0]["values"] == [float(row.percent) for row in report.competencies]
    assert chart["mark"] == {"name": "合格", "value": 63.3}
    table = html[html.index('data-chart="profile-data"') : html.index('id="profile-data"')]
    assert all(row.name in table and f"{row.percent}%" in table for row in report.competencies)


def test_the_word_file_says_the_same(client_for, interview, keeper):
    client = client_for(user=keeper)
    item = interview.sheet.items.get(position=2)
    save_consensus(actor=keeper, interview=interview, item=item, rating=D("2"), reason="追问后一致", seen=0)
    seen = decisions.basis_sha256(interview_report(interview, keeper))
    decisions.decide(actor=keeper, interview=interview, outcome="hold", reason="再看一轮", seen=seen)
    answer = page(client, "interview-report-docx", interview.pk)
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    text = words(answer)
    report = interview_report(interview, keeper)
    assert f"{report.total.percent}%" in text and "█" in text
    assert f"{report.mean_total.percent}%" in text
    assert "Reason: 再看一轮" in text[: text.index("Strengths")]
    for expected in (
        "说得很少",
        "打断了两次",
        "要点 2",
        "●",
        "○",
        "Not shown: 要点 1",
        *(member.name for member in report.members),
    ):
        assert expected in text, expected
    headings = {
        paragraph.text
        for paragraph in Document(io.BytesIO(answer.getvalue())).paragraphs
        if "Heading" in paragraph.style.name
    }
    assert {"Strengths", "Concerns", "Red flags", "In detail"} <= headings


def test_nothing_submitted_gives_a_page_that_says_so(client_for, keeper):
    interview = factories.make_interview()
    client = client_for(user=keeper)
    html = page(client, "interview-report", interview.pk).content.decode()
    assert "No scorecard has been submitted yet" in html and 'id="detail"' not in html
    assert "No scorecard has been submitted yet" in words(page(client, "interview-report-docx", interview.pk))


def test_a_panel_member_reads_it_after_submitting_and_not_before(client_for, interview):
    Response.objects.update(notes=PLANTED, evidence=PLANTED)
    late = factories.make_user()
    interview.members.create(user=late)
    for blind in (late, hr_on(interview)):
        client = client_for(user=blind)
        for name in ("interview-report", "interview-report-docx"):
            answer = client.get(reverse(f"interviews:{name}", args=[interview.pk]), follow=True)
            html = answer.content.decode()
            assert "Submit your own" in html
            assert PLANTED not in html and "要点 1" not in html and "%" not in html
    client = client_for(user=people_of(interview)[0])
    assert PLANTED in page(client, "interview-report", interview.pk).content.decode()
    assert PLANTED in words(page(client, "interview-report-docx", interview.pk))


def hr_on(interview) -> User:
    """Somebody in HR who sits on the panel and has not submitted."""
    person = factories.make_user("hr")
    interview.members.create(user=person)
    return person


def test_who_is_neither_on_the_panel_nor_in_hr_does_not_know_of_it(interview, admin, interviewer):
    for name, pk in (
        ("interview-report", interview.pk),
        ("interview-report-docx", interview.pk),
        ("candidate-report", interview.candidate_id),
        ("candidate-report-docx", interview.candidate_id),
    ):
        assert page(admin, name, pk).status_code == page(interviewer, name, pk).status_code == 404


def test_a_candidates_rounds_stand_side_by_side(client_for, interview, keeper):
    second = make_panel(["5", "5"], sheet=interview.sheet, candidate=interview.candidate, round="二面")
    factories.make_interview(
        candidate=interview.candidate, status="cancelled", cancel_reason="改期", round="三面"
    )
    factories.make_interview(candidate=interview.candidate)
    client = client_for(user=keeper)
    html = page(client, "candidate-report", interview.candidate_id).content.decode()
    first_total = str(interview_report(interview, keeper).total.percent)
    for text in (f"{first_total}%", "100.0%", "一面", "二面", "三面", "Cancelled", "Round 4"):
        assert text in html, text
    chart = chart_of(html)
    assert [len(series["values"]) for series in chart["series"]] == [2, 2]
    assert chart["series"][1]["values"] == [100.0, 100.0]
    assert "different sheets" not in html
    text = words(page(client, "candidate-report-docx", interview.candidate_id))
    assert "100.0%" in text and f"{first_total}%" in text and "Cancelled" in text
    other = make_panel(["5"], candidate=interview.candidate)
    assert other.sheet != second.sheet
    assert "different sheets" in page(client, "candidate-report", interview.candidate_id).content.decode()


def test_a_round_one_is_blind_for_stays_empty_in_the_candidates_report(client_for, interview, keeper):
    Response.objects.update(notes=PLANTED)
    seen = make_panel(["5", "5"], candidate=interview.candidate)
    seen_total = str(interview_report(seen, keeper).total.percent)
    item = interview.sheet.items.get(position=2)
    save_consensus(actor=keeper, interview=interview, item=item, rating=D("2"), reason=PLANTED, seen=0)
    basis = decisions.basis_sha256(interview_report(interview, keeper))
    decisions.decide(actor=keeper, interview=interview, outcome="hold", reason=PLANTED, seen=basis)
    blind = hr_on(interview)
    client = client_for(user=blind)
    html = page(client, "candidate-report", interview.candidate_id).content.decode()
    text = words(page(client, "candidate-report-docx", interview.candidate_id))
    for content in (html, text):
        assert PLANTED not in content and "红旗 1" not in content and "Hold" not in content
        assert "Submit your own scorecard first." in content and f"{seen_total}%" in content
    (round_, other) = candidate_page(interview.candidate_id, blind).rounds
    assert {round_.page is None, other.page is None} == {True, False}


def test_hostile_names_stay_text(client_for, keeper):
    candidate = factories.make_candidate(name="</script><b>\x0b甲")
    interview = make_panel(["4", "4"], candidate=candidate, round="</script><i>")
    client = client_for(user=keeper)
    for name, pk in (("interview-report", interview.pk), ("candidate-report", candidate.pk)):
        html = page(client, name, pk).content.decode()
        assert "<i>" not in html and "</script><b>" not in html
        answer = page(client, f"{name}-docx", pk)
        assert answer.status_code == 200 and "甲" in words(answer)


@pytest.mark.parametrize("panel", [1, 3])
def test_the_queries_of_a_report_do_not_grow_with_the_panel(
    client_for, keeper, django_assert_num_queries, panel
):
    interview = make_panel(*[["4", "3"]] * panel, sheet=make_sheet(2))
    client = client_for(user=keeper)
    # The first time it is kept that the reader has seen scores.
    page(client, "interview-report", interview.pk)
    with django_assert_num_queries(QUERIES):
        page(client, "interview-report", interview.pk)


@pytest.mark.parametrize(("rounds", "panel"), [(1, 1), (1, 3), (3, 2), (6, 1)])
@pytest.mark.parametrize("one_sheet", [True, False])
def test_the_queries_of_a_candidates_report_do_not_grow_with_its_rounds(
    client_for, keeper, django_assert_num_queries, rounds, panel, one_sheet
):
    candidate = factories.make_candidate()
    sheet = make_sheet(2)
    for _ in range(rounds):
        make_panel(*[["4", "3"]] * panel, sheet=sheet if one_sheet else make_sheet(2), candidate=candidate)
    client = client_for(user=keeper)
    # The first time it is kept that the reader has seen scores.
    page(client, "candidate-report", candidate.pk)
    with django_assert_num_queries(QUERIES):
        page(client, "candidate-report", candidate.pk)
