"""The admin shows every model of this app, found by search, and changes only candidates and positions."""

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.models import (
    Candidate,
    Consensus,
    Decision,
    DecisionAnswer,
    NoteSnippet,
    PracticeAttempt,
    PracticeCard,
)
from tests import factories
from tests.interviews.planted import make_room

pytestmark = pytest.mark.django_db
OWN = [
    "position",
    "candidate",
    "interview",
    "panelmember",
    "scorecard",
    "response",
    "mark",
    "scorechange",
    "submittedversion",
]
#: Their own interviews and scorecards.
FOR_INTERVIEWERS = {"interview", "scorecard", "submittedversion"}


@pytest.fixture
def root(client_for):
    return client_for(user=factories.make_user(None, is_superuser=True))


def listed(name: str, query: str = "") -> str:
    return reverse(f"admin:interviews_{name}_changelist") + query


def test_every_model_of_the_app_is_there():
    for model in apps.get_app_config("interviews").get_models():
        assert django_admin.site.is_registered(model), model


@pytest.mark.parametrize("name", OWN)
def test_lists_searches_and_objects_open(root, name):
    room = make_room("hr", seated=True, own="submitted", other="submitted")
    response = root.get(listed(name))
    assert response.status_code == 200
    assert response.context["cl"].result_count >= 1
    searched = root.get(listed(name, f"?q={room.interview.candidate.name}"))
    assert searched.status_code == 200
    first = response.context["cl"].result_list[0]
    assert root.get(reverse(f"admin:interviews_{name}_change", args=[first.pk])).status_code == 200
    assert root.get(reverse(f"admin:interviews_{name}_history", args=[first.pk])).status_code == 200


@pytest.mark.parametrize("name", OWN)
def test_lists_take_the_same_queries_for_any_number_of_rows(root, django_assert_max_num_queries, name):
    counts = []
    for rooms in (1, 2):
        for _ in range(rooms):
            make_room("hr", seated=True, own="submitted", other="submitted")
        with django_assert_max_num_queries(15) as counted:
            assert root.get(listed(name)).context["cl"].result_count >= rooms
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_search_finds_candidates_and_positions(root):
    factories.make_candidate(name="林若溪", phone="139-0000")
    factories.make_candidate(name="王一")
    assert root.get(listed("candidate", "?q=139-0000")).context["cl"].result_count == 1
    assert root.get(listed("position", "?q=Position")).context["cl"].result_count == 2


@pytest.mark.parametrize(
    "query",
    [
        "?status__exact=zzz",
        "?member__user__password__startswith=a",
        "?candidate__notes__text__icontains=a",
        "?p=x",
    ],
)
def test_lookups_that_are_not_offered_are_refused_without_a_traceback(root, query):
    for name in ("interview", "scorecard"):
        assert root.get(listed(name, query), follow=True).status_code in (200, 400)


def test_hr_keeps_candidates_here_too(hr):
    candidate = factories.make_candidate()
    url = reverse("admin:interviews_candidate_change", args=[candidate.pk])
    data = {"name": "林若溪", "position": candidate.position_id, "email": "", "phone": ""}
    assert hr.post(url, data).status_code == 302
    assert Candidate.objects.get().name == "林若溪"
    event = AuditEvent.objects.get(action="candidate.change")
    assert event.after == {"name": "林若溪"}


def test_an_interviewer_with_staff_status_meets_no_contacts(client_for):
    client = client_for(user=factories.make_user("interviewer"))
    candidate = factories.make_candidate(email="lin@example.com")
    factories.make_note(candidate=candidate, text="期望薪资两万")
    interview = factories.make_interview(candidate=candidate, panel=[client.user])
    foreign = factories.make_interview()
    assert client.get(listed("candidate")).status_code == 403
    assert list(client.get(listed("interview")).context["cl"].result_list) == [interview]
    page = client.get(reverse("admin:interviews_interview_change", args=[interview.pk])).content.decode()
    assert "lin@example.com" not in page and "期望薪资两万" not in page
    hidden = reverse("admin:interviews_interview_change", args=[foreign.pk])
    assert client.get(hidden).url == reverse("admin:index")


def test_doors_of_the_admin(interviewer, stranger, admin):
    for name in OWN:
        assert interviewer.get(listed(name)).status_code == (200 if name in FOR_INTERVIEWERS else 403)
        assert stranger.get(listed(name)).status_code == 302
        assert admin.get(listed(name)).status_code == 403


def test_decisions_are_listed_and_opened_by_those_who_are_not_blind(root, client_for):
    room = make_room("hr", seated=True, own="draft", other="submitted")
    interview, item = room.interview, room.interview.sheet.items.first()
    Consensus.objects.create(
        interview=interview, item=item, rating=3, reason="x", by=root.user, by_name="planted"
    )
    decision = Decision.objects.create(
        interview=interview,
        number=1,
        outcome="hire",
        reason="planted",
        needs_confirmation=True,
        taken_by=root.user,
        taken_by_name="planted",
        taken_at=timezone.now(),
        sealed="{}",
        sha256="0" * 64,
    )
    DecisionAnswer.objects.create(
        decision=decision, kind="confirmed", asked_by=root.user, by=room.viewer, by_name="planted"
    )
    blind = client_for(user=room.viewer)
    for name in ("consensus", "decision", "decisionanswer"):
        assert root.get(listed(name)).context["cl"].result_count == 1
        first = root.get(listed(name)).context["cl"].result_list[0]
        change = reverse(f"admin:interviews_{name}_change", args=[first.pk])
        assert root.get(change).status_code == 200
        assert "planted" not in blind.get(listed(name), follow=True).content.decode()
        assert "planted" not in blind.get(change, follow=True).content.decode()


def test_what_a_person_practised_or_wrote_for_themselves_is_theirs(root):
    other = factories.make_user()
    card = PracticeCard.objects.create(sheet=factories.make_sheet(), asked=True)
    PracticeAttempt.objects.create(card=card, user=other, content=[])
    NoteSnippet.objects.create(user=other, position=1, text="先道歉")
    for name in ("practiceattempt", "notesnippet"):
        assert root.get(listed(name)).context["cl"].result_count == 0
    assert root.get(listed("practicecard")).context["cl"].result_count == 1
    assert root.get(listed("practicesample")).status_code == 200
