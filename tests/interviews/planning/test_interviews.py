"""The pages of interviews: the list by day, the day's page, planning, moving, cancelling."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from interviews.models import Candidate, Interview
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("interviews:interview-list")
CREATE = reverse("interviews:interview-create")


def url(name: str, interview: Interview) -> str:
    return reverse(f"interviews:interview-{name}", args=[interview.pk])


def text(response: Any) -> str:
    return response.content.decode()


def form_data(**changes: Any) -> dict[str, Any]:
    """What the form sends for a plain new interview."""
    data = {
        "candidate": factories.make_candidate().pk,
        "sheet": factories.make_sheet().pk,
        "starts_at": "2099-12-01T14:30",
        "minutes": "45",
        "round": "一面",
        "place": "302 室",
        "note": "",
        "lead": factories.make_user().pk,
    }
    return data | changes


# The list


def test_an_interviewer_sees_their_own_seats_with_the_state_of_their_own_scorecard(interviewer):
    other = factories.make_user()
    mine = factories.make_interview(panel=[interviewer.user, other])
    factories.make_scorecard(interview=mine, user=other, submitted=True)
    foreign = factories.make_interview()
    page = interviewer.get(LIST)
    assert list(page.context["page_obj"]) == [mine]
    assert "You have not begun" in text(page)
    assert "submitted" not in text(page)
    assert str(foreign.candidate) not in text(page)
    factories.make_scorecard(interview=mine, user=interviewer.user, submitted=True)
    page = text(interviewer.get(LIST))
    assert "You have submitted" in page
    assert "of 2" not in page


def test_hr_sees_all_and_how_many_have_submitted(hr):
    first, second = factories.make_user(), factories.make_user()
    interview = factories.make_interview(panel=[first, second])
    factories.make_scorecard(interview=interview, user=first, submitted=True)
    factories.make_scorecard(interview=interview, user=second)
    assert "1 of 2 submitted" in text(hr.get(LIST))


def test_times_are_told_apart(hr):
    now = timezone.now()
    later = factories.make_interview(starts_at=now + timedelta(days=2))
    soon = factories.make_interview(starts_at=now + timedelta(days=1))
    past = factories.make_interview(starts_at=now - timedelta(days=2))
    cancelled = factories.make_interview(status="cancelled", cancel_reason="撤回")
    shown = {
        when: list(hr.get(LIST, {"when": when}).context["page_obj"]) for when in ("", "past", "cancelled")
    }
    assert shown == {"": [soon, later], "past": [past], "cancelled": [cancelled]}
    assert list(hr.get(LIST, {"when": "'; drop"}).context["page_obj"]) == [soon, later]


def test_an_earlier_hour_of_today_still_counts_as_today(hr):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    interview = factories.make_interview(starts_at=midnight)
    assert list(hr.get(LIST).context["page_obj"]) == [interview]


def test_hr_filters_by_candidate_position_and_panel_member(hr):
    wanted, other = factories.make_interview(), factories.make_interview()
    for query in (
        {"candidate": wanted.candidate.name[:-1] + wanted.candidate.name[-1]},
        {"position": wanted.candidate.position_id},
        {"member": wanted.members.get().user_id},
    ):
        assert list(hr.get(LIST, query).context["page_obj"]) == [wanted], query
    assert str(other.candidate) not in text(hr.get(LIST, {"candidate": wanted.candidate.name}))
    assert "No interview matches" in text(hr.get(LIST, {"candidate": "没有这个人"}))


def test_filters_are_hrs_alone(interviewer):
    mine = factories.make_interview(panel=[interviewer.user])
    page = interviewer.get(LIST, {"position": "0", "candidate": "nobody", "member": "7"})
    assert list(page.context["page_obj"]) == [mine]
    assert 'name="member"' not in text(page)


@pytest.mark.parametrize(
    "query", ["page=zzz", "page=-1", "position=9x", "member=99999999999999999999", "candidate=%00"]
)
def test_odd_queries_still_show_a_page(hr, query):
    factories.make_interview()
    assert hr.get(f"{LIST}?{query}").status_code == 200


def test_empty_lists_say_what_to_do(hr, interviewer):
    assert "Schedule an interview" in text(hr.get(LIST))
    assert "puts you on a panel" in text(interviewer.get(LIST))


def test_long_lists_have_pages(hr):
    sheet = factories.make_sheet()
    panel = [factories.make_user()]
    for _ in range(31):
        factories.make_interview(sheet=sheet, panel=panel)
    assert "Page 1 of 2" in text(hr.get(LIST))
    assert len(hr.get(LIST, {"page": 2}).context["page_obj"]) == 1


@pytest.mark.parametrize("role", ["hr", "interviewer"])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(
    client_for, django_assert_num_queries, role, rows
):
    client = client_for(role)
    for _ in range(rows):
        interview = factories.make_interview(
            panel=[client.user, *(factories.make_user() for _ in range(rows))]
        )
        for member in interview.members.all():
            factories.make_scorecard(interview=interview, user=member.user, submitted=True)
    with django_assert_num_queries(9 if role == "hr" else 7):
        client.get(LIST)


# One interview


def test_the_days_page_has_what_a_panel_member_needs_and_nothing_about_the_candidate_as_a_person(interviewer):
    candidate = factories.make_candidate(name="林若溪", email="lin@example.com", phone="13900001111")
    factories.make_note(candidate=candidate, text="期望薪资两万")
    interview = factories.make_interview(
        panel=[interviewer.user], candidate=candidate, place="302 室", note="请带作品", round="一面"
    )
    page = text(interviewer.get(url("detail", interview)))
    for wanted in ("林若溪", candidate.position.name, "302 室", "请带作品", "一面", "Start scoring"):
        assert wanted in page
    for secret in ("lin@example.com", "13900001111", "期望薪资两万", "/edit/", "/cancel/"):
        assert secret not in page
    assert reverse("interviews:scorecard", args=[interview.pk]) in page


def test_the_button_follows_ones_own_scorecard(interviewer):
    interview = factories.make_interview(panel=[interviewer.user])
    card = factories.make_scorecard(interview=interview)
    assert "Continue" in text(interviewer.get(url("detail", interview)))
    card.status, card.submitted_at = "submitted", timezone.now()
    card.save()
    page = text(interviewer.get(url("detail", interview)))
    assert "See the result" in page and "Continue" not in page


def test_times_are_shown_in_the_sites_time_zone(hr):
    starts_at = timezone.datetime(2026, 11, 20, 22, 30, tzinfo=timezone.get_fixed_timezone(0))
    interview = factories.make_interview(starts_at=starts_at)
    assert "06:30" in text(hr.get(url("detail", interview)))
    assert 'value="2026-11-21T06:30"' in text(hr.get(url("edit", interview)))


def test_hr_is_asked_about_a_clash_but_not_stopped(hr):
    shared = factories.make_user(name="陈昊")
    first = factories.make_interview(panel=[shared])
    data = form_data(lead=shared.pk, starts_at=timezone.localtime(first.starts_at).strftime("%Y-%m-%dT%H:%M"))
    page = hr.post(CREATE, data)
    assert "陈昊" in str(page.context["form"].errors["clash"])
    assert Interview.objects.count() == 1
    data |= {"clash": page.context["form"].fields["clash"].widget.meant}
    later = timezone.localtime(first.starts_at) + timedelta(minutes=10)
    page = hr.post(CREATE, data | {"starts_at": later.strftime("%Y-%m-%dT%H:%M")})
    assert "clash" in page.context["form"].errors, "a yes to one clash is none to another"
    page = hr.post(CREATE, data, follow=True)
    assert "At the same time" in text(page)
    assert "陈昊" in text(page)
    assert Interview.objects.count() == 2


def test_hr_sees_who_has_submitted(hr):
    first, second = factories.make_user(), factories.make_user()
    interview = factories.make_interview(panel=[first, second])
    factories.make_scorecard(interview=interview, user=first, submitted=True)
    page = text(hr.get(url("detail", interview)))
    assert page.count("Not yet") == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_days_page_takes_the_same_queries_for_any_panel(hr, django_assert_num_queries, rows):
    shared = [factories.make_user() for _ in range(rows)]
    interview = factories.make_interview(panel=shared)
    for _ in range(rows):
        factories.make_interview(panel=shared, starts_at=interview.starts_at)
    with django_assert_num_queries(20):
        hr.get(url("detail", interview))


# Planning


def test_hr_schedules_an_interview(hr):
    colleague = factories.make_user()
    response = hr.post(CREATE, form_data(panel=[colleague.pk]))
    interview = Interview.objects.get()
    assert response.url == url("detail", interview)
    assert timezone.localtime(interview.starts_at).isoformat() == "2099-12-01T14:30:00+08:00"
    assert interview.members.count() == 2
    assert interview.members.get(lead=True).user_id != colleague.pk


def test_a_new_candidate_can_be_typed_in_on_the_spot(hr):
    position = factories.make_candidate().position
    data = form_data(candidate="", new_name="王一", new_position=position.pk, new_phone="139")
    assert hr.post(CREATE, data).status_code == 302
    assert Interview.objects.get().candidate == Candidate.objects.get(name="王一", phone="139")


def test_the_candidate_may_come_with_the_address(hr):
    candidate = factories.make_candidate()
    page = text(hr.get(CREATE, {"candidate": candidate.pk}))
    assert f'<option value="{candidate.pk}" selected>' in page
    assert hr.get(CREATE, {"candidate": "x; drop"}).status_code == 200


def test_sheets_are_offered_with_the_current_ones_first(hr):
    question_set = factories.make_set()
    old = factories.make_sheet(question_set=question_set, version=1, name="旧版")
    new = factories.make_sheet(question_set=question_set, version=2, name="新版")
    archived = factories.make_sheet(question_set=factories.make_set(archived=True), name="归档")
    offered = list(hr.get(CREATE).context["form"].fields["sheet"].choices)[1:]
    assert offered[0][0].value == new.pk
    assert {pk.value for pk, label in offered if "earlier version" in label} == {old.pk, archived.pk}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"candidate": ""}, "candidate"),
        ({"candidate": "999999"}, "candidate"),
        ({"new_name": "两个人"}, "new_name"),
        ({"candidate": "", "new_name": "王一"}, "new_position"),
        ({"sheet": ""}, "sheet"),
        ({"sheet": "999999"}, "sheet"),
        ({"starts_at": ""}, "starts_at"),
        ({"starts_at": "明天下午"}, "starts_at"),
        ({"starts_at": "0001-01-01T00:00"}, "starts_at"),
        ({"starts_at": "9999-12-31T23:59"}, "starts_at"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "-5"}, "minutes"),
        ({"minutes": "99999"}, "minutes"),
        ({"lead": ""}, "lead"),
        ({"lead": "999999"}, "lead"),
        ({"panel": ["999999"]}, "panel"),
        ({"panel": ["x"]}, "panel"),
        ({"place": "长" * 301}, "place"),
        ({"round": "a\x00b"}, "round"),
    ],
)
def test_what_cannot_be_scheduled_is_explained_and_kept(hr, changes, field):
    response = hr.post(CREATE, form_data(note="请带作品") | changes)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "请带作品" in text(response)
    assert not Interview.objects.exists()


def test_only_people_who_may_sit_on_a_panel_are_offered(hr):
    inactive = factories.make_user(is_active=False)
    administrator = factories.make_user("admin")
    for user in (inactive, administrator):
        assert "lead" in hr.post(CREATE, form_data(lead=user.pk)).context["form"].errors


def test_hr_moves_an_interview_and_changes_its_panel(hr):
    interview = factories.make_interview()
    lead, newcomer = interview.members.get().user, factories.make_user()
    data = form_data(lead=newcomer.pk, panel=[lead.pk], sheet=interview.sheet_id, place="线上")
    assert hr.post(url("edit", interview), data).url == url("detail", interview)
    interview.refresh_from_db()
    assert interview.place == "线上"
    assert interview.members.get(lead=True).user == newcomer


def test_a_panel_member_with_a_record_cannot_be_taken_off(hr):
    staying, leaving = factories.make_user(), factories.make_user(name="赵一鸣")
    interview = factories.make_interview(panel=[staying, leaving])
    factories.make_scorecard(interview=interview, user=leaving, submitted=True)
    response = hr.post(url("edit", interview), form_data(lead=staying.pk, place="线上"))
    assert response.status_code == 200
    assert "赵一鸣 has recorded something" in text(response)
    assert "线上" in text(response)
    interview.refresh_from_db()
    assert interview.place == ""


def test_the_sheet_field_is_fixed_once_scoring_has_begun(hr):
    interview = factories.make_interview()
    factories.make_scorecard(interview=interview)
    member = interview.members.get().user
    assert hr.post(url("edit", interview), form_data(lead=member.pk)).status_code == 302
    before = interview.sheet_id
    interview.refresh_from_db()
    assert interview.sheet_id == before


def test_hr_cancels_with_a_reason_and_restores(hr, client_for):
    member = factories.make_user()
    interview = factories.make_interview(panel=[member])
    assert hr.post(url("cancel", interview), {"reason": ""}).status_code == 200
    assert "候选人生病" in text(hr.post(url("cancel", interview), {"reason": "候选人生病"}, follow=True))
    page = text(client_for(user=member).get(url("detail", interview)))
    assert "This interview is cancelled." in page and "候选人生病" in page
    assert "Start scoring" not in page
    assert "cancelled already" in text(hr.post(url("cancel", interview), {"reason": "又一次"}))
    assert hr.get(url("edit", interview)).status_code == 302
    hr.post(url("restore", interview))
    interview.refresh_from_db()
    assert not interview.called_off
    assert "is not cancelled" in text(hr.post(url("restore", interview), follow=True))


# Doors


@pytest.mark.parametrize("name", ["detail", "edit", "cancel", "result"])
def test_doors_of_one_interview(name, client_for, interviewer, admin, stranger, hr):
    member = factories.make_user()
    interview = factories.make_interview(panel=[member])
    page = url(name, interview)
    assert hr.get(page).status_code == 200
    own = client_for(user=member).get(page).status_code
    assert own == (200 if name in ("detail", "result") else 403)
    assert interviewer.get(page).status_code == 404
    assert admin.get(page).status_code == 404
    assert stranger.get(page).url.startswith(reverse("accounts:sign-in"))
    assert hr.get(reverse(f"interviews:interview-{name}", args=[10**25])).status_code == 404
    assert hr.delete(page).status_code == 405


def test_doors_of_restoring(client_for, interviewer, stranger, hr):
    member = factories.make_user()
    interview = factories.make_interview(panel=[member], status="cancelled", cancel_reason="撤回")
    page = url("restore", interview)
    assert hr.get(page).status_code == 405
    assert client_for(user=member).post(page).status_code == 403
    assert interviewer.post(page).status_code == 404
    assert stranger.post(page).status_code == 302
    assert hr.post(reverse("interviews:interview-restore", args=[0])).status_code == 404
    interview.refresh_from_db()
    assert interview.called_off


def test_doors_of_the_list_and_of_scheduling(interviewer, admin, stranger, hr):
    assert [client.get(LIST).status_code for client in (hr, interviewer, admin, stranger)] == [
        200,
        200,
        404,
        302,
    ]
    assert [client.get(CREATE).status_code for client in (hr, interviewer, admin, stranger)] == [
        200,
        403,
        404,
        302,
    ]
    assert interviewer.post(CREATE, form_data()).status_code == 403
    assert hr.post(LIST).status_code == 405
    assert hr.put(CREATE).status_code == 405
    assert not Interview.objects.exists()
