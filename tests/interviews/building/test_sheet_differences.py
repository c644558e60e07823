"""How two versions differ: the rules, with plain data, and the page."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from interviews.building.rules.differences import Entry, changed_values, compare
from interviews.building.services import sets
from interviews.building.services.publishing import publish
from interviews.models import SetItem
from qbank.models import Question, RatingScale, RubricPoint
from tests.factories import make_question, make_set, make_sheet, make_user
from tests.markup import on_one_line


def entry(key, position=1, *, section="", weight="1", minutes=6, text="甲"):
    return Entry(key, position, section, Decimal(weight), minutes, {"text": text})


def version(keys):
    return [entry(key, position) for position, key in enumerate(keys, start=1)]


def keys(entries):
    return [entry.key for entry in entries]


def moved(before, after):
    return {pair.after.key for pair in compare(version(before), version(after)).common if pair.moved}


# The rules


def test_what_came_and_what_left():
    comparison = compare(version([1, 2, 3]), version([4, 3, 1, 5]))
    assert (keys(comparison.added), keys(comparison.removed)) == ([4, 5], [2])
    assert [pair.after.key for pair in comparison.common] == [3, 1]


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ([1, 2, 3], [1, 2, 3], 0),
        ([1, 2, 3], [9, 1, 2, 3], 0),
        ([1, 2, 3], [2, 3], 0),
        ([1, 2, 3], [3, 1, 2], 1),
        ([1, 2, 3, 4], [1, 3, 2, 4], 1),
        ([1, 2, 3], [3, 2, 1], 2),
        ([], [1], 0),
    ],
)
def test_only_those_count_as_moved_that_had_to_be(before, after, count):
    assert len(moved(before, after)) == count


def test_the_one_that_went_to_the_top_is_the_one_that_moved():
    assert moved([1, 2, 3, 4], [4, 1, 2, 3]) == {4}


def test_weight_minutes_section_and_wording_are_told_apart():
    before = [entry(1), entry(2), entry(3), entry(4), entry(5)]
    after = [
        entry(1, weight="1.00"),
        entry(2, weight="2"),
        entry(3, minutes=7),
        entry(4, section="情境"),
        entry(5, text="乙"),
    ]
    comparison = compare(before, after)
    differences = {
        pair.after.key: (pair.weight_changed, pair.minutes_changed, pair.section_changed, pair.reworded)
        for pair in comparison.changed
    }
    assert differences == {
        2: (True, False, False, False),
        3: (False, True, False, False),
        4: (False, False, True, False),
        5: (False, False, False, True),
    }


def test_a_key_twice_is_refused():
    with pytest.raises(ValueError, match="once"):
        compare(version([1, 1]), version([1]))


def test_values_that_differ_are_named_in_order():
    assert list(changed_values({"a": 1, "b": 2, "gone": 3}, {"b": 3, "a": 1, "new": 4})) == [
        ("b", 2, 3),
        ("new", None, 4),
        ("gone", 3, None),
    ]


ORDERS = st.lists(st.integers(1, 12), unique=True, max_size=9)


@given(before=ORDERS, after=ORDERS)
def test_the_differences_lead_from_one_version_to_the_other(before, after):
    comparison = compare(version(before), version(after))
    assert set(before) - set(keys(comparison.removed)) | set(keys(comparison.added)) == set(after)
    unmoved = [pair.after.key for pair in comparison.common if not pair.moved]
    assert unmoved == [key for key in before if key in unmoved]
    assert comparison.same == (before == after)


def longest_rise(values):
    """By trying every run: the slow and certain way."""
    best = 0
    for mask in range(1 << len(values)):
        run = [value for index, value in enumerate(values) if mask >> index & 1]
        if run == sorted(run):
            best = max(best, len(run))
    return best


@given(after=st.permutations(range(8)))
def test_no_fewer_could_have_moved(after):
    assert len(moved(list(range(8)), list(after))) == 8 - longest_rise(after)


# The page


def url(question_set):
    return reverse("interviews:set-versions", args=[question_set.pk])


@pytest.fixture
def question_set(db):
    questions = [
        make_question(code=code, text=f"{code}：遇到客户投诉时你怎么处理？") for code in ("A", "B", "C")
    ]
    return make_set(questions=questions, name="华东一面")


def change(question_set, actor):
    """One of everything: added, removed, moved, minutes, weight, wording, points and scale."""
    first, second, third = question_set.items.order_by("position")
    sets.remove_item(actor=actor, question_set=question_set, item=first.pk)
    sets.add_item(actor=actor, question_set=question_set, question=make_question(code="NEU").pk)
    sets.step_item(actor=actor, question_set=question_set, item=third.pk, by=-1)
    changes = {"minutes": 17, "weight": Decimal("2.5")}
    sets.change_item(actor=actor, question_set=question_set, item=second.pk, changes=changes)
    Question.objects.filter(code="C").update(text="C：遇到客户退货时你怎么处理？")
    RubricPoint.objects.filter(question__code="B", position=0).update(text="先安抚情绪")
    RatingScale.objects.filter(pk=question_set.scale_id).update(evidence_from=Decimal("4.5"))
    sets.change_set(actor=actor, question_set=question_set, changes={"name": "华东二面"})


@pytest.mark.django_db
def test_the_page_shows_all_that_differs(hr, question_set):
    publish(actor=hr.user, question_set=question_set)
    change(question_set, hr.user)
    publish(actor=hr.user, question_set=question_set)
    answer = hr.get(url(question_set))
    differences, page = answer.context["diff"], answer.content.decode()
    assert [entry.content["code"] for entry in differences.comparison.added] == ["NEU"]
    assert [entry.content["code"] for entry in differences.comparison.removed] == ["A"]
    changed = {item.after.content["code"]: item for item in differences.changed}
    assert set(changed) == {"B", "C"}
    assert [item.pair.moved for item in differences.changed].count(True) == 1
    assert "<del>6</del> <ins>17</ins>" in page and "<del>1</del> <ins>2.5</ins>" in page
    assert "<del>投诉</del><ins>退货</ins>" in on_one_line(page)
    assert "先安抚情绪" in page.replace("<ins>", "").replace("</ins>", "")
    assert [field.label for field in differences.head] == ["Name", "Evidence needed from"]
    assert "added 1, removed 1, changed 2" in page
    assert [field.label for field in changed["B"].fields] == ["Rubric points"]


@pytest.mark.django_db
def test_two_versions_are_chosen_in_any_order(hr, question_set):
    for number in (1, 2, 3):
        make_sheet(question_set=question_set, version=number, name=f"第 {number} 版")
    for query in ({"before": 1, "after": 3}, {"before": 3, "after": 1}):
        context = hr.get(url(question_set), query).context
        assert (context["before"].version, context["after"].version) == (1, 3)
    context = hr.get(url(question_set), {"after": 2}).context
    assert (context["before"].version, context["after"].version) == (1, 2)
    same = hr.get(url(question_set), {"before": 2, "after": 2})
    assert "Nothing differs" in same.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["0", "4", "-1", "x", "9" * 40, "1\0", ""])
def test_a_version_that_is_none_means_the_last_step(hr, question_set, bad):
    for number in (1, 2, 3):
        make_sheet(question_set=question_set, version=number)
    context = hr.get(url(question_set), {"before": bad, "after": bad}).context
    assert (context["before"].version, context["after"].version) == (2, 3)


@pytest.mark.django_db
@pytest.mark.parametrize(("versions", "sentence"), [(0, "has not been published"), (1, "has one version")])
def test_without_two_versions_the_page_says_so(hr, question_set, versions, sentence):
    if versions:
        make_sheet(question_set=question_set)
    assert sentence in hr.get(url(question_set)).content.decode()


@pytest.mark.django_db
def test_the_pages_around_link_to_it(hr, question_set):
    sheet = make_sheet(question_set=question_set)
    detail = reverse("interviews:set-detail", args=[question_set.pk])
    of_sheet = reverse("interviews:sheet-detail", args=[sheet.pk])
    assert url(question_set) not in hr.get(detail).content.decode() + hr.get(of_sheet).content.decode()
    make_sheet(question_set=question_set, version=2)
    assert url(question_set) in hr.get(detail).content.decode()
    assert f"{url(question_set)}?after=1" in hr.get(of_sheet).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["interviewer", "admin"])
def test_nobody_but_hr_compares_versions(client_for, role, question_set):
    assert client_for(role).get(url(question_set)).status_code == 404


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(hr, django_assert_max_num_queries):
    counts = []
    for size in (1, 4):
        question_set = make_set(questions=[make_question() for _ in range(size)])
        for number in range(1, size + 2):
            make_sheet(question_set=question_set, version=number, published_by=make_user("hr"))
            SetItem.objects.filter(question_set=question_set).update(minutes=number)
        with django_assert_max_num_queries(12) as counted:
            assert hr.get(url(question_set)).context["diff"].changed
        counts.append(len(counted))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_the_preview_of_publishing_shows_what_differs_from_the_last_version(hr, question_set):
    target = reverse("interviews:set-publish", args=[question_set.pk])
    assert "Differences from version" not in hr.get(target).content.decode()
    publish(actor=hr.user, question_set=question_set)
    change(question_set, hr.user)
    answer = hr.get(target)
    assert [entry.content["code"] for entry in answer.context["diff"].comparison.added] == ["NEU"]
    assert "Differences from version 1" in answer.content.decode()
