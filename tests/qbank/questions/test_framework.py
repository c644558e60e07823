"""The competency framework written on its own pages."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from qbank.models import Competency, CompetencyPoint
from tests import factories
from tests.forms import writing_forms

pytestmark = pytest.mark.django_db


def opened(client, competency=None):
    url = (
        reverse("qbank:competency-edit", args=[competency.pk])
        if competency
        else reverse("qbank:competency-create")
    )
    page = client.get(url).content.decode()
    return url, next(form.as_shown for form in writing_forms(page, url) if "parent" in form.fields)


def test_a_chapter_its_section_and_their_points(hr):
    url, data = opened(hr)
    hr.post(url, data | {"name": "服务意识"})
    chapter = Competency.objects.get(name="服务意识")
    page = hr.get(f"{url}?chapter={chapter.pk}").content.decode()
    data = next(form.as_shown for form in writing_forms(page, url) if "parent" in form.fields)
    assert data["parent"] == [str(chapter.pk)]
    answer = hr.post(url, data | {"name": "同理心", "points-0-title": "听完", "points-0-text": "不打断"})
    section = Competency.objects.get(name="同理心")
    assert answer.url.endswith(f"#competency-{section.pk}")
    assert section.parent == chapter
    url, data = opened(hr, section)
    hr.post(url, data | {"points-0-text": "不打断，再复述", "points-1-title": "确认"})
    assert list(section.points.values_list("title", "text", "position")) == [
        ("听完", "不打断，再复述", 1),
        ("确认", "", 2),
    ]
    url, data = opened(hr, section)
    hr.post(url, data | {"points-0-DELETE": "on"})
    assert [point.title for point in section.points.all()] == ["确认"]
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert actions >= {"competency.create", "competencypoint.create", "competencypoint.change"}
    assert AuditEvent.objects.get(action="competencypoint.delete").before["title"] == "听完"


def test_what_makes_no_sense_is_said(hr):
    chapter = factories.make_competency(parent=None)
    section = factories.make_competency(parent=chapter)
    other = factories.make_competency(parent=None)
    url, data = opened(hr, chapter)
    assert "sections of its own" in hr.post(url, data | {"parent": other.pk}).content.decode()
    url, data = opened(hr, section)
    assert "Select a valid choice" in hr.post(url, data | {"parent": section.pk}).content.decode()
    url, data = opened(hr)
    assert "already" in hr.post(url, data | {"name": chapter.name}).content.decode()
    assert "required" in hr.post(url, data | {"name": ""}).content.decode()
    assert hr.get(f"{url}?chapter={'9' * 40}").status_code == 200
    assert hr.post(url, {"name": "x"}).status_code == 200, "without the rows' own fields"
    section.refresh_from_db()
    assert section.parent == chapter


def test_moved_within_its_chapter(hr):
    chapter = factories.make_competency(parent=None)
    first, second = (factories.make_competency(parent=chapter, position=place) for place in (1, 2))
    url = reverse("qbank:competency-move", args=[second.pk])
    hr.post(url, {"to": "up"})
    hr.post(url, {"to": "up"})
    assert list(chapter.sections.order_by("position")) == [second, first]
    hr.post(url, {"to": "down"})
    assert list(chapter.sections.order_by("position")) == [first, second]
    assert AuditEvent.objects.filter(action="competency.move").count() == 2


def test_an_older_tab_overwrites_nobody(hr):
    section = factories.make_competency(parent=factories.make_competency(parent=None))
    CompetencyPoint.objects.create(competency=section, title="听完", text="不打断")
    url, data = opened(hr, section)
    hr.post(url, opened(hr, section)[1] | {"points-0-text": "先听"})
    answer = hr.post(url, data | {"points-0-text": "后听"})
    assert "Somebody else has changed this" in answer.content.decode()
    assert section.points.get().text == "先听"


def test_only_administrators_delete_and_no_ready_question_is_left_without(hr, client_for):
    question = factories.make_question()
    competency = question.competencies.get()
    url = reverse("qbank:competency-delete", args=[competency.pk])
    assert hr.post(url).status_code == 403
    page = client_for("admin").post(url, follow=True).content.decode()
    assert question.code in page
    assert Competency.objects.filter(pk=competency.pk).exists()
    question.competencies.add(factories.make_competency())
    client_for("admin").post(url)
    assert not Competency.objects.filter(pk=competency.pk).exists()
