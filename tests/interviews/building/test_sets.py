"""Question sets: what may be done to their items and sections, and what is recorded."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from interviews.building.services import sets
from interviews.building.services.approval_state import has_edited
from interviews.building.services.order import SetRefusedError
from interviews.building.services.sets import Place
from qbank.models import Question
from tests.factories import (
    make_question,
    make_scale,
    make_set,
    make_sheet,
    make_user,
)
from tests.interviews.building.helpers import add_section, codes, positions_are_dense

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


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


def test_a_change_that_is_not_recorded_is_rolled_back(abc, monkeypatch):
    monkeypatch.setattr("interviews.building.services.sets._Edit.record", lambda *about: None)
    with pytest.raises(RuntimeError, match="not recorded"):
        sets.add_item(actor=make_user("hr"), question_set=abc, question=make_question().pk)
    assert codes(abc) == list("ABC")


def test_a_step_down_swaps_with_the_next(abc):
    sets.step_item(actor=make_user("hr"), question_set=abc, item=abc.items.first().pk, by=1)
    assert codes(abc) == list("BAC")
    assert positions_are_dense(abc)


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
    item_b, item_c = abc.items.get(question__code="B"), abc.items.get(question__code="C")
    sets.move_item(actor=actor, question_set=abc, item=item_b.pk, place=Place(first.pk))
    sets.move_item(actor=actor, question_set=abc, item=item_c.pk, place=Place(second.pk))
    sets.remove_section(actor=actor, question_set=abc, section=second.pk)
    item_c.refresh_from_db()
    assert item_c.section == first
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
    for action, number, other in sequence:
        items, sections = list(question_set.items.all()), list(question_set.sections.all())
        item = items[number % len(items)] if items else None
        section = sections[other % len(sections)] if sections else None
        by = -1 if other % 2 else 1
        if action == "add":
            expected.add(
                sets.add_item(
                    actor=actor, question_set=question_set, question=make_question(points=1).pk
                ).question_id
            )
        elif action == "section":
            sets.add_section(actor=actor, question_set=question_set, title=f"第{number}部分")
        elif action == "unsection" and section:
            sets.remove_section(actor=actor, question_set=question_set, section=section.pk)
        elif action == "step_section" and section:
            sets.step_section(actor=actor, question_set=question_set, section=section.pk, by=by)
        elif item and action == "remove":
            sets.remove_item(actor=actor, question_set=question_set, item=item.pk)
            expected.discard(item.question_id)
        elif item and action == "step":
            sets.step_item(actor=actor, question_set=question_set, item=item.pk, by=by)
        elif item and action == "move":
            place = Place(section.pk if section else None, number)
            sets.move_item(actor=actor, question_set=question_set, item=item.pk, place=place)
        assert positions_are_dense(question_set)
        assert set(question_set.items.values_list("question", flat=True)) == expected
        shown = [
            (item.section.position if item.section else 0, item.position)
            for item in question_set.items.select_related("section").order_by("position")
        ]
        assert shown == sorted(shown)


@pytest.mark.django_db
def test_who_only_archived_a_set_and_brought_it_back_has_not_edited_it():
    """They may approve it."""
    archiver, question_set = make_user("hr"), make_set()
    for archived in (True, False):
        sets.set_archived(actor=archiver, question_set=question_set, archived=archived)
    assert not has_edited(archiver, question_set)
    sets.change_set(actor=archiver, question_set=question_set, changes={"name": "华东二面"})
    assert has_edited(archiver, question_set)
