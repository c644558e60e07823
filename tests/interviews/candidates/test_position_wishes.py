"""What a position wants asked: its form, its trail, and what the builder makes of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.building.pages.builder import load_topics
from interviews.building.rules.coverage import Topic
from interviews.models import Company, Position, SetSection
from tests.factories import (
    make_candidate,
    make_category,
    make_competency,
    make_interview,
    make_question,
    make_set,
    make_sheet,
    make_user,
)
from tests.markup import on_one_line

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


def lines(response):
    return [line.text for line in response.context["verdict"].lines]


# The form


def test_wishes_are_kept_with_the_position_and_recorded(hr):
    category, competency = make_category(name="抗压"), make_competency(name="同理心")
    data = {"name": "客服经理", "note": "", "wanted_categories": [category.pk]}
    hr.post(url("position-create"), data | {"wanted_competencies": [competency.pk]})
    position = Position.objects.get()
    assert list(position.wanted_categories.all()) == [category]
    assert list(position.wanted_competencies.all()) == [competency]
    created, wished = AuditEvent.objects.filter(object_type="interviews.position").order_by("id")
    assert (created.action, wished.action) == ("position.create", "position.change")
    assert wished.before == {"categories": [], "competencies": []}
    assert wished.after == {"categories": ["抗压"], "competencies": ["同理心"]}


def test_wishes_are_taken_back_by_unticking_them(hr, position):
    position.wanted_categories.add(make_category())
    hr.post(url("position-edit", position.pk), {"name": "客服经理", "note": ""})
    assert not position.wanted_categories.exists()
    assert AuditEvent.objects.latest("id").after == {"categories": [], "competencies": []}


def test_saving_without_a_change_leaves_no_trail(hr, position):
    position.wanted_categories.add(category := make_category())
    data = {"name": "客服经理", "note": "", "wanted_categories": [category.pk]}
    assert hr.post(url("position-edit", position.pk), data).status_code == 302
    assert not AuditEvent.objects.filter(object_type="interviews.position").exists()


@pytest.mark.parametrize("wish", ["x", "-1", "987654", "99999999999999999999", "\x00", "1e3"])
@pytest.mark.parametrize("field", ["wanted_categories", "wanted_competencies"])
def test_wishes_for_what_there_is_not_are_refused(hr, position, field, wish):
    response = hr.post(url("position-edit", position.pk), {"name": "新名", "note": "", field: [wish]})
    assert response.status_code == 200
    assert field in response.context["form"].errors
    position.refresh_from_db()
    assert position.name == "客服经理"


def test_what_was_ticked_stays_ticked_when_the_form_is_refused(hr, position):
    category, other = make_category(), make_category()
    data = {"name": "", "note": "", "wanted_categories": [category.pk]}
    response = hr.post(url("position-edit", position.pk), data)
    assert dict(response.context["form"].category_choices()) == {category: True, other: False}


def test_the_form_asks_as_often_for_many_topics_as_for_one(hr, position):
    def counted():
        with CaptureQueriesContext(connection) as captured:
            assert hr.get(url("position-edit", position.pk)).status_code == 200
        return len(captured)

    make_category()
    make_competency()
    hr.get(url("position-edit", position.pk))
    with_few = counted()
    for _ in range(4):
        make_category()
        position.wanted_competencies.add(make_competency())
    assert counted() == with_few <= 20


# The set


def test_a_set_belongs_to_a_position(hr, position):
    question_set = make_set()
    data = {"name": question_set.name, "planned_minutes": 45, "scale": question_set.scale_id, "note": ""}
    hr.post(url("set-edit", question_set.pk), data | {"position": position.pk})
    question_set.refresh_from_db()
    assert question_set.position == position
    assert AuditEvent.objects.latest("id").after["position"] == "客服经理"
    assert "For 客服经理" in hr.get(url("set-detail", question_set.pk)).content.decode()


def test_a_closed_position_is_offered_only_to_its_own_sets(hr, position):
    Position.objects.filter(pk=position.pk).update(open=False)
    page = hr.get(url("set-create")).content.decode()
    assert "客服经理" not in page
    assert "客服经理" in hr.get(url("set-edit", make_set(position=position).pk)).content.decode()


def test_topics_come_in_the_order_of_the_bank_with_what_is_wanted(position, django_assert_num_queries):
    last, first = make_category(name="后", position=8), make_category(name="先", position=2)
    chapter = make_competency(name="章", position=9, parent=None)
    section = make_competency(name="节", position=4, parent=chapter)
    position.wanted_categories.add(last)
    position.wanted_competencies.add(section)
    with django_assert_num_queries(1):
        known = load_topics(position.pk)
    assert known.categories == [Topic(first.pk, "先"), Topic(last.pk, "后", wanted=True)]
    assert known.competencies == [
        Topic(section.pk, "节", chapter.pk, wanted=True),
        Topic(chapter.pk, "章"),
    ]
    assert not any(topic.wanted for topic in (*load_topics().categories, *load_topics().competencies))


# Warnings


def test_a_wish_without_a_question_is_warned_of_with_a_way_to_the_bank(hr, position):
    asked, missing = make_category(name="沟通"), make_category(name="抗压")
    section = make_competency(name="同理心")
    position.wanted_categories.add(asked, missing)
    position.wanted_competencies.add(section)
    question_set = make_set(questions=[make_question(category=asked)], position=position)
    response = hr.get(url("set-detail", question_set.pk))
    wishes = [
        (line.filter, [topic.name for topic in line.topics]) for line in response.context["verdict"].lines
    ]
    assert wishes == [("category", ["抗压"]), ("competency", ["同理心"])]
    assert f"?category={missing.pk}#bank" in response.content.decode()


def test_a_set_without_a_position_misses_nothing(hr, position):
    position.wanted_categories.add(make_category())
    assert lines(hr.get(url("set-detail", make_set().pk))) == []


def test_two_questions_that_ask_the_same_are_pointed_out(hr):
    texts = ["请谈谈你最大的优点和缺点。", "请描述一下你认为自己最大的优点和缺点是什么？"]
    question_set = make_set(questions=[make_question(text=text) for text in texts])
    response = hr.get(url("set-detail", question_set.pk))
    (line,) = response.context["verdict"].lines
    assert list(line.items) == list(question_set.items.all())
    assert all(f'href="#item-{item.pk}"' in response.content.decode() for item in line.items)


def test_minutes_that_are_saved_bring_the_warnings_along(hr):
    question_set = make_set()
    section = SetSection.objects.create(question_set=question_set, title="开场", planned_minutes=10)
    question_set.items.update(section=section)
    place = url("set-item-change", question_set.pk, question_set.items.get().pk)
    page = on_one_line(hr.post(place, {"minutes": "12"}, **HTMX).content.decode())
    assert 'id="set-warnings" hx-swap-oob="true"' in page
    assert "“开场” is 2 minutes longer than planned." in page
    assert f'id="section-sum-{section.pk}" class="small warned" hx-swap-oob="true"' in page


# A candidate who has been asked before


@pytest.fixture
def met(position):
    """A candidate of the position who was interviewed with the set's sheet two days ago."""
    texts = {"A": "客户在社交媒体上公开批评我们，你怎么办？", "B": "新员工第一周就想离职，你怎么留人？"}
    questions = [make_question(code=code, text=text) for code, text in texts.items()]
    question_set = make_set(questions=questions, position=position)
    return make_interview(
        candidate=make_candidate(name="林若溪", position=position),
        sheet=make_sheet(question_set=question_set),
        starts_at=timezone.now() - timedelta(days=2),
    )


def test_what_a_candidate_was_asked_before_is_marked(hr, met):
    place = url("set-detail", met.sheet.question_set_id)
    assert lines(hr.get(place)) == []
    response = hr.get(place, {"candidate": met.candidate_id})
    assert lines(response) == ["林若溪 knows these questions from other interviews:"]
    assert response.content.decode().count("This candidate knows it") == 4


def offered(page) -> set[str]:
    """The names that can be chosen."""
    return {candidate.name for candidate in page.context["form"].fields["candidate"].queryset}


def test_the_candidate_stays_when_the_set_is_changed(hr, met):
    question_set = met.sheet.question_set
    place = url("set-item-move", question_set.pk, question_set.items.first().pk)
    back = {"direction": "1", "back": f"candidate={met.candidate_id}&q=客户"}
    response = hr.post(place, back, **HTMX)
    assert lines(response) == ["林若溪 knows these questions from other interviews:"]
    assert f"candidate={met.candidate_id}" in response.context["back"]


def test_a_cancelled_interview_told_the_candidate_nothing(hr, met):
    met.status, met.cancel_reason = "cancelled", "改期"
    met.save()
    page = hr.get(url("set-detail", met.sheet.question_set_id), {"candidate": met.candidate_id})
    assert lines(page) == []
    assert page.context["checks"].candidate is None
    assert offered(hr.get(url("set-candidate", met.sheet.question_set_id))) == set()


@pytest.mark.parametrize("candidate", ["x", "-1", "987654", "99999999999999999999", "\x00", ""])
def test_a_candidate_there_is_not_is_nobody(hr, met, candidate):
    response = hr.get(url("set-detail", met.sheet.question_set_id), {"candidate": candidate})
    assert response.status_code == 200
    assert response.context["checks"].candidate is None


def test_who_may_not_know_candidates_is_offered_none(client_for, met):
    reader = make_user(None)
    reader.user_permissions.add(Permission.objects.get(codename="view_questionset"))
    client, place = client_for(user=reader), url("set-candidate", met.sheet.question_set_id)
    page = client.get(url("set-detail", met.sheet.question_set_id), {"candidate": met.candidate_id})
    assert "林若溪" not in page.content.decode()
    assert place not in page.content.decode()
    assert client.get(place).status_code == 403
    knows_candidates = make_user(None)
    knows_candidates.user_permissions.add(Permission.objects.get(codename="view_candidate"))
    assert client_for(user=knows_candidates).get(place).status_code == 404


def test_only_candidates_of_the_sets_position_are_offered(hr, met):
    make_interview(candidate=make_candidate(name="别处的人"))
    place = url("set-candidate", met.sheet.question_set_id)
    assert offered(hr.get(place)) == {"林若溪"}
    elsewhere = hr.get(url("set-candidate", make_set().pk))
    assert offered(elsewhere) == {"林若溪", "别处的人"}


def test_whoever_is_chosen_stays_among_those_offered(hr, met):
    other = make_interview(candidate=make_candidate(name="别处的人")).candidate
    place = url("set-candidate", met.sheet.question_set_id)
    page = hr.get(place, {"candidate": other.pk})
    assert offered(page) == {"林若溪", "别处的人"}
    assert f'<option value="{other.pk}" selected>' in page.content.decode()


def test_choosing_a_candidate_keeps_the_search(hr, met):
    set_id = met.sheet.question_set_id
    asked = {"q": '"客户<', "kind": "garbage", "page": "2", "candidate": "\x00"}
    page = hr.get(url("set-candidate", set_id), asked).content.decode()
    assert '<input type="hidden" name="q" value="&quot;客户&lt;">' in page
    assert 'name="page"' not in page and page.count('name="candidate"') == 1
    shown = hr.get(url("set-detail", set_id), {"q": "客户", "candidate": met.candidate_id}).content.decode()
    assert f'{url("set-candidate", set_id)}?q=%E5%AE%A2%E6%88%B7&amp;candidate={met.candidate_id}"' in shown
    assert 'href="?q=%E5%AE%A2%E6%88%B7" data-candidate=""' in on_one_line(shown)


def test_with_htmx_the_choice_is_offered_in_place(hr, met):
    place = url("set-candidate", met.sheet.question_set_id)
    answer = hr.get(place, **HTMX).content.decode()
    assert "<html" not in answer and 'id="known-to"' in answer and "林若溪" in answer
    assert "<html" in hr.get(place).content.decode()


def test_where_nobody_is_to_be_interviewed_the_page_says_so(hr, position):
    page = hr.get(url("set-candidate", make_set(position=position).pk)).content.decode()
    assert "No candidate for 客服经理 has an interview yet." in page
    assert "<select" not in page.split('id="known-to"')[1].split("</form>")[0]


def test_the_choice_of_a_set_there_is_not_is_not_found(hr):
    assert hr.get(url("set-candidate", 987654)).status_code == 404
    assert hr.post(url("set-candidate", make_set().pk)).status_code == 405


def test_the_builder_asks_as_often_for_much_history_as_for_little(hr, met):
    def counted():
        place = url("set-detail", met.sheet.question_set_id)
        with CaptureQueriesContext(connection) as captured:
            assert hr.get(place, {"candidate": met.candidate_id}).status_code == 200
        return len(captured)

    counted()
    with_few = counted()
    for _ in range(3):
        make_interview(candidate=met.candidate, sheet=make_sheet())
        make_interview(sheet=met.sheet)
    assert counted() == with_few <= 20


# Exposure


def test_each_question_says_how_often_it_was_used(hr, met):
    fresh = make_question(code="NEW")
    page = hr.get(url("set-detail", met.sheet.question_set_id)).content.decode()
    assert page.count("used once") == 4
    assert page.count("never used") == 1
    assert fresh.code in page


def test_what_is_yet_to_come_is_told_as_planned(hr, met):
    met.starts_at = timezone.now() + timedelta(days=2)
    met.save()
    set_url = url("set-detail", met.sheet.question_set_id)
    page = hr.get(set_url, {"candidate": met.candidate_id}).content.decode()
    assert page.count("planned for") == 4 and "used once" not in page
    assert "Planned for this candidate, " in page and "This candidate knows it" not in page


def test_questions_over_the_limit_are_hidden_on_request_and_warned_of(hr, met):
    make_question(code="NEW")
    place = url("set-detail", met.sheet.question_set_id)
    assert "fresh" not in hr.get(place).context["bank"].fields
    Company.objects.create(pk=1, exposure_limit=1, exposure_days=30)
    response = hr.get(place)
    assert lines(response) == ["Used once or more within 30 days:"]
    assert [question.code for question in response.context["page_obj"]] == ["A", "B", "NEW"]
    assert "Over the limit: 1 in 30 days" in response.content.decode()
    assert [question.code for question in hr.get(place, {"fresh": "on"}).context["page_obj"]] == ["NEW"]


def test_a_question_over_the_limit_can_still_be_added(hr, met):
    Company.objects.create(pk=1, exposure_limit=1, exposure_days=30)
    question = met.sheet.items.first().question
    other = make_set(questions=[])
    response = hr.post(url("set-item-add", other.pk), {"question": question.pk}, **HTMX)
    assert other.items.get().question == question
    assert lines(response) == ["Used once or more within 30 days:"]


def test_use_long_ago_does_not_count_towards_the_limit(hr, met):
    Company.objects.create(pk=1, exposure_limit=1, exposure_days=30)
    met.starts_at = timezone.now() - timedelta(days=31)
    met.save()
    assert lines(hr.get(url("set-detail", met.sheet.question_set_id))) == []
