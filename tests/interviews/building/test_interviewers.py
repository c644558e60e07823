"""Interviewers put question sets together: their own and those they are given, of what is ready."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.building.services import publishing, sets
from interviews.building.services.approvals import answer_approval, ask_approval
from interviews.building.services.order import SetRefusedError
from interviews.building.services.publishing import PublishRefusedError, publish
from interviews.building.services.sharing import give_set, people_to_give, withdraw_share
from interviews.models import Blueprint, Company, PanelMember, QuestionSet, SetShare, Sheet
from interviews.planning.services.scheduling import cancel_interview
from qbank.models import Question
from tests.factories import make_interview, make_question, make_set, make_sheet, make_user
from tests.interviews.building.helpers import count_queries, url
from tests.markup import on_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def own(interviewer):
    return make_set(created_by=interviewer.user, name="我的一面")


def switch(**values):
    Company.objects.update_or_create(pk=1, defaults=values)


def sha256(question_set):
    return publishing.freeze(question_set, publishing.load_set_items(question_set)).sha256


def text(client, place):
    return on_one_line(client.get(place).content.decode())


# Which sets


def test_own_and_given_sets_are_seen_and_no_others(interviewer, own):
    given, other = make_set(), make_set()
    SetShare.objects.create(question_set=given, person=interviewer.user)
    for rows in (QuestionSet.objects.visible_to, QuestionSet.objects.editable_by):
        assert set(rows(interviewer.user)) == {own, given}
        assert set(rows(make_user("hr"))) == {own, given, other}
        assert not rows(make_user("panelist")) and not rows(make_user("admin"))
    page = text(interviewer, url("set-list"))
    assert own.name in page and given.name in page and other.name not in page


def test_a_set_is_given_once_by_hr_or_its_maker_and_taken_back(interviewer, own):
    colleague, stranger = make_user(), make_user()
    with pytest.raises(PermissionDenied):
        give_set(actor=stranger, question_set=own, person=colleague)
    share = give_set(actor=interviewer.user, question_set=own, person=colleague)
    assert own in QuestionSet.objects.editable_by(colleague)
    with pytest.raises(PermissionDenied):
        give_set(actor=colleague, question_set=own, person=stranger)
    with pytest.raises(SetRefusedError):
        give_set(actor=make_user("hr"), question_set=own, person=colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        SetShare.objects.create(question_set=own, person=colleague)
    withdraw_share(actor=interviewer.user, share=share)
    withdraw_share(actor=interviewer.user, share=share)
    assert own not in QuestionSet.objects.visible_to(colleague)
    actions = AuditEvent.objects.filter(action__startswith="setshare").order_by("pk")
    assert [event.action for event in actions] == ["setshare.give", "setshare.withdraw"]
    assert actions[0].after == {"set": own.pk, "person": str(colleague)}


def test_sets_are_given_to_whoever_puts_sets_together_without_seeing_them_all(interviewer, own):
    colleague = make_user()
    make_user("hr"), make_user("admin"), make_user("panelist"), make_user(is_active=False)
    assert set(people_to_give(own)) == {colleague}


def test_the_page_of_people_gives_and_takes_back(interviewer, client_for, own):
    colleague = client_for("interviewer")
    interviewer.post(url("set-give", own.pk), {"person": colleague.user.pk})
    assert colleague.user.name in text(interviewer, url("set-people", own.pk))
    assert "Take back" not in text(colleague, url("set-people", own.pk))
    share = own.shares.get()
    assert colleague.post(url("set-take-back", own.pk, share.pk)).status_code == 403
    assert colleague.post(url("set-give", own.pk), {"person": make_user().pk}).status_code == 403
    assert interviewer.post(url("set-take-back", make_set().pk, share.pk)).status_code == 404
    interviewer.post(url("set-take-back", own.pk, share.pk))
    assert not own.shares.exists()
    for nonsense in ("", "x", "0", str(10**30), str(interviewer.user.pk)):
        assert interviewer.post(url("set-give", own.pk), {"person": nonsense}).status_code == 200
    assert not own.shares.exists()


# What of the bank


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_only_what_is_ready_is_found_chosen_and_read(interviewer, own, status):
    hidden = make_question(status=status, text="还没写完的题目", code="ZZ-1")
    assert hidden not in Question.objects.visible_to(interviewer.user)
    with pytest.raises(SetRefusedError):
        sets.add_item(actor=interviewer.user, question_set=own, question=hidden.pk)
    own.items.create(question=hidden, position=9, minutes=5)
    interviewer.post(url("set-comment-add", own.pk), {"text": "看看", "question": hidden.pk})
    for place in (
        url("set-detail", own.pk) + f"?q={hidden.code}&status=any",
        url("set-detail", own.pk),
        url("set-publish", own.pk),
        url("set-comments", own.pk),
        url("set-wording", own.pk),
        url("blueprint") + f"?choose=1&total=1&fixed={hidden.code}",
        "/bank/?status=draft&status=retired&q=ZZ",
    ):
        assert hidden.text not in interviewer.get(place).content.decode(), place
    assert not own.comments.exists()


def test_the_list_tells_readers_nothing_of_drafts_sources_and_exports(interviewer):
    make_question(status="draft")
    question = make_question()
    page = text(interviewer, "/bank/")
    assert "1 question" in page and "Export" not in page and "New question" not in page
    assert ">Status<" not in page and ">Source<" not in page and "retired" not in page
    page = text(interviewer, f"/bank/questions/{question.pk}/")
    assert "History" not in page and "Edit</a>" not in page and "先听完" in page


def test_how_often_is_told_but_not_when(interviewer, own, hr):
    sheet = make_sheet(question_set=own)
    interview = make_interview(panel=[make_user()], sheet=sheet)
    day = f"{timezone.localtime(interview.starts_at):%Y-%m-%d}"
    place = f"/bank/questions/{own.items.get().question_id}/"
    assert day in text(hr, place) and day in text(hr, url("set-detail", own.pk))
    for page in (place, url("set-detail", own.pk)):
        assert day not in text(interviewer, page) and "used once" in text(interviewer, page)


def test_positions_and_templates_are_those_one_interviews_for(interviewer, own):
    mine = make_interview(panel=[interviewer.user]).candidate.position
    other = make_interview(panel=[make_user()]).candidate.position
    Blueprint.objects.create(name="给别的职位", position=other, wishes={"total": 1})
    for place in (url("set-create"), url("set-edit", own.pk), url("blueprint")):
        page = text(interviewer, place)
        assert mine.name in page and other.name not in page and "给别的职位" not in page


# Publishing


def test_an_interviewer_asks_hr_and_hr_publishes(interviewer, own, hr):
    page = text(interviewer, url("set-publish", own.pk))
    assert "Ask for approval</button>" in page and "Publish version 1</button>" not in page
    assert interviewer.post(url("set-publish", own.pk), {"sha256": sha256(own)}).status_code == 403
    interviewer.post(url("set-approval-ask", own.pk), {"sha256": sha256(own)})
    assert "to approve" in text(hr, "/")
    page = text(hr, url("set-publish", own.pk))
    assert "Approve</button>" in page and "Publish version 1</button>" in page
    request = own.approval_requests.get()
    assert interviewer.post(url("set-approval-give", own.pk, request.pk)).status_code == 403
    hr.post(url("set-approval-give", own.pk, request.pk), {"sha256": request.sha256})
    assert "HR publishes it now" in text(interviewer, "/")
    assert hr.post(url("set-publish", own.pk), {"sha256": sha256(own)}).status_code == 302
    assert own.sheets.get().published_by == hr.user


def test_the_company_lets_interviewers_publish_by_the_same_rules(interviewer, own, hr):
    with pytest.raises(PermissionDenied):
        publish(actor=interviewer.user, question_set=own)
    switch(interviewers_publish=True, approval_needed=True)
    actor = type(interviewer.user).objects.get(pk=interviewer.user.pk)
    with pytest.raises(PermissionDenied):
        publish(actor=actor, question_set=make_set())
    with pytest.raises(PublishRefusedError, match="A second person"):
        publish(actor=actor, question_set=own)
    request = ask_approval(actor=actor, question_set=own, seen_sha256=sha256(own))
    colleague = make_user()
    SetShare.objects.create(question_set=own, person=colleague)
    with pytest.raises(PermissionDenied):
        answer_approval(actor=colleague, request=request, approve=True, seen_sha256=request.sha256)
    answer_approval(actor=hr.user, request=request, approve=True, seen_sha256=request.sha256)
    assert publish(actor=actor, question_set=own).version == 1


def test_services_refuse_what_is_not_the_actors(own):
    stranger = make_user()
    with pytest.raises(SetRefusedError, match="no longer open to you"):
        sets.change_set(actor=stranger, question_set=own, changes={"name": "x"})
    with pytest.raises(PermissionDenied):
        sets.create_set(actor=make_user("panelist"), name="x", scale=own.scale, planned_minutes=30)


# The switch, sheets, panels


def test_with_the_bank_closed_the_page_says_why(interviewer, own):
    make_interview(panel=[interviewer.user], sheet=make_sheet(question_set=own))
    assert Sheet.objects.visible_to(interviewer.user).exists()
    switch(interviewers_see_bank=False)
    user = type(interviewer.user).objects.get(pk=interviewer.user.pk)
    assert not Question.objects.visible_to(user) and not QuestionSet.objects.visible_to(user)
    assert not Sheet.objects.visible_to(user)
    page = text(interviewer, url("set-list"))
    assert (
        "leaves the question bank to HR" in page and own.name not in page and "New question set" not in page
    )
    assert "My question sets" not in text(interviewer, "/").replace("Question sets", "")
    assert interviewer.get("/bank/").status_code == 404


def test_sheets_are_seen_of_own_sets_and_of_ones_panels(interviewer, own):
    mine, panels, others = make_sheet(question_set=own), make_sheet(), make_sheet()
    interview = make_interview(panel=[interviewer.user], sheet=panels)
    make_interview(panel=[make_user()], sheet=others)
    assert set(Sheet.objects.visible_to(interviewer.user)) == {mine, panels}
    cancel_interview(actor=make_user("hr"), interview=interview, reason="改期")
    assert set(Sheet.objects.visible_to(interviewer.user)) == {mine}


def test_who_put_the_sheet_together_and_sits_on_its_panel_is_shown(interviewer, own, hr):
    changer, neither = make_user(), make_user()
    SetShare.objects.create(question_set=own, person=changer)
    sets.change_set(actor=changer, question_set=own, changes={"note": "改过"})
    interview = make_interview(
        panel=[interviewer.user, changer, neither], sheet=publish(actor=hr.user, question_set=own)
    )
    SetShare.objects.create(question_set=own, person=neither)
    sets.change_set(actor=neither, question_set=own, changes={"note": "发布之后"})
    members = PanelMember.objects.filter(interview=interview).with_assembled()
    assert {member.user for member in members if member.assembled} == {interviewer.user, changer}
    assert text(hr, url("interview-detail", interview.pk)).count("put this sheet together") == 2


def test_the_pages_take_as_many_queries_for_one_set_as_for_three(interviewer, own):
    make_interview(panel=[interviewer.user], sheet=make_sheet(question_set=own))
    pages = (url("set-list"), url("set-people", own.pk), "/bank/", "/")
    before = [count_queries(interviewer, place) for place in pages]
    for _ in range(2):
        more = make_set(created_by=interviewer.user)
        make_interview(panel=[interviewer.user], sheet=make_sheet(question_set=more))
        SetShare.objects.create(question_set=own, person=make_user())
    assert [count_queries(interviewer, place) for place in pages] == before


def test_every_link_of_an_interviewers_pages_opens(interviewer, own):
    """What the person may not open is not offered."""
    make_interview(panel=[interviewer.user], sheet=make_sheet(question_set=own))
    question = own.items.get().question_id
    pages = [
        url("set-list"),
        url("set-detail", own.pk),
        url("set-publish", own.pk),
        url("set-people", own.pk),
    ]
    pages += [url("set-create"), url("blueprint"), url("sheet-detail", own.sheets.get().pk)]
    pages += ["/", "/bank/", f"/bank/questions/{question}/", "/bank/competencies/"]
    links = set()
    for place in pages:
        links |= set(re.findall(r'href="(/[^"#?]*)', interviewer.get(place).content.decode()))
    refused = [
        link
        for link in sorted(links)
        if not link.startswith("/static/") and interviewer.get(link).status_code in (403, 404)
    ]
    assert not refused
