"""Every address of the site, for everybody: who gets in, bad ids, wrong methods, and the blind rule.

A new address fails here until it is given to somebody in OPEN_TO.
"""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from interviews.models import Company
from tests import factories
from tests.database import rolled_back
from tests.world import SECRET, make_world

pytestmark = pytest.mark.django_db

EVERYBODY = {"admin", "hr", "interviewer", "panelist"}
BANK = {"admin", "hr"}
HR = {"hr"}
PANEL = {"member"}
#: Interviewers: "owner" made the question set, "given" was given it, "member" has a seat on the panel that
#: interviews with its sheet, "interviewer" none of these. A "panelist" is kept away from the bank.
ASSEMBLERS = {"owner", "given"}
INTERVIEWERS = ASSEMBLERS | {"interviewer", "member"}
SCORERS = INTERVIEWERS | {"panelist"}
#: The first rule whose beginning fits the name decides who may open the address.
OPEN_TO = [
    ("accounts:person-", {"admin"}),
    ("accounts:", EVERYBODY | SCORERS),
    ("home", EVERYBODY | SCORERS),
    ("figures", {"hr"}),
    ("backups:", {"admin"}),
    ("health:", {"admin"}),
    ("verification:", {"admin"}),
    ("set-theme", EVERYBODY | SCORERS),
    ("set-language", EVERYBODY | SCORERS),
    ("set-single-keys", EVERYBODY | SCORERS),
    ("qbank:question-list", BANK | INTERVIEWERS),
    ("qbank:question-detail", BANK | INTERVIEWERS),
    ("qbank:competency-delete", {"admin"}),
    ("qbank:competency-list", BANK | INTERVIEWERS),
    ("qbank:scale-list", BANK),
    ("qbank:scale-", {"admin"}),
    ("qbank:", BANK),
    ("interviews:set-list", HR | INTERVIEWERS),
    ("interviews:set-create", HR | INTERVIEWERS),
    ("interviews:set-candidate", HR),
    ("interviews:set-approval-ask", HR | ASSEMBLERS),
    ("interviews:set-approval-", HR),
    ("interviews:set-comment-withdraw", HR),
    ("interviews:set-give", HR | {"owner"}),
    ("interviews:set-take-back", HR | {"owner"}),
    ("interviews:set-", HR | ASSEMBLERS),
    ("interviews:sheet-", HR | ASSEMBLERS | PANEL),
    ("interviews:blueprint-keep", HR),
    ("interviews:blueprint-archive", HR),
    ("interviews:blueprint-change", HR),
    ("interviews:blueprint", HR | INTERVIEWERS),
    ("interviews:choose-position", HR | INTERVIEWERS),
    # The panel's position is scored without papers, and its member owes a scorecard.
    ("interviews:paper", HR),
    ("interviews:company-logo", EVERYBODY | SCORERS),
    ("interviews:company", BANK),
    ("interviews:robot-", BANK),
    ("interviews:letter-answer", EVERYBODY | SCORERS),
    ("interviews:scorecard-reopen", HR),
    ("interviews:scorecard-version", HR | PANEL),
    ("interviews:scorecard", PANEL),
    ("interviews:snippets-", HR | SCORERS),
    ("interviews:calendar", HR | SCORERS),
    ("interviews:interview-ics", HR | PANEL),
    ("interviews:interview-list", HR | SCORERS),
    ("interviews:interview-detail", HR | PANEL),
    ("interviews:interview-result", HR | PANEL),
    ("interviews:interview-debrief-live", HR),
    ("interviews:interview-debrief", HR | PANEL),
    ("interviews:interview-decision", HR | PANEL),
    ("interviews:interview-report", HR | PANEL),
    ("interviews:interview-print", HR | PANEL),
    ("interviews:interview-docx", HR | PANEL),
    ("interviews:interview-", HR),
    ("interviews:panel-step-back", PANEL),
    ("interviews:practice-try", PANEL),
    ("interviews:practice-attempt", PANEL),
    ("interviews:", HR),
]
#: Open to some of these people only: there is a version to read, a decision of their own to withdraw, a set
#: that nobody took back before, an encrypted backup.
SOME_ONLY = {
    *("interviews:scorecard-version", "interviews:decision-withdraw", "interviews:set-take-back"),
    "backups:download",
}
#: Open to strangers, on purpose. The address of a feed, or of a letter's answer, holds a secret.
PUBLIC = {
    "interviews:letter-answer",
    "interviews:calendar-feed",
    "healthz",
    "readyz",
    "javascript-catalog",
    "accounts:sign-in",
    "accounts:sign-out",
    "accounts:who",
    "accounts:welcome",
    "set-theme",
    "set-language",
}
#: What of the bank and of question sets stays open to interviewers when the company closes the bank to them.
OPEN_WITHOUT_BANK = {"interviews:set-list"}
MOST_QUERIES = 20


def walk(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from walk(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield prefix + (pattern.name or ""), pattern


ADDRESSES = dict(walk(get_resolver()))


def open_to(name: str) -> set[str]:
    return next(roles for beginning, roles in OPEN_TO if name.startswith(beginning))


def open_to_interviewers(name: str) -> bool:
    """Whether it is an address of the bank or of question sets that some interviewers may open."""
    beginnings = ("qbank:", "interviews:set-", "interviews:sheet-", "interviews:blueprint")
    if not name.startswith(beginnings) or name in OPEN_WITHOUT_BANK:
        return False
    return bool(open_to(name) & INTERVIEWERS)


@pytest.fixture(scope="module")
def world(module_db) -> SimpleNamespace:
    """One of everything, made once: what a test does to it is undone after that test."""
    with module_db.unblock():
        return make_world()


def address(name: str, world: SimpleNamespace, missing: bool = False) -> str:
    """The address with the world's ids, or with ids that don't exist."""
    own = next((pk for beginning, pk in world.ids.items() if name.startswith(beginning)), 1)
    known = {
        "item": world.item,
        # The row of the import, or the interview's decision.
        "number": 2 if "import" in name else 1,
        "position": 0,
        "interview_id": world.interview.pk,
        "pk": own,
        # A question of the upload's preview is "1" or "2".
        "key": "1",
        "sample": world.sample,
        "comment": world.comment,
        "approval": world.approval,
        "share": world.share,
        "kind": "invitation",
        "language": "en",
    }
    parameters = ADDRESSES[name].pattern.converters
    return reverse(name, kwargs={name: 99_999_999 if missing else known.get(name, 1) for name in parameters})


def client_of(world: SimpleNamespace, role: str) -> Client:
    """A new client, signed in as the person in that role."""
    client = Client(headers={"accept-language": "en"})
    client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    return client


def answers(client: Client, url: str) -> set[int]:
    """What the address answers to looking and to sending (whichever it allows)."""
    return {client.get(url).status_code, client.post(url).status_code}


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_every_address_belongs_to_somebody(name):
    assert name in PUBLIC or open_to(name)


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - PUBLIC))
def test_strangers_are_asked_to_sign_in(name, world, stranger):
    url = address(name, world)
    for answer in (stranger.get(url), stranger.post(url)):
        assert answer.status_code in (302, 401)
        if answer.status_code == 302:
            assert answer.url.startswith(reverse("accounts:sign-in"))


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - PUBLIC))
def test_those_it_is_not_for_are_turned_away(name, world):
    for role in world.sessions.keys() - open_to(name):
        assert answers(client_of(world, role), address(name, world)) <= {403, 404, 405}, role


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - PUBLIC))
def test_those_it_is_for_get_in_and_no_page_takes_many_queries(name, world):
    for role in world.sessions:
        if role in open_to(name) and name not in SOME_ONLY:
            client, url = client_of(world, role), address(name, world)
            with CaptureQueriesContext(connection) as queries:
                looked = client.get(url)
            if looked.status_code == 200 and looked["Content-Type"].startswith("text/html"):
                assert len(queries) <= MOST_QUERIES, role
            # What it does to the world is undone: the next may have to do it too.
            with rolled_back():
                got = {looked.status_code, client.post(url).status_code}
            assert got & {200, 302, 400, 409, 422}, (role, got)
            assert 500 not in got


@pytest.mark.parametrize("name", sorted(n for n in ADDRESSES if open_to_interviewers(n)))
def test_a_closed_bank_turns_interviewers_away(name, world):
    """From the bank, from their own sets and those they were given, and from the sheets of their panels."""
    Company.objects.update(interviewers_see_bank=False, interviewers_publish=True)
    for role in INTERVIEWERS:
        assert answers(client_of(world, role), address(name, world)) <= {403, 404, 405}, role


@pytest.mark.parametrize("name", sorted(n for n in ADDRESSES if ADDRESSES[n].pattern.converters))
def test_ids_that_do_not_exist_are_404(name, world):
    for role in world.sessions:
        if role in open_to(name):
            assert answers(client_of(world, role), address(name, world, missing=True)) <= {404, 405}, role


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - PUBLIC))
def test_wrong_methods_are_refused(name, world):
    role = next(role for role in world.sessions if role in open_to(name))
    answer = client_of(world, role).generic("DELETE", address(name, world))
    assert answer.status_code in (404, 405), role


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_nothing_gives_a_scorecard_away_before_ones_own_is_submitted(name, world, client_for):
    """As an interviewer and as HR who both still have to submit; also after trying to send."""
    blind_hr = factories.make_user("hr")
    seat = world.interview.members.create(user=blind_hr)
    assert seat.pk
    for user in (world.member, blind_hr):
        client = client_for(user=user)
        url = address(name, world)
        for answer in (
            client.get(url),
            client.get(url, {"q": SECRET[:6]}),
            client.get(url, headers={"hx-request": "true"}),
        ):
            body = answer.getvalue().decode(errors="replace")
            # What one searched for comes back in the field; the rest of the sentence must not.
            assert SECRET not in body and "4.5/5" not in body
