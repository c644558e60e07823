"""The debrief: when it opens, to whom, what it shows side by side, and how screens follow each other."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accounts.audit_visibility import readable_by
from accounts.models import AuditEvent
from interviews.access import permissions_for
from interviews.models import Interview, Scorecard
from interviews.outcome.pages.debrief import debrief_version
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services import decisions
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.outcome.services.rounds import close_round, open_round
from interviews.room.services.scorecards import ScorecardClosedError, submit
from tests import factories
from tests.interviews.panels import D, hand_in, make_panel, make_sheet, people_of, record

pytestmark = pytest.mark.django_db


def url(interview: Interview, name: str = "debrief", *more: int) -> str:
    return reverse(f"interviews:interview-{name}", args=[interview.pk, *more])


def page_of(client, interview: Interview, **query: str) -> str:
    answer = client.get(url(interview), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def half_done():
    """Two of three have submitted; the third has a draft."""
    people = [factories.make_user(name=name) for name in ("陈昊", "李楠", "赵一鸣")]
    interview = factories.make_interview(panel=people, sheet=make_sheet(2))
    hand_in(interview, people[0], ["4.5", "3"])
    hand_in(interview, people[1], ["2", "3"])
    record(interview, people[2], ["1", "1"])
    return interview


def test_before_all_have_submitted_it_says_who_is_awaited(half_done, hr):
    page = page_of(hr, half_done)
    assert "The debrief has not begun" in page and "赵一鸣" in page
    assert "2 of 3" in page and url(half_done, "close") in page
    assert "记下了" not in page


def test_when_the_last_submits_it_opens_by_itself(half_done, hr):
    third = people_of(half_done)[2]
    submit(scorecard=Scorecard.objects.get(member__user=third), actor=third)
    page = page_of(hr, half_done)
    assert "all 3 interviewers have submitted" in page
    for name in ("陈昊", "李楠", "赵一鸣"):
        assert f"{name} 记下了第 1 题" in page


def test_closing_releases_it_to_hr_and_to_who_has_submitted_and_to_nobody_else(
    half_done, hr, client_for, interviewer
):
    close_round(actor=hr.user, interview=half_done, reason="赵一鸣病了")
    first, _, blind = people_of(half_done)
    for client in (hr, client_for(user=first)):
        page = page_of(client, half_done)
        assert "2 of 3 interviewers have submitted" in page
        assert "赵一鸣病了" in page and "李楠 记下了第 1 题" in page
        # The open draft is its owner's and counts for nothing: (7.5 + 5)/20.
        assert "赵一鸣 记下了" not in page and "62.5%" in page
    page = client_for(user=blind).get(url(half_done)).content.decode()
    assert "The round was closed without your scorecard" in page
    for text in ("赵一鸣病了", "陈昊 记下了", "62.5"):
        assert text not in page
    assert interviewer.get(url(half_done)).status_code == 404


@translation.override("en")
def test_who_had_not_submitted_keeps_writing_but_no_longer_submits(half_done, hr, client_for):
    close_round(actor=hr.user, interview=half_done, reason="病了")
    third = people_of(half_done)[2]
    card = Scorecard.objects.get(member__user=third)
    with pytest.raises(ScorecardClosedError) as refused:
        submit(scorecard=card, actor=third)
    assert refused.value.code == "round-closed" and "ask HR" in str(refused.value)
    room = client_for(user=third).get(reverse("interviews:scorecard", args=[half_done.pk])).content.decode()
    assert "HR has closed this round" in room
    open_round(actor=hr.user, interview=half_done, reason="他回来了")
    half_done.refresh_from_db()
    assert not half_done.closed and half_done.close_reason == ""
    submit(scorecard=card, actor=third)


def test_a_reopened_scorecard_comes_back_into_a_closed_round(half_done, hr, client_for):
    close_round(actor=hr.user, interview=half_done, reason="病了")
    first = people_of(half_done)[0]
    card = Scorecard.objects.get(member__user=first)
    reopen_scorecard(actor=hr.user, scorecard=card, reason="漏记")
    room = client_for(user=first).get(reverse("interviews:scorecard", args=[half_done.pk])).content.decode()
    assert "HR has closed this round" not in room
    submit(scorecard=card, actor=first)
    assert card.versions.count() == 2


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_closing_and_opening_need_a_reason(half_done, hr, reason):
    with pytest.raises(ValidationError) as refused:
        close_round(actor=hr.user, interview=half_done, reason=reason)
    assert "reason" in refused.value.error_dict
    close_round(actor=hr.user, interview=half_done, reason="病了")
    with pytest.raises(ValidationError):
        open_round(actor=hr.user, interview=half_done, reason=reason)


def test_there_must_be_something_to_close(hr):
    nobody = factories.make_interview(panel=[factories.make_user(), factories.make_user()])
    complete = make_panel(["3"], ["4"])
    closed = factories.make_interview(panel=[factories.make_user(), factories.make_user()])
    hand_in(closed, people_of(closed)[0], ["3"])
    close_round(actor=hr.user, interview=closed, reason="病了")
    for interview in (nobody, complete, closed):
        with pytest.raises(ValidationError):
            close_round(actor=hr.user, interview=interview, reason="病了")
    with pytest.raises(ValidationError):
        open_round(actor=hr.user, interview=complete, reason="病了")


def test_the_database_keeps_no_round_closed_by_nobody_or_without_a_reason(half_done, hr):
    for fields in (
        {"close_reason": "病了"},
        {"closed_by": hr.user},
        {"closed_at": half_done.starts_at, "closed_by": hr.user},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Interview.objects.filter(pk=half_done.pk).update(**fields)


def test_only_hr_closes_and_not_while_they_owe_a_scorecard(half_done, client_for, interviewer):
    member, blind = people_of(half_done)[0], factories.make_user("hr")
    half_done.members.create(user=blind)
    for client, status in (
        (client_for(user=member), 403),
        (client_for(user=blind), 403),
        (interviewer, 404),
        (client_for("admin"), 404),
    ):
        for name in ("close", "open"):
            assert client.post(url(half_done, name), {"reason": "病了"}).status_code == status
    for user in (member, blind):
        with pytest.raises(PermissionDenied):
            close_round(actor=user, interview=half_done, reason="病了")
    half_done.refresh_from_db()
    assert not half_done.closed


def test_hr_closes_and_opens_on_the_site(half_done, hr):
    assert "赵一鸣" in hr.get(url(half_done, "close")).content.decode()
    assert hr.post(url(half_done, "close"), {"reason": " "}).status_code == 200
    assert hr.post(url(half_done, "close"), {"reason": "病了"}).url == url(half_done)
    assert "closed already" in hr.get(url(half_done, "close")).content.decode()
    assert hr.post(url(half_done, "open"), {"reason": "回来了"}).status_code == 302
    assert "is open" in hr.post(url(half_done, "open"), {"reason": "回来了"}).content.decode()


def test_the_trail_tells_of_a_closed_round_but_not_the_blind(half_done, hr):
    blind = factories.make_user("hr")
    half_done.members.create(user=blind)
    close_round(actor=hr.user, interview=half_done, reason="另外两人已提交")
    event = AuditEvent.objects.get(action="interview.close")
    assert (event.reason, event.after) == ("另外两人已提交", {"submitted": 2, "panel": 4})
    assert event in readable_by(hr.user)
    assert event not in readable_by(blind)


# --- who may look ------------------------------------------------------------------------------


def test_who_may_debrief(half_done):
    first, _, third = people_of(half_done)
    blind_hr = factories.make_user("hr")
    half_done.members.create(user=blind_hr)
    superuser = factories.make_user(None, is_superuser=True)
    allowed = {first: True, third: False, blind_hr: False, factories.make_user("hr"): True, superuser: True}
    allowed |= {factories.make_user(): False, factories.make_user("admin"): False}
    for user, expected in allowed.items():
        assert permissions_for(user, half_done).may_debrief is expected
        assert (debrief_version(user, half_done.pk) is not None) is expected


# --- the matrix ---------------------------------------------------------------------------------


@pytest.fixture
def wide():
    """Question 1: 0.5 apart; 2: 2.5 apart; 3: 1 apart; 4: rated by one."""
    return make_panel(["4", "4.5", "3", "3"], ["4", "2", "4", None], ["3.5", "3.5", "3.5", None])


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<tr id="question-(\d+)"', page)]


def test_questions_stand_by_disagreement_or_as_on_the_sheet(wide, hr):
    assert numbers(page_of(hr, wide)) == [2, 3, 1, 4]
    assert numbers(page_of(hr, wide, sort="sheet")) == [1, 2, 3, 4]
    assert numbers(page_of(hr, wide, sort="'; drop")) == [2, 3, 1, 4]


def test_one_switch_leaves_the_disagreements(wide, hr):
    assert numbers(page_of(hr, wide, only="1")) == [2, 3]
    agreed = make_panel(["3"], ["3"])
    assert "No disagreement" in page_of(hr, agreed, only="1")


def test_what_was_given_stands_side_by_side(wide, hr):
    page = page_of(hr, wide)
    row = page.split('<tr id="question-2"')[1].split("</tr>")[0]
    assert "2.5 apart" in row and "far-apart" in row.split(">")[0]
    for person in people_of(wide):
        assert f"{person} 记下了第 2 题" in row and str(person) in page
    for wanted in ("4.5", "2.0", "3.5", "Evidence", "to agree on", 'class="unmarked"'):
        assert wanted in row, wanted
    assert "Not asked" in page and "asked by nobody" not in page


def test_agreement_is_said_in_words_with_its_numbers(hr):
    """|4−4| = 0, |3−4| = 1, |3.5−2| = 1.5: on average 0.8 points: medium."""
    page = page_of(hr, make_panel(["4", "3", "3.5"], ["4", "4", "2"]))
    assert "Medium" in page and "0.8 apart on average" in page and "α" in page
    assert "High" in page_of(hr, make_panel(["4", "3"], ["4", "3.5"]))
    alone = page_of(hr, make_panel(["4", "3"]))
    assert "α" not in alone.split("</dl>")[0]


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("questions", [1, 3])
def test_the_page_takes_the_same_queries_for_any_panel_and_sheet(
    hr, django_assert_num_queries, people, questions
):
    interview = make_panel(*([["3"] * questions] * people))
    page_of(hr, interview)
    with django_assert_num_queries(15):
        page_of(hr, interview)


def test_what_people_typed_is_shown_as_text(wide, hr):
    wide.members.first().scorecard.responses.update(notes="<img src=x onerror=alert(1)>")
    item = wide.sheet.items.get(position=2)
    save_consensus(actor=hr.user, interview=wide, item=item, rating=D(3), reason="<script>x</script>", seen=0)
    page = page_of(hr, wide)
    assert "<img src=x" not in page and "<script>x" not in page


def test_a_cancelled_interview_has_no_debrief(wide, hr):
    Interview.objects.filter(pk=wide.pk).update(status="cancelled", cancel_reason="撤回申请")
    page = page_of(hr, wide)
    assert "撤回申请" in page and "记下了" not in page


# --- following ----------------------------------------------------------------------------------


def live_of(page: str) -> str:
    return re.search(r'hx-get="([^"]+)"', page)[1].replace("&amp;", "&")


HTMX = {"hx-request": "true"}


def test_while_nothing_changes_one_query_answers(wide, client_for, django_assert_num_queries):
    """Besides who it is that asks: their session and their account."""
    for user in (factories.make_user("hr"), people_of(wide)[1]):
        client = client_for(user=user)
        live = live_of(page_of(client, wide))
        with django_assert_num_queries(3):
            answer = client.get(live, headers=HTMX)
        assert (answer.status_code, answer.content) == (204, b"")


def test_what_somebody_agreed_appears_on_the_other_screens(wide, hr, client_for):
    other = client_for(user=people_of(wide)[1])
    live = live_of(page_of(other, wide))
    item = wide.sheet.items.get(position=2)
    save_consensus(actor=hr.user, interview=wide, item=item, rating=D(3), reason="追问前后不一致", seen=0)
    answer = other.get(live, headers=HTMX).content.decode()
    cell = answer.split('id="agreed-2"')[1].split("</div>")[0]
    assert "3.0" in cell and "追问前后不一致" in cell and str(hr.user) in cell
    assert 'id="debrief-sum" hx-swap-oob="true"' in answer
    assert "scorecards have changed" not in answer
    # What the members wrote is not sent again, and who may not write is offered no form.
    assert "记下了" not in answer and "<form" not in answer
    assert other.get(live_of(answer), headers=HTMX).status_code == 204


def test_a_page_that_shows_only_disagreements_is_sent_only_those(wide, hr):
    live = live_of(page_of(hr, wide, only="1", sort="sheet"))
    item = wide.sheet.items.get(position=2)
    save_consensus(actor=hr.user, interview=wide, item=item, rating=D(3), reason="一致", seen=0)
    answer = hr.get(live, headers=HTMX).content.decode()
    assert 'id="agreed-2"' in answer and 'id="agreed-1"' not in answer


def test_changed_scorecards_are_told_and_nothing_is_swapped_under_ones_hands(wide, hr):
    page = page_of(hr, wide)
    card = Scorecard.objects.filter(member__interview=wide).first()
    reopen_scorecard(actor=factories.make_user("hr"), scorecard=card, reason="漏记")
    answer = hr.get(live_of(page), headers=HTMX).content.decode()
    assert "scorecards have changed" in answer
    assert hr.get(live_of(answer), headers=HTMX).status_code == 204


def test_whose_scorecard_is_reopened_is_sent_away(wide, hr, client_for):
    member = people_of(wide)[1]
    client = client_for(user=member)
    live = live_of(page_of(client, wide))
    reopen_scorecard(actor=hr.user, scorecard=Scorecard.objects.get(member__user=member), reason="漏记")
    answer = client.get(live, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Refresh"], answer.content) == (404, "true", b"")
    assert "Submit your own first" in client.get(url(wide)).content.decode()


def test_following_through_the_door_of_others(wide, interviewer, stranger, admin):
    live = url(wide, "debrief-live")
    assert stranger.get(live).status_code == 401
    for client in (interviewer, admin):
        assert client.get(live).status_code == 404
    assert interviewer.get(reverse("interviews:interview-debrief-live", args=[10**20])).status_code == 404
    assert interviewer.post(live).status_code == 405


# --- what is next -------------------------------------------------------------------------------


def told_to(client, interview: Interview) -> str:
    """What home, the list and the interview's own page say together."""
    pages = (reverse("home"), reverse("interviews:interview-list"), url(interview, "detail"))
    return "".join(client.get(page).content.decode() for page in pages)


NEXT = ["Debriefs waiting", "Debrief waiting", "Next: the debrief"]


def test_home_the_list_and_the_interview_say_that_the_debrief_waits(wide, hr, client_for):
    page = told_to(hr, wide)
    for sentence in NEXT:
        assert sentence in page
    member = told_to(client_for(user=people_of(wide)[1]), wide)
    assert "Debrief waiting" in member and "Then decide." not in member


def test_a_closed_round_waits_too_and_an_open_one_is_offered_to_be_closed(half_done, hr):
    page = told_to(hr, half_done)
    assert "Debriefs waiting" not in page and url(half_done, "close") in page
    close_round(actor=hr.user, interview=half_done, reason="病了")
    assert "Round closed" in told_to(hr, half_done)


def test_the_blind_are_told_that_the_round_is_closed_and_nothing_else(half_done, hr, client_for):
    blind = factories.make_user("hr")
    half_done.members.create(user=blind)
    client = client_for(user=blind)
    before = told_to(client, half_done)
    close_round(actor=hr.user, interview=half_done, reason="另外两人已提交")
    page = told_to(client, half_done)
    assert "HR has closed this round" in page and "HR has closed" not in before
    for text in [*NEXT, "另外两人", "of 4", "/close/", "Round closed"]:
        assert text not in page


def test_a_decision_to_be_confirmed_waits_for_others_of_hr_only(wide, hr, client_for):
    item = wide.sheet.items.get(position=2)
    save_consensus(actor=hr.user, interview=wide, item=item, rating=D(4), reason="一致", seen=0)
    seen = decisions.basis_sha256(interview_report(wide, hr.user))
    taken = decisions.decide(actor=hr.user, interview=wide, outcome="reject", reason="不适合", seen=seen)
    other = client_for("hr")
    assert "Decisions to be confirmed" in told_to(other, wide)
    mine = told_to(hr, wide)
    assert "Decisions to be confirmed" not in mine and "Decision to be confirmed" in mine
    decisions.confirm(actor=other.user, decision=taken)
    for client in (other, client_for(user=people_of(wide)[1])):
        assert "Decided: Reject" in told_to(client, wide)
    blind = factories.make_user("hr")
    wide.members.create(user=blind)
    page = told_to(client_for(user=blind), wide)
    for text in ("Decided", "Reject", "to be confirmed"):
        assert text not in page
