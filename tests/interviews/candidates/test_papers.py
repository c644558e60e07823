"""A candidate's papers: who brings them, who reads them, how they are served, and where they go."""

import io
import json
import zipfile
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from common.limits import PAPER_BYTES, PAPERS_OF_CANDIDATE, REQUEST_BYTES
from interviews.candidates.rules.papers import PaperFile
from interviews.candidates.services.papers import add_papers, remove_paper
from interviews.models import Candidate, CandidatePaper, Interview, Position
from interviews.privacy.services.erasure import erase_candidate
from interviews.room.services.scorecards import submit
from tests import factories
from tests.interviews.candidates.papers import PDF, picture, word
from tests.interviews.panels import make_sheet, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate(position) -> Candidate:
    return factories.make_candidate(name="林若溪", position=position)


def url(name: str, pk: int) -> str:
    return reverse(f"interviews:{name}", args=[pk])


def upload(client, candidate: Candidate, *files: tuple[str, bytes]):
    sent = [SimpleUploadedFile(name, content, "text/html") for name, content in files]
    return client.post(url("candidate-papers", candidate.pk), {"papers": sent}, follow=True)


def told(page) -> str:
    return " ".join(str(message) for message in page.context["messages"])


def interview_of(candidate: Candidate, *people, **fields) -> Interview:
    return factories.make_interview(candidate=candidate, panel=list(people), sheet=make_sheet(2), **fields)


# --- bringing them -------------------------------------------------------------------------------


def test_several_are_kept_at_once_and_each_is_in_the_trail_without_its_name(hr, candidate):
    page = upload(
        hr, candidate, ("林若溪 简历.pdf", PDF), ("证书.jpeg", picture("JPEG")), ("作品.docx", word())
    )
    assert "3 papers" in told(page)
    names = list(CandidatePaper.objects.values_list("name", "kind"))
    assert names == [("林若溪 简历.pdf", "pdf"), ("证书.jpg", "jpg"), ("作品.docx", "docx")]
    assert all(name in page.content.decode() for name, _kind in names)
    events = AuditEvent.objects.filter(action="candidate.add-paper")
    assert {event.after["kind"] for event in events} == {"pdf", "jpg", "docx"}
    assert not any("简历" in json.dumps(event.after, ensure_ascii=False) for event in events)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "Choose a file first."),
        ([("a.pdf", b"")], "empty"),
        ([("简历.pdf", PDF), ("b.pdf", b"<script>")], "“b.pdf” was not taken: This is neither a PDF"),
        ([("a.pdf", PDF + b" " * PAPER_BYTES)], "“a.pdf” is larger than 10 MB"),
        ([(f"{n}.pdf", b"x" * (REQUEST_BYTES // 3 + 1)) for n in range(3)], "at most 20 MB can be uploaded"),
    ],
)
def test_nothing_is_kept_when_one_of_them_is_not_taken(hr, candidate, files, sentence):
    assert sentence in told(upload(hr, candidate, *files))
    assert not CandidatePaper.objects.exists()
    assert not AuditEvent.objects.filter(action="candidate.add-paper").exists()


def test_the_same_file_is_kept_once(hr, candidate):
    upload(hr, candidate, ("a.pdf", PDF), ("b.pdf", PDF))
    assert "here already" in told(upload(hr, candidate, ("c.pdf", PDF)))
    assert CandidatePaper.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_paper(candidate=candidate, content=PDF)
    factories.make_paper(candidate=factories.make_candidate(), content=PDF)


def test_there_is_a_limit_to_how_many_are_kept_and_the_message_says_it(hr, candidate):
    for _ in range(PAPERS_OF_CANDIDATE - 1):
        factories.make_paper(candidate=candidate, added_by=hr.user)
    assert "At most 20 papers" in told(upload(hr, candidate, ("a.pdf", PDF), ("b.png", picture())))
    assert "1 paper is kept" in told(upload(hr, candidate, ("a.pdf", PDF)))


def test_only_hr_brings_and_removes_papers(interviewer, candidate):
    interview_of(candidate, interviewer.user)
    paper = factories.make_paper(candidate=candidate)
    assert upload(interviewer, candidate, ("a.pdf", PDF)).status_code == 404
    assert interviewer.post(url("paper-remove", paper.pk)).status_code == 404
    with pytest.raises(PermissionDenied):
        add_papers(actor=interviewer.user, candidate=candidate, papers=[PaperFile("a.pdf", "pdf", PDF)])
    with pytest.raises(PermissionDenied):
        remove_paper(actor=interviewer.user, paper=paper)
    assert CandidatePaper.objects.get() == paper


def test_a_removed_paper_is_gone_and_the_trail_says_who_removed_it(hr, candidate):
    paper = factories.make_paper(candidate=candidate, added_by=hr.user)
    assert hr.get(url("paper-remove", paper.pk)).status_code == 405
    page = hr.post(url("paper-remove", paper.pk), follow=True)
    assert "removed for good" in told(page) and not CandidatePaper.objects.exists()
    event = AuditEvent.objects.get(action="candidate.remove-paper")
    assert event.actor == hr.user and event.before["paper"] == paper.pk
    assert (
        hr.get(url("paper", paper.pk)).status_code
        == hr.post(url("paper-remove", paper.pk)).status_code
        == 404
    )


# --- serving them --------------------------------------------------------------------------------


def test_a_paper_is_shown_in_a_sandbox_and_kept_by_nobody(hr, candidate):
    paper = factories.make_paper(candidate=candidate, content=PDF, name="林若溪 简历.pdf")
    answer = hr.get(url("paper", paper.pk))
    assert answer.content == PDF and answer["Content-Type"] == "application/pdf"
    policy = dict(
        part.split(" ", 1) if " " in part else (part, "")
        for part in answer["Content-Security-Policy"].split("; ")
    )
    assert policy == {
        "sandbox": "",
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == f"inline; filename*=utf-8''{quote('林若溪 简历.pdf')}"
    assert hr.get(url("paper", paper.pk), {"save": ""})["Content-Disposition"].startswith("attachment")


def test_word_is_never_shown_in_the_browser(hr, candidate):
    paper = factories.make_paper(candidate=candidate, content=word(), kind="docx", name="a.docx")
    assert hr.get(url("paper", paper.pk))["Content-Disposition"] == 'attachment; filename="a.docx"'


def test_no_name_breaks_out_of_the_header(hr, candidate):
    paper = factories.make_paper(candidate=candidate, name='a"; filename="b.exe\r\nX: y')
    answer = hr.get(url("paper", paper.pk))
    assert "X" not in answer.headers and "\r" not in answer["Content-Disposition"]


def test_only_the_room_may_frame_a_paper(room, hr):
    assert (
        "frame-src 'self'" in room.client.get(url("scorecard", room.interview.pk))["Content-Security-Policy"]
    )
    for page in ("/", url("candidate-detail", room.interview.candidate_id)):
        answer = hr.get(page)
        assert "frame-src 'none'" in answer["Content-Security-Policy"]
        assert (
            "frame-ancestors 'none'" in answer["Content-Security-Policy"]
            and answer["X-Frame-Options"] == "DENY"
        )


# --- who reads them ------------------------------------------------------------------------------


def reads(user, paper: CandidatePaper) -> bool:
    return CandidatePaper.objects.visible_to(user).filter(pk=paper.pk).exists()


def test_hr_and_the_panel_read_them_and_nobody_else(candidate, client_for):
    member, keeper = factories.make_user(), factories.make_user("hr")
    interview_of(candidate, member)
    interview_of(factories.make_candidate(), stranger := factories.make_user())
    paper = factories.make_paper(candidate=candidate)
    readers = {user: reads(user, paper) for user in (member, keeper, stranger, factories.make_user("admin"))}
    assert list(readers.values()) == [True, True, False, False]
    for user, sees in readers.items():
        assert client_for(user=user).get(url("paper", paper.pk)).status_code == (200 if sees else 404)


@pytest.mark.parametrize("end", ["cancelled", "left", "signed off"])
def test_who_does_not_sit_there_any_more_reads_them_no_more(candidate, end):
    member, keeper = factories.make_user(), factories.make_user("hr")
    interview = interview_of(candidate, member)
    paper = factories.make_paper(candidate=candidate)
    if end == "cancelled":
        Interview.objects.filter(pk=interview.pk).update(status="cancelled", cancel_reason="x")
    elif end == "left":
        interview.members.update(withdrawn_at=timezone.now(), withdrawn_by=keeper, withdrawn_reason="x")
    else:
        member.groups.clear()
        member = type(member).objects.get(pk=member.pk)
    assert not reads(member, paper) and reads(keeper, paper)


@pytest.mark.parametrize("role", ["interviewer", "hr"])
def test_a_position_scored_without_papers_hides_them_until_one_has_submitted(candidate, role, client_for):
    Position.objects.update(papers_after_scoring=True)
    member = factories.make_user(role)
    interview = interview_of(candidate, member)
    paper = factories.make_paper(candidate=candidate, name="哈佛大学毕业证.pdf")
    client = client_for(user=member)
    doors = [url("interview-detail", interview.pk), url("scorecard", interview.pk) + "?early"]
    if role == "hr":
        doors += [
            url("candidate-detail", candidate.pk),
            reverse("admin:interviews_candidatepaper_changelist"),
            reverse("admin:interviews_candidate_change", args=[candidate.pk]),
        ]
    for door in doors:
        assert paper.name not in client.get(door).content.decode()
    assert client.get(url("paper", paper.pk)).status_code == 404
    assert "once you have submitted" in client.get(doors[0]).content.decode()
    if role == "hr":
        assert client.post(url("paper-remove", paper.pk)).status_code == 404
        assert (
            client.get(reverse("admin:interviews_candidatepaper_change", args=[paper.pk])).status_code != 200
        )
        for door in ("candidate-export", "candidate-record-pack"):
            assert paper.content not in client.post(url(door, candidate.pk)).getvalue()
    submit(scorecard=record(interview, member, ["4", "4"]), actor=member)
    assert client.get(url("paper", paper.pk)).status_code == 200
    assert paper.name in client.get(url("interview-detail", interview.pk)).content.decode()


def test_the_next_round_hides_them_again_and_an_upload_of_ones_own_never(candidate):
    Position.objects.update(papers_after_scoring=True)
    member = factories.make_user("hr")
    first = interview_of(candidate, member)
    submit(scorecard=record(first, member, ["4", "4"]), actor=member)
    own, other = (
        factories.make_paper(candidate=candidate, added_by=member),
        factories.make_paper(candidate=candidate),
    )
    assert reads(member, own) and reads(member, other)
    interview_of(candidate, member, starts_at=timezone.now() + timedelta(days=3))
    assert reads(member, own) and not reads(member, other)
    assert reads(factories.make_user("hr"), other)


def test_the_switch_is_in_the_trail(hr, candidate):
    position = candidate.position
    page = hr.post(url("position-edit", position.pk), {"name": position.name, "papers_after_scoring": "on"})
    assert page.status_code == 302
    event = AuditEvent.objects.filter(action="position.change").first()
    assert (event.before, event.after) == ({"papers_after_scoring": False}, {"papers_after_scoring": True})


@pytest.mark.parametrize("page", ["candidate-detail", "interview-detail", "scorecard"])
def test_many_papers_take_no_more_queries_than_one(page, candidate, client_for, django_assert_num_queries):
    member = factories.make_user("hr")
    interview = interview_of(candidate, member)
    client = client_for(user=member)
    address = url(page, candidate.pk if page.startswith("candidate") else interview.pk)
    factories.make_paper(candidate=candidate)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _ in range(3):
        factories.make_paper(candidate=candidate)
    with django_assert_num_queries(len(one)):
        client.get(address)


# --- where they go -------------------------------------------------------------------------------


def test_an_erasure_takes_them_all_and_none_comes_after_it(hr, candidate):
    paper = factories.make_paper(candidate=candidate, added_by=hr.user)
    other = factories.make_paper(candidate=factories.make_candidate())
    assert "1 paper" in hr.get(url("candidate-erase", candidate.pk)).content.decode()
    erasure = erase_candidate(actor=hr.user, candidate=candidate)
    assert erasure.counts["papers"] == 1 and list(CandidatePaper.objects.all()) == [other]
    assert hr.get(url("paper", paper.pk)).status_code == 404
    assert "was erased" in told(upload(hr, candidate, ("a.pdf", PDF)))
    with pytest.raises(ValidationError):
        add_papers(actor=hr.user, candidate=candidate, papers=[PaperFile("a.pdf", "pdf", PDF)])
    assert CandidatePaper.objects.count() == 1


def test_they_are_handed_over_with_the_persons_data(hr, candidate):
    paper = factories.make_paper(candidate=candidate, name="简历.pdf")
    with zipfile.ZipFile(io.BytesIO(hr.post(url("candidate-export", candidate.pk)).content)) as package:
        assert package.read("papers/01 简历.pdf") == paper.content
        assert json.loads(package.read("data.json"))["papers"][0]["file"] == "papers/01 简历.pdf"
        assert "papers/01 简历.pdf" in package.read("data.txt").decode()


def test_they_stand_in_the_record_pack_with_their_hash(hr, candidate):
    paper = factories.make_paper(candidate=candidate, name="简历.pdf")
    pack = hr.post(url("candidate-record-pack", candidate.pk)).getvalue()
    with zipfile.ZipFile(io.BytesIO(pack)) as package:
        path = next(name for name in package.namelist() if name.endswith("01 简历.pdf"))
        assert package.read(path) == paper.content
        files = {file["path"]: file["sha256"] for file in json.loads(package.read("manifest.json"))["files"]}
        assert files[path] == paper.sha256
        assert json.loads(package.read("data/candidate.json"))["papers"][0]["path"] == path
        assert quote(path) in package.read("index.html").decode()
