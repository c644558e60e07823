"""Nobody learns what others gave before submitting their own: not by page, admin, search or count."""

import re
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import AuditEvent, User
from interviews.common.progress import submitted_members, with_submitted_count
from interviews.models import Interview, Mark, Response, Scorecard, ScoreChange, SubmittedVersion
from interviews.outcome.reports.interview import interview_report
from tests import factories
from tests.interviews.planted import (
    SECRET_EVIDENCE,
    SECRET_NOTE,
    SECRET_REASON,
    Room,
    keep_version,
    make_room,
    make_viewer,
    record_secrets,
)

pytestmark = pytest.mark.django_db


SECRETS = (SECRET_NOTE, SECRET_EVIDENCE, SECRET_REASON)
#: The planted rating as a number of its own, wherever it may stand but in a drawing.
SECRET_RATING = re.compile(r"(?<![\d.])3\.5(?![\d.])")
DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
#: (who, on the panel, own scorecard) → what of another's may be seen: nothing, or what was submitted.
BLIND_TABLE = [
    ("hr", True, "none", False),
    ("hr", True, "draft", False),
    ("hr", True, "submitted", True),
    ("hr", False, "none", True),
    ("superuser", True, "none", False),
    ("superuser", True, "draft", False),
    ("superuser", True, "submitted", True),
    ("superuser", False, "none", True),
    ("interviewer", True, "none", False),
    ("interviewer", True, "draft", False),
    ("interviewer", True, "submitted", True),
    ("interviewer", False, "none", False),
    ("staff interviewer", True, "draft", False),
    ("staff interviewer", False, "none", False),
    ("admin", False, "none", False),
    (None, False, "none", False),
]


def seen_of(card: Scorecard, user: User) -> set[str]:
    """Which of another's rows reach this person through the querysets."""
    rows = {
        "card": Scorecard.objects.visible_to(user).filter(pk=card.pk),
        "response": Response.objects.visible_to(user).filter(scorecard=card),
        "mark": Mark.objects.visible_to(user).filter(response__scorecard=card),
        "change": ScoreChange.objects.visible_to(user).filter(scorecard=card),
        "version": SubmittedVersion.objects.visible_to(user).filter(scorecard=card),
    }
    return {name for name, queryset in rows.items() if queryset.exists()}


@pytest.mark.parametrize("other", ["draft", "submitted", "reopened"])
@pytest.mark.parametrize(("kind", "seated", "own", "released"), BLIND_TABLE)
def test_rows_of_another_members_scorecard(kind, seated, own, released, other):
    room = make_room(kind, seated=seated, own=own, other=other)
    expected = {
        "draft": set(),
        "submitted": {"card", "response", "mark", "change", "version"},
        "reopened": {"version"},
    }[other]
    assert seen_of(room.card, room.viewer) == (expected if released else set())


@pytest.mark.parametrize("own", ["draft", "submitted"])
@pytest.mark.parametrize("kind", ["hr", "interviewer", "superuser"])
def test_ones_own_scorecard_is_always_seen(kind, own):
    viewer = make_viewer(kind)
    interview = factories.make_interview(panel=[viewer])
    card = record_secrets(interview, viewer, submitted=own == "submitted")
    keep_version(card)
    assert seen_of(card, viewer) == {"card", "response", "mark", "change", "version"}


@pytest.mark.parametrize(("kind", "seated", "own", "released"), BLIND_TABLE)
def test_reports_and_counts_keep_the_rule(kind, seated, own, released):
    room = make_room(kind, seated=seated, own=own, other="submitted")
    user = room.viewer
    member = room.card.member_id
    assert (member in submitted_members(room.interview, user)) is released
    names = {member.name for member in interview_report(room.interview, user).members}
    assert (str(room.other) in names) is released
    counted = with_submitted_count(Interview.objects.filter(pk=room.interview.pk), user).get().submitted_count
    assert counted == (1 if released else 0) + (1 if own == "submitted" else 0)


def admin_urls(room: Room) -> list[str]:
    """Every admin page that could tell: lists, searches, filters, facets, objects, histories, deletions."""
    response = room.card.responses.get()
    rows: dict[str, Any] = {
        "scorecard": room.card.pk,
        "response": response.pk,
        "mark": response.marks.get().pk,
        "scorechange": room.card.changes.get().pk,
        "submittedversion": room.version.pk if room.version else 0,
        "panelmember": room.card.member_id,
        "candidate": room.interview.candidate_id,
    }
    urls = [reverse("admin:index"), reverse("admin:app_list", args=["interviews"])]
    for name, pk in rows.items():
        changelist = reverse(f"admin:interviews_{name}_changelist")
        urls += [changelist, f"{changelist}?_facets=True"]
        urls += [
            reverse(f"admin:interviews_{name}_{page}", args=[pk]) for page in ("change", "history", "delete")
        ]
    for name, query in [
        ("response", f"q={SECRET_NOTE}"),
        ("response", "rating=3.5"),
        ("scorecard", "status__exact=submitted"),
        ("scorecard", f"q={room.other.name}"),
        ("mark", "value__exact=partly"),
        ("interview", "members__scorecard__isnull=False"),
        ("panelmember", "scorecard__isnull=False"),
        ("panelmember", "scorecard__status=submitted"),
    ]:
        urls.append(f"{reverse(f'admin:interviews_{name}_changelist')}?{query}")
    trail = reverse("admin:accounts_auditevent_changelist")
    return [*urls, trail, f"{trail}?q={SECRET_REASON}"]


def site_urls(room: Room) -> list[str]:
    pk = room.interview.pk
    return [
        reverse("home"),
        reverse("interviews:interview-list"),
        reverse("interviews:interview-list") + f"?candidate={SECRET_NOTE}",
        reverse("interviews:interview-detail", args=[pk]),
        reverse("interviews:interview-edit", args=[pk]),
        reverse("interviews:interview-cancel", args=[pk]),
        reverse("interviews:interview-result", args=[pk]),
        reverse("interviews:interview-debrief", args=[pk]),
        reverse("interviews:interview-debrief-live", args=[pk]),
        reverse("interviews:interview-decision", args=[pk]),
        reverse("interviews:interview-close", args=[pk]),
        reverse("interviews:scorecard", args=[pk]),
        reverse("interviews:scorecard-state", args=[pk]),
        reverse("interviews:scorecard-reopen", args=[room.card.pk]),
        reverse("interviews:scorecard-version", args=[room.card.pk, 1]),
        reverse("interviews:candidate-detail", args=[room.interview.candidate_id]),
        reverse("interviews:candidate-list") + f"?q={SECRET_NOTE}",
        reverse("interviews:sheet-detail", args=[room.interview.sheet_id]),
    ]


def without_own_query(body: str, url: str) -> str:
    """A search box shows what was typed; that is no leak."""
    for secret in SECRETS:
        if secret in url:
            body = body.replace(secret, "")
    return body


@pytest.mark.parametrize(("own", "other"), [("none", "draft"), ("draft", "submitted"), ("draft", "reopened")])
@pytest.mark.parametrize("kind", ["hr", "superuser", "interviewer", "staff interviewer"])
def test_no_page_tells_a_blind_person_anything(client_for, kind, own, other):
    room = make_room(kind, seated=True, own=own, other=other)
    client = client_for(user=room.viewer)
    urls = site_urls(room) + admin_urls(room)
    seen = set(urls)
    for url in urls:
        response = client.get(url)
        assert response.status_code < 500, url
        if 300 <= response.status_code < 400:
            # Looked at as well, once: all that is closed leads to the same page.
            target = response.url.partition("?next=")[0]
            if target not in seen:
                seen.add(target)
                urls.append(target)
        body = without_own_query(response.content.decode(), url)
        for secret in SECRETS:
            assert secret not in body, f"{url} tells {secret}"
        # The scoring page offers every rating as a button.
        if "/score/" not in url and "rating=3.5" not in url:
            assert not SECRET_RATING.search(DRAWING.sub("", body)), f"{url} tells the rating"


@pytest.mark.parametrize("other", ["draft", "submitted"])
@pytest.mark.parametrize("kind", ["hr", "superuser"])
def test_a_blind_persons_pages_are_the_same_whether_others_submitted_or_not(client_for, kind, other):
    room = make_room(kind, seated=True, own="draft", other=other)
    client = client_for(user=room.viewer)
    for name in ("scorecard", "response", "mark", "scorechange", "submittedversion"):
        listed = client.get(reverse(f"admin:interviews_{name}_changelist") + "?_facets=True")
        assert listed.context["cl"].result_count == (1 if name == "scorecard" else 0)
    detail = client.get(reverse("interviews:interview-detail", args=[room.interview.pk]))
    assert "submitted" not in detail.context
    assert "of 2 submitted" not in client.get(reverse("interviews:interview-list")).content.decode()


def test_a_blind_hr_person_finds_no_scorecard_event_of_others_in_the_trail(client_for):
    room = make_room("hr", seated=True, own="draft", other="reopened")
    elsewhere = make_room("interviewer", seated=False, own="none", other="reopened")
    client = client_for(user=room.viewer)
    response = client.get(reverse("admin:accounts_auditevent_changelist"))
    shown = {
        event.object_id for event in response.context["cl"].result_list if event.action == "scorecard.reopen"
    }
    assert shown == {str(elsewhere.card.pk)}
    hidden = AuditEvent.objects.get(object_id=str(room.card.pk), action="scorecard.reopen")
    assert client.get(reverse("admin:accounts_auditevent_change", args=[hidden.pk])).status_code == 302


@pytest.mark.parametrize("kind", ["hr", "superuser"])
def test_who_has_submitted_sees_the_others_in_the_admin_and_on_the_site(client_for, kind):
    room = make_room(kind, seated=True, own="submitted", other="submitted")
    client = client_for(user=room.viewer)
    result = client.get(reverse("interviews:interview-result", args=[room.interview.pk]))
    assert SECRET_NOTE in result.content.decode()
    version = client.get(reverse("interviews:scorecard-version", args=[room.card.pk, 1]))
    assert SECRET_NOTE in version.content.decode()
    response = room.card.responses.get()
    page = client.get(reverse("admin:interviews_response_change", args=[response.pk]))
    assert SECRET_NOTE in page.content.decode()


@pytest.mark.parametrize("kind", ["hr", "superuser"])
@pytest.mark.parametrize(
    "name", ["scorecard", "response", "mark", "scorechange", "submittedversion", "panelmember"]
)
def test_records_are_read_only_in_the_admin(client_for, kind, name):
    room = make_room(kind, seated=False, own="none", other="submitted")
    client = client_for(user=room.viewer)
    response = room.card.responses.get()
    pk = {
        "scorecard": room.card.pk,
        "response": response.pk,
        "mark": response.marks.get().pk,
        "scorechange": room.card.changes.get().pk,
        "submittedversion": room.version.pk,
        "interview": room.interview.pk,
        "panelmember": room.card.member_id,
    }[name]
    change = reverse(f"admin:interviews_{name}_change", args=[pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"status": "draft"}).status_code == 403
    # Whoever views interviews begins a scorecard of their own.
    begin = 200 if name == "scorecard" else 403
    assert client.get(reverse(f"admin:interviews_{name}_add")).status_code == begin
    assert (
        client.post(reverse(f"admin:interviews_{name}_delete", args=[pk]), {"post": "yes"}).status_code == 403
    )
