"""Of two at the same thing at the same moment, the second is told so: that is no fault of the site."""

import pytest
from django.urls import reverse

from interviews.models import Candidate, CandidateNote
from interviews.privacy import views
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_candidate_who_went_between_look_up_and_lock_takes_no_note(hr, monkeypatch, caplog):
    candidate = factories.make_candidate()
    service = views.add_note

    def go_first(**arguments):
        Candidate.objects.filter(pk=candidate.pk).delete()
        return service(**arguments)

    monkeypatch.setattr(views, "add_note", go_first)
    address = reverse("interviews:candidate-note", args=[candidate.pk])
    answer = hr.post(address, {"text": "守时"}, headers={"accept-language": "en"})
    assert answer.status_code == 409 and "nothing was saved" in answer.text
    assert not CandidateNote.objects.exists()
    # The kind alone: not what was typed, nor whom it was about.
    (line,) = [record.getMessage() for record in caplog.records if "not carried out" in record.getMessage()]
    assert line == f"A form at {address} was not carried out: Candidate.DoesNotExist"


def test_a_page_that_looks_for_what_is_not_there_is_a_fault_of_the_site(client, monkeypatch):
    """What is only read has no second person: nothing is hidden there."""
    client.raise_request_exception = False
    client.force_login(factories.make_user("hr"))

    def fail(*_arguments, **_named):
        raise Candidate.DoesNotExist

    monkeypatch.setattr("home.views.home_for", fail)
    assert client.get("/").status_code == 500
