"""Candidates and positions are HR's: search, edit, close. Nobody else sees contacts or notes."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.candidates.services.candidates import create_candidate
from interviews.models import Candidate, CandidateNote, PanelMember, Position
from tests import factories
from tests.interviews.outcome.deciding import decide
from tests.interviews.panels import make_panel

pytestmark = pytest.mark.django_db
CANDIDATES = reverse("interviews:candidate-list")
POSITIONS = reverse("interviews:position-list")


def url(name: str, pk: int) -> str:
    return reverse(f"interviews:{name}", args=[pk])


def listed_names(response: Any) -> list[str]:
    return [candidate.name for candidate in response.context["page_obj"]]


def test_candidates_are_found_by_a_part_of_name_mail_or_phone(hr):
    position = factories.make_candidate(name="陈一").position
    factories.make_candidate(name="林若溪", email="LIN@example.com", phone="139-0000", position=position)
    for query in ("若溪", "lin@", "139-"):
        assert listed_names(hr.get(CANDIDATES, {"q": query})) == ["林若溪"], query
    assert listed_names(hr.get(CANDIDATES, {"position": position.pk})) == ["陈一", "林若溪"]
    assert "Nobody found" in hr.get(CANDIDATES, {"q": "没有这个人"}).content.decode()


@pytest.mark.parametrize("query", ["page=x", "q=%00", "position=abc", "position=99999999999999999999"])
def test_odd_queries_still_show_a_page(hr, query):
    factories.make_candidate()
    assert hr.get(f"{CANDIDATES}?{query}").status_code == 200


def test_a_candidates_page_shows_contact_note_and_interviews(hr):
    candidate = factories.make_candidate(name="林若溪", email="lin@example.com")
    factories.make_note(candidate=candidate, text="期望薪资两万")
    interview = factories.make_interview(candidate=candidate, round="一面")
    page = hr.get(url("candidate-detail", candidate.pk)).content.decode()
    for wanted in ("lin@example.com", "期望薪资两万", "一面", url("interview-detail", interview.pk)):
        assert wanted in page


def test_hr_enters_and_edits_a_candidate(hr):
    position = Position.objects.create(name="客服经理")
    data = {"name": "林若溪", "position": position.pk, "email": "", "phone": "", "note": ""}
    response = hr.post(reverse("interviews:candidate-create"), data)
    candidate = Candidate.objects.get()
    assert response.url == url("candidate-detail", candidate.pk)
    assert not CandidateNote.objects.exists()
    hr.post(url("candidate-edit", candidate.pk), data | {"phone": "139"})
    candidate.refresh_from_db()
    assert candidate.phone == "139"


def test_a_note_is_entered_with_a_new_candidate_and_later_on_their_page(hr):
    data = {"name": "林若溪", "position": Position.objects.create(name="客服经理").pk}
    create = reverse("interviews:candidate-create")
    hr.post(create, data | {"note": "  期望薪资两万\n内推 "})
    note = CandidateNote.objects.get()
    assert (note.text, note.by, note.by_name) == ("期望薪资两万\n内推", hr.user, str(hr.user))
    event = AuditEvent.objects.get(action="candidate.note")
    assert (event.actor, event.after) == (hr.user, {"note": note.pk})
    edit = url("candidate-edit", note.candidate_id)
    assert "note" in hr.get(create).context["form"].fields
    assert "note" not in hr.get(edit).context["form"].fields
    hr.post(edit, data | {"note": "改掉的"})
    assert [note.text for note in CandidateNote.objects.all()] == ["期望薪资两万\n内推"]


def test_a_candidate_and_the_note_that_came_along_stand_or_fall_together(hr, monkeypatch):
    def fail(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("interviews.candidates.services.candidates.create_notes", fail)
    candidate = Candidate(name="林若溪", position=Position.objects.create(name="客服经理"))
    with pytest.raises(RuntimeError):
        create_candidate(actor=hr.user, candidate=candidate, note="内推")
    assert not Candidate.objects.exists() and not AuditEvent.objects.exists()


def test_what_hr_enters_leaves_a_trail_without_contacts(hr):
    position = Position.objects.create(name="客服经理")
    data = {"name": "林若溪", "position": position.pk, "email": "lin@example.com", "phone": "", "note": ""}
    hr.post(reverse("interviews:candidate-create"), data)
    candidate = Candidate.objects.get()
    hr.post(url("candidate-edit", candidate.pk), data)
    hr.post(url("candidate-edit", candidate.pk), data | {"name": "林溪", "phone": "139"})
    hr.post(url("position-close", position.pk))
    hr.post(url("position-close", position.pk))
    created, changed, closed = AuditEvent.objects.order_by("pk")
    assert (created.action, created.actor) == ("candidate.create", hr.user)
    assert (changed.before, changed.after) == (
        {"name": "林若溪", "phone": ""},
        {"name": "林溪", "phone": "…"},
    )
    assert (closed.action, closed.after) == ("position.change", {"open": False})
    assert "lin@example.com" not in f"{created.after}"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 81}, "name"),
        ({"email": "不是邮箱"}, "email"),
        ({"position": ""}, "position"),
        ({"position": "99999999999999999999"}, "position"),
        ({"note": "a\x00b"}, "note"),
        ({"note": "长" * 5001}, "note"),
    ],
)
def test_what_cannot_be_saved_is_explained_and_kept(hr, changes, field):
    position = Position.objects.create(name="客服经理")
    data = {"name": "林若溪", "position": position.pk, "phone": "139-0000"} | changes
    response = hr.post(reverse("interviews:candidate-create"), data)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "139-0000" in response.content.decode()
    assert not Candidate.objects.exists()


def test_a_closed_position_takes_no_new_candidates_but_keeps_its_own(hr):
    closed = Position.objects.create(name="旧岗位", open=False)
    candidate = factories.make_candidate(position=closed)
    data = {"name": "林若溪", "position": closed.pk}
    assert "position" in hr.post(reverse("interviews:candidate-create"), data).context["form"].errors
    assert hr.post(url("candidate-edit", candidate.pk), data).status_code == 302


def test_names_are_shown_as_text(hr):
    factories.make_candidate(name="<script>alert(1)</script>")
    page = hr.get(CANDIDATES).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_the_same_queries_for_any_number_of_rows(hr, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.make_interview(panel=[factories.make_user() for _ in range(rows)])
    with django_assert_num_queries(10):
        hr.get(CANDIDATES)
    # With how many there are, and how many candidates those on the page have.
    with django_assert_num_queries(6):
        hr.get(POSITIONS)
    candidate = factories.make_candidate()
    for _ in range(rows):
        factories.make_interview(candidate=candidate, panel=[factories.make_user() for _ in range(rows)])
    with django_assert_num_queries(16):
        hr.get(url("candidate-detail", candidate.pk))


def test_positions_are_entered_edited_closed_and_opened(hr):
    create = reverse("interviews:position-create")
    assert hr.post(create, {"name": "客服经理"}).url == POSITIONS
    position = Position.objects.get()
    assert "name" in hr.post(create, {"name": "客服经理"}).context["form"].errors
    hr.post(url("position-edit", position.pk), {"name": "华东客服经理"})
    hr.post(url("position-close", position.pk))
    position.refresh_from_db()
    assert (position.name, position.open) == ("华东客服经理", False)
    assert "Closed" in hr.get(POSITIONS).content.decode()
    hr.post(url("position-open", position.pk))
    position.refresh_from_db()
    assert position.open


def test_open_positions_come_first_then_by_name(hr):
    for name, is_open in (("丙", True), ("乙", False), ("甲", True)):
        Position.objects.create(name=name, open=is_open)
    in_order = [*sorted("甲丙"), "乙"]
    assert [position.name for position, _count in hr.get(POSITIONS).context["positions"]] == in_order


def test_empty_lists_say_what_to_do(hr):
    assert "New candidate" in hr.get(CANDIDATES).content.decode()
    assert "No positions yet" in hr.get(POSITIONS).content.decode()
    assert "no open position" in hr.get(reverse("interviews:candidate-create")).content.decode()


@pytest.mark.parametrize("name", ["candidate-list", "candidate-create", "position-list", "position-create"])
def test_doors_of_lists_and_forms(name, interviewer, admin, stranger, hr):
    page = reverse(f"interviews:{name}")
    statuses = [client.get(page).status_code for client in (hr, interviewer, admin, stranger)]
    assert statuses == [200, 404, 404, 302]
    assert hr.delete(page).status_code == 405
    assert interviewer.post(page, {"name": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["candidate-detail", "candidate-edit", "position-edit"])
def test_doors_of_one_candidate_or_position(name, client_for, stranger, hr, admin):
    candidate = factories.make_candidate()
    panel_member = factories.make_user()
    factories.make_interview(candidate=candidate, panel=[panel_member])
    pk = candidate.pk if name.startswith("candidate") else candidate.position_id
    clients = (hr, client_for(user=panel_member), admin, stranger)
    assert [client.get(url(name, pk)).status_code for client in clients] == [200, 404, 404, 302]
    assert hr.get(url(name, 10**20)).status_code == 404
    assert hr.delete(url(name, pk)).status_code == 405


@pytest.mark.parametrize("name", ["position-close", "position-open"])
def test_doors_of_closing_and_opening(name, interviewer, admin, stranger, hr):
    position = factories.make_candidate().position
    page = url(name, position.pk)
    assert [client.post(page).status_code for client in (hr, interviewer, admin, stranger)] == [
        302,
        404,
        404,
        302,
    ]
    assert hr.get(page).status_code == 405
    assert hr.post(url(name, 0)).status_code == 404


def stages_of(response: Any) -> dict[str, str]:
    return {line.candidate.name: str(line.column) for line in response.context["listed"]}


def test_the_list_says_how_far_each_has_come_and_when_they_were_last_and_will_next_be_seen(hr):
    now = timezone.now()
    factories.make_candidate(name="甲")
    planned = factories.make_interview(
        starts_at=now + timedelta(days=2), candidate=factories.make_candidate(name="乙")
    )
    scored = make_panel(
        ["3", "3", "3"], starts_at=now - timedelta(days=2), candidate=factories.make_candidate(name="丙")
    )
    decided = make_panel(
        ["4", "4", "4"], starts_at=now - timedelta(days=3), candidate=factories.make_candidate(name="丁")
    )
    decide(hr.user, decided, "hire")
    page = hr.get(CANDIDATES)
    assert stages_of(page) == {"甲": "new", "乙": "scheduled", "丙": "to-decide", "丁": "hire"}
    for interview in (planned, scored, decided):
        assert url("interview-detail", interview.pk) in page.text


def test_whoever_is_blind_in_an_interview_is_not_told_there_how_far_it_is(hr):
    interview = make_panel(["3", "3", "3"], starts_at=timezone.now() - timedelta(days=2))
    PanelMember.objects.create(interview=interview, user=hr.user)
    assert stages_of(hr.get(CANDIDATES)) == {interview.candidate.name: "waiting"}


def test_those_without_an_interview_and_those_with_one_ahead_are_found(hr):
    factories.make_candidate(name="甲")
    factories.make_candidate(name="不招了", position=Position.objects.create(name="旧岗位", open=False))
    ahead = timezone.now() + timedelta(days=1)
    factories.make_interview(starts_at=ahead, candidate=factories.make_candidate(name="乙"))
    factories.make_interview(
        starts_at=ahead,
        status="cancelled",
        cancel_reason="病了",
        candidate=factories.make_candidate(name="丙"),
    )
    assert listed_names(hr.get(CANDIDATES, {"interviews": "none"})) == ["丙", "甲"]
    assert listed_names(hr.get(CANDIDATES, {"interviews": "coming"})) == ["乙"]
    assert hr.get(CANDIDATES, {"interviews": "x"}).status_code == 200
