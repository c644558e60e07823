"""When one person is not enough to decide, and how a second one answers."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from interviews.access import permissions_for
from interviews.models import Decision, DecisionAnswer, Scorecard
from interviews.outcome.rules.second_person import Objection, objections
from interviews.outcome.services import decisions
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.room.services.scorecards import submit
from tests import factories
from tests.interviews.outcome.deciding import check, decide
from tests.interviews.panels import D, people_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


# --- when one person is not enough ----------------------------------------------------------------


BANDS = ["优秀", "良好", "合格", "不合格", None]


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("disqualified", [False, True])
@pytest.mark.parametrize("correction", [False, True])
def test_what_stands_against_a_decision(band, disqualified, correction):
    def against(outcome: str) -> set[str]:
        reasons = objections(
            outcome, band=band, lowest_band="不合格", disqualified=disqualified, correction=correction
        )
        assert len(reasons) == len(set(reasons))
        return {str(reason) for reason in reasons} - {"correction"}

    reached = band in ("优秀", "良好", "合格")
    if disqualified:
        assert [against(outcome) for outcome in ("hire", "again", "hold", "reject")] == [
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
    for answer, actor in ((decisions.decline, second), (decisions.withdraw, keeper)):
        with pytest.raises(ValidationError) as refused:
            answer(actor=actor, decision=pending, reason=" ")
        assert "reason" in refused.value.error_dict
    decisions.decline(actor=second, decision=pending, reason="依据不足")
    with pytest.raises(PermissionDenied):
        decisions.withdraw(actor=second, decision=decide(keeper, good, "reject", "再想一次"), reason="x")
    again = Decision.objects.get(number=2)
    decisions.withdraw(actor=keeper, decision=again, reason="我撤回")
    assert good.decisions.in_force_first().first() is None
    assert [decision.answer.kind for decision in Decision.objects.order_by("number")] == [
        "declined",
        "withdrawn",
    ]
    assert check(pending) == check(again) == ()
    with pytest.raises(ValidationError, match="answered already"):
        decisions.confirm(actor=second, decision=pending)


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
