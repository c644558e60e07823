"""Addresses and form data for the tests of the bank's pages."""

from __future__ import annotations

from django.urls import reverse

from tests import factories
from tests.markup import on_one_line

LIST = reverse("qbank:question-list")


CREATE = reverse("qbank:question-create")


def question_url(name, question):
    return reverse(f"qbank:{name}", args=[question.pk])


def html_of(response):
    return on_one_line(response.content.decode())


def form_data(question=None, **changes):
    """What a browser sends for a question's form: one answer, two points, a blank row each."""
    category = question.category if question else factories.make_category()
    data = {
        "revision": "1" if question else "0",
        "category": category.pk,
        "code": question.code if question else "",
        "text": "客户在大堂里大声抱怨，你怎么办？",
        "kind": "situational",
        "difficulty": "hard",
        "minutes": "7",
        "rubric_kind": "checklist",
        "probes": "客户怎么说？\r\n\r\n  后来呢？ ",
        "note": "",
        "answers-TOTAL_FORMS": "2",
        "answers-INITIAL_FORMS": "1",
        "answers-0-text": "先请客户坐下。\r\n再听他说完。",
        "answers-0-complete": "on",
        "answers-0-ORDER": "1",
        "answers-1-text": "",
        "answers-1-complete": "on",
        "answers-1-ORDER": "2",
        "points-TOTAL_FORMS": "3",
        "points-INITIAL_FORMS": "0",
        "points-0-text": "让客户说完",
        "points-0-weight": "2",
        "points-0-quote": "坐下。\r\n再听",
        "points-0-ORDER": "2",
        "points-1-text": "与客户争吵",
        "points-1-weight": "5",
        "points-1-red_flag": "on",
        "points-1-ORDER": "1",
        "points-2-text": "",
        "points-2-weight": "1",
        "points-2-ORDER": "3",
    }
    return data | changes
