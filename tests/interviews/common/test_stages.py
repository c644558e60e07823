"""No order of acts leaves an interview outside the diagram, and no sealed report is ever touched."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from interviews.access import is_blind
from interviews.common.progress import load_facts, read_facts, stage_for, with_facts
from interviews.common.rules.stages import DIAGRAM, Action, InterviewFacts, Stage, allows, stage_of
from interviews.models import Consensus, Decision, Interview, PanelMember, Scorecard
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.rules.seals import seal_matches
from interviews.outcome.services import decisions
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.outcome.services.rounds import close_round, open_round
from interviews.outcome.services.verification import events_by_decision, seal_faults
from interviews.planning.services import seats
from interviews.planning.services.scheduling import cancel_interview, restore_interview
from interviews.room.services.scorecards import ScorecardClosedError, submit
from tests import factories
from tests.interviews.panels import D, hand_in, make_panel, make_sheet, record

# --- the diagram ----------------------------------------------------------------------------------


@st.composite
def any_facts(draw: st.DrawFn) -> InterviewFacts:
    panel = draw(st.integers(0, 4))
    begun = draw(st.integers(0, panel))
    cancelled = draw(st.booleans())
    return InterviewFacts(
        panel=panel,
        begun=begun,
        submitted=draw(st.integers(0, begun)),
        closed=draw(st.booleans()),
        cancelled=cancelled,
        decided=not cancelled and draw(st.booleans()),
        pending=not cancelled and draw(st.booleans()),
    )


@given(any_facts())
def test_everything_that_can_be_recorded_is_one_stage(facts):
    stage = stage_of(facts)
    assert stage in DIAGRAM
    assert (stage == Stage.CANCELLED) is facts.cancelled
    if stage == Stage.DEBRIEF:
        assert facts.released and facts.submitted > 0
    if stage == Stage.SCHEDULED:
        assert facts.begun == 0
    assert not (facts.may_close and facts.released)


@pytest.mark.parametrize(
    "impossible",
    [
        {"panel": -1},
        {"panel": 1, "begun": 2},
        {"panel": 2, "begun": 1, "submitted": 2},
        {"panel": 1, "cancelled": True, "decided": True},
        {"panel": 1, "cancelled": True, "pending": True},
    ],
)
def test_what_cannot_be_is_refused(impossible):
    with pytest.raises(ValueError):
        InterviewFacts(**impossible)


def test_every_stage_can_be_reached_and_no_act_leads_outside():
    reached, fresh = {Stage.SCHEDULED}, {Stage.SCHEDULED}
    while fresh:
        fresh = {after for stage in fresh for ends in DIAGRAM[stage].values() for after in ends} - reached
        reached |= fresh
    assert reached == set(Stage) == set(DIAGRAM)


@pytest.mark.parametrize(
    ("stage", "refused"),
    [
        (Stage.SCHEDULED, {Action.CLOSE, Action.AGREE, Action.DECIDE, Action.REOPEN, Action.CONFIRM}),
        (Stage.SCORING, {Action.AGREE, Action.DECIDE, Action.CONFIRM}),
        (Stage.DEBRIEF, {Action.CLOSE, Action.CONFIRM, Action.DECLINE}),
        (Stage.CONFIRMING, {Action.DECIDE, Action.AGREE, Action.CANCEL, Action.OPEN, Action.CLOSE}),
        (Stage.DECIDED, {Action.CANCEL, Action.OPEN, Action.CONFIRM}),
        (Stage.CANCELLED, set(Action) - {Action.RESTORE}),
    ],
)
def test_what_is_refused_where(stage, refused):
    assert not {action for action in refused if allows(stage, action)}


# --- the services, in any order -------------------------------------------------------------------

REFUSED = (ValidationError, PermissionDenied, ScorecardClosedError)
members = st.integers(0, 2)
ratings = st.sampled_from(["0.5", "2", "4", "4.5"])


class AnyOrder(RuleBasedStateMachine):
    """Three people, two of HR and two questions, the second a ladder; whatever anybody does next."""

    world: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        people, sheet, self.hr = self.world
        self.interview = factories.make_interview(panel=people, sheet=sheet)
        self.seats = list(self.interview.members.order_by("pk"))
        self.sealed: dict[int, tuple[str, str]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    @initialize(done=st.sampled_from([0, 2, 3, 3]), high=st.booleans())
    def some_have_submitted(self, done: int, high: bool) -> None:
        for seat in self.seats[:done]:
            hand_in(self.interview, seat.user, ["4.5", "4"] if high else ["2", "0.5"])

    def attempt(self, action: Action, do: Any) -> None:
        """Do it, or be refused; then the stage must be one the diagram leads to."""
        before, recorded = load_facts(self.interview), self.everything()
        try:
            with transaction.atomic():
                do()
        except REFUSED:
            assert self.everything() == recorded, f"{action} was refused and still changed something"
            assert load_facts(self.interview) == before
            return
        stage, after = stage_of(before), stage_of(load_facts(self.interview))
        assert action in DIAGRAM[stage], f"{action} went through while {stage}"
        assert after in DIAGRAM[stage][action], f"{action} led from {stage} to {after}"

    def everything(self) -> Any:
        """The rows an act could touch."""
        return (
            list(Interview.objects.filter(pk=self.interview.pk).values_list("status", "closed_at")),
            list(Scorecard.objects.filter(member__in=self.seats).values_list("pk", "status").order_by("pk")),
            Consensus.objects.filter(interview=self.interview).count(),
            Decision.objects.filter(interview=self.interview).count(),
            PanelMember.objects.filter(interview=self.interview, withdrawn_at__isnull=True).count(),
        )

    def card(self, index: int) -> Scorecard | None:
        return Scorecard.objects.filter(member=self.seats[index]).select_related("member__user").first()

    def pending(self) -> Decision | None:
        return Decision.objects.filter(interview=self.interview).pending().first()

    @rule(index=members, first=ratings, second=ratings)
    def score(self, index: int, first: str, second: str) -> None:
        """As the autosave would: on a draft of one's own."""
        card = self.card(index)
        seat = PanelMember.objects.get(pk=self.seats[index].pk)
        if seat.withdrawn or Interview.objects.get(pk=self.interview.pk).called_off:
            return
        if card is None:
            self.attempt(Action.SCORE, lambda: record(self.interview, seat.user, [first, second]))
        elif card.status == "draft":
            item = card.responses.order_by("item__position").first()
            self.attempt(Action.SCORE, lambda: card.responses.filter(pk=item.pk).update(rating=D(first)))

    @rule(index=members)
    def submit(self, index: int) -> None:
        if card := self.card(index):
            self.attempt(Action.SUBMIT, lambda: submit(scorecard=card, actor=card.member.user))

    @rule(index=members, actor=st.integers(0, 1))
    def reopen(self, index: int, actor: int) -> None:
        if card := self.card(index):
            perform = lambda: reopen_scorecard(actor=self.hr[actor], scorecard=card, reason="漏记")  # noqa: E731
            self.attempt(Action.REOPEN, perform)

    @rule(index=members, back=st.booleans())
    def change_the_panel(self, index: int, back: bool) -> None:
        change = seats.give_seat_back if back else seats.take_off_panel
        perform = lambda: change(actor=self.hr[0], member=self.seats[index], reason="换人")  # noqa: E731
        self.attempt(Action.CHANGE_PANEL, perform)

    @rule(reason=st.sampled_from(["", "病了"]))
    def close(self, reason: str) -> None:
        perform = lambda: close_round(actor=self.hr[0], interview=self.interview, reason=reason)  # noqa: E731
        self.attempt(Action.CLOSE, perform)

    @rule()
    def open(self) -> None:
        perform = lambda: open_round(actor=self.hr[1], interview=self.interview, reason="回来了")  # noqa: E731
        self.attempt(Action.OPEN, perform)

    @rule()
    def cancel(self) -> None:
        perform = lambda: cancel_interview(actor=self.hr[0], interview=self.interview, reason="x")  # noqa: E731
        self.attempt(Action.CANCEL, perform)

    @rule()
    def restore(self) -> None:
        perform = lambda: restore_interview(actor=self.hr[0], interview=self.interview)  # noqa: E731
        self.attempt(Action.RESTORE, perform)

    @rule(number=st.integers(1, 2), rating=st.none() | ratings, actor=st.integers(0, 1))
    def agree(self, number: int, rating: str | None, actor: int) -> None:
        item = self.interview.sheet.items.get(position=number)
        given_rating = None if rating is None else D(rating)

        def perform() -> None:
            save_consensus(
                actor=self.hr[actor],
                interview=self.interview,
                item=item,
                rating=given_rating,
                reason=f"评议 {rating}",
                seen=0,
            )

        self.attempt(Action.AGREE, perform)

    @rule(outcome=st.sampled_from(Decision.Outcome.values), actor=st.integers(0, 1))
    def decide(self, outcome: str, actor: int) -> None:
        def perform() -> None:
            seen = decisions.basis_sha256(interview_report(self.interview, self.hr[actor]))
            decision = decisions.decide(
                actor=self.hr[actor], interview=self.interview, outcome=outcome, reason="理由", seen=seen
            )
            self.sealed[decision.pk] = (decision.sealed, decision.sha256)

        self.attempt(Action.DECIDE, perform)

    @rule(actor=st.integers(0, 1))
    def confirm(self, actor: int) -> None:
        if decision := self.pending():
            perform = lambda: decisions.confirm(actor=self.hr[actor], decision=decision)  # noqa: E731
            self.attempt(Action.CONFIRM, perform)

    @rule(actor=st.integers(0, 1), own=st.booleans())
    def answer_no(self, actor: int, own: bool) -> None:
        if decision := self.pending():
            answer = decisions.withdraw if own else decisions.decline
            perform = lambda: answer(actor=self.hr[actor], decision=decision, reason="不妥")  # noqa: E731
            self.attempt(Action.WITHDRAW if own else Action.DECLINE, perform)

    @invariant()
    def a_stage_of_the_diagram(self) -> None:
        assert stage_of(load_facts(self.interview)) in DIAGRAM

    @invariant()
    def every_seal_is_as_it_was_and_at_most_one_decision_waits(self) -> None:
        rows = list(Decision.objects.filter(interview=self.interview).select_related("answer", "supersedes"))
        events = events_by_decision(rows)
        for decision in rows:
            assert (decision.sealed, decision.sha256) == self.sealed[decision.pk] and seal_matches(
                decision.sealed, decision.sha256
            )
            assert seal_faults(decision, events[decision.pk]) == ()
            if decision.answered and decision.answer.kind == "confirmed":
                assert decision.answer.by_id != decision.taken_by_id
        assert sum(decision.pending for decision in rows) <= 1
        assert [decision.number for decision in rows] == list(range(1, len(rows) + 1))

    @invariant()
    def who_has_not_submitted_sees_nothing(self) -> None:
        for seat in self.seats:
            if is_blind(seat.user, self.interview):
                assert not Consensus.objects.visible_to(seat.user).filter(interview=self.interview).exists()
                assert not Decision.objects.visible_to(seat.user).filter(interview=self.interview).exists()


@pytest.fixture
def machine(db):
    people = [factories.make_user() for _ in range(3)]
    keepers = [factories.make_user("hr"), factories.make_user("hr")]
    AnyOrder.world = (people, make_sheet(2, ladder=True), keepers)
    return AnyOrder


def test_no_order_of_acts_leaves_the_diagram(machine):
    thorough = settings.default.max_examples > 100
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=200 if thorough else 12,
            stateful_step_count=40 if thorough else 14,
            derandomize=not thorough,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_machine_walks_through_every_stage(machine):
    """The same steps by hand: else refusals alone could make the test above pass."""
    walk, seen = machine(), []

    def then(*_done: None) -> None:
        seen.append(stage_of(load_facts(walk.interview)))
        walk.every_seal_is_as_it_was_and_at_most_one_decision_waits()
        walk.who_has_not_submitted_sees_nothing()

    then()
    then(walk.some_have_submitted(done=2, high=True))
    then(walk.close(reason="病了"), walk.agree(number=1, rating="4", actor=0))
    then(walk.cancel(), walk.decide(outcome="hire", actor=0))
    then(walk.restore(), walk.decide(outcome="reject", actor=0), walk.confirm(actor=0))
    then(walk.answer_no(actor=0, own=True), walk.decide(outcome="hire", actor=1))
    then(walk.decide(outcome="hold", actor=1))
    then(walk.reopen(index=0, actor=0), walk.confirm(actor=0))
    then(walk.answer_no(actor=0, own=False), walk.submit(index=0))
    walk.teardown()
    assert seen == [
        Stage.SCHEDULED,
        Stage.SCORING,
        Stage.DEBRIEF,
        Stage.CANCELLED,
        Stage.CONFIRMING,
        Stage.DECIDED,
        Stage.CONFIRMING,
        Stage.CONFIRMING,
        Stage.DECIDED,
    ]


# --- facts ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_facts_count_who_sits_on_the_panel(django_assert_num_queries):
    interview = make_panel(["3"], ["4"], ["3.5"])
    keeper = factories.make_user("hr")
    card = Scorecard.objects.filter(member__interview=interview).last()
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记")
    with django_assert_num_queries(1):
        assert load_facts(interview) == InterviewFacts(panel=3, begun=3, submitted=2)
    seats.take_off_panel(actor=keeper, member=card.member, reason="病了")
    assert load_facts(interview) == InterviewFacts(panel=2, begun=2, submitted=2)
    assert load_facts(interview).released


@pytest.mark.django_db
def test_a_blind_person_is_told_no_stage():
    interview = make_panel(["3"], ["4"])
    blind: User = factories.make_user("hr")
    interview.members.create(user=blind)
    for user, expected in ((blind, None), (factories.make_user("hr"), Stage.SCORING)):
        row = with_facts(Interview.objects.with_own_state(user)).get(pk=interview.pk)
        assert stage_for(row) is expected
        assert read_facts(row).submitted == 2
