"""Rows on an object's page in the admin: an older tab overwrites nobody's."""

from typing import Any

import pytest
from django.db.models import Model

from accounts.admin_base import ReadOnly
from tests import factories
from tests.administration.test_doors import opened_on, page_of, sent_by
from tests.administration.test_lookups import OURS
from tests.interviews.admin.scorecard_pages import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client_for: Any) -> Any:
    return client_for(user=factories.make_user(None, is_superuser=True))


def object_with_rows(label: str) -> Model:
    """An object with a row in each of its writable tables."""
    question = factories.make_question(status="draft")
    if label == "qbank.Competency":
        competency = question.competencies.get()
        competency.points.create(title="要点", position=1)
        return competency
    if label == "interviews.QuestionSet":
        question_set = factories.make_set(questions=[question])
        question_set.sections.create(title="开场", position=1)
        return question_set
    return {"qbank.Question": question, "qbank.RatingScale": factories.make_scale()}[label]


#: What is changed in a row of each table that can be written.
ROW_VALUES = {
    "qbank.Band": ("name", "先改", "后改"),
    "qbank.CompetencyPoint": ("title", "先改", "后改"),
    "qbank.ReferenceAnswer": ("text", "先听完，先改", "先听完，后改"),
    "qbank.RubricPoint": ("text", "先改", "后改"),
    "interviews.SetSection": ("title", "先改", "后改"),
    "interviews.SetItem": ("minutes", "41", "42"),
}


def writable_rows() -> list[tuple[str, str]]:
    """Every table of rows on a page of ours that is not read-only, by its page."""
    return sorted(
        (label, inline.model._meta.label)
        for label, model_admin in OURS.items()
        for inline in model_admin.inlines
        if not issubclass(inline, ReadOnly)
    )


@pytest.mark.parametrize(("label", "row"), writable_rows())
def test_an_older_tab_overwrites_nobody_s_row(label: str, row: str, root: Any) -> None:
    obj = object_with_rows(label)
    page = root.get(page_of(obj))
    opened = sent_by(page) | opened_on(page)
    inlines = [inline.formset for inline in page.context["inline_admin_formsets"]]
    form = next(formset for formset in inlines if formset.model._meta.label == row).initial_forms[0]
    field, first, second = ROW_VALUES[row]
    name = form[field].html_name
    assert root.post(page_of(obj), opened | {name: first}).status_code == 302
    refused = root.post(page_of(obj), opened | {name: second})
    assert refused.status_code == 200 and second in refused.content.decode()
    rows = form._meta.model.objects
    assert rows.filter(**{field: first}).exists() and not rows.filter(**{field: second}).exists()


@pytest.mark.parametrize("label", ["qbank.Competency", "qbank.RatingScale", "interviews.QuestionSet"])
def test_who_changes_another_value_of_a_row_leaves_the_first(label: str, root: Any) -> None:
    """And whoever is told what stands there now may put their own in its place."""
    name, other, new = {
        "qbank.Competency": ("points-0-title", "points-0-text", "另一处"),
        "qbank.RatingScale": ("bands-0-name", "bands-0-lower", "28.50"),
        "interviews.QuestionSet": ("items-0-minutes", "items-0-weight", "2.50"),
    }[label]
    obj = object_with_rows(label)
    page = root.get(page_of(obj))
    opened = sent_by(page) | opened_on(page)
    assert root.post(page_of(obj), opened | {name: "41"}).status_code == 302
    assert root.post(page_of(obj), opened | {other: new}).status_code == 302
    now = sent_by(root.get(page_of(obj)))
    assert (now[name], str(now[other])) == (41 if name.endswith("minutes") else "41", new)
    refused = root.post(page_of(obj), opened | {name: "42"})
    again = fields_of(refused.content.decode(), f"{obj._meta.model_name}_form")
    assert root.post(page_of(obj), again).status_code == 302
    assert str(sent_by(root.get(page_of(obj)))[name]) == "42"


def test_a_row_that_somebody_else_has_changed_is_not_taken_out_unseen(root: Any) -> None:
    scale = factories.make_scale()
    page = root.get(page_of(scale))
    opened = sent_by(page) | opened_on(page)
    assert root.post(page_of(scale), opened | {"bands-0-name": "卓越"}).status_code == 302
    assert root.post(page_of(scale), opened | {"bands-0-DELETE": "on"}).status_code == 200
    assert scale.bands.filter(name="卓越").exists()
