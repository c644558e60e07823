"""Candidates of one position side by side: the same sheet version only, and nothing for the blind."""

import pytest
from django.urls import reverse

from interviews.models import Consensus, Position, Response, SubmittedVersion
from interviews.outcome.pages.comparison import RankedField, category_rows, sheet_groups
from interviews.outcome.views.comparison import PAGE
from tests import factories

pytestmark = pytest.mark.django_db
QUERIES = 12


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


def fields(position, user):
    """One for each sheet version."""
    return [RankedField(group, user) for group in sheet_groups(position, user)]


def side_by_side(client, position, *interviews, **query):
    query |= {"with": [interview.pk for interview in interviews]}
    return client.get(reverse("interviews:position-side-by-side", args=[position.pk]), query)


def page(client, position, **query):
    return client.get(reverse("interviews:position-compare", args=[position.pk]), query)


def test_totals_bands_and_subtotals_stand_side_by_side_highest_first(hr, position, sheet):
    make_scored_interview(position, sheet, 3, 3, name="赵一")
    make_scored_interview(position, sheet, 5, 4, name="钱二")
    (field,) = fields(position, hr.user)
    shown = field.in_full(field.ranked)
    assert [str(compared.interview.candidate) for compared in shown] == ["钱二", "赵一"]
    assert [compared.ranked.rank for compared in shown] == [1, 2]
    assert [str(compared.percent) for compared in shown] == ["90.0", "60.0"]
    assert [compared.total.band for compared in shown] == ["优秀", "不合格"]
    lines = {line.name: [str(percent) for percent in line.percents] for line in category_rows(shown)}
    assert lines == {"沟通": ["100.0", "60.0"], "专业": ["80.0", "60.0"]}
    html = page(hr, position).content.decode()
    assert html.index("钱二") < html.index("赵一")
    assert "90.0%" in html


def test_a_consensus_counts_in_place_of_the_mean(hr, position, sheet):
    interview = make_scored_interview(position, sheet, 5, 5)
    Consensus.objects.create(
        interview=interview, item=sheet.items.first(), rating=1, reason="x", by=hr.user, by_name="x"
    )
    assert str(fields(position, hr.user)[0].ranked[0].standing.percent) == "60.0"


def test_another_version_of_the_sheet_is_not_comparable(hr, position, sheet):
    other = factories.make_sheet(question_set=sheet.question_set, version=2)
    make_scored_interview(position, sheet, 5, 5, name="赵一")
    make_scored_interview(position, sheet, 4, 4, name="钱二")
    make_scored_interview(position, other, 3, 3, name="孙三")
    groups = sheet_groups(position, hr.user)
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
    (group,) = sheet_groups(position, own)
    assert group.results == 0
    html = page(client, position).content.decode()
    assert "Submit your own scorecard first." in html
    assert "100.0" not in html
    scored(interview, own, (3, 3))
    assert [str(row.standing.percent) for row in fields(position, own)[0].ranked] == ["80.0"]


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
    other = make_scored_interview(position, sheet, 4, 4)
    (group,) = sheet_groups(position, hr.user)
    assert group.numbers == {first.candidate_id: 1, other.candidate_id: 2}
    assert [number for number, interview in group.unscored] == [1] and group.unscored[0][1] == again


def test_part_of_a_panel_is_said_to_be_part(hr, position, sheet):
    panel = [factories.make_user(), factories.make_user()]
    make_scored_interview(position, sheet, 5, 5, panel=panel)
    (field,) = fields(position, hr.user)
    assert field.in_full(field.ranked)[0].partial
    assert "1 of 2 submitted" in page(hr, position).content.decode()


def test_a_cancelled_interview_is_left_out(hr, position, sheet):
    make_scored_interview(position, sheet, 5, 5, status="cancelled", cancel_reason="x")
    assert sheet_groups(position, hr.user) == []
    assert "No interview is planned" in page(hr, position).content.decode()


def test_nobody_but_hr_compares(interviewer, admin, position):
    assert page(interviewer, position).status_code == 404
    assert page(admin, position).status_code == 404
    assert side_by_side(interviewer, position).status_code == 404


def test_who_is_disqualified_comes_last_without_a_rank(hr, position):
    ladder = factories.make_question(rubric_kind="ladder")
    sheet = factories.make_sheet(
        question_set=factories.make_set(questions=[ladder, factories.make_question()])
    )
    make_scored_interview(position, sheet, 0, 5, name="出局")
    make_scored_interview(position, sheet, 1, 1, name="低分")
    make_scored_interview(position, sheet, 1, 1, name="同分")
    (field,) = fields(position, hr.user)
    assert [(str(row.interview.candidate), row.rank) for row in field.ranked] == [
        ("低分", 1),
        ("同分", 1),
        ("出局", None),
    ]
    assert "below the floor" in page(hr, position).content.decode()


def test_a_page_shows_twenty_by_rank_and_one_drawing_all(hr, position, sheet):
    for number in range(PAGE + 2):
        make_scored_interview(position, sheet, number % 10 / 2, number % 10 / 2, name=f"候选人{number}号")
    first, second = page(hr, position), page(hr, position, page=2)
    assert [len(answer.context["shown"]) for answer in (first, second)] == [PAGE, 2]
    for answer in (first, second):
        assert sum(column.number for column in answer.context["columns"]) == PAGE + 2
    near = [block for column in second.context["columns"] for block in column.blocks if block.kind == "near"]
    assert sum(block.number for block in near) == 2
    assert page(hr, position, page="nonsense").context["page_obj"].number == 1


def test_two_to_four_are_shown_side_by_side_in_full(hr, position, sheet):
    first, second, third = (
        make_scored_interview(position, sheet, rating, rating, name=name)
        for rating, name in ((5, "赵一"), (4, "钱二"), (3, "孙三"))
    )
    html = side_by_side(hr, position, third, first).content.decode()
    assert html.index("赵一") < html.index("孙三") and "钱二" not in html
    for item in sheet.items.all():
        assert item.text in html
    hidden = side_by_side(hr, position, second, third, anonymous=1).content.decode()
    assert "钱二" not in hidden and "Candidate 2" in hidden


@pytest.mark.parametrize("chosen", [0, 1, 5])
def test_other_numbers_lead_back_with_a_sentence(hr, position, sheet, chosen):
    interviews = [make_scored_interview(position, sheet, 3, 3) for _ in range(chosen)]
    answer = side_by_side(hr, position, *interviews, page=1, anonymous=1)
    assert answer.status_code == 302 and "anonymous=1" in answer["Location"]
    assert "Choose two to four candidates" in hr.get(answer["Location"]).content.decode()


def test_side_by_side_shows_nothing_the_reader_is_blind_for_or_of_another_sheet(client_for, position, sheet):
    own, other = factories.make_user("hr"), factories.make_user()
    blind = make_scored_interview(position, sheet, panel=[own, other])
    scored(blind, other, (5, 5))
    seen = make_scored_interview(position, sheet, 3, 3)
    foreign = make_scored_interview(Position.objects.create(name="另一个"), sheet, 4, 4)
    client = client_for(user=own)
    assert side_by_side(client, position, blind, seen).status_code == 302
    assert side_by_side(client, position, foreign, seen).status_code == 302
    answer = client.get(
        reverse("interviews:position-side-by-side", args=[position.pk]),
        {"with": ["x", "1 OR 1", ""], "sheet": "-"},
    )
    assert answer.status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(hr, position, sheet, count, django_assert_num_queries):
    for _ in range(count):
        make_scored_interview(position, sheet, 5, 5)
    make_scored_interview(position, factories.make_sheet())
    page(hr, position)
    with django_assert_num_queries(QUERIES):
        page(hr, position)
