"""Every address of the site, for everybody: who gets in, bad ids, wrong methods, and the blind rule.

A new address fails here until it is given to somebody in OPEN_TO.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from interviews.candidates.rules.import_rows import CandidateField
from interviews.candidates.services.imports import ImportOptions
from interviews.models import (
    ApprovalRequest,
    Blueprint,
    CandidateImport,
    CandidateImportRow,
    Company,
    Consensus,
    Decision,
    ExtraQuestion,
    HandoverNote,
    Interview,
    OutgoingMail,
    PanelMember,
    PracticeAttempt,
    PracticeCard,
    PracticeSample,
    Response,
    Scorecard,
    SetComment,
    Tie,
)
from interviews.outcome.rules.seals import canonical_json, seal_hash
from qbank.bankfile.drafts import QuestionDraft
from qbank.imports.services import configure, receive
from qbank.models import DocumentUpload, ImportBatch, Passage, Repair, Source
from qbank.sources.rules.upload_preview import Preview, PreviewLeftover, PreviewQuestion
from qbank.spreadsheets.columns.mapping import CREATE, ColumnMapping, Field
from qbank.spreadsheets.files.table import Reading
from tests import factories

pytestmark = pytest.mark.django_db

EVERYBODY = {"admin", "hr", "interviewer"}
BANK = {"admin", "hr"}
HR = {"hr"}
PANEL = {"member"}
#: The first rule whose beginning fits the name decides who may open the address.
OPEN_TO = [
    ("accounts:", EVERYBODY),
    ("home", EVERYBODY),
    ("set-theme", EVERYBODY),
    ("set-language", EVERYBODY),
    ("qbank:", BANK),
    ("interviews:company-logo", EVERYBODY | {"member"}),
    ("interviews:company", BANK),
    ("interviews:scorecard-reopen", HR),
    ("interviews:scorecard-version", HR | PANEL),
    ("interviews:scorecard", PANEL),
    ("interviews:snippets-", {"hr", "interviewer", "member"}),
    ("interviews:calendar", {"hr", "interviewer", "member"}),
    ("interviews:interview-ics", HR | PANEL),
    ("interviews:interview-list", {"hr", "interviewer", "member"}),
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
#: Open to some of these people only: there is a version to read, a decision of their own to withdraw.
SOME_ONLY = {"interviews:scorecard-version", "interviews:decision-withdraw"}
#: Open to strangers, on purpose. The feed's address holds a secret.
PUBLIC = {
    "interviews:calendar-feed",
    "healthz",
    "javascript-catalog",
    "accounts:sign-in",
    "accounts:sign-out",
    "set-theme",
    "set-language",
}
MOST_QUERIES = 20
SECRET = "只有本人看得到的一句话7391"


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


@pytest.fixture(scope="module")
def world(module_db) -> SimpleNamespace:
    """One of everything, made once: what a test does to it is undone after that test."""
    with module_db.unblock():
        return make_world()


def make_world() -> SimpleNamespace:
    """Two panel members of whom the first has not submitted, and somebody in every role."""
    member, other = factories.make_user(), factories.make_user()
    people = {role: factories.make_user(role) for role in sorted(EVERYBODY)} | {"member": member}
    question_set = factories.make_set()
    sheet = factories.make_sheet(question_set=question_set)
    interview = factories.make_interview(panel=[member, other], sheet=sheet)
    card = factories.make_scorecard(interview=interview, user=other, submitted=True)
    Response.objects.create(
        scorecard=card, item=sheet.items.get(), notes=SECRET, evidence=SECRET, rating="4.5"
    )
    source = Source.objects.create(
        name="a.txt", kind="document", sha256="1" * 64, received="甲", restored="甲"
    )
    Repair.objects.create(
        source=source,
        position=0,
        restored_position=0,
        received="甲",
        restored="甲",
        rule="pinyin",
        doubtful=True,
    )
    Passage.objects.create(source=source, topic="沟通", title="标题", text="正文")
    drafts = [PreviewQuestion(key, "分类", QuestionDraft(f"第 {key} 题？先说，再做。")) for key in "12"]
    upload = DocumentUpload.objects.create(
        name="b.txt",
        sha256="2" * 64,
        content=b"x",
        status="ready",
        drafts=Preview(drafts, [PreviewLeftover("3", "多出来的一段", "reason")]).to_data(),
    )
    practice_card = PracticeCard.objects.create(sheet=sheet, asked=True)
    sample = PracticeSample.objects.create(card=practice_card, item=sheet.items.get(), answer="甲", rating=3)
    attempt = PracticeAttempt.objects.create(card=practice_card, user=member, content=[])
    Company.objects.create(pk=1, name="甲公司", logo=b"x", logo_type="image/png")
    remark = SetComment.objects.create(question_set=question_set, text="甲", by=people["hr"])
    approval = ApprovalRequest.objects.create(question_set=question_set, sha256="3" * 64, asked_by=other)
    left = make_left_seat(interview, card)
    make_decision(interview, people["admin"])
    tie = Tie.objects.create(
        person=other, candidate=interview.candidate, kind="family", declared_by=people["hr"]
    )
    return SimpleNamespace(
        sample=sample.pk,
        comment=remark.pk,
        approval=approval.pk,
        member=member,
        sessions={role: factories.make_session(user) for role, user in people.items()},
        sheet=sheet,
        interview=interview,
        card=card,
        ids={
            "qbank:question": question_set.items.get().question_id,
            "qbank:category": question_set.items.get().question.category_id,
            "qbank:source": source.pk,
            "qbank:repair": source.pk,
            "qbank:upload": upload.pk,
            "qbank:import": make_import(people["hr"]).pk,
            "interviews:practice-attempt": attempt.pk,
            "interviews:practice": sheet.pk,
            "interviews:panel": interview.pk,
            "interviews:seat": left.pk,
            "interviews:tie": tie.pk,
            "interviews:blueprint": Blueprint.objects.create(name="蓝图", wishes={"total": 1}).pk,
            "interviews:set": question_set.pk,
            "interviews:sheet": sheet.pk,
            "interviews:interview": interview.pk,
            "interviews:mail": OutgoingMail.objects.create(
                person=other, interview=interview, kind="reminder", number=1, state="failed"
            ).pk,
            "interviews:decision": interview.pk,
            "interviews:scorecard": card.pk,
            "interviews:candidate-import": make_candidate_import(people["hr"]).pk,
            "interviews:candidate": interview.candidate_id,
            "interviews:position": interview.candidate.position_id,
        },
        item=question_set.items.get().pk,
    )


def make_import(person: User) -> ImportBatch:
    """A spreadsheet in its preview; its only question stands in row 2."""
    data = "题目,分类\n夜班缺人怎么办？,导入的分类\n".encode()
    batch = receive(name="c.csv", data=data, actor=person)
    reading = Reading.from_json(batch.options)
    mapping = ColumnMapping({0: Field.TEXT, 1: Field.CATEGORY}, {Field.CATEGORY: {"导入的分类": CREATE}})
    configure(batch=batch, reading=reading, mapping=mapping, actor=person)
    return batch


def make_candidate_import(person: User) -> CandidateImport:
    """A list of candidates in its preview, with one person in row 2."""
    batch = CandidateImport.objects.create(
        name="d.csv",
        content="姓名\n甲\n".encode(),
        names=["姓名"],
        options=ImportOptions(Reading(encoding="utf-8", separator=","), {0: CandidateField.NAME}).to_json(),
        created_by=person,
    )
    CandidateImportRow.objects.create(batch=batch, number=2, cells=["甲"])
    return batch


def make_decision(interview: Interview, keeper: User) -> None:
    """The round closed, something agreed, and a decision that waits for its second person."""
    interview.closed_at, interview.closed_by, interview.close_reason = timezone.now(), keeper, SECRET
    interview.save()
    item = interview.sheet.items.get()
    Consensus.objects.create(interview=interview, item=item, rating="4.5", reason=SECRET, by=keeper)
    sealed = canonical_json({"decision": {"reason": SECRET}})
    Decision.objects.create(
        interview=interview,
        number=1,
        outcome="hire",
        reason=SECRET,
        needs_confirmation=True,
        taken_by=keeper,
        taken_at=timezone.now(),
        sealed=sealed,
        sha256=seal_hash(sealed),
    )


def make_left_seat(interview: Interview, card: Scorecard) -> PanelMember:
    """Somebody who stepped back; and on the submitted scorecard an added question and a hand-over note."""
    person = factories.make_user()
    seat = PanelMember.objects.create(
        interview=interview,
        user=person,
        withdrawn_at=timezone.now(),
        withdrawn_by=person,
        withdrawn_reason=SECRET,
    )
    withdrawn = Scorecard.objects.create(member=seat, status="withdrawn")
    Response.objects.create(scorecard=withdrawn, item=interview.sheet.items.get(), notes=SECRET, rating="4.5")
    ExtraQuestion.objects.create(pk=uuid4(), scorecard=card, text=SECRET, notes=SECRET)
    HandoverNote.objects.create(scorecard=card, text=SECRET)
    return seat


def address(name: str, world: SimpleNamespace, missing: bool = False) -> str:
    """The address with the world's ids, or with ids that don't exist."""
    own = next((pk for beginning, pk in world.ids.items() if name.startswith(beginning)), 1)
    # A question of the upload's preview is "1" or "2", a leftover "3".
    key = "3" if "leftover" in name else "1"
    known = {
        "item": world.item,
        # The row of the import, or the interview's decision.
        "number": 2 if "import" in name else 1,
        "position": 0,
        "interview_id": world.interview.pk,
        "pk": own,
        "key": key,
        "sample": world.sample,
        "comment": world.comment,
        "approval": world.approval,
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
    for role in world.sessions:
        kind = "interviewer" if role == "member" else role
        if role in open_to(name) or kind in open_to(name):
            continue
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
            got = {looked.status_code, client.post(url).status_code}
            assert got & {200, 302, 400, 409, 422}, (role, got)
            assert 500 not in got


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
