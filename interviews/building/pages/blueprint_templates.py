"""Kept blueprints: from a template to the page's address, and to the form that changes it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from accounts.models import User
from interviews.building.forms.blueprints import BlueprintForm, form_values
from interviews.building.pages.builder import load_topics
from interviews.models import Blueprint
from qbank.models import Question


def query_for(user: User, blueprint: Blueprint) -> str:
    """The page's query that asks for a choice by a template, and says what the template was then. Raises
    ValueError (see Blueprint.read)."""
    query = QueryDict(mutable=True)
    for name, value in _values_of(user, blueprint).items():
        query.setlist(name, [str(item) for item in value] if isinstance(value, list) else [str(value)])
    query["template"], query["choose"] = str(blueprint.pk), "1"
    query["opened_on"] = edit_form(user, blueprint).fingerprints()
    return query.urlencode()


def edit_form(user: User, blueprint: Blueprint, data: QueryDict | None = None) -> BlueprintForm:
    """The wishes of a template, to be changed. Raises ValueError (see Blueprint.read)."""
    topics = load_topics()
    return BlueprintForm(
        data,
        edited=blueprint,
        initial=_values_of(user, blueprint),
        user=user,
        categories=topics.categories,
        competencies=topics.competencies,
    )


def _values_of(user: User, blueprint: Blueprint) -> dict[str, Any]:
    wishes = blueprint.read()
    questions = Question.objects.visible_to(user).filter(pk__in=wishes.fixed | wishes.excluded)
    codes = dict(questions.values_list("pk", "code"))
    return form_values(wishes, codes, blueprint.position_id)
