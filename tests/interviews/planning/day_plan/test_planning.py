"""One page makes the day's plan; scheduling it makes all interviews or none."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AuditEvent
from interviews.models import Candidate, Company, Interview, OutgoingMail, Position, Tie
from interviews.planning.rules.day_plan import draw
from interviews.planning.services.day_plan import DayPlan, Placement, Room, schedule_day
from tests import factories
from tests.interviews.planning.day_plan.conftest import PLAN, PREVIEW, SCHEDULE, cells_of, errors_of, names_in


def test_the_page_proposes_what_is_usual_and_who_waits(day):
    first, *rest = day.candidates
    last = factories.make_interview(
        candidate=first, sheet=day.sheet, panel=[day.leads[0]], starts_at=day.at(9), place="A 室"
    )
    form = day.client.get(PLAN, {"position": day.position.pk}).context["form"]
    assert form.initial["candidates"] == [candidate.pk for candidate in rest]
    assert form.initial["sheet"] == day.sheet.pk
    assert form.rooms[0].initial == {"name": "A 室", "lead": day.leads[0].pk}
    assert form.initial["minutes"] == day.sheet.planned_minutes
    last.status, last.cancel_reason = "cancelled", "x"
    last.save()
    form = day.client.get(PLAN, {"position": day.position.pk}).context["form"]
    assert len(form.initial["candidates"]) == 6, "who was cancelled waits again"
    last.status, last.called_off_at, last.called_off_by = "withdrew", day.at(9), day.client.user
    last.save()
    form = day.client.get(PLAN, {"position": day.position.pk}).context["form"]
    assert form.initial["candidates"] == [candidate.pk for candidate in rest], "who withdrew does not"


def test_the_page_takes_no_more_queries_than_any_page(day, django_assert_max_num_queries):
    last = factories.make_candidate(position=day.position)
    factories.make_interview(candidate=last, panel=day.leads, place="A 室")
    with django_assert_max_num_queries(20):
        day.client.get(PLAN, {"position": day.position.pk})


def test_who_was_chosen_elsewhere_is_chosen_here(day):
    chosen = [candidate.pk for candidate in day.candidates[:2]]
    form = day.client.get(PLAN, {"candidate": chosen}).context["form"]
    assert form.initial["candidates"] == chosen
    assert form.initial["for_position"] == day.position


def test_two_rooms_and_six_candidates(day):
    grid = day.preview()["grid"]
    assert names_in(grid)[:3] == [["候选人0", "候选人1"], ["候选人2", "候选人3"], ["候选人4", "候选人5"]]
    assert [f"{row.starts_at:%M}" for row in grid.rows][:3] == ["00", "00", "00"]
    assert not grid.key and not grid.unplaced and not grid.refused
    answer = day.client.post(SCHEDULE, day.as_shown(grid))
    assert answer.url == f"{reverse('interviews:interview-day')}?date={day.date}"
    made = Interview.objects.order_by("starts_at", "place")
    assert [(str(interview.candidate), interview.place, interview.starts_at) for interview in made] == [
        ("候选人0", "A 室", day.at(9)),
        ("候选人1", "B 室", day.at(9)),
        ("候选人2", "A 室", day.at(10)),
        ("候选人3", "B 室", day.at(10)),
        ("候选人4", "A 室", day.at(11)),
        ("候选人5", "B 室", day.at(11)),
    ]
    assert {interview.members.get().user for interview in made} == {*day.leads}
    assert AuditEvent.objects.filter(action="interview.schedule").count() == 6


def test_a_break_is_kept_and_seen(day):
    grid = day.preview(start="11:00", until="16:00")["grid"]
    assert [f"{row.starts_at.astimezone(day.at(9).tzinfo):%H:%M}" for row in grid.rows] == [
        *("11:00", "13:30", "14:30"),
    ]
    assert [row.after_break for row in grid.rows] == [False, True, False]


def test_the_panels_are_told_as_for_every_interview(day):
    Company.objects.create(pk=1, sends_mail=True)
    day.schedule()
    assert OutgoingMail.objects.filter(kind="invitation").count() == 6


def test_without_scripts_two_change_places_one_moves_one_goes(day):
    grid = day.preview()["grid"]
    people = [candidate.pk for candidate in day.candidates]
    swapped = day.preview(**day.as_shown(grid, **{"cell-0": people[3]}))["grid"]
    assert names_in(swapped)[:2] == [["候选人3", "候选人1"], ["候选人2", "候选人0"]]
    moved = day.preview(**day.as_shown(swapped, **{"cell-6": people[1]}))["grid"]
    assert names_in(moved)[0] == ["候选人3", ""] and names_in(moved)[3] == ["候选人1", ""]
    gone = day.preview(**day.as_shown(moved, **{"cell-2": 0}))["grid"]
    assert [str(person) for person in gone.unplaced] == ["候选人2"]
    day.client.post(SCHEDULE, day.as_shown(gone))
    assert Interview.objects.count() == 5
    assert Interview.objects.get(candidate__name="候选人3").starts_at == day.at(9)


def test_a_change_that_nobody_looked_at_is_carried_out_as_well(day):
    """Without scripts somebody may change a place and schedule at once."""
    grid = day.preview()["grid"]
    day.client.post(SCHEDULE, day.as_shown(grid, **{"cell-0": day.candidates[1].pk}))
    assert Interview.objects.get(candidate=day.candidates[1]).place == "A 室"
    assert Interview.objects.get(candidate=day.candidates[0]).place == "B 室"


def test_a_draw_is_drawn_once_and_recorded(day):
    grid = day.preview(order="draw")["grid"]
    seed, people = grid.plan.seed, [candidate.pk for candidate in day.candidates]
    assert cells_of(grid)[:6] == draw(people, seed)
    again = day.preview(**day.as_shown(grid, order="draw"))["grid"]
    assert cells_of(again) == cells_of(grid), "looking again draws nothing"
    other = day.preview(**day.as_shown(grid, order="draw", seed=""))["grid"]
    assert other.plan.seed != seed
    day.client.post(SCHEDULE, day.as_shown(grid, order="draw"))
    events = AuditEvent.objects.filter(action="interview.draw")
    assert events.count() == 6
    first = events.get(object_id=str(Interview.objects.get(candidate=draw(people, seed)[0]).pk))
    assert first.after == {"seed": seed, "number": 1, "drawn": sorted(people)}


def test_names_are_pasted(day):
    other = factories.make_candidate(name="赵六")
    twin = [factories.make_candidate(name="孙七"), factories.make_candidate(name="孙七")]
    own = factories.make_candidate(name="赵六", position=day.position)
    context = day.preview(candidates=[], names="候选人3\n 赵六 ，候选人1\n候选人3")
    assert [str(person) for person in context["grid"].people] == ["候选人3", "赵六", "候选人1"]
    assert own in context["grid"].people and other not in context["grid"].people
    errors = errors_of(day.preview(names="没有这个人\n孙七"))
    assert "No candidate has this name: 没有这个人" in errors and "孙七" in errors and twin


def test_who_is_tied_goes_to_the_other_room(day):
    tied = day.candidates[0]
    Tie.objects.create(candidate=tied, person=day.leads[0], kind="family", declared_by=day.client.user)
    grid = day.preview()["grid"]
    assert names_in(grid)[0] == ["候选人1", "候选人0"]
    # By hand it can be tried, and is refused with the reason.
    wrong = day.preview(**day.as_shown(grid, **{"cell-0": tied.pk}))["grid"]
    assert wrong.refused and "王芳 is tied to 候选人0" in wrong.rows[0].cells[0].refusals[0]
    answer = day.client.post(SCHEDULE, day.as_shown(wrong))
    assert "can't sit on this panel" in errors_of(answer.context).replace("’", "'")
    assert not Interview.objects.exists(), "all or none"


def test_a_panel_that_is_busy_gets_nobody_then(day):
    factories.make_interview(panel=[day.leads[0]], starts_at=day.at(10), minutes=30)
    grid = day.preview()["grid"]
    assert names_in(grid)[:4] == [
        *(["候选人0", "候选人1"], ["", "候选人2"], ["候选人3", "候选人4"], ["候选人5", ""]),
    ]
    assert "王芳" in grid.rows[1].cells[0].note
    # By hand it asks, as everywhere, and goes on with a yes.
    clash = day.preview(**day.as_shown(grid, **{"cell-2": day.candidates[5].pk}))["grid"]
    assert "王芳" in clash.rows[1].cells[0].doubts[0] and clash.key
    refused = day.client.post(SCHEDULE, day.as_shown(clash))
    assert "Something stands in the way" in errors_of(refused.context)
    assert Interview.objects.count() == 1
    assert day.client.post(SCHEDULE, day.as_shown(clash, confirmed=clash.key)).status_code == 302
    assert Interview.objects.count() == 7


def test_a_room_that_is_taken_gets_nobody_then(day):
    factories.make_interview(starts_at=day.at(9), minutes=30, place="a 室")
    grid = day.preview()["grid"]
    assert names_in(grid)[0] == ["", "候选人0"]
    assert "The room is taken from 09:00 on" in grid.rows[0].cells[0].note
    moved = day.preview(**day.as_shown(grid, **{"cell-0": day.candidates[0].pk}))["grid"]
    assert moved.key and "The room is taken" in moved.rows[0].cells[0].doubts[0]


def test_an_older_page_does_not_plan_somebody_twice(day):
    grid = day.preview()["grid"]
    factories.make_interview(candidate=day.candidates[2], starts_at=day.at(16))
    answer = day.client.post(SCHEDULE, day.as_shown(grid))
    assert answer.status_code == 200 and Interview.objects.count() == 1
    newer = answer.context["grid"]
    assert "Has an interview already" in newer.rows[1].cells[0].doubts[0]
    assert b'name="confirmed"' in answer.content
    # A yes to one thing is no yes to another.
    factories.make_interview(candidate=day.candidates[3], starts_at=day.at(16))
    assert day.client.post(SCHEDULE, day.as_shown(newer, confirmed=newer.key)).status_code == 200
    assert Interview.objects.count() == 2


def test_the_past_is_asked_about(day):
    day.date = day.date.replace(year=day.date.year - 1)
    grid = day.preview()["grid"]
    assert "This time has passed." in grid.rows[0].cells[0].doubts
    assert day.client.post(SCHEDULE, day.as_shown(grid)).status_code == 200
    assert not Interview.objects.exists()
    assert day.client.post(SCHEDULE, day.as_shown(grid, confirmed=grid.key)).status_code == 302


def test_who_finds_no_place_is_named(day):
    grid = day.preview(until="10:45")["grid"]
    assert [str(person) for person in grid.unplaced] == ["候选人4", "候选人5"]
    page = day.client.post(PREVIEW, day.data(until="10:45")).content.decode()
    assert "Without a place:" in page


def test_sent_twice_it_is_carried_out_once(day):
    grid = day.preview()["grid"]
    sent = day.as_shown(grid, form_token="6f0c4d2e-0000-4000-8000-000000000001")
    first, second = day.client.post(SCHEDULE, sent), day.client.post(SCHEDULE, sent)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Interview.objects.count() == 6


def test_the_preview_writes_nothing(day):
    before = AuditEvent.objects.count()
    part = day.client.post(PREVIEW, day.data(), headers={"hx-request": "true"})
    assert b"<html" not in part.content and b"Schedule these 6 interviews" in part.content
    assert AuditEvent.objects.count() == before and not Interview.objects.exists()


def test_the_service_asks_for_the_right_itself(day):
    plan = DayPlan(
        sheet=day.sheet,
        minutes=45,
        placements=(Placement(day.candidates[0], Room("A", day.leads[0]), day.at(9)),),
    )
    for role in ("interviewer", "panelist", "admin"):
        with pytest.raises(PermissionDenied):
            schedule_day(actor=factories.make_user(role), plan=plan)
    assert not Interview.objects.exists()


@pytest.mark.parametrize("role", ["interviewer", "panelist", "admin"])
def test_the_page_is_for_who_keeps_interviews(day, role, client_for):
    client = client_for(role)
    for answer in (client.get(PLAN), client.post(PREVIEW, day.data()), client.post(SCHEDULE, day.data())):
        assert answer.status_code in (403, 404)
    assert not Interview.objects.exists()


def test_the_number_of_queries_does_not_depend_on_the_people(day, django_assert_max_num_queries):
    factories.make_interview(panel=[*day.leads], starts_at=day.at(17))
    with django_assert_max_num_queries(40) as few:
        day.client.post(PREVIEW, day.data(candidates=[day.candidates[0].pk]))
    for number in range(3):
        factories.make_interview(panel=[*day.leads], starts_at=day.at(14 + number))
    with django_assert_max_num_queries(len(few.captured_queries)):
        day.client.post(PREVIEW, day.data())


def test_closed_positions_and_erased_people_are_not_planned(day):
    closed = factories.make_candidate(position=Position.objects.create(name="关闭", open=False))
    for pk in (closed.pk, 99_999_999):
        context = day.preview(candidates=[pk])
        assert context["grid"] is None and "can’t be planned any more" in errors_of(context)
    Candidate.objects.filter(pk=day.candidates[0].pk).update(
        erased_at=day.at(9), email="", phone="", name="#1"
    )
    assert day.preview()["grid"] is None
