"""Positions, candidates, notes and ties in the admin: by the services of the site, with what they refuse."""

import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.models import Candidate, CandidateNote, Position, Tie
from tests import factories

pytestmark = pytest.mark.django_db


def page(obj, action="change", *args):
    return reverse(f"admin:interviews_{obj._meta.model_name}_{action}", args=[obj.pk, *args])


def actions():
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_a_position_is_kept_with_what_it_wants_asked(hr):
    category = factories.make_category()
    add = reverse("admin:interviews_position_add")
    assert hr.post(add, {"name": "客服主管", "wanted_categories": [category.pk]}).status_code == 302
    position = Position.objects.get()
    assert list(position.wanted_categories.all()) == [category]
    assert actions() == ["position.create", "position.change"]
    assert hr.post(page(position, "act", "close")).status_code == 302
    assert not Position.objects.get().open
    before = actions()
    assert hr.post(page(position, "act", "close")).status_code == 302
    assert actions() == before
    assert hr.post(page(position, "act", "open")).status_code == 302
    assert Position.objects.get().open


def test_a_new_candidate_comes_with_a_note_and_more_are_added(hr):
    position = factories.make_candidate().position
    sent = {"name": "林若溪", "position": position.pk, "note": "内部推荐"}
    assert hr.post(reverse("admin:interviews_candidate_add"), sent).status_code == 302
    candidate = Candidate.objects.get(name="林若溪")
    assert hr.post(page(candidate, "act", "note"), {"text": " "}).status_code == 200
    assert hr.post(page(candidate, "act", "note"), {"text": "约在周五"}).status_code == 302
    assert set(CandidateNote.objects.values_list("text", flat=True)) == {"内部推荐", "约在周五"}
    assert actions() == ["candidate.create", "candidate.note", "candidate.note"]


def test_a_tie_is_declared_and_withdrawn_by_somebody_else(hr, client_for):
    candidate = factories.make_candidate()
    sent = {"person": hr.user.pk, "kind": "friend", "note": ""}
    assert hr.post(page(candidate, "act", "tie"), sent).status_code == 302
    assert "declared already" in hr.post(page(candidate, "act", "tie"), sent).content.decode()
    tie = Tie.objects.get()
    assert hr.post(page(tie, "act", "withdraw"), {"reason": "x"}).status_code == 403
    assert client_for("hr").post(page(tie, "act", "withdraw"), {"reason": "认错人了"}).status_code == 302
    assert actions() == ["tie.declare", "tie.withdraw"]


def test_nothing_is_written_about_somebody_whose_data_was_erased_and_the_page_says_so(hr):
    candidate = factories.make_candidate(erased_at=timezone.now())
    text = hr.get(page(candidate)).content.decode()
    assert "was erased and stays erased" in text and 'name="name"' not in text
    refused = hr.post(page(candidate), {"name": "林若溪"})
    assert refused.status_code == 403 and "was erased and stays erased" in refused.content.decode()
    noted = hr.post(page(candidate, "act", "note"), {"text": "x"})
    assert "nothing more is written about them" in noted.content.decode()
    assert not actions()


def test_what_is_not_done_here_says_why_and_where(hr):
    interview = factories.make_interview(panel=[factories.make_user()])
    text = hr.get(page(interview)).content.decode()
    for name in ("interview-focus", "interview-debrief", "interview-decision"):
        assert reverse(f"interviews:{name}", args=[interview.pk]) in text
    for model, reason in (
        ("decision", "exactly that report is sealed"),
        ("consensus", "stand beside each other"),
    ):
        listed = hr.get(reverse(f"admin:interviews_{model}_changelist")).content.decode()
        assert reason in listed and reverse("interviews:interview-list") in listed


def test_an_older_tab_overwrites_nobodys_change_unseen(hr, client_for):
    candidate = factories.make_candidate(name="林若溪", phone="138-0000")
    opened = re.search(r'name="opened_on" value="([^"]*)"', hr.get(page(candidate)).content.decode())
    sent = {"name": "林若溪", "position": candidate.position_id, "phone": "138-0000", "email": ""}
    client_for("hr").post(page(candidate), sent | {"phone": "139-1111"})
    mine = sent | {"phone": "137-2222", "opened_on": html.unescape(opened[1])}
    asked = hr.post(page(candidate), mine).content.decode()
    candidate.refresh_from_db()
    assert candidate.phone == "139-1111"
    assert "139-1111" in asked and "137-2222" in asked and "phone-meanwhile" in asked
