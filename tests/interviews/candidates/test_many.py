"""Many candidates at once: seen before, each recorded, and nothing more when it is sent twice."""

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AuditEvent
from interviews.candidates.services import many
from interviews.candidates.services.many import change_many, fingerprint
from interviews.candidates.services.tags import change_tags
from interviews.models import Candidate, CandidateTag, Position
from interviews.privacy.services.erasure import erase_candidate
from tests import factories

pytestmark = pytest.mark.django_db
MANY = reverse("interviews:candidate-many")
TABLE = reverse("interviews:candidate-many-table")


@pytest.fixture
def people() -> list[Candidate]:
    first = factories.make_candidate(name="李雷", email="li@example.com")
    return [first, *(factories.make_candidate(name=f"韩梅{n}", position=first.position) for n in range(3))]


def ticked(people: list[Candidate]) -> str:
    return f"{MANY}?{urlencode({'candidate': [candidate.pk for candidate in people]}, doseq=True)}"


def seen(people: list[Candidate]) -> str:
    return fingerprint([candidate.pk for candidate in people])


def names(response: Any) -> list[str]:
    return [candidate.name for candidate in response.context["people"]]


def test_the_page_says_whom_it_would_change(hr, people):
    assert names(hr.get(ticked(people[:2]))) == ["韩梅0", "李雷"]
    assert len(names(hr.get(f"{MANY}?all=1"))) == 4
    assert names(hr.get(f"{MANY}?all=1&q=李雷")) == ["李雷"]


def test_the_list_leads_there_with_its_filter(hr, people):
    page = hr.get(reverse("interviews:candidate-list"), {"q": "韩梅"}).content.decode()
    assert f"{MANY}?all=1&amp;{urlencode({'q': '韩梅'})}" in page


def test_nobody_and_too_many_are_refused(hr, people, monkeypatch):
    for address in (MANY, TABLE, f"{MANY}?candidate=x&candidate=999999"):
        answer = hr.get(address, follow=True)
        assert "No candidate is ticked" in answer.content.decode()
    monkeypatch.setattr("interviews.candidates.views.many.MOST", 3)
    assert "At most 3 candidates" in hr.get(f"{MANY}?all=1", follow=True).content.decode()


def test_position_and_tags_are_set_each_recorded_once(hr, people):
    keeper = factories.make_user("hr")
    change_tags(actor=keeper, candidates=[people[0].pk], add="旧")
    position = Position.objects.create(name="夜班主管")
    old = CandidateTag.objects.get()
    data = {"seen": seen(people), "position": position.pk, "add": "夜班", "remove": old.pk}
    answer = hr.post(ticked(people), data, follow=True).content.decode()
    assert "4 candidates have the new position." in answer
    assert "4 candidates have other tags." in answer
    assert Candidate.objects.filter(position=position, taggings__tag__name="夜班").count() == 4
    assert not old.taggings.exists()
    assert AuditEvent.objects.filter(action="candidate.change").count() == 4
    again = hr.post(ticked(people), data | {"remove": ""}, follow=True).content.decode()
    assert "Nothing to change" in again
    assert AuditEvent.objects.filter(action="candidate.change").count() == 4


def test_who_came_to_the_list_since_is_not_changed_unseen(hr, people):
    position = Position.objects.create(name="夜班主管")
    data = {"seen": seen(people), "position": position.pk}
    factories.make_candidate(name="新人")
    answer = hr.post(f"{MANY}?all=1", data)
    assert "The list has changed meanwhile" in answer.text
    assert not Candidate.objects.filter(position=position).exists()
    # Who has looked again goes on.
    hr.post(f"{MANY}?all=1", data | {"seen": answer.context["form"]["seen"].value()})
    assert Candidate.objects.filter(position=position).count() == len(people) + 1


def test_something_must_be_chosen(hr, people):
    assert "Choose what is to change" in hr.post(ticked(people), {"seen": seen(people)}).content.decode()


def test_who_was_erased_is_left_out(people):
    keeper = factories.make_user("hr")
    erase_candidate(actor=keeper, candidate=people[0])
    ids = [candidate.pk for candidate in people]
    position = Position.objects.create(name="夜班主管")
    changed = change_many(actor=keeper, ids=ids, seen=fingerprint(ids), position=position, add="夜班")
    assert (changed.moved, changed.tagged) == (3, 3)


@pytest.mark.parametrize("role", ["admin", "interviewer"])
def test_nobody_but_hr_changes_many(client_for, people, role):
    ids = [candidate.pk for candidate in people]
    assert client_for(role).get(ticked(people)).status_code in (403, 404)
    assert client_for(role).get(f"{TABLE}?all=1").status_code in (403, 404)
    with pytest.raises(PermissionDenied):
        change_many(actor=factories.make_user(role), ids=ids, seen=fingerprint(ids), add="x")


def test_no_more_than_the_most_are_changed(people, monkeypatch):
    monkeypatch.setattr(many, "MOST", 3)
    ids = [candidate.pk for candidate in people]
    with pytest.raises(ValidationError, match="3"):
        change_many(actor=factories.make_user("hr"), ids=ids, seen=fingerprint(ids), add="x")


def test_the_table_holds_texts_as_they_are_and_the_trail_keeps_who_took_it(hr, people):
    Candidate.objects.filter(pk=people[0].pk).update(name="=1+1")
    change_tags(actor=factories.make_user("hr"), candidates=[people[0].pk], add="夜班,内推")
    answer = hr.get(f"{TABLE}?all=1")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:5] == ["Name", "Position", "E-mail", "Phone", "Tags"]
    assert len(rows) == 5
    own = next(row for row in rows if row[2] == "li@example.com")
    assert own[4] == "内推, 夜班"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert AuditEvent.objects.filter(action="candidate.export").count() == 4


def test_as_many_queries_for_one_as_for_four(people):
    keeper = factories.make_user("hr")

    def queries(chosen: list[Candidate], name: str) -> int:
        ids = [candidate.pk for candidate in chosen]
        position = Position.objects.create(name=name)
        with CaptureQueriesContext(connection) as caught:
            change_many(actor=keeper, ids=ids, seen=fingerprint(ids), position=position, add=name)
        return len(caught)

    queries(people, "x")
    assert queries(people[:1], "y") == queries(people, "z")


def test_the_board_of_their_position_offers_their_table_and_their_results(hr, people):
    position = people[0].position
    page = hr.get(reverse("interviews:position-board", args=[position.pk])).content.decode()
    results = f"{reverse('interviews:results-export')}?position={position.pk}"
    assert f'href="{results}"' in page
    assert f'href="{TABLE}?all=1&amp;position={position.pk}"' in page
    factories.make_candidate(name="别处")
    sheet = load_workbook(io.BytesIO(hr.get(f"{TABLE}?all=1&position={position.pk}").content)).worksheets[0]
    assert sheet.max_row == 1 + len(people)
