"""Question sets: their rules, their pages, and who may open them."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from interviews.building.services import sets
from interviews.building.services.order import SetRefusedError
from interviews.building.services.sets import Place
from interviews.models import QuestionSet, SetItem, SetSection
from qbank.models import Question
from qbank.questions.search import reindex
from tests.factories import (
    make_category,
    make_competency,
    make_question,
    make_scale,
    make_set,
    make_sheet,
    make_user,
)
from tests.markup import on_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


HTMX = {"HTTP_HX_REQUEST": "true"}


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


def codes(question_set):
    return list(question_set.items.order_by("position").values_list("question__code", flat=True))


def dense(question_set):
    return list(question_set.items.order_by("position").values_list("position", flat=True)) == list(
        range(1, question_set.items.count() + 1)
    )


def add_section(question_set, title="开场"):
    return sets.add_section(actor=make_user("hr"), question_set=question_set, title=title)


@pytest.fixture
def abc():
    """A set of three questions, A, B and C."""
    return make_set(questions=[make_question(code=code) for code in "ABC"])


# The rules of keeping a set


def test_adding_puts_a_question_at_the_end_with_its_suggested_minutes(abc):
    item = sets.add_item(
        actor=make_user("hr"), question_set=abc, question=make_question(code="D", minutes=9).pk
    )
    assert codes(abc) == list("ABCD")
    assert (item.minutes, item.weight, item.position) == (9, 1, 4)


def test_adding_goes_to_the_last_section(abc):
    section = add_section(abc)
    item = sets.add_item(actor=make_user("hr"), question_set=abc, question=make_question().pk)
    item.refresh_from_db()
    assert item.section == section


def test_a_question_stands_in_a_set_once(abc):
    with pytest.raises(SetRefusedError, match="A is in the set already"):
        sets.add_item(actor=make_user("hr"), question_set=abc, question=Question.objects.get(code="A").pk)
    assert codes(abc) == list("ABC")


def test_a_retired_question_is_not_added(abc):
    retired = make_question(code="R", status="retired")
    with pytest.raises(SetRefusedError, match="retired"):
        sets.add_item(actor=make_user("hr"), question_set=abc, question=retired.pk)


def test_a_question_that_is_gone_is_not_added(abc):
    with pytest.raises(SetRefusedError, match="no longer in the bank"):
        sets.add_item(actor=make_user("hr"), question_set=abc, question=10**30)


def test_steps_stop_at_the_ends(abc):
    first, last = abc.items.first(), abc.items.last()
    sets.step_item(actor=make_user("hr"), question_set=abc, item=first.pk, by=-1)
    sets.step_item(actor=make_user("hr"), question_set=abc, item=last.pk, by=1)
    assert codes(abc) == list("ABC")


def test_an_act_that_is_not_recorded_is_not_done(abc, monkeypatch):
    monkeypatch.setattr("interviews.building.services.sets._Edit.record", lambda *about: None)
    with pytest.raises(RuntimeError, match="not recorded"):
        sets.add_item(actor=make_user("hr"), question_set=abc, question=make_question().pk)
    assert codes(abc) == list("ABC")


def test_a_step_down_swaps_with_the_next(abc):
    sets.step_item(actor=make_user("hr"), question_set=abc, item=abc.items.first().pk, by=1)
    assert codes(abc) == list("BAC")
    assert dense(abc)


def test_a_step_crosses_into_the_next_section(abc):
    section = add_section(abc)
    last = abc.items.last()
    sets.step_item(actor=make_user("hr"), question_set=abc, item=last.pk, by=1)
    last.refresh_from_db()
    assert last.section == section
    assert codes(abc) == list("ABC")
    sets.step_item(actor=make_user("hr"), question_set=abc, item=last.pk, by=-1)
    last.refresh_from_db()
    assert last.section is None


def test_an_item_is_placed_where_it_was_dropped(abc):
    section = add_section(abc)
    first = abc.items.get(question__code="A")
    sets.move_item(actor=make_user("hr"), question_set=abc, item=first.pk, place=Place(section.pk, 0))
    assert codes(abc) == list("BCA")
    sets.move_item(actor=make_user("hr"), question_set=abc, item=first.pk, place=Place(None, 1))
    assert codes(abc) == list("BAC")
    sets.move_item(actor=make_user("hr"), question_set=abc, item=first.pk, place=Place(None, 99))
    assert codes(abc) == list("BCA")


def test_an_item_is_not_moved_into_another_sets_section(abc):
    foreign = add_section(make_set())
    with pytest.raises(SetRefusedError, match="no longer there"):
        sets.move_item(
            actor=make_user("hr"), question_set=abc, item=abc.items.first().pk, place=Place(foreign.pk)
        )
    assert codes(abc) == list("ABC")


def test_another_sets_item_is_out_of_reach(abc):
    foreign = make_set().items.get()
    actor = make_user("hr")
    with pytest.raises(SetRefusedError):
        sets.remove_item(actor=actor, question_set=abc, item=foreign.pk)
    with pytest.raises(SetRefusedError):
        sets.change_item(actor=actor, question_set=abc, item=foreign.pk, changes={"minutes": 9})
    foreign.refresh_from_db()
    assert foreign.minutes == 6


def test_removing_a_section_keeps_its_items_in_their_order(abc):
    actor = make_user("hr")
    first, second = add_section(abc, "一"), add_section(abc, "二")
    b, c = abc.items.get(question__code="B"), abc.items.get(question__code="C")
    sets.move_item(actor=actor, question_set=abc, item=b.pk, place=Place(first.pk))
    sets.move_item(actor=actor, question_set=abc, item=c.pk, place=Place(second.pk))
    sets.remove_section(actor=actor, question_set=abc, section=second.pk)
    c.refresh_from_db()
    assert c.section == first
    sets.remove_section(actor=actor, question_set=abc, section=first.pk)
    assert codes(abc) == list("ABC")
    assert set(abc.items.values_list("section", flat=True)) == {None}


def test_a_section_moves_with_its_items(abc):
    actor = make_user("hr")
    first, second = add_section(abc, "一"), add_section(abc, "二")
    for code, section in (("A", first), ("B", second)):
        item = abc.items.get(question__code=code)
        sets.move_item(actor=actor, question_set=abc, item=item.pk, place=Place(section.pk))
    assert codes(abc) == list("CAB")
    sets.step_section(actor=actor, question_set=abc, section=second.pk, by=-1)
    assert codes(abc) == list("CBA")
    sets.step_section(actor=actor, question_set=abc, section=second.pk, by=-1)
    assert codes(abc) == list("CBA")
    assert [section.title for section in abc.sections.all()] == ["二", "一"]


def test_an_archived_set_is_changed_by_nobody(abc):
    actor = make_user("hr")
    sets.set_archived(actor=actor, question_set=abc, archived=True)
    with pytest.raises(SetRefusedError, match="archived"):
        sets.add_item(actor=actor, question_set=abc, question=make_question().pk)
    with pytest.raises(SetRefusedError, match="archived"):
        sets.change_set(actor=actor, question_set=abc, changes={"name": "x"})
    sets.set_archived(actor=actor, question_set=abc, archived=False)
    sets.add_item(actor=actor, question_set=abc, question=make_question(code="D").pk)
    assert codes(abc) == list("ABCD")


def test_a_copy_has_everything_but_the_sheets(abc):
    actor = make_user("hr")
    section = add_section(abc)
    item = abc.items.first()
    sets.move_item(actor=actor, question_set=abc, item=item.pk, place=Place(section.pk))
    sets.change_item(actor=actor, question_set=abc, item=item.pk, changes={"weight": Decimal(3)})
    make_sheet(question_set=abc)
    copy = sets.copy_set(actor=actor, question_set=abc)
    assert codes(copy) == codes(abc)
    assert copy.items.get(question=item.question).weight == 3
    assert copy.items.get(question=item.question).section.question_set == copy
    assert copy.sheets.count() == 0
    sets.remove_item(actor=actor, question_set=copy, item=copy.items.first().pk)
    assert abc.items.count() == 3


def test_the_copy_of_a_set_with_the_longest_name_has_a_name():
    original = make_set(name="面" * 120)
    assert len(sets.copy_set(actor=make_user("hr"), question_set=original).name) == 120


def test_two_people_change_different_fields_of_one_item(abc):
    item = abc.items.first()
    sets.change_item(actor=make_user("hr"), question_set=abc, item=item.pk, changes={"weight": Decimal(4)})
    sets.change_item(actor=make_user("hr"), question_set=abc, item=item.pk, changes={"minutes": 12})
    item.refresh_from_db()
    assert (item.weight, item.minutes) == (4, 12)


def test_every_change_leaves_its_trail(abc):
    actor = make_user("hr")
    question_set = sets.create_set(actor=actor, name="一面", scale=make_scale(), planned_minutes=30)
    sets.change_set(actor=actor, question_set=question_set, changes={"name": "二面", "note": "给华东"})
    item = sets.add_item(actor=actor, question_set=question_set, question=make_question(code="Z").pk)
    sets.change_item(actor=actor, question_set=question_set, item=item.pk, changes={"minutes": 9})
    events = list(AuditEvent.objects.filter(actor=actor).order_by("id"))
    assert [event.action for event in events] == ["set.create", "set.change", "set.change", "set.change"]
    assert events[1].before["name"] == "一面"
    assert events[1].after["name"] == "二面"
    assert events[3].before == {"item": "Z", "minutes": "6"}
    assert events[3].after == {"item": "Z", "minutes": "9"}


def test_changing_nothing_leaves_no_trail(abc):
    actor = make_user("hr")
    sets.change_set(actor=actor, question_set=abc, changes={"name": abc.name})
    assert not AuditEvent.objects.filter(actor=actor).exists()


acts = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "step", "move", "section", "unsection", "step_section"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_whatever_is_done_positions_stay_dense_and_nothing_is_lost(db, sequence):
    actor = make_user("hr")
    question_set = make_set(questions=[])
    expected = set()
    for act, one, two in sequence:
        items, sections = list(question_set.items.all()), list(question_set.sections.all())
        item = items[one % len(items)] if items else None
        section = sections[two % len(sections)] if sections else None
        by = -1 if two % 2 else 1
        if act == "add":
            expected.add(
                sets.add_item(
                    actor=actor, question_set=question_set, question=make_question(points=1).pk
                ).question_id
            )
        elif act == "section":
            sets.add_section(actor=actor, question_set=question_set, title=f"第{one}部分")
        elif act == "unsection" and section:
            sets.remove_section(actor=actor, question_set=question_set, section=section.pk)
        elif act == "step_section" and section:
            sets.step_section(actor=actor, question_set=question_set, section=section.pk, by=by)
        elif item and act == "remove":
            sets.remove_item(actor=actor, question_set=question_set, item=item.pk)
            expected.discard(item.question_id)
        elif item and act == "step":
            sets.step_item(actor=actor, question_set=question_set, item=item.pk, by=by)
        elif item and act == "move":
            place = Place(section.pk if section else None, one)
            sets.move_item(actor=actor, question_set=question_set, item=item.pk, place=place)
        assert dense(question_set)
        assert set(question_set.items.values_list("question", flat=True)) == expected
        shown = [
            (item.section.position if item.section else 0, item.position)
            for item in question_set.items.select_related("section").order_by("position")
        ]
        assert shown == sorted(shown)


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


def test_others_do_not_learn_that_sets_exist(admin, interviewer, places):
    before = QuestionSet.objects.count(), SetItem.objects.count(), SetSection.objects.count()
    for client in (admin, interviewer):
        for method, place, data, _status in places:
            assert getattr(client, method)(place, data).status_code == 404, place
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
    reader.user_permissions.add(Permission.objects.get(codename="view_questionset"))
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


def test_the_list_is_narrowed_by_name_and_state(hr):
    make_set(name="华东一面")
    make_set(name="华南二面")
    make_set(name="旧的一面", archived=True)
    names = [one.name for one in hr.get(url("set-list"), {"q": "一面"}).context["page_obj"]]
    assert names == ["华东一面"]
    names = [one.name for one in hr.get(url("set-list"), {"state": "archived"}).context["page_obj"]]
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


def queries(client, place):
    client.get(place)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(place).status_code == 200
    return len(captured)


def test_the_list_asks_as_often_for_three_sets_as_for_one(hr):
    make_sheet(question_set=make_set())
    one = queries(hr, url("set-list"))
    for _ in range(2):
        make_sheet(question_set=make_set(questions=[make_question(), make_question()]))
    assert queries(hr, url("set-list")) == one <= 15


def test_the_builder_asks_as_often_for_three_questions_as_for_one(hr):
    question_set = make_set()
    add_section(question_set)
    make_sheet(question_set=question_set)
    one = queries(hr, url("set-detail", question_set.pk))
    larger = make_set(questions=[make_question() for _ in range(3)])
    for title in "一二三":
        add_section(larger, title)
    make_sheet(question_set=larger)
    # Two lists with all that is known of their questions; each fact is one query for all of them.
    assert queries(hr, url("set-detail", larger.pk)) == one <= 15


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


def test_editing_keeps_what_somebody_else_changed_meanwhile(hr, abc):
    initial = {f"initial-{name}": getattr(abc, name) for name in ("name", "planned_minutes", "note")}
    initial["initial-scale"] = abc.scale_id
    QuestionSet.objects.filter(pk=abc.pk).update(name="别人改的名")
    data = {"name": abc.name, "planned_minutes": 60, "scale": abc.scale_id, "note": ""}
    assert hr.post(url("set-edit", abc.pk), data | initial).status_code == 302
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


# The builder


def shown(response):
    return [question.code for question in response.context["page_obj"]]


def test_the_bank_shows_ready_questions_unless_asked(hr):
    question_set = make_set(questions=[])
    make_question(code="READY")
    make_question(code="DRAFT", status="draft")
    make_question(code="GONE", status="retired")
    place = url("set-detail", question_set.pk)
    assert shown(hr.get(place)) == ["READY"]
    assert shown(hr.get(place, {"status": "draft"})) == ["DRAFT"]
    assert shown(hr.get(place, {"status": "any"})) == ["READY", "DRAFT"]
    assert shown(hr.get(place, {"status": "retired"})) == ["READY"]


def test_the_bank_is_narrowed_by_each_filter(hr):
    category, section = make_category(), make_competency()
    fitting = {
        "category": category,
        "competencies": [section],
        "kind": "knowledge",
        "difficulty": "hard",
        "rubric_kind": "ladder",
        "code": "FITS",
    }
    make_question(**fitting)
    make_question(code="OTHER")
    place = url("set-detail", make_set(questions=[]).pk)
    filters = {
        "category": category.pk,
        "competency": section.pk,
        "kind": "knowledge",
        "difficulty": "hard",
        "rubric_kind": "ladder",
    }
    for name, value in filters.items():
        assert shown(hr.get(place, {name: value})) == ["FITS"], name
    assert shown(hr.get(place, filters)) == ["FITS"]
    assert shown(hr.get(place, {"competency": section.parent_id})) == ["FITS"]


def test_the_bank_is_searched_as_the_bank_itself_is(hr):
    make_question(code="KF-1", text="客户在社交媒体上投诉，你怎么办？")
    make_question(code="KF-2", text="怎样排班？")
    reindex()
    place = url("set-detail", make_set(questions=[]).pk)
    assert shown(hr.get(place, {"q": "社交媒體"})) == ["KF-1"]
    assert shown(hr.get(place, {"q": "kf-2"})) == ["KF-2"]
    assert shown(hr.get(place, {"q": "不存在的词"})) == []


@pytest.mark.parametrize(
    "query",
    [
        "?category=x",
        "?category=99999999999999999999",
        "?competency=-1",
        "?kind=%00",
        "?q=%00",
        "?page=zzz",
        "?status=<script>",
        "?q=%25_%5C'%22",
    ],
)
def test_the_builder_survives_nonsense(hr, abc, query):
    assert hr.get(url("set-detail", abc.pk) + query).status_code == 200


def test_the_bank_alone_answers_its_own_search(hr, abc):
    response = hr.get(url("set-detail", abc.pk), {"q": ""}, **HTMX)
    page = response.content.decode()
    assert 'id="bank-results"' in page
    assert "<html" not in page
    assert "HX-Request" in response.headers["Vary"]


def test_going_back_in_history_gives_the_whole_page(hr, abc):
    response = hr.get(url("set-detail", abc.pk), **HTMX, HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "<html" in response.content.decode()


def test_used_questions_are_marked(hr):
    used, free = make_question(code="USED"), make_question(code="FREE")
    page = hr.get(url("set-detail", make_set(questions=[used]).pk)).content.decode()
    assert f'data-question="{used.pk}" data-in-set' in page
    assert f'data-question="{free.pk}" >' in page


def test_without_javascript_an_act_leads_back_to_the_page_with_its_filters(hr, abc):
    data = {"question": make_question(code="D").pk, "back": "q=客户&page=2"}
    response = hr.post(url("set-item-add", abc.pk), data)
    assert response.status_code == 302
    assert response.url.startswith(url("set-detail", abc.pk) + "?q=")
    assert codes(abc) == list("ABCD")


def test_the_way_back_stays_on_this_site(hr, abc):
    data = {"question": make_question().pk, "back": "//evil.example/?x=1\r\nSet-Cookie: a=b"}
    response = hr.post(url("set-item-add", abc.pk), data)
    assert response.url.startswith(url("set-detail", abc.pk) + "?")
    assert "\n" not in response.url


def test_with_htmx_an_act_answers_with_the_panel(hr, abc):
    response = hr.post(url("set-item-add", abc.pk), {"question": make_question(code="D").pk}, **HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert response.headers["HX-Retarget"] == "#set-panel"
    assert on_one_line(page).startswith('<section id="set-panel"')
    assert "4 questions" in page


def test_adding_twice_says_so_kindly(hr, abc):
    again = {"question": Question.objects.get(code="A").pk}
    assert "A is in the set already." in hr.post(url("set-item-add", abc.pk), again, **HTMX).content.decode()
    page = hr.post(url("set-item-add", abc.pk), again, follow=True).content.decode()
    assert "A is in the set already." in page


@pytest.mark.parametrize("question", ["", "x", "-1", "99999999999999999999999", "\x00"])
def test_adding_nonsense_changes_nothing(hr, abc, question):
    assert hr.post(url("set-item-add", abc.pk), {"question": question}, **HTMX).status_code == 200
    assert codes(abc) == list("ABC")


def test_minutes_and_weight_are_saved_one_by_one(hr, abc):
    item = abc.items.first()
    response = hr.post(url("set-item-change", abc.pk, item.pk), {"weight": "2.5"}, **HTMX)
    page = response.content.decode()
    assert "Saved" in page
    assert 'id="set-totals" hx-swap-oob="true"' in page
    assert "weights 4.5 in all" in page
    item.refresh_from_db()
    assert (item.weight, item.minutes) == (Decimal("2.5"), 6)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("minutes", "0"),
        ("minutes", "121"),
        ("minutes", "abc"),
        ("minutes", ""),
        ("minutes", "1e9"),
        ("weight", "0"),
        ("weight", "-1"),
        ("weight", "NaN"),
        ("weight", "1000"),
        ("weight", "1.234"),
        ("weight", ""),
    ],
)
def test_a_value_out_of_range_is_refused_with_the_reason(hr, abc, name, value):
    item = abc.items.first()
    place = url("set-item-change", abc.pk, item.pk)
    response = hr.post(place, {name: value}, **HTMX)
    assert response.status_code == 422
    assert f'data-invalid="{name} "' in response.content.decode()
    assert "Not saved." in response.content.decode()
    assert hr.post(place, {name: value}).status_code == 302
    item.refresh_from_db()
    assert (item.weight, item.minutes) == (1, 6)


def test_a_refused_value_is_named_on_the_page_without_javascript(hr, abc):
    place = url("set-item-change", abc.pk, abc.items.first().pk)
    assert "Minutes “500”" in hr.post(place, {"minutes": "500", "weight": "2"}, follow=True).content.decode()


def test_an_item_somebody_removed_is_reported_and_the_set_shown_anew(hr, abc):
    gone = abc.items.first()
    sets.remove_item(actor=make_user("hr"), question_set=abc, item=gone.pk)
    for name, data in (
        ("set-item-change", {"minutes": 9}),
        ("set-item-move", {"direction": "1"}),
        ("set-item-remove", {}),
    ):
        response = hr.post(url(name, abc.pk, gone.pk), data, **HTMX)
        assert response.status_code == 200
        assert response.headers["HX-Retarget"] == "#set-panel"
        assert "somebody removed it" in response.content.decode()


def test_dragging_sends_a_section_and_an_index(hr, abc):
    section = add_section(abc)
    item = abc.items.first()
    hr.post(url("set-item-move", abc.pk, item.pk), {"section": section.pk, "index": 0}, **HTMX)
    item.refresh_from_db()
    assert (item.section, item.position) == (section, 3)
    hr.post(url("set-item-move", abc.pk, item.pk), {"section": "", "index": "1"}, **HTMX)
    assert codes(abc) == list("BAC")


@pytest.mark.parametrize(
    "data", [{"direction": "9"}, {"direction": "up"}, {"section": "x"}, {"section": "1", "index": "-4"}]
)
def test_a_move_that_makes_no_sense_moves_nothing(hr, abc, data):
    assert hr.post(url("set-item-move", abc.pk, abc.items.first().pk), data, **HTMX).status_code == 200
    assert codes(abc) == list("ABC")


@pytest.mark.parametrize("title", ["", "   ", "长" * 121, "\x00"])
def test_a_section_needs_a_title(hr, abc, title):
    assert hr.post(url("set-section-add", abc.pk), {"title": title}, **HTMX).status_code == 200
    assert not abc.sections.exists()
    section = add_section(abc)
    response = hr.post(url("set-section-change", abc.pk, section.pk), {"title": title}, **HTMX)
    assert response.status_code == 422
    section.refresh_from_db()
    assert section.title == "开场"


def test_the_builder_warns_of_what_is_not_covered(hr):
    covered, missing = make_category(name="沟通"), make_category(name="抗压")
    question_set = make_set(questions=[make_question(category=covered)])
    page = hr.get(url("set-detail", question_set.pk)).content.decode()
    assert f"?category={missing.pk}#bank" in page
    assert f"?category={covered.pk}#bank" not in page


def test_the_builder_says_when_the_plan_is_exceeded(hr):
    question_set = make_set(questions=[make_question(minutes=50)], planned_minutes=45)
    assert "50 of 45 minutes, 5 too many" in hr.get(url("set-detail", question_set.pk)).content.decode()


def test_a_retired_question_in_a_set_is_pointed_out(hr, abc):
    Question.objects.filter(code="B").update(status="retired")
    assert "It is retired" in hr.get(url("set-detail", abc.pk)).content.decode()


def test_texts_from_people_are_never_markup(hr):
    evil = "<script>alert(1)</script>"
    question_set = make_set(name=evil, note=evil, questions=[make_question(text=evil, answer=evil)])
    add_section(question_set, evil)
    for place in (url("set-list"), url("set-detail", question_set.pk), url("set-publish", question_set.pk)):
        assert evil not in hr.get(place).content.decode()
