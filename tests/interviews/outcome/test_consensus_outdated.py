"""A consensus remembers the ratings it was taken on; when one of them changes, it has to be agreed anew."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from interviews.models import Consensus, Interview, Response, Scorecard
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.decisions import basis_sha256, decide
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.room.services.scorecards import submit
from tests import factories
from tests.forms import writing_forms
from tests.interviews.panels import D, make_panel, make_sheet, people_of
from tests.markup import on_one_line

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


@pytest.fixture
def interview(keeper) -> Interview:
    """Agreed on 0.5 where 0.5 and 3.5 were given; then the 0.5 became a 5."""
    interview = make_panel(["3.5"], ["0.5"], sheet=make_sheet(1, ladder=True))
    agree(keeper, interview, "0.5", "两人都听到了")
    rate_anew(keeper, interview, "5")
    return interview


def agree(actor, interview, rating, reason, seen=0):
    return save_consensus(
        actor=actor,
        interview=interview,
        item=interview.sheet.items.get(),
        rating=D(rating),
        reason=reason,
        seen=seen,
    )


def agreeing(html, url):
    """The forms of the debrief's page for what is agreed."""
    return [form for form in writing_forms(html, url) if "/debrief/1/" in form.action]


def rate_anew(keeper, interview, rating):
    """The second member's scorecard is reopened, rated otherwise, and submitted again."""
    person = people_of(interview)[1]
    card = Scorecard.objects.get(member__user=person, member__interview=interview)
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记")
    Response.objects.filter(scorecard=card).update(rating=D(rating))
    card.refresh_from_db()
    submit(scorecard=card, actor=person)


def test_the_question_counts_as_unsettled_and_it_is_said_whose_rating_changed(interview, keeper):
    report = interview_report(interview, keeper)
    (item,) = report.items
    assert [str(change) for change in item.changed_since] == [f"{people_of(interview)[1]} 0.5 → 5.0"]
    assert report.outdated_items == report.to_agree == (item,)
    assert report.settled_items == ()
    assert item.consensus.rating == D("0.5")


def test_the_debrief_does_not_count_it_as_agreed_beside_that_it_is_to_be_agreed(interview, client_for):
    client = client_for(user=factories.make_user("hr"))
    address = reverse("interviews:interview-debrief", args=[interview.pk])
    assert "1 agreed" not in on_one_line(client.get(address).content.decode())
    agree(client.user, interview, "4", "补记后重新评议")
    assert "1 agreed" in on_one_line(client.get(address).content.decode())


def test_a_tab_that_shows_the_earlier_ratings_does_not_confirm_what_it_never_showed(interview, client_for):
    client = client_for(user=factories.make_user("hr"))
    page = reverse("interviews:interview-debrief", args=[interview.pk])
    (older,) = agreeing(client.get(page).content.decode(), page)
    rate_anew(client.user, interview, "2")
    rows = Consensus.objects.count()
    refused = older.send(client, rating="3.5", reason="仍按原评议")
    text = refused.content.decode()
    assert Consensus.objects.count() == rows and "仍按原评议" in text
    assert f"{people_of(interview)[1]} 2.0" in on_one_line(text)
    (fresh,) = agreeing(text, page)
    assert fresh.send(client, rating="3.5", reason="仍按原评议").status_code == 302
    assert interview_report(interview, client.user).to_agree == ()


def test_it_cannot_be_decided_on_until_it_is_agreed_anew(interview, keeper):
    seen = basis_sha256(interview_report(interview, keeper))
    with override("en"), pytest.raises(ValidationError, match="Ratings have changed"):
        decide(actor=keeper, interview=interview, outcome="reject", reason="低于否决线", seen=seen)
    agree(keeper, interview, "4", "补记后重新评议")
    report = interview_report(interview, keeper)
    assert (report.to_agree, report.disqualifications) == ((), ())
    decide(actor=keeper, interview=interview, outcome="hire", reason="优秀", seen=basis_sha256(report))


def test_the_same_rating_is_confirmed_with_a_reason(interview, keeper):
    """Even with the same words: it rests on other ratings now. A second click writes nothing more."""
    for _ in range(2):
        agree(keeper, interview, "0.5", "两人都听到了")
    assert Consensus.objects.count() == 2
    assert interview_report(interview, keeper).to_agree == ()


def test_a_member_who_leaves_or_comes_changes_what_it_rests_on(keeper):
    interview = make_panel(["3"], ["4"], sheet=make_sheet(1))
    agree(keeper, interview, "3.5", "折中")
    Consensus.objects.get()
    late = factories.make_user(name="后来的人")
    interview.members.create(user=late)
    card = factories.make_scorecard(interview=interview, user=late)
    Response.objects.create(
        scorecard=card, item=interview.sheet.items.get(), rating=D(2), reason="按实际表现"
    )
    submit(scorecard=card, actor=late)
    (item,) = interview_report(interview, keeper).items
    assert [str(change) for change in item.changed_since] == ["后来的人 – → 2.0"]


def test_what_was_agreed_before_ratings_were_remembered_is_left_alone(keeper):
    interview = make_panel(["3"], ["4"], sheet=make_sheet(1))
    item = interview.sheet.items.get()
    Consensus.objects.create(
        interview=interview, item=item, rating=D(3), reason="早先", by=keeper, by_name="周敏", rests_on=None
    )
    assert interview_report(interview, keeper).to_agree == ()


@pytest.mark.parametrize("page", ["debrief", "result", "report", "decision"])
def test_every_page_that_shows_the_result_says_so(interview, hr, page):
    text = hr.get(reverse(f"interviews:interview-{page}", args=[interview.pk])).content.decode()
    changed = f"{people_of(interview)[1]} 0.5 → 5.0"
    assert changed in text or (page == "decision" and "Ratings have changed since the panel agreed" in text)


def test_the_head_of_the_debrief_follows_what_is_agreed(keeper, hr):
    """A consensus lifts the disqualification, and brings it back: on every page that follows."""
    interview = make_panel(["4"], ["0.5"], sheet=make_sheet(1, ladder=True))
    address = reverse("interviews:interview-agree", args=[interview.pk, 1])

    def banner(sent: dict[str, str]) -> str:
        page = hr.post(address, sent, headers=HTMX).content.decode()
        return page.split('id="debrief-disqualified"')[1].split("debrief-outcome")[0]

    assert "below the disqualifying floor" not in banner({"rating": "3.0", "reason": "追问后成立"})
    assert "below the disqualifying floor" in banner({"rating": "0.5", "reason": "再核对"})
