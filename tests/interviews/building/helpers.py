"""What the tests of building share."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.building.services import sets
from interviews.models import Sheet, SheetItem, SheetPoint
from tests.factories import (
    make_user,
)

HTMX = {"HTTP_HX_REQUEST": "true"}


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


def codes(question_set):
    return list(question_set.items.order_by("position").values_list("question__code", flat=True))


def positions_are_dense(question_set):
    return list(question_set.items.order_by("position").values_list("position", flat=True)) == list(
        range(1, question_set.items.count() + 1)
    )


def add_section(question_set, title="开场"):
    return sets.add_section(actor=make_user("hr"), question_set=question_set, title=title)


def count_queries(client, place):
    client.get(place)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(place).status_code == 200
    return len(captured)


def stored_rows(sheet):
    """Every column of a sheet and its rows, as stored."""
    items = SheetItem.objects.filter(sheet=sheet).order_by("position")
    points = SheetPoint.objects.filter(item__sheet=sheet).order_by("item__position", "position")
    return [Sheet.objects.filter(pk=sheet.pk).values().get(), list(items.values()), list(points.values())]
