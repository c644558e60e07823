"""Who leads which question: HR splits them, one lead a question, and everybody still scores all."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from interviews.models import Focus, PanelMember, Response, SheetItem
from interviews.planning.services.focus import propose_leads, set_leads
from interviews.planning.services.scheduling import Plan, change_interview
from interviews.planning.services.seats import step_back
from interviews.room.services.responses import Responses
from interviews.room.services.saving import save
from tests import factories
from tests.forms import writing_forms

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sheet(module_db):
    with module_db.unblock():
        questions = [factories.make_question(points=1, red_flags=0) for _ in range(3)]
        return factories.make_sheet(question_set=factories.make_set(questions=questions))


@pytest.fixture
def interview(sheet):
    panel = [factories.make_user(name="陈思远"), factories.make_user(name="王海燕")]
    return factories.make_interview(panel=panel, sheet=sheet)


@pytest.fixture
def keeper():
    return factories.make_user("hr")


def parts(interview):
    return list(interview.sheet.items.order_by("position")), list(interview.members.order_by("pk"))


def test_hr_splits_the_questions_and_sees_the_split(interview, client_for, keeper):
    items, (first, second) = parts(interview)
    client = client_for(user=keeper)
    url = reverse("interviews:interview-focus", args=[interview.pk])
    client.post(url, {f"item-{items[0].pk}": first.pk, f"item-{items[2].pk}": second.pk})
    assert dict(interview.focuses.values_list("item", "member")) == {
        items[0].pk: first.pk,
        items[2].pk: second.pk,
    }
    page = client.get(reverse("interviews:interview-detail", args=[interview.pk])).content.decode()
    assert "陈思远: 1" in page and "王海燕: 3" in page
    event = AuditEvent.objects.get(action="interview.focus")
    assert (event.before, event.after) == ({}, {"1": "陈思远", "3": "王海燕"})


def test_an_older_tab_is_told_who_split_them_meanwhile(interview, client_for):
    items, (first, second) = parts(interview)
    mine, theirs = client_for("hr"), client_for("hr")
    url = reverse("interviews:interview-focus", args=[interview.pk])
    older, proposed, newer = (
        next(form for form in writing_forms(client.get(page).content.decode(), url) if form.action == url)
        for client, page in ((mine, url), (mine, f"{url}?deal=1"), (theirs, url))
    )
    name, other = f"item-{items[0].pk}", f"item-{items[2].pk}"
    newer.send(theirs, **{**newer.as_shown, name: second.pk})
    for form in (older, proposed):
        answer = form.send(mine, **{**form.as_shown, name: first.pk, other: first.pk})
        assert answer.status_code == 200 and str(theirs.user) in answer.content.decode()
        assert dict(interview.focuses.values_list("item", "member")) == {items[0].pk: second.pk}
    chosen = {f"{name}-meanwhile": "mine"}
    again = next(form for form in writing_forms(answer.content.decode(), url) if form.action == url)
    assert again.send(mine, **{**again.as_shown, **chosen}).status_code == 302
    assert interview.focuses.get(item=items[0]).member == first


def test_saving_the_same_split_again_writes_no_event(interview, keeper):
    items, (first, _second) = parts(interview)
    for _ in range(2):
        set_leads(actor=keeper, interview=interview, leads={items[0].pk: first.pk})
    assert AuditEvent.objects.filter(action="interview.focus").count() == 1


def test_a_question_is_given_to_somebody_else_or_to_nobody(interview, keeper):
    items, (first, second) = parts(interview)
    set_leads(actor=keeper, interview=interview, leads={items[0].pk: first.pk, items[1].pk: first.pk})
    set_leads(actor=keeper, interview=interview, leads={items[0].pk: second.pk, items[1].pk: None})
    assert dict(Focus.objects.values_list("item", "member")) == {items[0].pk: second.pk}


def test_only_questions_of_the_sheet_and_people_of_the_panel(interview, keeper):
    items, (first, second) = parts(interview)
    foreign = factories.make_interview()
    step_back(actor=second.user, interview=interview, reason="没有时间")
    for leads in (
        {foreign.sheet.items.get().pk: first.pk},
        {items[0].pk: foreign.members.get().pk},
        {items[0].pk: second.pk},
    ):
        with pytest.raises(ValidationError):
            set_leads(actor=keeper, interview=interview, leads=leads)
    assert not Focus.objects.exists()


def test_a_cancelled_interview_is_not_split(interview, keeper):
    items, (first, _second) = parts(interview)
    interview.status, interview.cancel_reason = "cancelled", "候选人退出"
    interview.save()
    with pytest.raises(ValidationError):
        set_leads(actor=keeper, interview=interview, leads={items[0].pk: first.pk})


def test_the_database_keeps_a_second_lead_of_a_question_out(interview):
    items, (first, second) = parts(interview)
    Focus.objects.create(interview=interview, item=items[0], member=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Focus.objects.create(interview=interview, item=items[0], member=second)


@pytest.mark.parametrize("value", ["9" * 30, "-1", "甲\0乙", "x"])
def test_nonsense_is_refused_and_nothing_changes(interview, client_for, keeper, value):
    items, _members = parts(interview)
    url = reverse("interviews:interview-focus", args=[interview.pk])
    response = client_for(user=keeper).post(url, {f"item-{items[0].pk}": value})
    assert response.status_code == 200 and not Focus.objects.exists()


def test_interviewers_do_not_split(interview, client_for):
    _items, (first, _second) = parts(interview)
    url = reverse("interviews:interview-focus", args=[interview.pk])
    assert client_for(user=first.user).post(url, {}).status_code == 403


def test_the_scoring_page_marks_ones_own_and_names_the_others(interview, client_for, keeper):
    items, (first, second) = parts(interview)
    set_leads(actor=keeper, interview=interview, leads={items[0].pk: first.pk, items[1].pk: second.pk})
    page = client_for(user=first.user).get(reverse("interviews:scorecard", args=[interview.pk]))
    leads = {entry.item.pk: entry.lead for entry in page.context["items"]}
    assert leads[items[0].pk].mine and not leads[items[1].pk].mine and leads[items[2].pk] is None
    body = page.content.decode()
    assert body.count("You lead this one") == 1 and "王海燕 leads" in body and 'id="next-mine"' in body


def test_everybody_may_score_what_somebody_else_leads(interview, keeper):
    items, (first, second) = parts(interview)
    set_leads(actor=keeper, interview=interview, leads={items[0].pk: first.pk})
    raw = [{"id": str(uuid4()), "item": items[0].pk, "field": "rating", "value": "3"}]
    saved = save(Responses, actor=second.user, interview_id=interview.pk, seat_id=second.pk, raw_changes=raw)
    assert not saved.refused and Response.objects.get().rating == 3


def test_who_left_leads_nothing_and_another_sheet_nobody(interview, keeper, client_for):
    items, (first, second) = parts(interview)
    set_leads(actor=keeper, interview=interview, leads={items[0].pk: first.pk, items[1].pk: second.pk})
    step_back(actor=first.user, interview=interview, reason="没有时间")
    page = client_for(user=second.user).get(reverse("interviews:scorecard", args=[interview.pk]))
    assert "陈思远 leads" not in page.content.decode()
    plan = Plan(sheet=factories.make_sheet(), starts_at=timezone.now(), minutes=60, lead=second.user)
    change_interview(actor=keeper, interview=interview, plan=plan)
    assert not Focus.objects.exists()


def test_a_proposal_is_shown_and_not_saved(interview, client_for, keeper):
    url = reverse("interviews:interview-focus", args=[interview.pk])
    page = client_for(user=keeper).get(url, {"deal": "1"})
    assert "not saved yet" in page.content.decode() and not Focus.objects.exists()


@given(st.lists(st.integers(1, 120), min_size=1, max_size=20), st.integers(1, 6))
def test_a_proposal_gives_every_question_to_one_person_in_stretches(minutes, people):
    items = [SheetItem(pk=n, minutes=m, position=n) for n, m in enumerate(minutes, start=1)]
    members = [PanelMember(pk=n) for n in range(1, people + 1)]
    leads = propose_leads(items, members)
    assert list(leads) == [item.pk for item in items]
    assert list(leads.values()) == sorted(leads.values())
    assert set(leads.values()) <= {member.pk for member in members}


def test_no_panel_no_proposal():
    assert propose_leads([SheetItem(pk=1, minutes=5)], []) == {}


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_the_same_queries_for_any_panel(hr, sheet, people, django_assert_num_queries):
    interview = factories.make_interview(panel=[factories.make_user() for _ in range(people)], sheet=sheet)
    with django_assert_num_queries(7):
        hr.get(reverse("interviews:interview-focus", args=[interview.pk]))
