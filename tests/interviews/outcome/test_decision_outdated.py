"""A decision remembers what its result was made of; when that is another by now, every page says so, and HR
decides anew or keeps the decision with a reason."""

from __future__ import annotations

import io

import docx
import pytest
from django.urls import reverse

from interviews.common.bases import current_bases
from interviews.models import Candidate, Decision, Interview, Response, Scorecard
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services import decisions
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.decisions import basis_sha256
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.outcome.services.verification import SealFault, events_by_decision, seal_faults
from interviews.planning.services import seats
from interviews.room.services.scorecards import submit
from tests import factories
from tests.interviews.outcome.deciding import check, decide, url
from tests.interviews.panels import D, make_panel, make_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
WHOLE = "The result has changed since this was decided"
SHORT = "result changed since"


def rate_anew(keeper, interview, rating):
    card = Scorecard.objects.filter(member__interview=interview).order_by("pk").first()
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记")
    Response.objects.filter(scorecard=card).update(rating=D(rating))
    submit(scorecard=card, actor=card.member.user)


def agree(keeper, interview, rating, seen=0):
    item = interview.sheet.items.order_by("position").first()
    rating = None if rating is None else D(rating)
    return save_consensus(
        actor=keeper, interview=interview, item=item, rating=rating, reason="一致", seen=seen
    )


def pages(interview: Interview) -> dict[str, tuple[str, str]]:
    """Page → its address and what it says."""
    pk, candidate = interview.pk, interview.candidate
    return {
        "decision": (url(interview), WHOLE),
        "debrief": (reverse("interviews:interview-debrief", args=[pk]), WHOLE),
        "result": (reverse("interviews:interview-result", args=[pk]), WHOLE),
        "report": (reverse("interviews:interview-report", args=[pk]), WHOLE),
        "candidate's report": (reverse("interviews:candidate-report", args=[candidate.pk]), SHORT),
        "interview": (reverse("interviews:interview-detail", args=[pk]), "The result has changed since."),
        "interviews": (reverse("interviews:interview-list") + "?when=any", SHORT),
        "candidate": (reverse("interviews:candidate-detail", args=[candidate.pk]), SHORT),
        "board": (reverse("interviews:position-board", args=[candidate.position_id]), SHORT),
        "home": (reverse("home"), "Decided, but the result has changed since"),
    }


@pytest.mark.parametrize("name", sorted(pages(Interview(pk=1, candidate=Candidate(pk=1, position_id=1)))))
def test_every_page_that_shows_the_decision_says_so(good, keeper, hr, name):
    decide(keeper, good)
    address, sentence = pages(good)[name]
    assert sentence not in hr.get(address).content.decode()
    rate_anew(keeper, good, "2")
    assert sentence in hr.get(address).content.decode()


def test_so_does_the_word_file(good, keeper, hr):
    decide(keeper, good)
    rate_anew(keeper, good, "2")
    answer = hr.get(reverse("interviews:interview-report-docx", args=[good.pk]))
    document = docx.Document(io.BytesIO(answer.content))
    assert any(WHOLE in paragraph.text for paragraph in document.paragraphs)


def test_a_consensus_after_it_changes_the_result_too(good, keeper, hr):
    decide(keeper, good)
    agree(keeper, good, "1")
    assert WHOLE in hr.get(url(good)).content.decode()


def test_who_is_blind_learns_nothing_of_it(good, keeper, client_for):
    decide(keeper, good)
    late = factories.make_user("hr")
    good.members.create(user=late)
    rate_anew(keeper, good, "2")
    client = client_for(user=late)
    for address, sentence in pages(good).values():
        assert sentence not in client.get(address).content.decode()


def test_it_is_kept_with_a_reason_on_the_result_as_it_is(good, keeper, second, client_for):
    """What is chosen already is the decision in force; a second person confirms, and nothing is outdated."""
    decide(keeper, good)
    rate_anew(keeper, good, "4.5")
    client = client_for(user=keeper)
    page = client.get(url(good)).content.decode()
    assert "Decide anew, or keep the decision" in page
    assert 'value="hire"\n              checked' in page or 'value="hire" checked' in " ".join(page.split())
    seen = basis_sha256(interview_report(good, keeper))
    client.post(url(good), {"outcome": "hire", "reason": "高了也一样", "seen": seen})
    kept = Decision.objects.get(number=2)
    assert (kept.supersedes.number, kept.pending) == (1, True)
    decisions.confirm(actor=second, decision=kept)
    assert WHOLE not in client.get(url(good)).content.decode()
    assert kept.rests_on == interview_report(good, keeper).basis and check(kept) == ()


def test_what_the_row_rests_on_is_sealed_with_it(good, keeper):
    decision = decide(keeper, good)
    assert check(decision) == ()
    decision.rests_on = {"scorecards": [], "consensus": []}
    assert seal_faults(decision, events_by_decision([decision])[decision.pk]) == (SealFault.ROW,)


@pytest.mark.parametrize("event", ["nothing", "reopened", "left", "given back", "agreed", "taken back"])
def test_the_lists_compare_with_the_same_as_the_report(keeper, event):
    interview = make_panel(["4", "2"], ["4", "3"], ["3", "3"], sheet=make_sheet(2))
    third = interview.members.order_by("pk").last()
    if event == "reopened":
        rate_anew(keeper, interview, "2")
    if event in ("left", "given back"):
        seats.take_off_panel(actor=keeper, member=third, reason="认识")
    if event == "given back":
        seats.give_seat_back(actor=keeper, member=third, reason="弄错了人")
    if event in ("agreed", "taken back"):
        row = agree(keeper, interview, "3").row
        if event == "taken back":
            agree(keeper, interview, None, seen=row.pk)
    assert current_bases([interview.pk]) == {interview.pk: interview_report(interview, keeper).basis}


def test_the_comparison_says_where_something_is_to_be_agreed_anew(keeper, hr):
    interview = make_panel(["4"], ["2"], sheet=make_sheet(1))
    address = reverse("interviews:position-compare", args=[interview.candidate.position_id])
    agree(keeper, interview, "3")
    assert "to be agreed anew" not in hr.get(address).content.decode()
    rate_anew(keeper, interview, "1.5")
    assert "to be agreed anew" in hr.get(address).content.decode()
