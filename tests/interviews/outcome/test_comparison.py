"""Candidates of one position side by side: the same sheet version only, and nothing for the blind."""

import pytest
from django.urls import reverse

from interviews.models import Consensus, Position, Response, SubmittedVersion
from interviews.outcome.pages.comparison import compare_interviews
from tests import factories

pytestmark = pytest.mark.django_db
QUERIES = 11


@pytest.fixture
def position():
    return Position.objects.create(name="客服经理")


@pytest.fixture
def sheet():
    questions = [
        factories.make_question(category=factories.make_category(name=name)) for name in ("沟通", "专业")
    ]
    return factories.make_sheet(question_set=factories.make_set(questions=questions))


def make_scored_interview(position, sheet, *ratings, name="候选人甲", panel=None, **fields):
    """An interview whose first panel member submitted these ratings, one a question."""
    interview = factories.make_interview(
        candidate=factories.make_candidate(position=position, name=name),
        sheet=sheet,
        panel=panel or [factories.make_user()],
        **fields,
    )
    if ratings:
        scored(interview, interview.members.first().user, ratings)
    return interview


def scored(interview, user, ratings):
    card = factories.make_scorecard(interview=interview, user=user, submitted=True)
    for item, rating in zip(interview.sheet.items.order_by("position"), ratings, strict=True):
        Response.objects.create(scorecard=card, item=item, rating=rating)
    SubmittedVersion.objects.create(
        scorecard=card, number=1, content={}, sha256="0" * 64, submitted_at=card.submitted_at
    )
    return card


def page(client, position, **query):
    return client.get(reverse("interviews:position-compare", args=[position.pk]), query)


def test_totals_bands_and_subtotals_stand_side_by_side_highest_first(hr, position, sheet):
    make_scored_interview(position, sheet, 3, 3, name="赵一")
    make_scored_interview(position, sheet, 5, 4, name="钱二")
    (group,) = compare_interviews(position, hr.user)
    assert [str(compared.interview.candidate) for compared in group.scored] == ["钱二", "赵一"]
    assert [str(compared.percent) for compared in group.scored] == ["90.0", "60.0"]
    assert [compared.total.band for compared in group.scored] == ["优秀", "不合格"]
    lines = {line.name: [str(percent) for percent in line.percents] for line in group.categories}
    assert lines == {"沟通": ["100.0", "60.0"], "专业": ["80.0", "60.0"]}
    html = page(hr, position).content.decode()
    assert html.index("钱二") < html.index("赵一")
    assert "90.0%" in html


def test_a_consensus_counts_in_place_of_the_mean(hr, position, sheet):
    interview = make_scored_interview(position, sheet, 5, 5)
    Consensus.objects.create(
        interview=interview, item=sheet.items.first(), rating=1, reason="x", by=hr.user, by_name="x"
    )
    assert str(compare_interviews(position, hr.user)[0].scored[0].percent) == "60.0"


def test_another_version_of_the_sheet_is_not_comparable(hr, position, sheet):
    other = factories.make_sheet(question_set=sheet.question_set, version=2)
    make_scored_interview(position, sheet, 5, 5, name="赵一")
    make_scored_interview(position, sheet, 4, 4, name="钱二")
    make_scored_interview(position, other, 3, 3, name="孙三")
    groups = compare_interviews(position, hr.user)
    assert [group.sheet for group in groups] == [sheet, other]
    response = page(hr, position)
    assert "not comparable" in response.content.decode()
    assert response.context["group"].sheet == sheet
    assert page(hr, position, sheet=other.pk).context["group"].sheet == other
    assert page(hr, position, sheet="nonsense").context["group"].sheet == sheet


def test_an_interview_one_is_blind_for_shows_nothing(client_for, position, sheet):
    own = factories.make_user("hr")
    other = factories.make_user()
    interview = make_scored_interview(position, sheet, panel=[own, other])
    scored(interview, other, (5, 5))
    client = client_for(user=own)
    (group,) = compare_interviews(position, own)
    assert group.scored == ()
    html = page(client, position).content.decode()
    assert "Submit your own scorecard first." in html
    assert "100.0" not in html
    scored(interview, own, (3, 3))
    assert [str(compared.percent) for compared in compare_interviews(position, own)[0].scored] == ["80.0"]


def test_hiding_names_leaves_no_name_contact_or_address_of_an_interview(hr, position, sheet):
    interview = make_scored_interview(position, sheet, 5, 5, name="藏起来的名字")
    make_scored_interview(position, sheet, name="也藏起来")
    html = page(hr, position, anonymous=1).content.decode()
    assert "藏起来" not in html
    assert reverse("interviews:interview-result", args=[interview.pk]) not in html
    assert "Candidate 1" in html
    assert "Candidate 2" in html


def test_a_candidate_keeps_the_number_over_rounds(hr, position, sheet):
    first = make_scored_interview(position, sheet, 5, 5)
    again = factories.make_interview(candidate=first.candidate, sheet=sheet)
    make_scored_interview(position, sheet, 4, 4)
    (group,) = compare_interviews(position, hr.user)
    numbers = {compared.interview.pk: compared.number for compared in group.interviews}
    assert numbers[first.pk] == numbers[again.pk] == 1
    assert set(numbers.values()) == {1, 2}


def test_part_of_a_panel_is_said_to_be_part(hr, position, sheet):
    panel = [factories.make_user(), factories.make_user()]
    make_scored_interview(position, sheet, 5, 5, panel=panel)
    assert compare_interviews(position, hr.user)[0].scored[0].partial
    assert "1 of 2 submitted" in page(hr, position).content.decode()


def test_a_cancelled_interview_is_left_out(hr, position, sheet):
    make_scored_interview(position, sheet, 5, 5, status="cancelled", cancel_reason="x")
    assert compare_interviews(position, hr.user) == []
    assert "No interview is planned" in page(hr, position).content.decode()


def test_nobody_but_hr_compares(interviewer, admin, position):
    assert page(interviewer, position).status_code == 404
    assert page(admin, position).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(hr, position, sheet, count, django_assert_num_queries):
    for _ in range(count):
        make_scored_interview(position, sheet, 5, 5)
    make_scored_interview(position, factories.make_sheet())
    page(hr, position)
    with django_assert_num_queries(QUERIES):
        page(hr, position)
