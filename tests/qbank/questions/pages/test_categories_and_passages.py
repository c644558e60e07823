"""The pages of categories, competencies and passages."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from qbank.models import Category, Passage
from tests import factories
from tests.qbank.questions.pages.requests import LIST, html_of


def test_categories_are_added_renamed_and_moved(hr):
    url = reverse("qbank:category-list")
    for name in ("甲", "乙"):
        assert hr.post(reverse("qbank:category-create"), {"new-name": name}).url == url
    first, second = Category.objects.all()
    hr.post(reverse("qbank:category-rename", args=[first.pk]), {f"c{first.pk}-name": "甲类"})
    hr.post(reverse("qbank:category-move", args=[second.pk]), {"to": "up"})
    assert list(Category.objects.values_list("name", flat=True)) == ["乙", "甲类"]
    listed = [category.name for category, _ in hr.get(url).context["rows"]]
    assert listed == ["乙", "甲类"]


@pytest.mark.parametrize("name", ["", "甲", "长" * 121])
def test_a_category_needs_a_name_of_its_own(hr, name):
    category, other = factories.make_category(name="甲"), factories.make_category(name="乙")
    assert 'class="errors' in html_of(hr.post(reverse("qbank:category-create"), {"new-name": name}))
    rename = reverse("qbank:category-rename", args=[other.pk])
    assert 'class="errors' in html_of(hr.post(rename, {f"c{other.pk}-name": name}))
    assert list(Category.objects.values_list("name", flat=True)) == [category.name, other.name]


def test_a_category_may_be_saved_under_its_own_name(hr):
    category = factories.make_category(name="甲")
    assert (
        hr.post(
            reverse("qbank:category-rename", args=[category.pk]), {f"c{category.pk}-name": "甲"}
        ).status_code
        == 302
    )


def test_the_framework_leads_to_the_questions_of_each_section(hr):
    section = factories.make_competency(name="情绪管理")
    factories.make_competency(name="没有题目的一节")
    factories.make_question(competencies=[section])
    factories.make_question(competencies=[section], status="retired")
    html = html_of(hr.get(reverse("qbank:competency-list")))
    assert re.search(rf'href="{LIST}\?competency={section.pk}">1 question<', html)
    assert html.count("no question yet") == 1


def test_the_framework_is_shown_in_its_own_order(hr):
    last = factories.make_competency(name="末章", parent=None, position=2)
    first = factories.make_competency(name="首章", parent=None, position=1)
    factories.make_competency(name="后一节", parent=first, position=2)
    factories.make_competency(name="前一节", parent=first, position=1)
    chapters = list(hr.get(reverse("qbank:competency-list")).context["chapters"])
    assert chapters == [first, last]
    assert [section.name for section in chapters[0].sections.all()] == ["前一节", "后一节"]


def test_passages_are_found_in_either_script_and_by_topic(hr):
    Passage.objects.create(topic="沟通", title="复述", text="先复述客户的话。")
    Passage.objects.create(topic="排班", title="话务量", text="按话务量排班。", doubtful=True)
    url = reverse("qbank:passage-list")
    assert "先<mark>复述</mark>客户" in html_of(hr.get(url, {"q": "複述"}))
    assert "marks were lost" in html_of(hr.get(url, {"topic": "排班"}))
    assert "No passage fits" in html_of(hr.get(url, {"topic": "排班", "q": "复述"}))
    assert hr.get(url, {"q": "\x00", "topic": "x" * 500}).status_code == 200


def test_of_a_competency_so_many_questions_are_counted_and_more_said_to_be_more(hr, monkeypatch):
    section = factories.make_competency()
    for _number in range(3):
        factories.make_question(competencies=[section])
    url = reverse("qbank:competency-list")
    english = {"accept-language": "en"}
    assert "3 questions" in hr.get(url, headers=english).content.decode()
    monkeypatch.setattr("qbank.questions.listing.MOST", 2)
    monkeypatch.setattr("qbank.questions.views.competencies.MOST", 2)
    assert "2+ questions" in hr.get(url, headers=english).content.decode()


def test_what_a_category_counts_follows_each_change(hr):
    question = factories.make_question()
    factories.make_question(category=question.category, status="retired")

    def counts():
        return [category.count for category, _form in hr.get(reverse("qbank:category-list")).context["rows"]]

    assert counts() == [1]
    question.status = "retired"
    question.save()
    assert counts() == [0]
