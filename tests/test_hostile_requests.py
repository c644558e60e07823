"""Whatever stands in an address, a query string or a form: an answer, never a traceback."""

import pytest
from django.contrib import admin as django_admin
from django.urls import reverse

from tests.test_every_url import ADDRESSES, PUBLIC, address, client_of, open_to
from tests.world import make_world

pytestmark = pytest.mark.django_db

HUGE = "9" * 30
NONSENSE = ["甲\0乙", HUGE, "-1", "²", "x" * 3000, "0001-01-01T00:00"]
PARAMETERS = (
    *("q", "page", "category", "competency", "kind", "difficulty", "status", "rubric_kind", "source", "sort"),
    *("when", "candidate", "position", "member", "show", "all", "topic", "state", "passage", "next"),
    *("tag", "board", "only", "from", "before", "after", "header_row", "encoding", "separator", "of"),
)
FIELDS = (
    *("text", "code", "name", "new-name", "title", "note", "kind", "difficulty", "minutes", "rubric_kind"),
    *("probes", "competencies", "category", "answer", "cut_off", "number", "at", "old", "new", "restored"),
    *("reason", "revision", "status", "to", "question", "section", "index", "weight", "direction", "back"),
    *("planned_minutes", "scale", "sha256", "sheet", "starts_at", "round", "place", "lead", "panel", "email"),
    *("candidate", "new_name", "new_position", "new_email", "new_phone", "position", "phone", "language"),
    *("tie", "person", "base", "deal", "next", "theme", "keys"),
    *("rating", "seen", "outcome", "accepted", "decision", "verdict", "column", "column-0", "column-1"),
    *("header_row", "encoding", "separator", "field", "value", "choice", "shown", "values", "create_all"),
    *("answers-TOTAL_FORMS", "points-TOTAL_FORMS", "answers-0-text", "points-0-weight", "points-0-text"),
)
#: These end the world for the addresses after them.
LAST = {"accounts:sign-out", "qbank:upload-accept", "qbank:upload-discard", "qbank:import-discard"}


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def visit(world):
    """Ask an address as somebody who may open it."""
    people = {role: client_of(world, role) for role in ("hr", "admin", "member")}

    def ask(method: str, name: str, url: str, data: dict[str, str] | None = None) -> int:
        allowed = set(people) if name in PUBLIC else open_to(name) & set(people)
        return getattr(people[min(allowed)], method)(url, data).status_code

    return ask


@pytest.mark.parametrize("value", NONSENSE)
def test_query_strings_and_forms(value, visit, world):
    for name in sorted(ADDRESSES.keys() - LAST):
        url = address(name, world)
        # No worker runs beside the tests, and /readyz says so whatever is asked.
        worst = 503 if name == "readyz" else 499
        assert visit("get", name, url, dict.fromkeys(PARAMETERS, value)) <= worst, name
        assert visit("post", name, url, dict.fromkeys(FIELDS, value)) <= worst, name


@pytest.mark.parametrize("number", [2**31, 10**30])
def test_ids_no_database_has(number, visit, world):
    for name in sorted(ADDRESSES.keys() - PUBLIC):
        places = ADDRESSES[name].pattern.converters
        if not places:
            continue
        known = ADDRESSES[name].pattern.match(address(name, world).split("/", 2)[2])
        for place in places:
            url = reverse(name, kwargs=known[2] | {place: number})
            # An item of a set that is gone is told in a message, with the set as it is now.
            gone = (404, 405) if place in ("pk", "interview_id") else (302, 404, 405)
            assert visit("get", name, url) in gone, url
            assert visit("post", name, url) in gone, url


def name_of(filter_by: object) -> str:
    """The parameter of an entry of ``list_filter``: a field, (field, filter) or a filter of our own."""
    if isinstance(filter_by, str):
        return filter_by
    return filter_by[0] if isinstance(filter_by, tuple) else filter_by.parameter_name


def queries(page: django_admin.ModelAdmin, value: str) -> list[dict[str, str]]:
    names = map(name_of, page.list_filter)
    return [
        *({name: value} for name in ("q", "p", "o", "_facets", "pk")),
        *({name + lookup: value} for name in names for lookup in ("", "__exact", "__id__exact")),
        *({f"{page.date_hierarchy}__{part}": value} for part in ("year", "month") if page.date_hierarchy),
    ]


@pytest.mark.parametrize("value", ["甲\0乙", HUGE])
def test_the_administration(value, client_for):
    people = {"interviews": client_for("hr")}
    keeper = client_for("admin")
    for model, page in django_admin.site._registry.items():
        client = people.get(model._meta.app_label, keeper)
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for query in queries(page, value):
            assert client.get(reverse(f"{base}_changelist"), query).status_code < 500, (base, query)
        assert client.get(reverse(f"{base}_change", args=[value])).status_code < 500, base
