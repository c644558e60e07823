"""Undo and redo in the builder: every act, in its order, by whoever did it."""

import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from interviews.building.services import sets
from interviews.building.services.order import SetRefusedError
from interviews.building.services.sets import Place
from interviews.building.services.undo import MAX_CHANGES, contents_of, redo, undo, undo_steps_for
from interviews.models import QuestionSet, SetChange
from qbank.models import ImportBatch, Question
from tests.factories import make_question, make_set, make_user
from tests.markup import on_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def hr_user():
    return make_user("hr")


@pytest.fixture
def abc(hr_user):
    """A set of three questions in two sections: A, then B and C."""
    question_set = make_set(questions=[make_question(code=code) for code in "ABC"])
    for title in ("开场", "情境"):
        sets.add_section(actor=hr_user, question_set=question_set, title=title)
    for code, title in (("A", "开场"), ("B", "情境"), ("C", "情境")):
        place = Place(question_set.sections.get(title=title).pk)
        sets.move_item(actor=hr_user, question_set=question_set, item=row(question_set, code).pk, place=place)
    question_set.changes.all().delete()
    return question_set


def row(question_set, code):
    return question_set.items.get(question__code=code)


def codes(question_set):
    return list(question_set.items.order_by("position").values_list("question__code", flat=True))


ACTS = {
    "add": lambda on, by: sets.add_item(actor=by, question_set=on, question=make_question(code="D").pk),
    "remove": lambda on, by: sets.remove_item(actor=by, question_set=on, item=row(on, "B").pk),
    "step": lambda on, by: sets.step_item(actor=by, question_set=on, item=row(on, "B").pk, by=1),
    "across": lambda on, by: sets.step_item(
        actor=by, question_set=on, item=row(on, "C").pk, by=-1, sections=True
    ),
    "move": lambda on, by: sets.move_item(
        actor=by, question_set=on, item=row(on, "C").pk, place=Place(None, 0)
    ),
    "minutes": lambda on, by: sets.change_item(
        actor=by, question_set=on, item=row(on, "A").pk, changes={"minutes": 31}
    ),
    "weight": lambda on, by: sets.change_item(
        actor=by, question_set=on, item=row(on, "A").pk, changes={"weight": Decimal("2.5")}
    ),
    "section-add": lambda on, by: sets.add_section(
        actor=by, question_set=on, title="收尾", planned_minutes=5
    ),
    "section-rename": lambda on, by: sets.change_section(
        actor=by, question_set=on, section=on.sections.get(title="情境").pk, changes={"title": "压力"}
    ),
    "section-minutes": lambda on, by: sets.change_section(
        actor=by, question_set=on, section=on.sections.get(title="情境").pk, changes={"planned_minutes": 9}
    ),
    "section-move": lambda on, by: sets.step_section(
        actor=by, question_set=on, section=on.sections.get(title="情境").pk, by=-1
    ),
    "section-remove": lambda on, by: sets.remove_section(
        actor=by, question_set=on, section=on.sections.get(title="情境").pk
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_is_undone_and_done_again(abc, hr_user, name):
    before = contents_of(abc)
    ACTS[name](abc, hr_user)
    after = contents_of(abc)
    assert after != before
    undo(actor=hr_user, question_set=abc)
    assert contents_of(abc) == before
    redo(actor=hr_user, question_set=abc)
    assert contents_of(abc) == after


def test_all_of_them_are_undone_one_after_the_other(abc, hr_user):
    states = [contents_of(abc)]
    for name in ("remove", "minutes", "section-remove", "add", "step", "section-add"):
        if name == "step":
            sets.step_item(actor=hr_user, question_set=abc, item=row(abc, "C").pk, by=-1)
        else:
            ACTS[name](abc, hr_user)
        states.append(contents_of(abc))
    for state in reversed(states[:-1]):
        undo(actor=hr_user, question_set=abc)
        assert contents_of(abc) == state
    with pytest.raises(SetRefusedError, match="nothing to undo"):
        undo(actor=hr_user, question_set=abc)
    for state in states[1:]:
        redo(actor=hr_user, question_set=abc)
        assert contents_of(abc) == state
    with pytest.raises(SetRefusedError, match="nothing to do again"):
        redo(actor=hr_user, question_set=abc)


def test_positions_are_dense_after_an_undo(abc, hr_user):
    ACTS["remove"](abc, hr_user)
    undo(actor=hr_user, question_set=abc)
    assert list(abc.items.values_list("position", flat=True)) == [1, 2, 3]
    assert list(abc.sections.values_list("position", flat=True)) == [1, 2]


def test_a_new_act_ends_what_could_be_done_again(abc, hr_user):
    ACTS["minutes"](abc, hr_user)
    undo(actor=hr_user, question_set=abc)
    ACTS["remove"](abc, hr_user)
    assert undo_steps_for(hr_user, abc).redo is None
    with pytest.raises(SetRefusedError):
        redo(actor=hr_user, question_set=abc)
    assert codes(abc) == ["A", "C"]


def test_what_changed_nothing_is_not_kept(abc, hr_user):
    sets.change_item(actor=hr_user, question_set=abc, item=row(abc, "A").pk, changes={"minutes": 6})
    sets.step_item(actor=hr_user, question_set=abc, item=row(abc, "C").pk, by=1)
    assert not abc.changes.exists()


def test_nobody_takes_back_what_somebody_else_did(abc, hr_user):
    other = make_user("hr", name="李华")
    ACTS["minutes"](abc, hr_user)
    ACTS["remove"](abc, other)
    with pytest.raises(SetRefusedError, match="李华 changed this set after you"):
        undo(actor=hr_user, question_set=abc)
    assert codes(abc) == ["A", "C"]
    assert undo_steps_for(hr_user, abc).undo is None
    assert undo_steps_for(hr_user, abc).by_other == other
    undo(actor=other, question_set=abc)
    undo(actor=hr_user, question_set=abc)
    assert row(abc, "A").minutes == 6


def test_nobody_does_again_what_somebody_else_undid(abc, hr_user):
    ACTS["minutes"](abc, hr_user)
    undo(actor=hr_user, question_set=abc)
    with pytest.raises(SetRefusedError):
        redo(actor=make_user("hr"), question_set=abc)
    assert row(abc, "A").minutes == 6


def test_a_set_changed_past_the_builder_is_left_alone(abc, hr_user):
    ACTS["remove"](abc, hr_user)
    row(abc, "A").delete()
    with pytest.raises(SetRefusedError, match="changed elsewhere"):
        undo(actor=hr_user, question_set=abc)
    assert codes(abc) == ["C"]


def test_a_question_that_left_the_bank_does_not_come_back(abc, hr_user):
    ACTS["remove"](abc, hr_user)
    leaving = ImportBatch.objects.create(name="a.csv", sha256="0" * 64)
    Question.objects.filter(code="B").update(arriving=leaving)
    with pytest.raises(SetRefusedError, match="no longer in the bank"):
        undo(actor=hr_user, question_set=abc)
    assert codes(abc) == ["A", "C"]


def test_a_retired_question_comes_back_and_is_pointed_out(hr, abc):
    ACTS["remove"](abc, hr.user)
    Question.objects.filter(code="B").update(status="retired")
    undo(actor=hr.user, question_set=abc)
    assert codes(abc) == list("ABC")
    page = hr.get(reverse("interviews:set-detail", args=[abc.pk])).content.decode()
    assert "It is retired" in page


def test_an_archived_set_is_not_undone(abc, hr_user):
    ACTS["remove"](abc, hr_user)
    sets.set_archived(actor=hr_user, question_set=abc, archived=True)
    with pytest.raises(SetRefusedError, match="archived"):
        undo(actor=hr_user, question_set=abc)


def test_undoing_leaves_its_trail(abc, hr_user):
    ACTS["remove"](abc, hr_user)
    undo(actor=hr_user, question_set=abc)
    event = AuditEvent.objects.filter(actor=hr_user).latest("id")
    assert event.action == "set.undo"
    assert (event.before["items"], event.after["items"]) == (["A", "C"], ["A", "B", "C"])
    assert (event.after["act"], event.after["of"]) == ("remove", "B")
    redo(actor=hr_user, question_set=abc)
    assert AuditEvent.objects.filter(actor=hr_user).latest("id").action == "set.redo"


def test_a_refused_undo_leaves_no_trail(abc, hr_user):
    ACTS["remove"](abc, make_user("hr"))
    events = AuditEvent.objects.count()
    with pytest.raises(SetRefusedError):
        undo(actor=hr_user, question_set=abc)
    assert AuditEvent.objects.count() == events


def test_only_the_latest_acts_are_kept(abc, hr_user):
    item = row(abc, "A").pk
    for minutes in range(7, 7 + MAX_CHANGES + 3):
        sets.change_item(actor=hr_user, question_set=abc, item=item, changes={"minutes": minutes})
    assert abc.changes.count() == MAX_CHANGES >= 20
    for _ in range(MAX_CHANGES):
        undo(actor=hr_user, question_set=abc)
    assert row(abc, "A").minutes == 9


def test_another_sets_acts_are_not_touched(abc, hr_user):
    other = make_set()
    sets.change_item(actor=hr_user, question_set=other, item=other.items.get().pk, changes={"minutes": 30})
    ACTS["minutes"](abc, hr_user)
    undo(actor=hr_user, question_set=abc)
    assert other.items.get().minutes == 30
    assert undo_steps_for(hr_user, other).undo is not None


def test_an_act_and_its_undoing_take_as_many_queries_whatever_the_set_holds(hr_user):
    hr_user.get_all_permissions()  # As every request has read them already.

    def counted(question_set):
        item = question_set.items.first()
        with CaptureQueriesContext(connection) as captured:
            sets.change_item(actor=hr_user, question_set=question_set, item=item.pk, changes={"minutes": 30})
            undo(actor=hr_user, question_set=question_set)
        return len(captured)

    assert counted(make_set()) == counted(make_set(questions=[make_question() for _ in range(6)])) <= 30


def test_the_answer_to_an_act_asks_as_often_for_many_questions_as_for_two(hr):
    def counted(number):
        question_set = make_set(questions=[make_question() for _ in range(number)])
        place = reverse("interviews:set-item-move", args=[question_set.pk, question_set.items.first().pk])
        with CaptureQueriesContext(connection) as captured:
            assert hr.post(place, {"direction": "1"}, **HTMX).status_code == 200
        return len(captured)

    counted(2)
    assert counted(2) == counted(7)


acts = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "step", "move", "values", "section", "unsection", "retitle"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=8,
)


def act_at_random(action, number, other, question_set, actor, spare):
    """Do one random act, if the set as it is allows it."""
    items, sections = list(question_set.items.all()), list(question_set.sections.all())
    item = items[number % len(items)] if items else None
    section = sections[other % len(sections)] if sections else None
    on = {"actor": actor, "question_set": question_set}
    if action == "add" and (free := spare - {row.question_id for row in items}):
        sets.add_item(**on, question=min(free), place=Place(section.pk if section else None, number))
    elif action == "section":
        sets.add_section(**on, title=f"第{number}部分", planned_minutes=other or None)
    elif section and action == "unsection":
        sets.remove_section(**on, section=section.pk)
    elif section and action == "retitle":
        sets.change_section(
            **on, section=section.pk, changes={"title": str(number), "planned_minutes": other + 1}
        )
    elif item and action == "remove":
        sets.remove_item(**on, item=item.pk)
    elif item and action == "step":
        sets.step_item(**on, item=item.pk, by=-1 if other % 2 else 1, sections=other > 5)
    elif item and action == "move":
        sets.move_item(**on, item=item.pk, place=Place(section.pk if section else None, number))
    elif item and action == "values":
        sets.change_item(**on, item=item.pk, changes={"minutes": number + 1, "weight": Decimal(other + 1)})


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_whatever_was_done_can_be_undone_to_the_beginning_and_done_again(db, sequence):
    actor = make_user("hr")
    spare = {make_question(points=1).pk for _ in range(4)}
    question_set = make_set(questions=[])
    for action, number, other in sequence:
        act_at_random(action, number, other, question_set, actor, spare)
    end, steps = contents_of(question_set), question_set.changes.count()
    for _ in range(steps):
        undo(actor=actor, question_set=question_set)
    assert contents_of(question_set) == {"sections": [], "items": []}
    for _ in range(steps):
        redo(actor=actor, question_set=question_set)
    assert contents_of(question_set) == end


# On the page


def post(client, name, question_set, **extra):
    return client.post(reverse(f"interviews:{name}", args=[question_set.pk]), **extra)


def test_the_page_offers_what_can_be_undone(hr, abc):
    place = reverse("interviews:set-detail", args=[abc.pk])
    assert hr.get(place).context["steps"].undo is None
    ACTS["remove"](abc, hr.user)
    page = hr.get(place)
    assert "Take back: Remove a question: B (Ctrl+Z)" in page.content.decode()
    assert page.context["steps"].redo is None


def test_undo_works_as_a_plain_form_and_keeps_the_filters(hr, abc):
    ACTS["remove"](abc, hr.user)
    response = post(hr, "set-undo", abc, data={"back": "q=客户"})
    assert response.url.startswith(reverse("interviews:set-detail", args=[abc.pk]) + "?q=")
    assert codes(abc) == list("ABC")
    post(hr, "set-redo", abc)
    assert codes(abc) == ["A", "C"]


def test_undo_answers_htmx_with_the_panel_and_says_what_it_did(hr, abc):
    ACTS["remove"](abc, hr.user)
    page = post(hr, "set-undo", abc, **HTMX).content.decode()
    assert on_one_line(page).startswith('<section id="set-panel"')
    assert 'data-said="Undone: Remove a question: B."' in page


def test_a_refused_undo_says_why(hr, abc):
    assert "There is nothing to undo." in post(hr, "set-undo", abc, **HTMX).content.decode()
    ACTS["remove"](abc, make_user("hr", name="李华"))
    page = post(hr, "set-undo", abc, follow=True).content.decode()
    assert "李华 changed this set after you (Remove a question: B)" in page
    assert "Last changed by 李华" in page
    assert codes(abc) == ["A", "C"]


def test_a_set_that_goes_takes_its_acts_along(abc, hr_user):
    ACTS["remove"](abc, hr_user)
    QuestionSet.objects.filter(pk=abc.pk).delete()
    assert not SetChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_undoing_three_times_at_once_takes_two_acts_back_once_each(abc, hr_user):
    ACTS["minutes"](abc, hr_user)
    ACTS["weight"](abc, hr_user)
    outcomes = run_at_once(lambda: undo(actor=hr_user, question_set=abc), times=3)
    assert sorted(outcomes) == ["SetRefusedError", "done", "done"]
    item = row(abc, "A")
    assert (item.minutes, item.weight) == (6, 1)


def run_at_once(action, *, times):
    """How each of several threads fared with the same action: "done", or the name of what it raised."""
    outcomes = []

    def run():
        try:
            action()
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
