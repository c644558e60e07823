"""Ties: who is tied to a candidate sits on none of their panels, and only HR learns of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.candidates.services.ties import declare_tie, tied_seats, withdraw_tie
from interviews.models import Interview, PanelMember, Tie
from interviews.planning.services.scheduling import Plan, change_interview, schedule_interview
from tests import factories

pytestmark = pytest.mark.django_db

NOTE = "表兄弟-9c41"


@pytest.fixture
def keeper():
    return factories.make_user("hr")


@pytest.fixture
def candidate():
    return factories.make_candidate(name="李文博")


def plan_of(sheet, lead, *panel):
    return Plan(sheet=sheet, starts_at=timezone.now(), minutes=60, lead=lead, panel=panel)


def declared(keeper, person, candidate, **fields):
    return declare_tie(actor=keeper, person=person, candidate=candidate, **{"kind": "family"} | fields)


@pytest.mark.parametrize("as_lead", [True, False])
def test_a_tied_person_is_not_seated_and_the_sentence_says_why(keeper, candidate, as_lead):
    tied, other = factories.make_user(name="王海燕"), factories.make_user()
    declared(keeper, tied, candidate)
    plan = plan_of(factories.make_sheet(), *((tied, other) if as_lead else (other, tied)))
    with pytest.raises(ValidationError) as refusal:
        schedule_interview(actor=keeper, candidate=candidate, plan=plan)
    (message,) = refusal.value.message_dict["lead" if as_lead else "panel"]
    assert "王海燕" in message and "李文博" in message and str(keeper) in message
    assert not Interview.objects.exists()


def test_a_tie_to_somebody_else_or_a_withdrawn_one_keeps_nobody_off(keeper, candidate):
    person = factories.make_user()
    declared(keeper, person, factories.make_candidate())
    withdraw_tie(actor=keeper, tie=declared(keeper, person, candidate), reason="弄错了人")
    plan = plan_of(factories.make_sheet(), person)
    assert schedule_interview(actor=keeper, candidate=candidate, plan=plan).members.count() == 1


def test_no_tied_person_comes_onto_a_panel_by_a_change(keeper, candidate):
    lead, tied = factories.make_user(), factories.make_user()
    interview = factories.make_interview(panel=[lead], candidate=candidate)
    declared(keeper, tied, candidate)
    with pytest.raises(ValidationError):
        change_interview(actor=keeper, interview=interview, plan=plan_of(interview.sheet, lead, tied))
    assert [member.user for member in interview.members.all()] == [lead]


def test_a_tie_declared_of_somebody_who_sits_is_told_with_the_way_to_take_them_off(hr, candidate):
    person = factories.make_user(name="王海燕")
    interview = factories.make_interview(panel=[person], candidate=candidate)
    page = hr.post(
        reverse("interviews:candidate-tie", args=[candidate.pk]),
        {"person": person.pk, "kind": "work", "note": ""},
        follow=True,
    ).content.decode()
    take_off = reverse("interviews:seat-take-off", args=[interview.members.get().pk])
    assert "still sits on 1 panel" in page and take_off in page
    day = hr.get(reverse("interviews:interview-detail", args=[interview.pk])).content.decode()
    assert "is tied to the candidate" in day and take_off in day
    assert "is tied to the candidate" in hr.get("/").content.decode()
    assert tied_seats(candidate) == [interview.members.get()]


def test_the_form_of_a_new_interview_says_the_refusal_and_keeps_what_was_typed(hr, candidate):
    person = factories.make_user()
    sheet = factories.make_sheet()
    declared(hr.user, person, candidate)
    sent = {"candidate": candidate.pk, "sheet": sheet.pk, "starts_at": "2099-11-30T10:00", "minutes": 45}
    response = hr.post(reverse("interviews:interview-create"), sent | {"lead": person.pk, "place": "302 室"})
    page = response.content.decode()
    assert response.status_code == 200 and "sit on this panel" in page and "302 室" in page


def test_the_same_pair_is_declared_once_and_again_after_withdrawing(keeper, candidate):
    person = factories.make_user()
    first = declared(keeper, person, candidate)
    with pytest.raises(ValidationError):
        declared(keeper, person, candidate)
    withdraw_tie(actor=keeper, tie=first, reason="弄错了人")
    declared(keeper, person, candidate)
    assert Tie.objects.filter(person=person, candidate=candidate).count() == 2


def test_something_else_has_to_be_said(keeper, candidate):
    with pytest.raises(ValidationError) as refusal:
        declared(keeper, factories.make_user(), candidate, kind="other", note="  ")
    assert "note" in refusal.value.message_dict
    with pytest.raises(ValidationError):
        declared(keeper, factories.make_user(), candidate, kind="cousin")


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "other", "note": ""},
        {"withdrawn_at": timezone.now()},
        {"withdrawn_reason": "没有时间"},
    ],
)
def test_the_database_keeps_impossible_ties_out(keeper, candidate, broken):
    fields = {"person": keeper, "candidate": candidate, "kind": "family", "declared_by": keeper}
    with pytest.raises(IntegrityError), transaction.atomic():
        Tie.objects.create(**fields | broken)


def test_interviewers_declare_of_themselves_only(candidate):
    person, colleague = factories.make_user(), factories.make_user()
    with pytest.raises(PermissionDenied):
        declared(person, colleague, candidate)
    assert declared(person, person, candidate).declared_by == person


def test_the_tied_person_does_not_withdraw_their_own_tie(keeper, candidate, client_for):
    tie = declared(keeper, keeper, candidate)
    with pytest.raises(PermissionDenied):
        withdraw_tie(actor=keeper, tie=tie, reason="不再是亲戚")
    url = reverse("interviews:tie-withdraw", args=[tie.pk])
    assert client_for(user=keeper).post(url, {"reason": "不再是亲戚"}).status_code == 403
    other = factories.make_user("hr")
    with pytest.raises(ValidationError):
        withdraw_tie(actor=other, tie=tie, reason="   ")
    withdraw_tie(actor=other, tie=tie, reason="登记错了")
    with pytest.raises(ValidationError):
        withdraw_tie(actor=other, tie=tie, reason="再来一次")


def test_who_sees_a_tie(keeper, candidate):
    person, other = factories.make_user(), factories.make_user()
    told_by_hr = declared(keeper, person, candidate)
    own = declared(other, other, candidate)
    assert set(Tie.objects.visible_to(keeper)) == {told_by_hr, own}
    assert set(Tie.objects.visible_to(person)) == set()
    assert set(Tie.objects.visible_to(other)) == {own}
    assert set(Tie.objects.visible_to(factories.make_user("admin"))) == set()


def test_the_note_reaches_nobody_but_hr(hr, client_for, candidate):
    person, fellow = factories.make_user(), factories.make_user()
    interview = factories.make_interview(panel=[person, fellow], candidate=candidate)
    tie = declared(hr.user, person, candidate, note=NOTE)
    assert NOTE in hr.get(reverse("interviews:candidate-detail", args=[candidate.pk])).content.decode()
    for user in (person, fellow):
        client = client_for(user=user)
        for name in ("interview-detail", "interview-result", "scorecard"):
            body = client.get(reverse(f"interviews:{name}", args=[interview.pk])).content.decode()
            assert NOTE not in body and "is tied to the candidate" not in body
        assert client.get(reverse("interviews:tie-withdraw", args=[tie.pk])).status_code == 404
    events = AuditEvent.objects.filter(action="tie.declare")
    assert events.get().after["note"] == "…" and NOTE not in str(events.values())


def test_declaring_and_withdrawing_are_on_the_trail(keeper, candidate):
    tie = declared(keeper, factories.make_user(), candidate)
    withdraw_tie(actor=keeper, tie=tie, reason="登记错了")
    assert list(AuditEvent.objects.order_by("pk").values_list("action", "reason")) == [
        ("tie.declare", ""),
        ("tie.withdraw", "登记错了"),
    ]


@pytest.mark.parametrize("kind", ["", "no-such-kind", "甲\0乙"])
def test_nonsense_is_refused_by_the_form(hr, candidate, kind):
    url = reverse("interviews:candidate-tie", args=[candidate.pk])
    response = hr.post(url, {"person": "9" * 30, "kind": kind, "note": "x" * 3000})
    assert response.status_code == 200 and not Tie.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_candidates_page_takes_the_same_queries_for_any_number_of_ties(
    hr, candidate, rows, django_assert_num_queries
):
    for _ in range(rows):
        person = factories.make_user()
        factories.make_interview(panel=[person], candidate=candidate)
        declared(hr.user, person, candidate)
    assert PanelMember.objects.count() == rows
    with django_assert_num_queries(16):
        hr.get(reverse("interviews:candidate-detail", args=[candidate.pk]))
