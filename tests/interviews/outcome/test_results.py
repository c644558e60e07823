"""An interview's result: what was given, what it comes to, and why; the same values for page and print."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from interviews.models import Interview, Mark, Response, Scorecard
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.rules.results import minutes_and_seconds
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def sheet():
    """Two checklist questions (weights 1 and 2; three points each of weight 1, 2, 3) and a ladder."""
    category, other = factories.make_category(name="专业知识"), factories.make_category(name="价值观")
    skill, value = factories.make_competency(name="投诉处理"), factories.make_competency(name="客户第一")
    questions = [
        factories.make_question(category=category, competencies=[skill]),
        factories.make_question(category=category, competencies=[skill, value]),
        factories.make_question(category=other, competencies=[value], rubric_kind="ladder"),
    ]
    question_set = factories.make_set(questions=questions)
    question_set.items.filter(question=questions[1]).update(weight=2)
    return factories.make_sheet(question_set=question_set)


def give(card: Scorecard, position: int, rating: str | None, marks: str = "", **fields: Any) -> Response:
    """Record a response; ``marks``: one letter a point, m(et), p(artly), x (missed), - (not judged)."""
    item = card.member.interview.sheet.items.get(position=position)
    values = {"rating": None if rating is None else D(rating)} | fields
    response = Response.objects.create(scorecard=card, item=item, **values)
    words = {"m": "met", "p": "partly", "x": "missed"}
    for point, letter in zip(item.points.all(), marks, strict=False):
        if letter != "-":
            Mark.objects.create(response=response, point=point, value=words[letter])
    return response


@pytest.fixture
def interview(sheet) -> Interview:
    """陈昊 gave 4, 3, 5; 李楠 gave 2, -, 4.5: the means are by hand below."""
    lead, second = factories.make_user(name="陈昊"), factories.make_user(name="李楠")
    interview = factories.make_interview(sheet=sheet, panel=[lead, second])
    first_card = factories.make_scorecard(interview=interview, user=lead, submitted=True)
    give(
        first_card, 1, "4", "mpm", notes="先让客户说完", evidence="复述三点", seconds=245, probes_used=[0, 7]
    )
    give(first_card, 2, "3", "mxmm", reason="举例很具体", flag_note="打断了一次")
    give(first_card, 3, "5", "mmmmm")
    second_card = factories.make_scorecard(interview=interview, user=second, submitted=True)
    give(second_card, 1, "2", "mx-")
    give(second_card, 2, None, not_asked=True, not_asked_reason="时间不够")
    give(second_card, 3, "4.5", "mmmmp")
    return interview


def test_the_mean_is_that_of_the_submitted_scorecards(interview, keeper):
    """75 % and 65 % are the members' own; the panel's is (1·3 + 2·3 + 1·4.75)/20 = 68.75 %: 合格."""
    report = interview_report(interview, keeper)
    assert [member.total.percent for member in report.members] == [D("75.0"), D("65.0")]
    assert (report.total.percent, report.total.band) == (D("68.8"), "合格")
    assert [item.mean for item in report.items] == [D("3.0"), D("3.0"), D("4.75")]
    assert report.complete and report.panel_size == 2


def test_subtotals_stand_per_category_and_competency(interview, keeper):
    """专业知识: (3 + 2·3)/15 = 60; of the members (4 + 2·3)/15 = 66.7 and 2/5 = 40.
    客户第一: of the members (2·3 + 5)/15 = 73.3 and 4.5/5 = 90."""
    report = interview_report(interview, keeper)
    categories = {row.name: (row.percent, row.members) for row in report.categories}
    assert categories["专业知识"] == (D("60.0"), (D("66.7"), D("40.0")))
    competencies = {row.name: row.members for row in report.competencies}
    assert competencies["客户第一"] == (D("73.3"), D("90.0"))


def test_a_response_tells_suggestion_marks_flags_probes_and_time(interview, keeper):
    """4 of 6 met (1 + 3) and 2 partly: 5·(4 + 1)/6 = 4.17, so 4.0 is suggested."""
    first, second = interview_report(interview, keeper).items[0].responses
    assert (first.rating, first.suggested, first.deviates) == (D("4"), D("4.0"), False)
    assert (first.met, first.partly, first.missed) == (2, 1, 0)
    assert first.spent == "4:05"
    assert len(first.probes_used) == 1
    assert (second.suggested, second.deviates) == (D("1.0"), True)
    assert (second.met, second.missed, second.unmarked) == (1, 1, 1)
    flagged, not_asked = interview_report(interview, keeper).items[1].responses
    assert [flag.text for flag in flagged.red_flags] == ["红旗 1"]
    assert not_asked.not_asked and not_asked.rating is None


def test_wide_differences_are_pointed_out(interview, keeper):
    report = interview_report(interview, keeper)
    assert [(item.spread, item.wide) for item in report.items] == [
        (D("2.0"), True),
        (None, False),
        (D("0.5"), False),
    ]


def test_one_finding_below_the_floor_disqualifies_and_names_its_cause(interview, keeper):
    card = Scorecard.objects.get(member__user__name="李楠")
    card.responses.filter(item__position=3).update(rating=D("0.5"))
    report = interview_report(interview, keeper)
    assert report.total.band == "不合格"
    (cause,) = report.disqualifications
    assert (cause.number, cause.name, cause.rating) == (3, "李楠", D("0.5"))


def test_drafts_count_for_nothing_and_their_owners_are_awaited(interview, keeper):
    Scorecard.objects.filter(member__user__name="李楠").update(status="draft", submitted_at=None)
    report = interview_report(interview, keeper)
    assert report.total.percent == D("75.0")
    assert report.waiting == ("李楠",)
    assert not report.complete


def test_a_report_for_a_blind_person_is_empty(interview):
    Scorecard.objects.filter(member__user__name="李楠").update(status="draft", submitted_at=None)
    report = interview_report(interview, User.objects.get(name="李楠"))
    assert report.members == () and report.total.percent is None
    assert all(item.responses == () and item.mean is None for item in report.items)


@pytest.mark.parametrize("panel", [1, 3])
def test_a_report_takes_eight_queries(sheet, keeper, django_assert_max_num_queries, panel):
    people = [factories.make_user() for _ in range(panel)]
    interview = factories.make_interview(sheet=sheet, panel=people)
    for person in people:
        card = factories.make_scorecard(interview=interview, user=person, submitted=True)
        for position in (1, 2, 3):
            give(card, position, "3", "mmm")
    interview = Interview.objects.select_related("candidate__position", "sheet").get(pk=interview.pk)
    keeper = User.objects.get(pk=keeper.pk)
    keeper.has_perm("interviews.view_interview")
    with django_assert_max_num_queries(8) as counted:
        interview_report(interview, keeper)
    assert len(counted) == 8


def page_of(client: Any, interview: Interview) -> str:
    response = client.get(reverse("interviews:interview-result", args=[interview.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_all_of_it(hr, interview):
    page = page_of(hr, interview)
    numbers = ["68.8%", "2 of 2", "suggested 4.0", "met 2, partly 1, missed 0", "2.0 apart", "4:05"]
    typed = ["先让客户说完", "复述三点", "举例很具体", "打断了一次", "时间不够"]
    words = [
        "陈昊",
        "李楠",
        "合格",
        "红旗 1",
        "Not asked",
        "投诉处理",
        "专业知识",
        "data-print",
        "result.css",
    ]
    for wanted in numbers + typed + words:
        assert wanted in page, wanted


def test_hr_is_offered_to_reopen_and_a_panel_member_is_not(hr, client_for, interview):
    link = reverse("interviews:scorecard-reopen", args=[Scorecard.objects.first().pk])
    assert link in page_of(hr, interview)
    member = client_for(user=User.objects.get(name="陈昊"))
    page = page_of(member, interview)
    assert "/reopen/" not in page
    assert "时间不够" in page


def test_the_page_names_the_disqualification(hr, interview):
    card = Scorecard.objects.get(member__user__name="李楠")
    card.responses.filter(item__position=3).update(rating=D("0.5"))
    page = page_of(hr, interview)
    assert "不合格, whatever the total" in page
    assert "李楠 gave 0.5 (floor 1)" in page


def test_a_panel_member_who_has_not_submitted_is_asked_to(client_for, interview):
    Scorecard.objects.filter(member__user__name="李楠").update(status="draft", submitted_at=None)
    page = page_of(client_for(user=User.objects.get(name="李楠")), interview)
    assert "Submit your own first" in page
    for text in ("陈昊", "70.0", "75.0", "合格", "1 of 2", "先让客户说完"):
        assert text not in page
    assert reverse("interviews:scorecard", args=[interview.pk]) in page


def test_without_a_scorecard_the_page_says_so(hr):
    interview = factories.make_interview()
    page = page_of(hr, interview)
    assert "No scorecard has been submitted yet" in page
    assert "0 of 1" in page


def test_what_people_typed_is_shown_as_text(hr, interview):
    Response.objects.filter(notes="先让客户说完").update(notes="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in page_of(hr, interview)


@pytest.mark.parametrize("panel", [1, 3])
def test_the_page_takes_the_same_queries_for_any_panel(hr, sheet, django_assert_num_queries, panel):
    people = [factories.make_user() for _ in range(panel)]
    interview = factories.make_interview(sheet=sheet, panel=people)
    for person in people:
        card = factories.make_scorecard(interview=interview, user=person, submitted=True)
        for position in (1, 2, 3):
            give(card, position, "3", "mmm")
    # The first time it is kept that the reader has seen scores.
    page_of(hr, interview)
    with django_assert_num_queries(14):
        page_of(hr, interview)


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (59, "0:59"), (60, "1:00"), (3725, "62:05")])
def test_time_is_shown_in_minutes_and_seconds(seconds, shown):
    assert minutes_and_seconds(seconds) == shown


def test_what_the_notes_tie_to_a_point_stands_beside_it_numbered_as_while_scoring():
    question = factories.make_question(points=2, red_flags=1)
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question]))
    card = factories.make_scorecard(interview=factories.make_interview(sheet=sheet), submitted=True)
    give(card, 1, "3", "mm", notes="先复述“是不是这三件” #2\n怪别的部门 #3\n没有的要点 #9")
    report = interview_report(card.member.interview, factories.make_user("hr"))
    tied = report.items[0].responses[0].tied
    assert [(point.text, words) for point, words in tied] == [
        ("要点 2", ("是不是这三件",)),
        ("红旗 1", ("怪别的部门",)),
    ]
