"""Who has read scores of an interview joins its panel only by somebody else, with a reason that is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEvent, User
from interviews.common.scores_seen import note_scores_seen
from interviews.models import Interview, PanelMember, ScoresSeen
from interviews.planning.services import scheduling, seats
from tests import factories
from tests.administration.test_doors import sent_by as sent_by_admin
from tests.forms import writing_forms

pytestmark = pytest.mark.django_db

REASON = "另外两位面试官都病了"


@pytest.fixture
def interview() -> Interview:
    lead, other = factories.make_user(), factories.make_user()
    interview = factories.make_interview(panel=[lead, other])
    factories.make_scorecard(interview=interview, user=lead, submitted=True)
    return interview


@pytest.fixture
def reader(interview: Interview) -> User:
    """In HR, and has read the result."""
    person = factories.make_user("hr", name="周敏")
    note_scores_seen(person, [interview.pk])
    return person


def plan_with(interview: Interview, person: User, reason: str = "") -> scheduling.Plan:
    sitting = [member.user for member in interview.members.sitting().order_by("-lead", "pk")]
    return scheduling.Plan(
        sheet=interview.sheet,
        starts_at=interview.starts_at,
        minutes=interview.minutes,
        lead=sitting[0],
        panel=(*sitting[1:], person),
        past=True,
        admitted_reason=reason,
    )


def sent_by(page: Any, url: str) -> dict[str, Any]:
    """What the form of a page would send as it stands."""
    form = next(form for form in writing_forms(page.content.decode(), url) if form.texts or form.choices)
    return dict(form.as_shown)


def left_seat(interview: Interview, keeper: User) -> PanelMember:
    seat = interview.members.sitting().filter(scorecard=None).get()
    return seats.take_off_panel(actor=keeper, member=seat, reason="病了")


def test_nobody_seats_themselves(interview: Interview, reader: User) -> None:
    with pytest.raises(ValidationError):
        scheduling.change_interview(
            actor=reader, interview=interview, plan=plan_with(interview, reader, REASON)
        )
    seat = left_seat(interview, factories.make_user("hr"))
    with pytest.raises(ValidationError):
        seats.fill_seat(actor=reader, member=seat, person=reader, admitted_reason=REASON)
    assert not PanelMember.objects.filter(user=reader).exists()


def test_somebody_else_does_with_a_reason_that_the_seat_and_the_trail_keep(
    interview: Interview, reader: User
) -> None:
    keeper = factories.make_user("hr")
    with pytest.raises(ValidationError) as refusal:
        scheduling.change_interview(actor=keeper, interview=interview, plan=plan_with(interview, reader))
    assert set(refusal.value.message_dict) == {"admitted_reason"}
    scheduling.change_interview(actor=keeper, interview=interview, plan=plan_with(interview, reader, REASON))
    seat = PanelMember.objects.get(user=reader)
    assert (seat.admitted_by, seat.admitted_reason) == (keeper, REASON)
    assert AuditEvent.objects.get(action="panelmember.admit").reason == REASON
    # Another change of the plan asks for nothing more.
    scheduling.change_interview(actor=keeper, interview=interview, plan=plan_with(interview, reader))


def test_a_seat_that_was_left_is_filled_by_the_same_rule(interview: Interview, reader: User) -> None:
    keeper = factories.make_user("hr")
    seat = left_seat(interview, keeper)
    with pytest.raises(ValidationError) as refusal:
        seats.fill_seat(actor=keeper, member=seat, person=reader)
    assert set(refusal.value.message_dict) == {"admitted_reason"}
    filled = seats.fill_seat(actor=keeper, member=seat, person=reader, admitted_reason=REASON)
    assert PanelMember.objects.get(pk=filled.pk).admitted_reason == REASON


def test_who_was_taken_off_before_scoring_and_has_read_since_comes_back_by_it_too() -> None:
    person, keeper = factories.make_user("hr"), factories.make_user("hr")
    lead = factories.make_user()
    interview = factories.make_interview(panel=[lead, person])
    seat = seats.take_off_panel(actor=keeper, member=interview.members.get(user=person), reason="排错了")
    factories.make_scorecard(interview=interview, user=lead, submitted=True)
    note_scores_seen(person, [interview.pk])
    assert ScoresSeen.objects.get().person == person
    seats.give_seat_back(actor=keeper, member=seat, reason=REASON)
    assert PanelMember.objects.get(pk=seat.pk).admitted_reason == REASON


@pytest.mark.parametrize("page", ["interview-edit", "seat-replace"])
def test_the_forms_name_who_has_read_and_ask_why(
    page: str, interview: Interview, reader: User, hr: Any
) -> None:
    if page == "seat-replace":
        url = reverse(f"interviews:{page}", args=[left_seat(interview, hr.user).pk])
    else:
        url = reverse(f"interviews:{page}", args=[interview.pk])
    opened = hr.get(url)
    assert "has read scores" in opened.content.decode()
    sent = sent_by(opened, url)
    sent |= {"person": reader.pk} if page == "seat-replace" else {"panel": [*sent["panel"], reader.pk]}
    refused = hr.post(url, sent)
    assert "would no longer judge alone" in refused.content.decode()
    assert hr.post(url, sent_by(refused, url) | sent | {"admitted_reason": REASON}).status_code == 302
    assert PanelMember.objects.get(user=reader).admitted_reason == REASON


def test_a_form_asks_nothing_where_nobody_has_read(interview: Interview, hr: Any) -> None:
    page = hr.get(reverse("interviews:interview-edit", args=[interview.pk])).content.decode()
    assert "admitted_reason" not in page


def test_the_administration_asks_for_it_too(interview: Interview, reader: User, hr: Any) -> None:
    url = reverse("admin:interviews_interview_change", args=[interview.pk])
    sent = sent_by_admin(hr.get(url))
    sent["panel"] = [*sent["panel"], str(reader.pk)]
    assert "would no longer judge alone" in hr.post(url, sent).content.decode()
    assert hr.post(url, sent | {"admitted_reason": REASON}).status_code == 302
    assert PanelMember.objects.get(user=reader).admitted_by == hr.user


def test_the_panel_and_the_report_say_so_but_not_to_the_blind(
    interview: Interview, reader: User, hr: Any, client_for: Any
) -> None:
    plan = plan_with(interview, reader, REASON)
    scheduling.change_interview(actor=hr.user, interview=interview, plan=plan)
    detail = reverse("interviews:interview-detail", args=[interview.pk])
    for page in ("interview-detail", "interview-report"):
        assert REASON in hr.get(reverse(f"interviews:{page}", args=[interview.pk])).content.decode(), page
    assert REASON not in client_for(user=reader).get(detail).content.decode()
