"""Question sets in the admin: interviewers put theirs together, HR publishes, by the builder's services."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from interviews.building.services import sets
from interviews.building.services.publishing import publish
from interviews.models import ApprovalRequest, Company, QuestionSet, Sheet
from tests.factories import make_question, make_scale, make_set
from tests.interviews.admin.scorecard_pages import fields_of

pytestmark = pytest.mark.django_db


def place(page, *args):
    return reverse(f"admin:interviews_questionset_{page}", args=args)


class SetPage:
    """The page of a set as it was opened; ``rows`` are appended as a script would."""

    def __init__(self, client, question_set=None):
        self.client = client
        self.address = place("change", question_set.pk) if question_set else place("add")
        self.body = client.get(self.address).content.decode()
        self.fields = fields_of(self.body, "questionset_form")

    def put(self, **values):
        self.fields |= {name: [str(value)] for name, value in values.items()}
        return self

    def add(self, prefix, **values):
        index = int(self.fields[f"{prefix}-TOTAL_FORMS"][0])
        self.fields[f"{prefix}-TOTAL_FORMS"] = [str(index + 1)]
        self.fields |= {f"{prefix}-{index}-{name}": [str(value)] for name, value in values.items()}
        return self

    def send(self):
        return self.client.post(self.address, self.fields)


def order(question_set):
    return list(question_set.items.values_list("question__code", flat=True))


def do(client, question_set, act, **values):
    """Press the button of an act, and send its page."""
    address = place("act", question_set.pk, act)
    opened = client.get(address)
    if opened.status_code != 200:
        return opened
    return client.post(address, {"seen": opened.context["form"].initial["seen"]} | values)


def test_an_interviewer_makes_a_set_of_their_own(interviewer):
    first, second = make_question(), make_question()
    page = SetPage(interviewer).put(name="我的一面", planned_minutes=45, scale=make_scale().pk)
    page.add("sections", title="开场", planned_minutes=10, position=1)
    page.add("items", position=2, question=first.pk, weight=2, minutes=7)
    page.add("items", position=1, question=second.pk, weight=1, minutes=second.minutes)
    assert page.send().status_code == 302
    mine = QuestionSet.objects.get()
    assert mine.created_by == interviewer.user and order(mine) == [second.code, first.code]
    assert str(mine.items.get(question=first).weight) == "2.00"
    assert mine.sections.get().title == "开场"
    assert AuditEvent.objects.filter(action="set.create", actor=interviewer.user).count() == 1


def test_only_one_s_own_sets_and_those_one_was_given_are_there(interviewer):
    other = make_set()
    make_set(created_by=interviewer.user)
    listed = interviewer.get(place("changelist")).context["cl"]
    assert [row.created_by for row in listed.result_list] == [interviewer.user]
    assert interviewer.get(place("change", other.pk)).status_code == 302
    assert interviewer.get(place("act", other.pk, "publish")).status_code == 302


@pytest.mark.parametrize("role", ["panelist", "admin"])
def test_who_may_not_assemble_finds_no_sets(client_for, role):
    client = client_for(role)
    assert client.get(place("changelist")).status_code == 403
    assert client.get(place("add")).status_code == 403


def test_a_page_that_changes_one_thing_leaves_the_others_to_whoever_changed_them(hr):
    question_set = make_set(questions=[make_question(), make_question()], name="旧名")
    page = SetPage(hr, question_set).put(name="新名")
    first, second = question_set.items.all()
    sets.change_item(actor=hr.user, question_set=question_set, item=first.pk, changes={"minutes": 33})
    sets.move_item(actor=hr.user, question_set=question_set, item=second.pk, place=sets.Place(None, 0))
    assert page.send().status_code == 302
    question_set.refresh_from_db()
    first.refresh_from_db()
    assert (question_set.name, first.minutes) == ("新名", 33)
    assert order(question_set) == [second.question.code, first.question.code]
    assert AuditEvent.objects.filter(action="set.change", after__name="新名").count() == 1


def test_rows_are_moved_taken_out_and_put_into_sections(hr):
    question_set = make_set(questions=[make_question() for _ in range(4)])
    section = sets.add_section(actor=hr.user, question_set=question_set, title="深入")
    a, b, c, d = question_set.items.select_related("question")
    page = SetPage(hr, question_set)
    page.put(**{"items-0-position": 3, "items-3-section": section.pk, "items-1-DELETE": "on"})
    assert page.send().status_code == 302
    assert order(question_set) == [c.question.code, a.question.code, d.question.code]
    assert question_set.items.get(pk=d.pk).section == section
    assert not question_set.items.filter(pk=b.pk).exists()
    page = SetPage(hr, question_set).put(**{"sections-0-DELETE": "on"})
    assert page.send().status_code == 302
    assert question_set.items.get(pk=d.pk).section is None and not question_set.sections.exists()


def test_sections_change_places(hr):
    question_set = make_set()
    for title in "甲乙丙":
        sets.add_section(actor=hr.user, question_set=question_set, title=title)
    page = SetPage(hr, question_set).put(**{"sections-0-position": 9, "sections-1-title": "乙乙"})
    assert page.send().status_code == 302
    assert list(question_set.sections.values_list("title", flat=True)) == ["乙乙", "丙", "甲"]


@pytest.mark.parametrize("status", ["retired", "draft"])
def test_what_the_builder_refuses_is_refused_here_and_nothing_is_lost(client_for, status):
    interviewer = client_for("interviewer")
    question = make_question(status=status)
    mine = make_set(created_by=interviewer.user)
    page = (
        SetPage(interviewer, mine)
        .put(name="改了名")
        .add("items", position=9, question=question.pk, weight=1, minutes=5)
    )
    answer = page.send()
    assert answer.status_code == 200 and "改了名" in answer.content.decode()
    mine.refresh_from_db()
    assert mine.name != "改了名" and mine.items.count() == 1


def test_hr_publishes_what_the_page_showed(hr):
    question_set = make_set()
    assert do(hr, question_set, "publish").status_code == 302
    sheet = Sheet.objects.get()
    assert (sheet.version, sheet.published_by) == (1, hr.user)
    assert AuditEvent.objects.get(action="sheet.publish").actor == hr.user
    again = do(hr, question_set, "publish").content.decode()
    assert "Nothing has changed since version 1: there is nothing to publish." in again


def test_what_changed_meanwhile_is_not_published(hr):
    question_set = make_set()
    address = place("act", question_set.pk, "publish")
    seen = hr.get(address).context["form"].initial["seen"]
    item = question_set.items.get()
    sets.change_item(actor=hr.user, question_set=question_set, item=item.pk, changes={"minutes": 40})
    said = hr.post(address, {"seen": seen}).content.decode()
    assert "The set was changed in the meantime: please look at it again." in said
    assert not Sheet.objects.exists()


def test_an_interviewer_asks_and_hr_approves_or_sends_back(interviewer, hr):
    mine = make_set(created_by=interviewer.user)
    assert do(interviewer, mine, "publish").status_code == 403
    assert do(interviewer, mine, "ask-approval").status_code == 302
    assert ApprovalRequest.objects.get().asked_by == interviewer.user
    assert do(interviewer, mine, "approve").status_code == 403
    assert "is required" in do(hr, mine, "send-back", reason=" ").content.decode()
    assert do(hr, mine, "send-back", reason="再想想").status_code == 302
    sets.change_set(actor=interviewer.user, question_set=mine, changes={"name": "想过了"})
    assert do(interviewer, mine, "ask-approval").status_code == 302
    assert do(hr, mine, "approve").status_code == 302
    assert do(hr, mine, "publish").status_code == 302
    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert [action for action in actions if action.startswith("approvalrequest")] == [
        *(
            "approvalrequest.ask",
            "approvalrequest.send-back",
            "approvalrequest.ask",
            "approvalrequest.approve",
        )
    ]


def test_interviewers_publish_theirs_where_the_company_lets_them(interviewer):
    Company.objects.create(pk=1, name="甲", interviewers_publish=True)
    mine = make_set(created_by=interviewer.user)
    assert do(interviewer, mine, "publish").status_code == 302
    assert Sheet.objects.get().published_by == interviewer.user


def test_the_page_takes_as_many_queries_for_twelve_questions_as_for_two(hr, django_assert_max_num_queries):
    counts = []
    for questions in (2, 12):
        question_set = make_set(questions=[make_question() for _ in range(questions)])
        sets.add_section(actor=hr.user, question_set=question_set, title="甲")
        publish(actor=hr.user, question_set=question_set)
        with django_assert_max_num_queries(40) as counted:
            assert hr.get(place("change", question_set.pk)).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_a_set_without_a_change_is_not_offered_for_publishing_again_and_says_why(hr):
    question_set = make_set()
    button = place("act", question_set.pk, "publish")
    assert button in hr.get(place("change", question_set.pk)).content.decode()
    publish(actor=hr.user, question_set=question_set)
    body = hr.get(place("change", question_set.pk)).content.decode()
    assert button not in body and "Nothing has changed since version 1" in body
    sets.change_set(actor=hr.user, question_set=question_set, changes={"planned_minutes": 77})
    assert button in hr.get(place("change", question_set.pk)).content.decode()


@pytest.mark.parametrize("act", ["publish", "approve", "send-back"])
def test_who_publishes_or_approves_is_led_to_what_it_is_about(act, client_for, hr):
    question_set = make_set(questions=[make_question(), make_question()])
    publish(actor=hr.user, question_set=question_set)
    sets.change_set(actor=hr.user, question_set=question_set, changes={"planned_minutes": 77})
    Company.objects.create(pk=1, approval_needed=True)
    assert do(hr, question_set, "ask-approval").status_code == 302
    body = client_for("hr").get(place("act", question_set.pk, act)).content.decode()
    assert "2 questions · 12 minutes · changed since version 1" in body
    assert f'href="{reverse("interviews:set-publish", args=[question_set.pk])}"' in body
