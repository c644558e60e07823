"""The pages of question sets: who may open them, the list, creating and editing."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from interviews.models import QuestionSet, SetItem, SetSection
from tests.factories import (
    make_question,
    make_scale,
    make_set,
    make_sheet,
    make_user,
)
from tests.forms import writing_forms
from tests.interviews.building.helpers import add_section, count_queries, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


# Who may open what


@pytest.fixture
def places(abc):
    """Every address of this part with the method it takes and what it answers HR."""
    item, section, sheet = abc.items.first(), add_section(abc), make_sheet(question_set=abc)
    added = make_question()
    return [
        ("get", url("set-list"), {}, 200),
        ("get", url("set-create"), {}, 200),
        ("get", url("set-detail", abc.pk), {}, 200),
        ("get", url("set-edit", abc.pk), {}, 200),
        ("get", url("set-publish", abc.pk), {}, 200),
        ("get", url("set-wording", abc.pk), {}, 200),
        ("get", url("sheet-detail", sheet.pk), {}, 200),
        ("post", url("set-item-add", abc.pk), {"question": added.pk}, 302),
        ("post", url("set-item-change", abc.pk, item.pk), {"minutes": 7}, 302),
        ("post", url("set-item-move", abc.pk, item.pk), {"direction": "1"}, 302),
        ("post", url("set-section-add", abc.pk), {"title": "收尾"}, 302),
        ("post", url("set-section-change", abc.pk, section.pk), {"title": "热身"}, 302),
        ("post", url("set-section-move", abc.pk, section.pk), {"direction": "1"}, 302),
        ("post", url("set-section-remove", abc.pk, section.pk), {}, 302),
        ("post", url("set-item-remove", abc.pk, item.pk), {}, 302),
        ("post", url("set-undo", abc.pk), {}, 302),
        ("post", url("set-redo", abc.pk), {}, 302),
        ("post", url("set-copy", abc.pk), {}, 302),
        ("post", url("set-archive", abc.pk), {}, 302),
        ("post", url("set-unarchive", abc.pk), {}, 302),
    ]


def test_hr_may_open_everything(hr, places):
    for method, place, data, status in places:
        assert getattr(hr, method)(place, data).status_code == status, place


def test_others_do_not_learn_that_sets_exist(admin, client_for, places):
    before = QuestionSet.objects.count(), SetItem.objects.count(), SetSection.objects.count()
    for client in (admin, client_for("panelist")):
        for method, place, data, _status in places:
            assert getattr(client, method)(place, data).status_code == 404, place
    assert before == (QuestionSet.objects.count(), SetItem.objects.count(), SetSection.objects.count())


def test_interviewers_do_not_learn_of_others_sets(interviewer, places):
    before = QuestionSet.objects.count(), SetItem.objects.count(), SetSection.objects.count()
    for method, place, data, _status in places:
        expected = 200 if place in (url("set-list"), url("set-create")) else 404
        assert getattr(interviewer, method)(place, data).status_code == expected, place
    assert before == (QuestionSet.objects.count(), SetItem.objects.count(), SetSection.objects.count())


def test_strangers_are_asked_to_sign_in(stranger, places):
    for method, place, data, _status in places:
        response = getattr(stranger, method)(place, data)
        assert response.status_code == 302, place
        assert response.url.startswith(reverse("accounts:sign-in")), place


def test_what_does_not_exist_is_not_found(hr):
    for name, extra in (
        ("set-detail", ()),
        ("set-edit", ()),
        ("set-publish", ()),
        ("set-wording", ()),
        ("sheet-detail", ()),
    ):
        for pk in (987654, 10**30):
            assert hr.get(url(name, pk, *extra)).status_code == 404, name
    for name, extra in (
        ("set-item-add", ()),
        ("set-item-move", (1,)),
        ("set-item-change", (1,)),
        ("set-item-remove", (1,)),
        ("set-section-add", ()),
        ("set-section-change", (1,)),
        ("set-section-move", (1,)),
        ("set-section-remove", (1,)),
        ("set-undo", ()),
        ("set-redo", ()),
        ("set-copy", ()),
        ("set-archive", ()),
        ("set-unarchive", ()),
    ):
        assert hr.post(url(name, 987654, *extra), {"title": "x", "question": 1}).status_code == 404, name


def test_each_address_takes_its_own_method_only(hr, places):
    for method, place, _data, _status in places:
        if method == "post":
            assert hr.get(place).status_code == 405, place
        else:
            assert hr.delete(place).status_code == 405, place
    assert hr.post(url("set-list")).status_code == 405


def test_looking_without_the_right_to_change_is_refused_openly(client_for, abc):
    reader = make_user(None)
    for codename in ("view_questionset", "keep_questionset"):
        reader.user_permissions.add(Permission.objects.get(codename=codename))
    client = client_for(user=reader)
    assert client.get(url("set-detail", abc.pk)).status_code == 200
    assert client.post(url("set-item-add", abc.pk), {"question": 1}).status_code == 403
    assert client.get(url("set-create")).status_code == 403
    page = client.get(url("set-detail", abc.pk)).content.decode()
    assert "set-item-add" not in page
    assert url("set-item-add", abc.pk) not in page


# The list


def test_the_list_shows_what_each_set_holds(hr):
    question_set = make_set(questions=[make_question(minutes=10), make_question(minutes=12)], name="华东一面")
    make_sheet(question_set=question_set, version=1)
    latest = make_sheet(question_set=question_set, version=2)
    page = hr.get(url("set-list")).content.decode()
    assert "华东一面" in page
    assert "2 questions" in page
    assert "22 of 45 minutes" in page
    assert "Sheet version 2" in page
    assert url("sheet-detail", latest.pk) in page


def listed(client, **query):
    return client.get(url("set-list"), query).context["page_obj"]


def test_the_list_is_narrowed_by_name_and_state(hr):
    make_set(name="华东一面")
    make_set(name="华南二面")
    make_set(name="旧的一面", archived=True)
    names = [question_set.name for question_set in listed(hr, q="一面")]
    assert names == ["华东一面"]
    names = [question_set.name for question_set in listed(hr, state="archived")]
    assert names == ["旧的一面"]


@pytest.mark.parametrize(
    "query", ["?state=%00", "?page=99999999999999999999", "?q=%27%22%3C", "?state=x&page=-1"]
)
def test_the_list_survives_nonsense(hr, query):
    make_set()
    assert hr.get(url("set-list") + query).status_code == 200


def test_the_list_is_paged(hr):
    for _ in range(21):
        make_set(questions=[])
    assert len(hr.get(url("set-list")).context["page_obj"]) == 20
    assert len(hr.get(url("set-list"), {"page": 2}).context["page_obj"]) == 1


def test_an_empty_list_invites_to_begin(hr):
    page = hr.get(url("set-list")).content.decode()
    assert "There is no question set yet" in page
    assert url("set-create") in page


def test_the_list_asks_as_often_for_three_sets_as_for_one(hr):
    make_sheet(question_set=make_set())
    for_one = count_queries(hr, url("set-list"))
    for _ in range(2):
        make_sheet(question_set=make_set(questions=[make_question(), make_question()]))
    assert count_queries(hr, url("set-list")) == for_one <= 15


def test_the_builder_asks_as_often_for_three_questions_as_for_one(hr):
    question_set = make_set()
    add_section(question_set)
    make_sheet(question_set=question_set)
    for_one = count_queries(hr, url("set-detail", question_set.pk))
    larger = make_set(questions=[make_question() for _ in range(3)])
    for title in "一二三":
        add_section(larger, title)
    make_sheet(question_set=larger)
    # Two lists with all that is known of their questions; each fact is one query for all of them.
    assert count_queries(hr, url("set-detail", larger.pk)) == for_one <= 20


# Creating and editing


def test_a_new_set_opens_its_builder(hr):
    scale = make_scale()
    data = {"name": "华东客服中心 一面", "planned_minutes": 45, "scale": scale.pk, "note": ""}
    response = hr.post(url("set-create"), data)
    question_set = QuestionSet.objects.get()
    assert response.url == url("set-detail", question_set.pk)
    assert (question_set.name, question_set.created_by) == ("华东客服中心 一面", hr.user)


def test_the_default_scale_is_chosen_beforehand(hr):
    make_scale(name="另一个", is_default=False)
    default = make_scale(name="默认", is_default=True)
    assert hr.get(url("set-create")).context["form"]["scale"].value() == default.pk


def test_a_refused_set_keeps_what_was_typed(hr):
    make_scale()
    response = hr.post(url("set-create"), {"name": "", "planned_minutes": "999", "note": "别忘了我"})
    assert response.status_code == 200
    assert "别忘了我" in response.content.decode()
    assert set(response.context["form"].errors) == {"name", "planned_minutes", "scale"}
    assert not QuestionSet.objects.exists()


def test_editing_asks_about_what_somebody_else_changed_meanwhile(hr, abc):
    address = url("set-edit", abc.pk)
    (opened,) = [f for f in writing_forms(hr.get(address).content.decode(), address) if f.action == address]
    QuestionSet.objects.filter(pk=abc.pk).update(name="别人改的名")
    asked = opened.send(hr, planned_minutes="60")
    assert "别人改的名" in asked.content.decode()
    (again,) = [f for f in writing_forms(asked.content.decode(), address) if f.action == address]
    assert again.send(hr).status_code == 302
    abc.refresh_from_db()
    assert (abc.name, abc.planned_minutes) == ("别人改的名", 60)


def test_an_archived_set_is_not_edited(hr, abc):
    hr.post(url("set-archive", abc.pk))
    data = {"name": "x", "planned_minutes": 60, "scale": abc.scale_id, "note": ""}
    page = hr.post(url("set-edit", abc.pk), data, follow=True).content.decode()
    assert "Bring it back" in page
    abc.refresh_from_db()
    assert abc.name != "x"
    assert hr.get(url("set-edit", abc.pk)).url == url("set-detail", abc.pk)
    assert url("set-item-add", abc.pk) not in page
