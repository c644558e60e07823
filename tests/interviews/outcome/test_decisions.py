"""Deciding: after the debrief, by HR; decisions are corrected by new ones, never changed."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.audit_visibility import readable_by
from accounts.models import AppendOnlyError, AuditEvent
from interviews.access import permissions_for
from interviews.models import Decision, Scorecard
from interviews.models.decisions import decision_in_force
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.rules.seals import canonical_json
from interviews.outcome.services import decisions
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.outcome.services.rounds import close_round, open_round
from interviews.planning.services.scheduling import cancel_interview
from interviews.room.services.scorecards import submit
from tests import factories
from tests.interviews.outcome.deciding import check, decide, url
from tests.interviews.panels import D, hand_in, make_panel, make_sheet, people_of
from tests.markup import on_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


# --- deciding -------------------------------------------------------------------------------------


def test_a_decision_within_the_band_counts_at_once(good, keeper):
    decision = decide(keeper, good)
    assert decision.counts and not decision.pending
    assert good.decisions.in_force_first().first() == decision
    assert check(decision) == ()
    event = AuditEvent.objects.get(action="decision.decide")
    assert (event.actor, event.reason) == (keeper, "各题都稳")
    assert event.after == {"number": 1, "outcome": "hire", "pending": False, "sha256": decision.sha256}


def test_it_seals_the_whole_report_and_the_rules(good, keeper):
    decision = decide(keeper, good)
    sealed = json.loads(decision.sealed)
    assert canonical_json(sealed) == decision.sealed
    assert sealed["result"]["percent"] == "82.5" and sealed["result"]["band"] == "良好"
    assert sealed["rules"]["scale"] == good.sheet.scale and len(sealed["rules"]["text"]) == 5
    assert sealed["interview"]["candidate"] == good.candidate.name
    first = sealed["questions"][0]["ratings"][0]
    assert (first["rating"], first["evidence"]) == ("4", "说了三件事")
    assert sealed["basis"] == interview_report(good, keeper).basis
    assert [member["version"] for member in sealed["members"]] == [1, 1]


@pytest.mark.parametrize(
    ("ratings", "outcome", "pending"),
    [
        ("4", "reject", True),
        ("4", "hold", False),
        ("4", "again", False),
        ("2", "hire", True),
        ("2", "reject", False),
        (None, "hire", True),
    ],
)
def test_contrary_to_the_band_it_waits_for_a_second_person(keeper, second, ratings, outcome, pending):
    interview = make_panel([ratings], [ratings])
    decision = decide(keeper, interview, outcome)
    assert decision.pending is pending
    assert (interview.decisions.in_force_first().first() is None) is pending
    if pending:
        decisions.confirm(actor=second, decision=decision)
        assert interview.decisions.in_force_first().first() == decision
        assert check(decision) == ()


def test_in_spite_of_a_disqualification_it_waits_too(keeper):
    interview = make_panel(["5", "0.5"], sheet=make_sheet(2, ladder=True))
    assert interview_report(interview, keeper).total.band == "不合格"
    decision = decide(keeper, interview, "again", "给一次机会")
    assert decision.pending
    assert json.loads(decision.sealed)["decision"]["objections"] == ["disqualified"]


def test_wide_ratings_are_talked_over_first(keeper):
    interview = make_panel(["4.5"], ["2"])
    with pytest.raises(ValidationError, match="First agree on 1 question"):
        decide(keeper, interview)
    item = interview.sheet.items.get()
    save_consensus(actor=keeper, interview=interview, item=item, rating=D(4), reason="一致", seen=0)
    decision = decide(keeper, interview)
    assert json.loads(decision.sealed)["questions"][0]["consensus"][0]["rating"] == "4"


def test_there_is_no_decision_before_the_debrief(keeper):
    interview = factories.make_interview(
        panel=[factories.make_user(), factories.make_user()], sheet=make_sheet(1)
    )
    with pytest.raises(ValidationError):
        decide(keeper, interview)
    hand_in(interview, people_of(interview)[0], ["4"])
    with pytest.raises(ValidationError):
        decide(keeper, interview)
    close_round(actor=keeper, interview=interview, reason="病了")
    decision = decide(keeper, interview)
    assert json.loads(decision.sealed)["round"]["waiting"] == [str(people_of(interview)[1])]
    with pytest.raises(ValidationError):
        open_round(actor=keeper, interview=interview, reason="又来了")


def test_a_decision_needs_a_reason_an_outcome_and_eyes_on_the_scores(good, keeper):
    for sent, field in (
        ({"reason": " "}, "reason"),
        ({"outcome": "maybe"}, "outcome"),
        ({"outcome": ""}, "outcome"),
    ):
        with pytest.raises(ValidationError) as refused:
            decide(keeper, good, **sent)
        assert field in refused.value.error_dict
    stale = decisions.basis_sha256(interview_report(good, keeper))
    item = good.sheet.items.get(position=1)
    save_consensus(actor=keeper, interview=good, item=item, rating=D(1), reason="听过录音", seen=0)
    with pytest.raises(ValidationError, match="Scores have changed"):
        decisions.decide(actor=keeper, interview=good, outcome="hire", reason="x", seen=stale)
    assert not Decision.objects.exists()


def test_a_decided_interview_is_not_cancelled(good, keeper):
    decide(keeper, good)
    with pytest.raises(ValidationError, match="decision"):
        cancel_interview(actor=keeper, interview=good, reason="x")


# --- correcting -----------------------------------------------------------------------------------


def test_a_correction_is_a_new_decision_that_a_second_person_confirms(good, keeper, second):
    first = decide(keeper, good)
    correction = decide(keeper, good, "hold", "编制冻结")
    assert correction.pending and correction.supersedes == first
    assert good.decisions.in_force_first().first() == first
    decisions.confirm(actor=second, decision=correction)
    assert good.decisions.in_force_first().first() == correction
    assert json.loads(correction.sealed)["decision"]["supersedes"] == first.sha256
    assert check(first) == check(correction) == ()


def test_of_rows_and_of_a_list_the_same_decision_is_in_force(good, keeper, second):
    def in_force() -> Decision | None:
        listed = decision_in_force(list(good.decisions.order_by("number")))
        assert listed == good.decisions.in_force_first().first()
        return listed

    assert in_force() is None
    first = decide(keeper, good)
    assert in_force() == first
    declined = decide(keeper, good, "hold")
    assert in_force() == first
    decisions.decline(actor=second, decision=declined, reason="不必改")
    assert in_force() == first
    correction = decide(keeper, good, "hold")
    decisions.confirm(actor=second, decision=correction)
    assert in_force() == correction


def test_what_is_scored_after_a_decision_leaves_it_in_force_and_says_so(good, keeper, hr):
    decision = decide(keeper, good)
    assert "result has changed" not in hr.get(url(good)).content.decode()
    card = Scorecard.objects.filter(member__interview=good).first()
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记一题")
    page = hr.get(url(good)).content.decode()
    assert "The result has changed since this was decided. The decision stays in force" in page
    assert "Seal intact" in page
    assert good.decisions.in_force_first().first() == decision and check(decision) == ()
    card.responses.update(rating="1")
    submit(scorecard=card, actor=card.member.user)
    sealed = hr.get(url(good, "decision-detail", 1)).content.decode()
    assert "82.5%" in sealed and "82.5" not in hr.get(url(good)).content.decode().split("</header>")[0]


def test_decisions_are_append_only(good, keeper):
    decision = decide(keeper, good)
    for write in (decision.save, decision.delete, Decision.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            write()
    for fields in ({"reason": ""}, {"number": 1}, {"number": 2, "supersedes": decision}):
        values = {
            "interview": good,
            "number": 2,
            "outcome": "hire",
            "reason": "x",
            "needs_confirmation": False,
            "taken_by": keeper,
            "taken_at": decision.taken_at,
            "sealed": "{}",
            "sha256": "0" * 64,
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(**values | fields)


# --- on the site ----------------------------------------------------------------------------------


def test_deciding_and_confirming_on_the_site(good, hr, client_for):
    page = hr.get(url(good)).content.decode()
    assert "Rejecting somebody who reached a band needs a second person" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    answer = hr.post(url(good), {"outcome": "reject", "reason": "不适合夜班", "seen": seen})
    assert answer.url == url(good)
    mine = hr.get(url(good)).content.decode()
    assert "waits for a second person" in mine and "Withdraw my decision" in mine
    assert "Confirm as the second person" not in mine
    other = client_for("hr")
    assert "Confirm as the second person" in other.get(url(good)).content.decode()
    other.post(url(good, "decision-confirm", 1))
    decision = Decision.objects.get()
    assert decision.answer.by == other.user
    done = other.get(url(good)).content.decode()
    assert "in force" in done and f"SHA-256 {decision.sha256}" in done
    # What comes next stands there; what corrects it opens on purpose only.
    assert "Tell the candidate:" in done and "Record pack" in done
    assert '<details class="correct mt-3" >' in done.split('id="decide"')[0]
    page = other.get(reverse("interviews:interview-detail", args=[good.pk])).content.decode()
    assert "Tell the candidate:" in page
    for refused in ("cancel", "edit"):
        address = reverse(f"interviews:interview-{refused}", args=[good.pk])
        assert (address in page) is (refused == "edit")
    assert "Take off" not in page and "Split the questions" not in page


def test_a_refused_form_keeps_what_was_typed(good, hr):
    page = on_one_line(hr.post(url(good), {"outcome": "hold", "reason": "", "seen": "x"}).content.decode())
    assert 'value="hold" checked' in page and "Say why you decide so." in page
    page = hr.post(url(good), {"reason": "写了理由", "seen": "x"}).content.decode()
    assert "写了理由" in page and "Choose one of the decisions." in page


def test_who_may_decide_and_who_reads(good, keeper, client_for, interviewer, stranger):
    decision = decide(keeper, good, reason="绝密决定")
    member, blind = people_of(good)[0], factories.make_user("hr")
    good.members.create(user=blind)
    assert permissions_for(keeper, good).may_decide
    assert not permissions_for(blind, good).may_decide
    assert not permissions_for(member, good).may_decide
    page = client_for(user=member).get(url(good)).content.decode()
    assert "绝密决定" in page and "<textarea" not in page
    assert client_for(user=member).post(url(good), {"outcome": "hire", "reason": "x"}).status_code == 403
    shut = client_for(user=blind)
    assert "Submit your own first" in shut.get(url(good)).content.decode()
    for name in ("decision-detail", "decision-sealed"):
        assert shut.get(url(good, name, 1)).status_code == 404
        assert interviewer.get(url(good, name, 1)).status_code == 404
    for name in ("decision-confirm", "decision-decline", "decision-withdraw"):
        assert shut.post(url(good, name, 1), {"reason": "x"}).status_code == 404
        assert stranger.post(url(good, name, 1)).status_code == 302
    for path in ("", "?when=past"):
        assert "Hire" not in shut.get(reverse("interviews:interview-list") + path).content.decode()
    event = AuditEvent.objects.get(action="decision.decide")
    assert event in readable_by(keeper) and event not in readable_by(blind)
    assert decision.counts


@pytest.mark.parametrize("earlier", [1, 3])
def test_the_page_takes_the_same_queries_for_one_decision_and_for_three(
    good, keeper, second, client_for, django_assert_num_queries, earlier
):
    for number in range(earlier):
        decision = decide(keeper, good, "hold", f"第 {number} 次")
        if decision.pending:
            decisions.confirm(actor=second, decision=decision)
    client = client_for(user=second)
    client.get(url(good))
    with django_assert_num_queries(15):
        client.get(url(good))


def test_who_reopens_after_a_decision_is_told_what_becomes_of_it(good, keeper, hr):
    card = Scorecard.objects.filter(member__interview=good).first()
    page = reverse("interviews:scorecard-reopen", args=[card.pk])
    assert "decision" not in hr.get(page).content.decode().split("<form")[-1]
    first = decide(keeper, good)
    assert "It stays in force with the report sealed" in hr.get(page).content.decode()
    decide(keeper, good, "hold", "编制冻结")
    assert "can no longer be confirmed" in hr.get(page).content.decode()
    hr.post(page, {"reason": "漏记"})
    assert good.decisions.in_force_first().first() == first and check(first) == ()
