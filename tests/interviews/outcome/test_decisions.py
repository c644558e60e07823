"""Deciding: after the debrief, by HR, by two where one is not enough; sealed, and never changed."""

import json
from hashlib import sha256
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.audit_visibility import readable_by
from accounts.models import AppendOnlyError, AuditEvent
from interviews.access import permissions_for
from interviews.models import Decision, DecisionAnswer, Interview, Scorecard
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.rules.seals import canonical_json, seal_hash, seal_matches
from interviews.outcome.rules.second_person import Objection, objections
from interviews.outcome.services import decisions
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.outcome.services.rounds import close_round, open_round
from interviews.outcome.services.verification import SealFault, events_by_decision, seal_faults
from interviews.planning.services import seats
from interviews.planning.services.scheduling import cancel_interview
from interviews.room.services.scorecards import submit
from tests import factories
from tests.interviews.panels import D, hand_in, make_panel, make_sheet, people_of
from tests.markup import on_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def keeper():
    return factories.make_user("hr", name="周敏")


@pytest.fixture
def second():
    return factories.make_user("hr", name="王芳")


@pytest.fixture
def good() -> Interview:
    """(4 + 4.5 + 4 + 4)/20 = 82.5 %: 良好."""
    return make_panel(["4", "4.5"], ["4", "4"])


def decide(actor, interview, outcome="hire", reason="各题都稳"):
    seen = decisions.basis_sha256(interview_report(interview, actor))
    return decisions.decide(actor=actor, interview=interview, outcome=outcome, reason=reason, seen=seen)


def url(interview: Interview, name: str = "interview-decision", *more: int) -> str:
    return reverse(f"interviews:{name}", args=[interview.pk, *more])


def check(decision: Decision) -> tuple[SealFault, ...]:
    fresh = Decision.objects.get(pk=decision.pk)
    return seal_faults(fresh, events_by_decision([fresh])[fresh.pk])


# --- when one person is not enough ---------------------------------------------------------------

BANDS = ["优秀", "良好", "合格", "不合格", None]


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("disqualified", [False, True])
@pytest.mark.parametrize("correction", [False, True])
def test_what_stands_against_a_decision(band, disqualified, correction):
    def against(outcome: str) -> set[str]:
        found = objections(
            outcome, band=band, lowest_band="不合格", disqualified=disqualified, correction=correction
        )
        assert len(found) == len(set(found))
        return {str(one) for one in found} - {"correction"}

    reached = band in ("优秀", "良好", "合格")
    if disqualified:
        assert [against(one) for one in ("hire", "again", "hold", "reject")] == [
            {"disqualified"},
            {"disqualified"},
            set(),
            set(),
        ]
    else:
        assert against("hire") == (set() if reached else {"below-bands"})
        assert against("reject") == ({"reached-band"} if reached else set())
        assert against("hold") == against("again") == set()
    every = objections("hold", band=band, lowest_band="不合格", disqualified=False, correction=correction)
    assert every == ((Objection.CORRECTION,) if correction else ())


def test_there_are_four_decisions_and_no_other():
    assert set(Decision.Outcome.values) == {"hire", "hold", "reject", "again"}
    with pytest.raises(ValueError):
        objections("maybe", band="优秀", lowest_band="不合格", disqualified=False, correction=False)


# --- seals --------------------------------------------------------------------------------------

contents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("ab甲", max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("ab甲", max_size=3), contents, max_size=5))
def test_equal_contents_have_one_text_that_reads_back(content):
    text = canonical_json(content)
    assert canonical_json(dict(reversed(content.items()))) == text
    assert json.loads(text) == content
    assert seal_matches(text, seal_hash(text)) and seal_hash(text) == sha256(text.encode()).hexdigest()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_any_changed_character_breaks_the_seal(text, data):
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_categories=["Cs"]))
    changed = text[:place] + other + text[place + 1 :]
    assert seal_matches(changed, seal_hash(text)) is (changed == text)


@pytest.mark.parametrize("value", [1.5, [0.1], {"a": [1, {"b": 2.0}]}, (3.0,), float("nan")])
def test_a_seal_takes_no_floats(value):
    with pytest.raises(ValueError):
        canonical_json({"value": value})


# --- deciding -----------------------------------------------------------------------------------


def test_a_decision_within_the_band_counts_at_once(good, keeper):
    decision = decide(keeper, good)
    assert decision.counts and not decision.pending
    assert decisions.in_force(good) == decision
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
    assert (decisions.in_force(interview) is None) is pending
    if pending:
        decisions.confirm(actor=second, decision=decision)
        assert decisions.in_force(interview) == decision
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


# --- the second person ----------------------------------------------------------------------------


@pytest.fixture
def pending(good, keeper):
    return decide(keeper, good, "reject", "不适合夜班")


def test_nobody_confirms_their_own(pending, keeper, good):
    superuser = factories.make_user(None, is_superuser=True)
    member, blind = people_of(good)[0], factories.make_user("hr")
    good.members.create(user=blind)
    allowed = {keeper: False, superuser: True, member: False, blind: False}
    allowed |= {factories.make_user("hr"): True, factories.make_user("admin"): False}
    for user, expected in allowed.items():
        assert permissions_for(user, pending.interview).may_confirm(pending) is expected
        if not expected:
            with pytest.raises(PermissionDenied):
                decisions.confirm(actor=user, decision=pending)
            with pytest.raises(PermissionDenied):
                decisions.decline(actor=user, decision=pending, reason="x")
    assert not DecisionAnswer.objects.exists()


def test_the_database_itself_keeps_one_from_confirming_ones_own(pending, keeper, second):
    for fields in (
        {"kind": "confirmed", "by": keeper},
        {"kind": "declined", "by": keeper, "reason": "x"},
        {"kind": "declined", "by": second},
        {"kind": "withdrawn", "by": second, "reason": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            DecisionAnswer.objects.create(decision=pending, asked_by=keeper, by_name="x", **fields)


def test_declined_and_withdrawn_decisions_never_count_and_stay_readable(good, pending, keeper, second):
    for act, actor in ((decisions.decline, second), (decisions.withdraw, keeper)):
        with pytest.raises(ValidationError) as refused:
            act(actor=actor, decision=pending, reason=" ")
        assert "reason" in refused.value.error_dict
    decisions.decline(actor=second, decision=pending, reason="依据不足")
    with pytest.raises(PermissionDenied):
        decisions.withdraw(actor=second, decision=decide(keeper, good, "reject", "再想一次"), reason="x")
    again = Decision.objects.get(number=2)
    decisions.withdraw(actor=keeper, decision=again, reason="我撤回")
    assert decisions.in_force(good) is None
    assert [one.answer.kind for one in Decision.objects.order_by("number")] == ["declined", "withdrawn"]
    assert check(pending) == check(again) == ()
    for act in (decisions.confirm,):
        with pytest.raises(ValidationError, match="answered already"):
            act(actor=second, decision=pending)


def test_while_one_waits_nothing_else_is_decided_or_agreed(good, pending, keeper, second):
    with pytest.raises(ValidationError, match="second person"):
        decide(second, good, "hold")
    item = good.sheet.items.get(position=1)
    with pytest.raises(ValidationError, match="second person"):
        save_consensus(actor=keeper, interview=good, item=item, rating=D(1), reason="x", seen=0)


def test_scores_that_changed_meanwhile_are_not_confirmed(good, pending, second):
    card = Scorecard.objects.filter(member__interview=good).first()
    reopen_scorecard(actor=second, scorecard=card, reason="漏记")
    submit(scorecard=card, actor=card.member.user)
    with pytest.raises(ValidationError, match="Scores have changed"):
        decisions.confirm(actor=second, decision=pending)
    decisions.decline(actor=second, decision=pending, reason="分数变了")


# --- correcting -----------------------------------------------------------------------------------


def test_a_correction_is_a_new_decision_that_a_second_person_confirms(good, keeper, second):
    first = decide(keeper, good)
    correction = decide(keeper, good, "hold", "编制冻结")
    assert correction.pending and correction.supersedes == first
    assert decisions.in_force(good) == first
    decisions.confirm(actor=second, decision=correction)
    assert decisions.in_force(good) == correction
    assert json.loads(correction.sealed)["decision"]["supersedes"] == first.sha256
    assert check(first) == check(correction) == ()


def test_what_is_scored_after_a_decision_leaves_it_in_force_and_says_so(good, keeper, hr):
    decision = decide(keeper, good)
    assert "Scores have changed" not in hr.get(url(good)).content.decode()
    card = Scorecard.objects.filter(member__interview=good).first()
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记一题")
    page = hr.get(url(good)).content.decode()
    assert "Scores have changed since this decision was taken. It stays in force" in page
    assert "Seal intact" in page
    assert decisions.in_force(good) == decision and check(decision) == ()
    card.responses.update(rating="1")
    submit(scorecard=card, actor=card.member.user)
    sealed = hr.get(url(good, "decision-detail", 1)).content.decode()
    assert "82.5%" in sealed and "82.5" not in hr.get(url(good)).content.decode().split("</header>")[0]


def test_decisions_are_append_only(good, keeper):
    decision = decide(keeper, good)
    for act in (decision.save, decision.delete, Decision.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            act()
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


# --- verifying ------------------------------------------------------------------------------------


def tamper(decision: Decision, **values: object) -> None:
    """As somebody with the database in their hands would."""
    with connection.cursor() as cursor:
        for column, value in values.items():
            sql = f"UPDATE interviews_decision SET {column} = %s WHERE id = %s"
            cursor.execute(sql, [value, decision.pk])


def verify() -> tuple[str, str]:
    """What the command says, and what it complains of."""
    out, errors = StringIO(), StringIO()
    try:
        call_command("verify_decisions", stdout=out, stderr=errors)
    except CommandError as problem:
        return str(problem), errors.getvalue()
    return out.getvalue(), errors.getvalue()


def test_a_changed_byte_is_found_by_the_page_and_by_the_command(good, keeper, hr):
    decision = decide(keeper, good)
    assert verify()[0].startswith("1 decisions checked")
    tamper(decision, sealed=decision.sealed.replace('"rating":"4"', '"rating":"5"', 1))
    assert check(decision) == (SealFault.TEXT,)
    said, complaint = verify()
    assert "1 of 1" in said and f"{good.pk}/1: the sealed report was changed" in complaint
    for page in (hr.get(url(good)), hr.get(url(good, "decision-detail", 1))):
        assert "This is not what was sealed" in page.content.decode()


def test_a_text_changed_together_with_its_hash_is_found_by_the_trail(good, keeper):
    decision = decide(keeper, good)
    changed = decision.sealed.replace("各题都稳", "关系好")
    tamper(decision, sealed=changed, sha256=seal_hash(changed), reason="关系好")
    assert check(decision) == (SealFault.TRAIL,)


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": "reject"},
        {"reason": "关系好"},
        {"taken_by_name": "别人"},
        {"number": 7},
        {"needs_confirmation": True},
        {"taken_at": "2020-01-01 00:00:00+00:00"},
    ],
)
def test_a_row_that_says_something_else_is_found(good, keeper, values):
    decision = decide(keeper, good)
    tamper(decision, **values)
    assert SealFault.ROW in check(decision)


def test_a_forged_answer_and_a_vanished_decision_are_found(good, keeper, second):
    decision = decide(keeper, good, "reject", "不适合")
    DecisionAnswer.objects.create(
        decision=decision, kind="confirmed", asked_by=keeper, by=second, by_name="王芳"
    )
    assert check(decision) == (SealFault.TRAIL,)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM interviews_decisionanswer")
        cursor.execute("DELETE FROM interviews_decision")
    assert "gone" in verify()[1]


@pytest.mark.parametrize(
    "sealed", ["", "nonsense", "[]", "{}", '{"decision": 3}', '{"questions": 5, "decision": {"at": "x"}}']
)
def test_pages_bear_a_seal_that_was_broken_beyond_reading(good, keeper, hr, sealed):
    decision = decide(keeper, good)
    tamper(decision, sealed=sealed)
    assert set(check(decision)) >= {SealFault.TEXT, SealFault.ROW}
    for page in (hr.get(url(good)), hr.get(url(good, "decision-detail", 1))):
        assert page.status_code == 200
        assert "This is not what was sealed" in page.content.decode()
    assert "1 of 1" in verify()[0]


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
    assert "in force" in done and decision.sha256 in done and f"{decision.sha256[:12]}…" in done


def test_a_refused_form_keeps_what_was_typed(good, hr):
    page = on_one_line(hr.post(url(good), {"outcome": "hold", "reason": "", "seen": "x"}).content.decode())
    assert 'value="hold" checked' in page and "Say why you decide so." in page
    page = hr.post(url(good), {"reason": "写了理由", "seen": "x"}).content.decode()
    assert "写了理由" in page and "Choose one of the decisions." in page


def test_the_sealed_bytes_can_be_checked_with_any_tool(good, keeper, hr):
    decision = decide(keeper, good)
    answer = hr.get(url(good, "decision-sealed", 1))
    assert sha256(answer.content).hexdigest() == decision.sha256
    assert (
        answer["Content-Type"].startswith("application/json")
        and "attachment" in answer["Content-Disposition"]
    )


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
    with django_assert_num_queries(14):
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
    assert decisions.in_force(good) == first and check(first) == ()


def test_what_went_another_way_is_sealed_and_read_from_the_seal(keeper, hr):
    interview = make_panel(["4", None], ["4", "4"], ["3", "3"])
    third = interview.members.order_by("pk").last()
    card = Scorecard.objects.filter(member__interview=interview).first()
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记一题")
    submit(scorecard=card, actor=card.member.user)
    seats.take_off_panel(actor=keeper, member=third, reason="与候选人共事过")
    decision = decide(keeper, interview)
    sealed = json.loads(decision.sealed)
    assert [one["name"] for one in sealed["members"]] == [str(one) for one in people_of(interview)[:2]]
    assert [(one["name"], one["had_submitted"]) for one in sealed["left"]] == [(str(third.user), True)]
    assert sealed["reopened"][0]["version"] == 1 and sealed["basis"]["scorecards"][0][1] == 2
    page = hr.get(url(interview, "decision-detail", 1)).content.decode()
    for said in ("时间不够", "漏记一题", str(third.user)):
        assert said in page
    # Why somebody left is for HR; the sealed report is for whoever reads the result.
    assert "与候选人共事过" not in page + decision.sealed
    seats.give_seat_back(actor=keeper, member=third, reason="弄错了人")
    assert "Scores have changed since" in hr.get(url(interview)).content.decode()
    assert str(third.user) in hr.get(url(interview, "decision-detail", 1)).content.decode()
