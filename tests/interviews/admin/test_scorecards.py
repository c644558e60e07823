"""One's own scorecard in the admin: every field, by the scoring service's rules; nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.models import Response, Scorecard, ScoreChange
from tests import factories
from tests.interviews.admin.scorecard_pages import AdminPage, address
from tests.interviews.room.scoring_room import Room

pytestmark = pytest.mark.django_db
LIST = "admin:interviews_scorecard_changelist"


@pytest.fixture
def room(interviewer):
    return Room(interviewer)


@pytest.fixture
def page(room):
    return lambda: AdminPage(room.client, room.interview.pk)


def complete(page, room):
    first, second = room.checklist.pk, room.ladder.pk
    for point, mark in zip(room.points(), ("met", "met", "missed"), strict=True):
        page.put(first, f"mark-{point}", mark)
    page.put(first, "rating", "2.5").put(first, "notes", "先听完，\r\n再复述。")
    return page.put(second, "not_asked", "on").put(second, "not_asked_reason", "时间不够")


def test_the_list_leads_to_interviews_without_a_scorecard(room):
    begin = room.client.get(reverse("admin:interviews_scorecard_add"))
    assert f"?interview={room.interview.pk}" in begin.content.decode()
    assert str(room.interview.candidate) in begin.content.decode()
    room.enter(notes="begun")
    again = room.client.get(reverse("admin:interviews_scorecard_add"))
    assert f"?interview={room.interview.pk}" not in again.content.decode()
    assert list(room.client.get(reverse(LIST)).context["cl"].result_list) == [Scorecard.objects.get()]


def test_opening_it_writes_nothing_and_saving_nothing_neither(room, page):
    opened = page()
    answer = opened.send()
    assert answer.status_code == 302 and not Scorecard.objects.exists()
    assert "Nothing had changed." in room.client.get(answer.url).content.decode()


def test_everything_typed_is_recorded_as_by_any_device(room, page):
    flag = room.points(red_flag=True)[0]
    opened = complete(page(), room).put(room.checklist.pk, f"mark-{flag}", "on")
    opened.put(room.checklist.pk, "probes_used", "1").put(room.checklist.pk, "flag_note", "打断了客户")
    assert opened.send().status_code == 302
    response = room.response()
    assert (str(response.rating), response.notes, response.probes_used) == ("2.5", "先听完，\n再复述。", [1])
    assert response.flag_note == "打断了客户"
    assert response.marks.get(point=flag).value == "met"
    assert room.response(room.ladder).not_asked
    changes = ScoreChange.objects.all()
    assert {change.field for change in changes} == {
        *(f"mark:{point}" for point in (*room.points(), flag)),
        *("rating", "notes", "probes_used", "flag_note", "not_asked", "not_asked_reason"),
    }
    assert {(change.device, change.by, change.base, change.kept) for change in changes} == {
        ("Administration", room.client.user, None, False)
    }


def test_the_page_shows_what_is_recorded_suggested_and_missing(room, page):
    room.mark("met", "partly")
    room.enter(rating="5", notes="  先听完\n")
    shown = page()
    item = room.checklist.pk
    assert shown.value(item, f"mark-{room.points()[1]}") == ["partly"]
    assert shown.value(item, "rating") == ["5"] and shown.value(item, "notes") == ["  先听完\n"]
    assert "Suggested by the points: 1.5. Of a weight of 6, 1 is met and 2 partly met." in shown.body
    assert "Points not marked yet count as missed." in shown.body
    assert "needs its evidence · differs from the suggestion: say why" in shown.body
    assert shown.send().status_code == 302
    assert ScoreChange.objects.count() == 4


def test_a_base_is_what_the_page_was_opened_on(room, page):
    room.enter(notes="first")
    head = room.state()["heads"]["notes"]
    page().put(room.checklist.pk, "notes", "second").send()
    change = ScoreChange.objects.get(value="second")
    assert (str(change.base), change.kept) == (head, False)


def test_a_page_that_was_left_open_keeps_both_and_asks(room, page):
    stale = page()
    room.enter(notes="from the tablet")
    answer = stale.put(room.checklist.pk, "notes", "from the admin").send()
    assert room.response().notes == "from the tablet"
    said = room.client.get(answer.url).content.decode()
    assert "both are kept" in said and "from the admin" in said
    other = room.state()["kept"]["notes"]["others"][0]
    assert (other["value"], other["device"]) == ("from the admin", "Administration")
    fresh = page()
    assert "two versions" in fresh.body
    fresh.put(room.checklist.pk, "choice-notes", other["id"]).send()
    assert (room.response().notes, room.state()["kept"]) == ("from the admin", {})
    choice = ScoreChange.objects.exclude(settles=None).get()
    assert choice.settles == [other["id"]] and not choice.kept


def test_what_stands_is_chosen_with_what_was_added_to_it(room, page):
    stale = page()
    room.enter(notes="standing")
    stale.put(room.checklist.pk, "notes", "beside").send()
    fresh = page().put(room.checklist.pk, "notes", "standing, more")
    fresh.put(room.checklist.pk, "choice-notes", "here").send()
    assert (room.response().notes, room.state()["kept"]) == ("standing, more", {})


def test_the_rating_and_marks_are_chosen_about_as_well(room, page):
    item, point = room.checklist.pk, room.points()[0]
    stale = page()
    room.enter(not_asked=True)
    room.mark("met")
    stale.put(item, "rating", "3.5").put(item, f"mark-{point}", "missed").send()
    kept = room.state()["kept"]
    assert kept.keys() == {"rating", f"mark:{point}"}
    fresh = page()
    fresh.put(item, "choice-rating", kept["rating"]["others"][0]["id"])
    fresh.put(item, f"choice-mark:{point}", "here").send()
    state = room.state()
    assert (state["rating"], state["not_asked"], state["marks"][str(point)], state["kept"]) == (
        "3.5",
        False,
        "met",
        {},
    )


def test_a_choice_and_another_text_at_once_are_asked_about(room, page):
    stale = page()
    room.enter(notes="standing")
    stale.put(room.checklist.pk, "notes", "beside").send()
    other = room.state()["kept"]["notes"]["others"][0]["id"]
    both = page().put(room.checklist.pk, "notes", "typed anew").put(room.checklist.pk, "choice-notes", other)
    answer = both.send()
    assert answer.status_code == 422 and "typed anew" in answer.content.decode()
    assert room.response().notes == "standing" and ScoreChange.objects.count() == 2


def test_a_form_sent_twice_changes_nothing_twice(room, page):
    opened = page().put(room.checklist.pk, "notes", "once")
    opened.send()
    opened.send()
    assert ScoreChange.objects.count() == 1 and room.response().notes == "once"


@pytest.mark.parametrize(
    ("name", "value"),
    [("rating", "2.7"), ("rating", "x"), ("notes", "a\0b"), ("notes", "长" * 20_001), ("mark", "maybe")],
)
def test_what_can_t_be_read_is_refused_with_everything_that_was_typed(room, page, name, value):
    item = room.checklist.pk
    opened = page().put(item, "evidence", "我写了很久")
    opened.put(item, f"mark-{room.points()[0]}" if name == "mark" else name, value)
    answer = opened.send()
    assert answer.status_code == 422 and "我写了很久" in answer.content.decode()
    assert not Scorecard.objects.exists()


def test_rated_and_not_asked_at_once_is_refused(room, page):
    answer = page().put(room.checklist.pk, "rating", "3").put(room.checklist.pk, "not_asked", "on").send()
    assert answer.status_code == 422
    assert "Rated, and not asked as well: take one of them away." in answer.content.decode()


def test_a_question_that_was_not_sent_is_left_as_it_is(room, page):
    room.enter(notes="stays", not_asked=True)
    opened = page()
    opened.fields = {name: value for name, value in opened.fields.items() if name in ("opened",)}
    opened.send()
    assert (room.response().notes, room.response().not_asked) == ("stays", True)


def test_without_its_basis_nothing_is_overwritten_and_nothing_lost(room, page):
    room.enter(notes="recorded")
    opened = page().put(room.checklist.pk, "notes", "typed")
    opened.fields["opened"] = ["forged"]
    answer = opened.send()
    body = answer.content.decode()
    assert answer.status_code == 200 and "typed" in body and ScoreChange.objects.count() == 1
    opened.fields["opened"] = [answer.context["page"].opened]
    opened.send()
    assert room.response().notes == "recorded"
    assert [version["value"] for version in room.state()["kept"]["notes"]["others"]] == ["typed"]


def test_the_basis_of_another_seat_is_none(room, page, client_for):
    other = Room(client_for("interviewer"))
    opened = page().put(room.checklist.pk, "notes", "typed")
    opened.fields["opened"] = AdminPage(other.client, other.interview.pk).fields["opened"]
    assert opened.send().status_code == 200 and not ScoreChange.objects.exists()


# Submitting


def test_submitting_saves_first_and_locks(room, page):
    answer = complete(page(), room).send("_submit")
    card = Scorecard.objects.get()
    assert card.submitted and answer.url == address(room.client, room.interview.pk)
    assert AuditEvent.objects.filter(action="scorecard.submit", actor=room.client.user).count() == 1
    locked = room.client.get(answer.url).content.decode()
    assert "Your scorecard is submitted and locked." in locked
    assert "先听完" in locked and f"q{room.checklist.pk}-notes" not in locked
    assert room.client.post(answer.url, {"_save": "x"}).status_code in (200, 403)
    assert ScoreChange.objects.count() == 7


def test_what_is_missing_is_said_as_on_the_site(room, page):
    answer = page().put(room.checklist.pk, "notes", "unfinished").send("_submit")
    body = answer.content.decode()
    assert "Not submitted yet. These questions still lack something:" in body
    assert 'href="#q1"' in body and 'href="#q2"' in body and "unfinished" in body
    assert room.response().notes == "unfinished" and not Scorecard.objects.get().submitted


def test_what_was_typed_after_it_was_submitted_elsewhere_can_be_read(room, page):
    room.complete()
    stale = page().put(room.checklist.pk, "notes", "too late")
    room.client.post(room.url("scorecard-submit"))
    body = stale.send().content.decode()
    assert "This scorecard has been submitted and is locked." in body and "too late" in body
    assert 'name="_save"' not in body and not ScoreChange.objects.filter(value="too late").exists()


def test_submitting_twice_is_no_refusal(room, page):
    opened = complete(page(), room)
    opened.send("_submit")
    assert opened.send("_submit").status_code in (200, 302)
    assert Scorecard.objects.get().versions.count() == 1


@pytest.mark.parametrize("why", ["withdrawn", "cancelled"])
def test_a_closed_interview_takes_nothing_and_says_why(room, page, why):
    opened = page().put(room.checklist.pk, "notes", "typed")
    if why == "withdrawn":
        room.seat.withdrawn_at, room.seat.withdrawn_reason = timezone.now(), "x"
        room.seat.withdrawn_by = room.client.user
        room.seat.save()
    else:
        room.interview.status, room.interview.cancel_reason = "cancelled", "x"
        room.interview.save()
    body = opened.send("_submit").content.decode()
    assert "nothing more is recorded" in body and "typed" in body
    assert not Response.objects.exists() and not Scorecard.objects.exists()


def test_a_closed_round_refuses_submitting_in_the_same_words(room, page):
    room.interview.closed_at, room.interview.close_reason = timezone.now(), "x"
    room.interview.closed_by = factories.make_user("hr")
    room.interview.save()
    answer = complete(page(), room).send("_submit")
    assert "HR has closed this round" in room.client.get(answer.url).content.decode()
    assert not Scorecard.objects.get().submitted


# Doors


def test_another_s_scorecard_is_not_there(room, page, client_for):
    page().put(room.checklist.pk, "notes", "mine").send()
    card = Scorecard.objects.get()
    stranger = client_for("interviewer")
    change = reverse("admin:interviews_scorecard_change", args=[card.pk])
    assert stranger.get(change).status_code == 302
    assert stranger.post(change, {"opened": "x"}).status_code == 302
    begin = f"{reverse('admin:interviews_scorecard_add')}?interview={room.interview.pk}"
    assert stranger.get(begin).status_code == 404 and stranger.post(begin).status_code == 404
    assert client_for("admin").get(begin).status_code == 403


def test_hr_reads_what_was_submitted_and_changes_nothing(room, page, hr):
    complete(page(), room).send("_submit")
    card = Scorecard.objects.get()
    change = reverse("admin:interviews_scorecard_change", args=[card.pk])
    body = hr.get(change).content.decode()
    assert "先听完" in body and 'name="_save"' not in body
    assert hr.post(change, {"_save": "x"}).status_code == 403


@pytest.mark.parametrize("value", ["0", "x", "9" * 30, "-1", ""])
def test_an_interview_that_is_none_is_not_found(interviewer, value):
    assert interviewer.get(reverse("admin:interviews_scorecard_add"), {"interview": value}).status_code == 404


def test_the_page_takes_as_many_queries_for_twelve_questions_as_for_one(
    interviewer, django_assert_max_num_queries
):
    counts = []
    for questions in (1, 12):
        asked = [factories.make_question() for _ in range(questions)]
        sheet = factories.make_sheet(question_set=factories.make_set(questions=asked))
        interview = factories.make_interview(panel=[interviewer.user], sheet=sheet)
        opened = AdminPage(interviewer, interview.pk)
        for item in sheet.items.all():
            opened.put(item.pk, "notes", "x")
        opened.send()
        with django_assert_max_num_queries(20) as counted:
            opened = AdminPage(interviewer, interview.pk)
        sent = opened.put(sheet.items.first().pk, "notes", "y")
        with django_assert_max_num_queries(40) as saved:
            sent.send()
        counts.append((len(counted), len(saved)))
    assert counts[0] == counts[1]


# Reopening


def test_hr_reopens_with_a_reason_and_the_owner_goes_on(room, page, hr):
    complete(page(), room).send("_submit")
    card = Scorecard.objects.get()
    reopen = reverse("admin:interviews_scorecard_act", args=[card.pk, "reopen"])
    assert reopen in hr.get(reverse("admin:interviews_scorecard_change", args=[card.pk])).content.decode()
    assert hr.post(reopen, {"reason": " "}).status_code == 200
    assert hr.post(reopen, {"reason": "漏填"}).status_code == 302
    card.refresh_from_db()
    assert not card.submitted and card.versions.count() == 1
    event = AuditEvent.objects.get(action="scorecard.reopen")
    assert (event.reason, event.actor) == ("漏填", hr.user)
    page().put(room.checklist.pk, "notes", "补上了").send()
    assert room.response().notes == "补上了"


def test_nobody_reopens_their_own_and_no_interviewer_any(room, page, client_for):
    complete(page(), room).send("_submit")
    reopen = reverse("admin:interviews_scorecard_act", args=[Scorecard.objects.get().pk, "reopen"])
    assert room.client.post(reopen, {"reason": "x"}).status_code == 403
    assert client_for("interviewer").post(reopen, {"reason": "x"}).status_code == 302
    assert Scorecard.objects.get().submitted
