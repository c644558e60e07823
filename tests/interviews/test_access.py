"""Where somebody stands to an interview, and who may reopen a scorecard."""

import pytest
from django.utils import timezone

from interviews.access import is_blind, may_reopen, permissions_for, permissions_from_row
from interviews.models import Interview, Scorecard
from tests import factories
from tests.interviews.planted import make_room, make_viewer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("seated", "own", "blind"),
    [(True, "none", True), (True, "draft", True), (True, "submitted", False), (False, "none", False)],
)
def test_blindness_as_a_predicate_and_as_an_annotation(seated, own, blind):
    room = make_room("hr", seated=seated, own=own, other="submitted")
    assert is_blind(room.viewer, room.interview) is blind
    annotated = Interview.objects.with_own_state(room.viewer).get(pk=room.interview.pk)
    assert annotated.blind is blind
    assert annotated.seated is seated
    assert annotated.own_status == (own if own != "none" else None)


@pytest.mark.parametrize("kind", ["hr", "interviewer", "superuser"])
@pytest.mark.parametrize("own", ["none", "draft", "submitted"])
@pytest.mark.parametrize("seat", ["nobody", "member", "lead", "member left", "lead left"])
def test_where_somebody_stands_is_the_same_asked_anew_and_as_read(kind, own, seat):
    viewer, others = make_viewer(kind), [factories.make_user()]
    panel = others if seat == "nobody" else [viewer, *others] if "lead" in seat else [*others, viewer]
    interview = factories.make_interview(panel=panel)
    if seat != "nobody":
        if own != "none":
            factories.make_scorecard(interview=interview, user=viewer, submitted=own == "submitted")
        if "left" in seat:
            interview.members.filter(user=viewer).update(
                withdrawn_at=timezone.now(), withdrawn_by=viewer, withdrawn_reason="认识候选人"
            )
    read = Interview.objects.with_own_state(viewer).get(pk=interview.pk)
    assert permissions_from_row(viewer, read) == permissions_for(viewer, interview)


def test_a_row_read_for_one_person_says_nothing_of_another():
    viewer, other = factories.make_user(), factories.make_user()
    interview = factories.make_interview(panel=[viewer, other])
    read = Interview.objects.with_own_state(viewer).get(pk=interview.pk)
    with pytest.raises(ValueError, match="another user"):
        permissions_from_row(other, read)


@pytest.mark.parametrize(
    ("kind", "seated", "own", "allowed"),
    [
        ("hr", False, "none", True),
        ("hr", True, "submitted", True),
        ("hr", True, "draft", False),
        ("superuser", True, "draft", False),
        ("interviewer", True, "submitted", False),
        ("admin", False, "none", False),
    ],
)
def test_who_may_reopen(kind, seated, own, allowed):
    room = make_room(kind, seated=seated, own=own, other="submitted")
    assert may_reopen(room.viewer, room.card) is allowed


def test_nobody_reopens_their_own_nor_a_draft_nor_for_a_cancelled_interview():
    room = make_room("hr", seated=True, own="submitted", other="submitted")
    own = Scorecard.objects.get(member__user=room.viewer)
    assert not may_reopen(room.viewer, own)
    draft = make_room("hr", seated=False, own="none", other="draft")
    assert not may_reopen(draft.viewer, draft.card)
    room.card.member.interview.status = Interview.Status.CANCELLED
    assert not may_reopen(room.viewer, room.card)
