"""Queries that are composed once: the same rows as the queryset's own, for whatever values."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.composed import ComposedQuery
from interviews.models import ScoreChange, SheetItem
from tests import factories

pytestmark = pytest.mark.django_db


def items_of(sheet, ids, *, newest=False):
    rows = SheetItem.objects.filter(sheet=sheet, pk__in=ids).order_by("-pk" if newest else "pk")
    return rows.values_list("pk", "weight", "competencies", "probes")


@pytest.fixture
def sheet():
    return factories.make_sheet(
        question_set=factories.make_set(questions=[factories.make_question() for _ in range(5)])
    )


def test_it_gives_what_the_queryset_gives_for_any_number_of_values(sheet):
    query, ids = ComposedQuery(items_of), list(sheet.items.values_list("pk", flat=True))
    for count in range(1, 6):
        for newest in (False, True):
            asked = (sheet.pk, ids[:count])
            assert list(query.rows(*asked, newest=newest)) == list(items_of(*asked, newest=newest))


def test_values_of_one_run_are_not_those_of_another(sheet):
    query, ids = ComposedQuery(items_of), list(sheet.items.values_list("pk", flat=True))
    assert [row[0] for row in query.rows(sheet.pk, ids[:2])] == ids[:2]
    assert [row[0] for row in query.rows(sheet.pk, ids[3:])] == ids[3:]
    assert list(query.rows(factories.make_sheet().pk, ids)) == []


def test_it_is_composed_once(sheet):
    built = []

    def build(pk):
        built.append(pk)
        return SheetItem.objects.filter(pk=pk).values_list("pk")

    query = ComposedQuery(build)
    with CaptureQueriesContext(connection) as queries:
        for item in sheet.items.all():
            assert list(query.rows(item.pk)) == [(item.pk,)]
    assert len(built) == 1
    assert len(queries) == 1 + 5


def test_ids_that_are_no_numbers(sheet):
    member = factories.make_interview(sheet=sheet, panel=[factories.make_user()]).members.get()
    card = factories.make_scorecard(interview=member.interview, user=member.user)
    known = uuid4()
    ScoreChange.objects.create(
        pk=known, scorecard=card, item=sheet.items.first(), field="notes", value="x", by=member.user
    )
    query = ComposedQuery(lambda ids: ScoreChange.objects.filter(pk__in=ids).values_list("pk", "value"))
    assert list(query.rows([known, uuid4(), uuid4()])) == [(known, "x")]


@pytest.mark.parametrize("number", [2**61, 2**63, 10**30, -(2**61)])
def test_no_row_has_a_number_beyond_every_number(number):
    query = ComposedQuery(lambda pk: SheetItem.objects.filter(pk=pk).values_list("pk"))
    assert list(query.rows(number)) == []
