"""Who sees what of a seat that was left: whoever is blind learns neither why nor what."""

import pytest
from django.urls import reverse

from accounts.audit_visibility import readable_by
from accounts.models import AuditEvent
from interviews.access import is_blind
from interviews.models import (
    HandoverNote,
    Interview,
)
from interviews.outcome.reports.interview import interview_report
from interviews.planning.services.seats import step_back
from tests import factories
from tests.interviews.planning.leaving import (
    ALL_ROWS,
    OTHERS,
    REASON,
    SECRET,
    hand_in,
    leave,
    record_something,
    visible_rows,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("submitted", [False, True])
def test_hr_reads_what_was_recorded_and_fellow_members_what_was_submitted(panel, submitted):
    card = hand_in(panel, panel.lead) if submitted else record_something(panel, panel.lead)
    leave(panel, panel.lead)
    assert visible_rows(panel.colleague, card) == set()
    hand_in(panel, panel.colleague, OTHERS)
    assert visible_rows(panel.colleague, card) == (ALL_ROWS if submitted else set())
    assert visible_rows(panel.keeper, card) == (ALL_ROWS if submitted else ALL_ROWS - {"version"})


@pytest.mark.parametrize("role", ["interviewer", "hr"])
@pytest.mark.parametrize("submitted", [False, True])
def test_who_left_sees_nobody_elses_also_as_hr(panel, role, submitted):
    person = factories.make_user(role)
    panel.interview.members.create(user=person)
    if submitted:
        hand_in(panel, person)
    other = hand_in(panel, panel.lead, OTHERS)
    if submitted:
        assert visible_rows(person, other) == ALL_ROWS
    step_back(actor=person, interview=panel.interview, reason=REASON)
    assert visible_rows(person, other) == set()
    assert is_blind(person, panel.interview)
    annotated = Interview.objects.with_own_state(person).get(pk=panel.interview.pk)
    assert (annotated.seated, annotated.left, annotated.blind) == (False, True, True)
    assert interview_report(panel.interview, person).members == ()


PAGES = ("interview-detail", "interview-result", "scorecard", "scorecard-state", "scorecard-asides")


@pytest.mark.parametrize("role", ["interviewer", "hr"])
def test_no_page_tells_who_left_what_the_others_gave(panel, role, client_for):
    person = factories.make_user(role)
    seat = panel.interview.members.create(user=person)
    step_back(actor=person, interview=panel.interview, reason="没有时间")
    card = hand_in(panel, panel.lead, OTHERS)
    HandoverNote.objects.create(scorecard=card, text=OTHERS)
    client = client_for(user=person)
    for name in PAGES:
        response = client.get(reverse(f"interviews:{name}", args=[panel.interview.pk]))
        assert OTHERS not in response.content.decode(), name
        assert "of 2 submitted" not in response.content.decode(), name
    assert client.get(reverse("interviews:seat-kept", args=[panel.seat(panel.lead).pk])).status_code == 404
    assert client.get(reverse("interviews:seat-kept", args=[seat.pk])).status_code == 404
    for url in (reverse("home"), reverse("interviews:interview-list")):
        assert OTHERS not in client.get(url).content.decode()


def test_a_blind_member_learns_that_somebody_left_but_not_why_nor_what(panel, client_for):
    card = record_something(panel, panel.lead)
    blind_hr = factories.make_user("hr")
    panel.interview.members.create(user=blind_hr)
    seat = leave(panel, panel.lead)
    for user in (panel.colleague, blind_hr):
        client = client_for(user=user)
        day = client.get(reverse("interviews:interview-detail", args=[panel.interview.pk])).content.decode()
        assert str(panel.lead) in day and "stepped back" in day
        for name in (*PAGES, "interview-list", "candidate-detail"):
            target = {"interview-list": [], "candidate-detail": [panel.interview.candidate_id]}
            url = reverse(f"interviews:{name}", args=target.get(name, [panel.interview.pk]))
            body = client.get(url).content.decode()
            assert REASON not in body and SECRET not in body, name
        assert client.get(reverse("interviews:seat-kept", args=[seat.pk])).status_code == 404
        assert visible_rows(user, card) == set()


def test_the_trail_tells_a_blind_member_nothing(panel, client_for):
    hand_in(panel, panel.lead)
    blind_hr = factories.make_user("hr")
    panel.interview.members.create(user=blind_hr)
    leave(panel, panel.lead)
    event = AuditEvent.objects.get(action="panelmember.leave")
    assert (event.reason, event.actor) == (REASON, panel.lead)
    assert "submitted" not in str((event.before, event.after))
    assert event not in readable_by(blind_hr)
    assert event in readable_by(panel.keeper)
    client = client_for(user=blind_hr)
    trail = reverse("admin:accounts_auditevent_changelist")
    for query in ({}, {"q": REASON[:6]}):
        assert REASON not in client.get(trail, query).content.decode()


ORACLES = [
    ("panelmember", "withdrawn_reason__contains=下属"),
    ("interview", "members__withdrawn_reason__contains=下属"),
    ("panelmember", "q=下属"),
]


@pytest.mark.parametrize(("name", "query"), ORACLES)
def test_the_admin_does_not_answer_questions_about_the_reason(panel, client_for, name, query):
    blind_hr = factories.make_user("hr")
    panel.interview.members.create(user=blind_hr)
    seat = leave(panel, panel.lead)
    client = client_for(user=blind_hr)
    changelist = reverse(f"admin:interviews_{name}_changelist")
    answers = [client.get(f"{changelist}?{query.replace('下属', words)}") for words in ("下属", "没有的话")]
    assert answers[0].status_code == answers[1].status_code
    if answers[0].status_code == 200:
        listed_ids = [[row.pk for row in answer.context["cl"].result_list] for answer in answers]
        assert listed_ids[0] == listed_ids[1]
    page = client.get(reverse("admin:interviews_panelmember_change", args=[seat.pk]))
    assert REASON not in page.content.decode()


def test_hr_reads_why_and_what_and_that_it_counts_nowhere(panel, client_for):
    record_something(panel, panel.lead)
    seat = leave(panel, panel.lead)
    client = client_for(user=panel.keeper)
    day = client.get(reverse("interviews:interview-detail", args=[panel.interview.pk])).content.decode()
    assert REASON in day
    record = client.get(reverse("interviews:seat-kept", args=[seat.pk])).content.decode()
    assert SECRET in record and REASON in record and "It counts nowhere." in record
    assert f"{panel.lead} stepped back" in client.get("/").content.decode()
