"""The menu of what goes out of a page: only what the reader may have, and each of its links opens."""

from itertools import chain

import lxml.html
import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def links(client, url):
    """{address: the addresses with the queries after it} of the page's menu."""
    page = lxml.html.fromstring(client.get(url).content.decode())
    menus = page.xpath("//details[contains(@class, 'outgoing')]")
    found = {}
    for menu in menus:
        for link in menu.iter("a"):
            found.setdefault(link.get("href").partition("?")[0], []).append(link.get("href"))
    return found


def opens_all(client, offered):
    assert offered
    for address in chain.from_iterable(offered.values()):
        assert client.get(address).status_code == 200, address


def names(interview):
    return {
        name: reverse(f"interviews:{name}", args=[pk])
        for name, pk in {
            "interview-print": interview.pk,
            "interview-docx": interview.pk,
            "sheet-form": interview.sheet_id,
            "interview-report": interview.pk,
            "interview-report-docx": interview.pk,
            "candidate-record-pack": interview.candidate_id,
            "candidate-report": interview.candidate_id,
            "candidate-report-docx": interview.candidate_id,
            "position-compare": interview.candidate.position_id,
        }.items()
    }


def test_a_panel_member_takes_no_report_before_they_have_submitted(client_for):
    interviewer = client_for("interviewer")
    interview = factories.make_interview(panel=[interviewer.user])
    url, to = reverse("interviews:interview-detail", args=[interview.pk]), names(interview)
    before = links(interviewer, url)
    assert set(before) == {to["interview-print"], to["interview-docx"], to["sheet-form"]}
    opens_all(interviewer, before)
    factories.make_scorecard(interview=interview, user=interviewer.user, submitted=True)
    after = links(interviewer, url)
    assert set(after) - set(before) == {to["interview-report"], to["interview-report-docx"]}
    opens_all(interviewer, after)


def test_who_is_kept_from_the_bank_is_offered_nothing_of_it(client_for):
    panelist = client_for("panelist")
    interview = factories.make_interview(panel=[panelist.user])
    offered = links(panelist, reverse("interviews:interview-detail", args=[interview.pk]))
    assert names(interview)["sheet-form"] not in offered
    opens_all(panelist, offered)


def test_hr_has_all_of_it_on_the_interview_the_candidate_and_the_position(hr):
    interview = factories.make_interview(panel=[factories.make_user()])
    to = names(interview)
    offered = links(hr, reverse("interviews:interview-detail", args=[interview.pk]))
    assert {to["interview-report"], to["candidate-record-pack"]} <= set(offered)
    opens_all(hr, offered)
    of_candidate = links(hr, reverse("interviews:candidate-detail", args=[interview.candidate_id]))
    assert set(of_candidate) == {
        to["candidate-report"],
        to["candidate-report-docx"],
        to["candidate-record-pack"],
    }
    opens_all(hr, of_candidate)
    of_position = links(hr, reverse("interviews:position-board", args=[interview.candidate.position_id]))
    tables = [reverse("interviews:results-export"), reverse("interviews:candidate-many-table")]
    assert list(of_position) == [to["position-compare"], *tables]
    opens_all(hr, of_position)


def test_hr_on_the_panel_takes_no_report_either(hr):
    interview = factories.make_interview(panel=[hr.user, factories.make_user()])
    offered = links(hr, reverse("interviews:interview-detail", args=[interview.pk]))
    assert names(interview)["interview-report"] not in offered
    assert names(interview)["interview-report-docx"] not in offered
