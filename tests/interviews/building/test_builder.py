"""The builder: the bank with its filters beside the set, and what its forms answer."""

from decimal import Decimal

import pytest

from interviews.building.services import sets
from qbank.models import Question
from qbank.questions.search import reindex
from tests.factories import (
    make_category,
    make_competency,
    make_question,
    make_set,
    make_user,
)
from tests.forms import writing_forms
from tests.interviews.building.helpers import HTMX, add_section, codes, url
from tests.markup import on_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


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


def test_of_more_than_are_looked_at_the_bank_says_that_there_are_more(hr, monkeypatch):
    monkeypatch.setattr("qbank.questions.listing.MOST", 2)
    questions = [make_question(text=f"怎样安抚第{number}位客户？") for number in range(3)]
    reindex([question.pk for question in questions])
    place = url("set-detail", make_set(questions=[]).pk)
    assert "3 questions" in hr.get(place).content.decode()
    assert "2+ questions" in hr.get(place, {"q": "安抚"}).content.decode()


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
    assert hr.post(url("set-item-add", abc.pk), {"question": question}, **HTMX).status_code == 422
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
    removed = abc.items.first()
    sets.remove_item(actor=make_user("hr"), question_set=abc, item=removed.pk)
    for name, data in (
        ("set-item-change", {"minutes": 9}),
        ("set-item-move", {"direction": "1"}),
        ("set-item-remove", {}),
    ):
        response = hr.post(url(name, abc.pk, removed.pk), data, **HTMX)
        assert response.status_code == 422
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
    assert hr.post(url("set-item-move", abc.pk, abc.items.first().pk), data, **HTMX).status_code == 422
    assert codes(abc) == list("ABC")


@pytest.mark.parametrize("title", ["", "   ", "长" * 121, "\x00"])
def test_a_section_needs_a_title(hr, abc, title):
    assert hr.post(url("set-section-add", abc.pk), {"title": title}, **HTMX).status_code == 422
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


def test_fields_that_save_themselves_write_over_nobody(hr):
    question_set = make_set(questions=[make_question()])
    item = question_set.items.get()
    place = url("set-item-change", question_set.pk, item.pk)
    (form,) = [
        form
        for form in writing_forms(hr.get(url("set-detail", question_set.pk)).content.decode(), place)
        if form.action == place
    ]
    older = form.as_shown
    # Somebody else gives it more weight; from the older page, without scripts, both fields are sent.
    sets.change_item(
        actor=make_user("hr", name="林静"),
        question_set=question_set,
        item=item.pk,
        changes={"weight": Decimal(2)},
    )
    hr.post(place, older | {"minutes": "9"})
    item.refresh_from_db()
    assert (item.minutes, item.weight) == (9, 2)
    refused = hr.post(place, {"weight": "3", "shown-weight": "1"}, **HTMX)
    item.refresh_from_db()
    assert (refused.status_code, item.weight) == (422, 2)
    said = on_one_line(refused.content.decode())
    assert "林静 (" in said and "weight is 2 now, where your page showed 1. You typed 3" in said
    assert hr.post(place, {"weight": "3", "shown-weight": "2"}, **HTMX).status_code == 200
    changes = question_set.changes.count()
    hr.post(place, {"weight": "3", "shown-weight": "3", "minutes": "9", "shown-minutes": "9"})
    assert question_set.changes.count() == changes
