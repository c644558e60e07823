"""What an act of the admin refuses, it refuses by the rule of the site, and in its sentence."""

from collections.abc import Callable
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from interviews.models import Candidate, Interview, OutgoingMail, PanelMember, QuestionSet, Scorecard, Tie
from tests import factories
from tests.administration.test_doors import FEW, choices_of, is_listed
from tests.administration.test_lookups import OURS
from tests.world import make_world

pytestmark = pytest.mark.django_db

ACTS = {(label, act.name): act for label, model_admin in OURS.items() for act in model_admin.acts}
#: As often as one likes: nothing stands in the way of whoever may do it.
ALWAYS_DONE = {
    ("interviews.Position", "close"),
    ("interviews.Position", "open"),
    ("interviews.CandidatePaper", "remove"),
    ("qbank.Category", "up"),
    ("qbank.Category", "down"),
    ("qbank.RatingScale", "make-default"),
}


@pytest.fixture(scope="module")
def world(module_db: Any) -> SimpleNamespace:
    with module_db.unblock():
        return make_world()


def address(obj: Model, act: str) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_act", args=[obj.pk, act])


def read(answer: Any) -> str:
    return unescape(answer.content.decode())


@pytest.mark.parametrize("key", sorted(ACTS), ids=" ".join)
def test_whoever_may_not_is_told_why(key: tuple[str, str], world: SimpleNamespace, client_for: Any) -> None:
    onlooker = client_for(None)
    views = Permission.objects.filter(codename__startswith="view_")
    onlooker.user.user_permissions.add(*views, Permission.objects.get(codename="enter_admin"))
    world.interview.members.create(user=onlooker.user)
    act, model = ACTS[key], OURS[key[0]].model
    obj = model._base_manager.order_by("pk")[0]
    with translation.override("en"), pytest.raises(PermissionDenied) as refusal:
        act.check(onlooker.user, obj)
    assert str(refusal.value)
    assert not act.offered(onlooker.user, obj)
    request = SimpleNamespace(user=onlooker.user)
    if OURS[key[0]].get_queryset(request).filter(pk=obj.pk).exists():  # type: ignore[arg-type]
        for answer in (onlooker.get(address(obj, act.name)), onlooker.post(address(obj, act.name))):
            assert answer.status_code == 403 and str(refusal.value) in read(answer)


def cancelled(world: SimpleNamespace) -> Interview:
    return factories.make_interview(panel=[world.member], status="cancelled", cancel_reason="x")


def erased(world: SimpleNamespace) -> Candidate:
    candidate = factories.make_candidate()
    Candidate.objects.filter(pk=candidate.pk).update(erased_at=timezone.now(), name="x", email="", phone="")
    return candidate


def sitting(world: SimpleNamespace) -> PanelMember:
    return PanelMember.objects.sitting().filter(interview=world.interview).first()


def left(world: SimpleNamespace) -> PanelMember:
    return PanelMember.objects.get(withdrawn_at__isnull=False)


def archived(world: SimpleNamespace) -> QuestionSet:
    made = factories.make_set()
    made.archived = True
    made.save()
    return made


def asked_by_nobody(world: SimpleNamespace) -> QuestionSet:
    return factories.make_set()


def withdrawn_tie(world: SimpleNamespace) -> Tie:
    tie = Tie.objects.get()
    tie.withdrawn_at, tie.withdrawn_by, tie.withdrawn_reason = timezone.now(), world.people["hr"], "x"
    tie.save()
    return tie


def sent(world: SimpleNamespace) -> OutgoingMail:
    mail = OutgoingMail.objects.get()
    mail.state, mail.sent_at = OutgoingMail.State.SENT, timezone.now()
    mail.save()
    return mail


def of_a_cancelled_interview(world: SimpleNamespace) -> Scorecard:
    return factories.make_scorecard(interview=cancelled(world), user=world.member, submitted=True)


ERASED = "This candidate's personal data was erased: nothing more is written about them."
#: The act → something of which it can't be done as things stand, and what the site says then.
STANDS_IN_THE_WAY: dict[tuple[str, str], tuple[Callable[[SimpleNamespace], Any], str]] = {
    ("interviews.Candidate", "note"): (erased, ERASED),
    ("interviews.Candidate", "tie"): (erased, ERASED),
    ("interviews.Interview", "cancel"): (cancelled, "This interview is cancelled already."),
    ("interviews.Interview", "restore"): (lambda world: world.interview, "This interview is not cancelled."),
    ("interviews.Interview", "no-show"): (cancelled, "This interview is cancelled."),
    ("interviews.Interview", "withdrew"): (cancelled, "This interview is cancelled."),
    ("interviews.OutgoingMail", "resend"): (sent, "This letter waits to be sent, or was sent already."),
    ("interviews.PanelMember", "give-back"): (sitting, "sits on this panel."),
    ("interviews.PanelMember", "replace"): (sitting, "This seat is not to be filled any more."),
    ("interviews.PanelMember", "take-off"): (left, "has left this panel already."),
    ("interviews.QuestionSet", "approve"): (asked_by_nobody, "Nobody asks for approval of this set."),
    ("interviews.QuestionSet", "ask-approval"): (archived, "The set is archived: bring it back first."),
    ("interviews.QuestionSet", "publish"): (archived, "The set is archived: bring it back first."),
    ("interviews.QuestionSet", "send-back"): (asked_by_nobody, "Nobody asks for approval of this set."),
    ("interviews.Scorecard", "reopen"): (
        of_a_cancelled_interview,
        "Only HR reopens scorecards: submitted ones",
    ),
    ("interviews.Tie", "withdraw"): (withdrawn_tie, "This tie is withdrawn already."),
}


def test_every_act_says_what_can_stand_in_its_way() -> None:
    assert ACTS.keys() == STANDS_IN_THE_WAY.keys() | ALWAYS_DONE


@pytest.mark.parametrize("key", sorted(STANDS_IN_THE_WAY), ids=" ".join)
def test_an_old_page_learns_what_stands_in_the_way(key: tuple[str, str], world: Any, client_for: Any) -> None:
    """In the site's sentence, below what was typed."""
    make, sentence = STANDS_IN_THE_WAY[key]
    obj, hr = make(world), client_for(user=world.people["hr"])
    obj = type(obj)._base_manager.get(pk=obj.pk)
    act = ACTS[key]
    typed = {
        "reason": "理由",
        "text": "理由",
        "person": world.people["owner"].pk,
        "kind": "other",
        "note": "甲",
    }
    answer = hr.post(address(obj, act.name), typed | {"seen": ""})
    assert sentence in read(answer), read(answer)
    assert not act.offered(world.people["hr"], obj)
    if answer.status_code != 403:
        fields = act.form(obj, None).fields
        assert all(typed[name] in read(answer) for name in ("reason", "text") if name in fields)


@pytest.mark.parametrize("key", sorted(ACTS), ids=" ".join)
def test_no_act_lists_what_may_be_many(key: tuple[str, str], world: SimpleNamespace) -> None:
    form = ACTS[key].form(OURS[key[0]].model._base_manager.order_by("pk")[0], None)
    listed = [field.queryset for _name, field in choices_of(form) if is_listed(field)]
    assert {rows.model._meta.label for rows in listed if rows is not None} <= FEW.keys()


@pytest.mark.parametrize("key", sorted(ALWAYS_DONE), ids=" ".join)
def test_an_act_that_is_done_already_is_no_error(
    key: tuple[str, str], world: Any, admin: Any, hr: Any
) -> None:
    client: Client = hr if key[0].startswith("interviews") else admin
    obj = OURS[key[0]].model._base_manager.all()[0]
    for _again in range(2):
        assert client.post(address(obj, key[1])).status_code == 302
