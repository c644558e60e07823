"""The record pack: what is in it, for whom, and that no byte of it changes unnoticed."""

import io
import json
import posixpath
import shutil
import zipfile
from datetime import timedelta
from urllib.parse import unquote

import lxml.html
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from interviews.building.services.publishing import publish
from interviews.models import AsideChange, HandoverNote, Response, Scorecard, ScoreChange, Tie
from interviews.outcome.record_packs.content import PACK
from interviews.outcome.record_packs.file import (
    MANIFEST,
    PackProblemKind,
    check_pack,
    sha256,
    without_timestamps,
    write_pack,
)
from interviews.outcome.record_packs.services import create_pack
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services import decisions
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.planning.services import seats
from interviews.privacy.services.erasure import erase_candidate
from interviews.room.services.scorecards import submit
from tests import factories
from tests.interviews.panels import D, make_panel, people_of, record

pytestmark = pytest.mark.django_db
PLANTED = "绝不能给盲评人看到的一句话"


@pytest.fixture
def interview(keeper):
    """Two have submitted, one of them twice; agreed, decided, with a tie and a hand-over note."""
    interview = make_panel(["4", "4.5"], ["4", "2"], round="一面")
    candidate = interview.candidate
    first, second = people_of(interview)
    card = Scorecard.objects.get(member__user=second)
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记一条")
    card.responses.filter(item__position=1).update(notes="补记：回访没有主动提")
    submit(scorecard=Scorecard.objects.get(pk=card.pk), actor=second)
    HandoverNote.objects.create(scorecard=card, text="请核实离职原因")
    item = interview.sheet.items.get(position=2)
    ScoreChange.objects.create(
        pk="11111111-1111-4111-8111-111111111111",
        scorecard=card,
        item=item,
        field="notes",
        value="改过",
        by=second,
    )
    AsideChange.objects.create(
        pk="22222222-2222-4222-8222-222222222222",
        scorecard=card,
        target="handover",
        field="text",
        value="先前",
        by=second,
    )
    save_consensus(
        actor=keeper, interview=interview, item=item, rating=D("3.5"), reason="追问前后不一致", seen=0
    )
    seen = decisions.basis_sha256(interview_report(interview, keeper))
    decisions.decide(actor=keeper, interview=interview, outcome="hire", reason="扎实", seen=seen)
    Tie.objects.create(person=first, candidate=candidate, kind="referral", note="内推", declared_by=keeper)
    return interview


def pack_of(keeper, candidate) -> bytes:
    with create_pack(actor=keeper, candidate=candidate).file as file:
        return file.read()


def files_of(pack: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack)) as package:
        return {name: package.read(name) for name in package.namelist()}


def everything_in(pack: bytes) -> str:
    """The text of every file, of Word files what is inside them."""
    texts = []
    for name, content in files_of(pack).items():
        if name.endswith(".docx"):
            texts += [part.decode(errors="replace") for part in files_of(content).values()]
        else:
            texts.append(content.decode())
    return "\n".join(texts)


def test_everything_is_in_it_and_the_hashes_are_those_of_the_site(interview, keeper):
    files = files_of(pack_of(keeper, interview.candidate))
    folder = f"data/interviews/01-{interview.pk}"
    second = interview.members.order_by("pk").last()
    seat = f"{folder}/scorecards/seat-{second.pk}"
    sealed = interview.decisions.get()
    assert sha256(files[f"{folder}/decisions/1-sealed.json"]) == sealed.sha256
    decisions_file = json.loads(files[f"{folder}/decisions/decisions.json"])
    assert [(decision["sha256"], decision["counts"], decision["answer"]) for decision in decisions_file] == [
        (sealed.sha256, True, None)
    ]
    card = json.loads(files[f"{seat}/scorecard.json"])
    assert [version["number"] for version in card["versions"]] == [1, 2]
    for version in card["versions"]:
        assert sha256(files[f"{seat}/version-{version['number']}.json"]) == version["sha256"]
    assert "补记" in files[f"{seat}/responses.json"].decode()
    assert "补记" not in files[f"{seat}/version-1.json"].decode()
    assert [change["value"] for change in json.loads(files[f"{seat}/changes.json"])] == ["改过"]
    assert [change["value"] for change in json.loads(files[f"{seat}/changes-beside.json"])] == ["先前"]
    assert json.loads(files[f"{seat}/hand-over.json"])[0]["text"] == "请核实离职原因"
    assert json.loads(files[f"{folder}/consensus.json"])[0]["rating"] == "3.5"
    assert json.loads(files["data/candidate.json"])["ties"][0]["note"] == "内推"
    actions = [event["action"] for event in json.loads(files["data/audit.json"])]
    assert {"scorecard.submit", "scorecard.reopen", "decision.decide"} <= set(actions)
    words = [name for name in files if name.endswith(".docx")]
    assert len(words) == 3
    for name in words:
        assert "word/document.xml" in files_of(files[name])


def links_of(page: bytes) -> list[str]:
    return [unquote(link) for _, _, link, _ in lxml.html.fromstring(page).iterlinks()]


def test_a_person_begins_at_its_index_and_needs_no_site(interview, keeper):
    interview.round = "终面 <b>/../"
    interview.save()
    pack = pack_of(keeper, interview.candidate)
    files = files_of(pack)
    day = timezone.localtime(interview.starts_at, timezone.get_default_timezone()).date()
    folder = f"01 终面 b {day}"
    documents = {f"{folder}/面试报告.html", f"{folder}/面试报告.docx"}
    documents |= {f"{folder}/面试表.docx"}
    documents |= {"各轮综合报告.html", "各轮综合报告.docx"}
    assert set(links_of(files["index.html"])) == documents <= files.keys()
    report = files[f"{folder}/面试报告.html"].decode()
    assert "扎实" in report and "<style>" in report and str(interview.candidate) in report
    for name in (name for name in files if name.endswith(".html")):
        for link in links_of(files[name]):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link))
            assert not link or link.startswith("#") or target in files, (name, link)
    assert not check_pack(pack)


def test_the_sheet_is_the_text_its_hash_was_taken_over(keeper):
    sheet = publish(actor=keeper, question_set=factories.make_set())
    interview = factories.make_interview(sheet=sheet)
    files = files_of(pack_of(keeper, interview.candidate))
    folder = f"data/interviews/01-{interview.pk}"
    assert sha256(files[f"{folder}/sheet.json"]) == sheet.sha256
    assert json.loads(files[f"{folder}/sheet-about.json"])["sha256"] == sheet.sha256


def test_who_left_the_panel_is_in_it_with_why(keeper):
    interview = make_panel(["4"], ["3"])
    seat = interview.members.order_by("pk").last()
    seats.take_off_panel(actor=keeper, member=seat, reason="曾是同事")
    files = files_of(pack_of(keeper, interview.candidate))
    panel = json.loads(files[f"data/interviews/01-{interview.pk}/interview.json"])["panel"]
    assert [seat["withdrawn_reason"] for seat in panel] == ["", "曾是同事"]
    assert f"data/interviews/01-{interview.pk}/scorecards/seat-{seat.pk}/responses.json" in files


def test_equal_data_gives_equal_bytes(interview, keeper):
    before = pack_of(keeper, interview.candidate)
    assert pack_of(factories.make_user("hr"), interview.candidate) == before
    assert AuditEvent.objects.filter(action=PACK).count() == 2


def test_a_draft_stays_its_owners(interview, keeper):
    """Of a scorecard that was reopened there are its versions; of one that was never submitted nothing."""
    second = people_of(interview)[1]
    card = Scorecard.objects.get(member__user=second)
    reopen_scorecard(actor=keeper, scorecard=card, reason="再看一次")
    card.responses.update(notes=PLANTED)
    third = factories.make_user()
    interview.members.create(user=third)
    record(interview, third, ["4", "4"]).responses.update(notes=PLANTED)
    pack = pack_of(keeper, interview.candidate)
    assert PLANTED not in everything_in(pack)
    seat = f"data/interviews/01-{interview.pk}/scorecards/seat-{card.member_id}"
    assert {name for name in files_of(pack) if name.startswith(seat)} == {
        f"{seat}/scorecard.json",
        f"{seat}/version-1.json",
        f"{seat}/version-2.json",
    }


def test_an_interview_one_is_blind_for_is_left_out_and_the_manifest_says_so(interview, keeper):
    """Whoever still has to submit, or left the panel, gets nothing of what was given in that interview."""
    later = make_panel(["4", "3"], candidate=interview.candidate)
    blind = factories.make_user("hr")
    Response.objects.filter(scorecard__member__interview=later).update(notes=PLANTED, evidence=PLANTED)
    save_consensus(
        actor=keeper,
        interview=later,
        item=later.sheet.items.first(),
        rating=D("4"),
        reason=PLANTED,
        seen=0,
    )
    later.members.create(user=blind)
    pack = pack_of(blind, interview.candidate)
    assert PLANTED not in everything_in(pack)
    manifest = json.loads(files_of(pack)[MANIFEST])
    assert [entry["id"] for entry in manifest["interviews"]] == [interview.pk]
    assert [entry["id"] for entry in manifest["left_out"]] == [later.pk]
    assert not any("/02" in name or name.startswith("02") for name in files_of(pack))
    (event,) = AuditEvent.objects.filter(action=PACK)
    assert event.after["left_out"] == [later.pk]
    assert PLANTED in everything_in(pack_of(keeper, interview.candidate))


def test_only_hr_takes_it_and_the_trail_knows_who(client_for, interview, keeper, admin, interviewer):
    url = reverse("interviews:candidate-record-pack", args=[interview.candidate_id])
    for client in (admin, interviewer, client_for(user=people_of(interview)[0])):
        assert client.get(url).status_code == client.post(url).status_code == 404
    client = client_for(user=keeper)
    assert "Download the pack" in client.get(url).content.decode()
    assert not AuditEvent.objects.filter(action=PACK).exists()
    answer = client.post(url)
    pack = answer.getvalue()
    assert answer["Content-Type"] == "application/zip" and "attachment" in answer["Content-Disposition"]
    assert check_pack(pack) == []
    event = AuditEvent.objects.get(action=PACK)
    assert (event.actor, event.after["sha256"]) == (keeper, sha256(pack))
    with pytest.raises(PermissionDenied):
        create_pack(actor=factories.make_user("admin"), candidate=interview.candidate)


def test_after_an_erasure_the_pack_has_numbers_and_no_texts_about_the_person(keeper):
    candidate = factories.make_candidate(name="上官若溪", email="ruoxi@example.com")
    factories.make_note(candidate=candidate, text=PLANTED, by=keeper)
    interview = make_panel(["4", "4.5"], candidate=candidate, starts_at=timezone.now() - timedelta(days=1))
    Response.objects.update(notes=PLANTED, evidence=f"上官若溪{PLANTED}")
    seen = decisions.basis_sha256(interview_report(interview, keeper))
    decisions.decide(actor=keeper, interview=interview, outcome="hire", reason=PLANTED, seen=seen)
    before = everything_in(pack_of(keeper, candidate))
    assert PLANTED in before and "上官若溪" in before
    erase_candidate(actor=keeper, candidate=candidate)
    candidate.refresh_from_db()
    pack = pack_of(keeper, candidate)
    after = everything_in(pack)
    assert PLANTED not in after and "上官若溪" not in after and "ruoxi@example.com" not in after
    folder = f"data/interviews/01-{interview.pk}"
    (decision_entry,) = json.loads(files_of(pack)[f"{folder}/decisions/decisions.json"])
    assert (
        sha256(files_of(pack)[f"{folder}/decisions/1-sealed.json"]) == decision_entry["sha256_after_erasure"]
    )
    assert (
        "4.5"
        in files_of(pack)[f"{folder}/scorecards/seat-{interview.members.get().pk}/responses.json"].decode()
    )


def test_a_candidate_without_interviews_has_a_pack_too(keeper):
    files = files_of(pack_of(keeper, factories.make_candidate()))
    assert set(files) == {
        *("README.txt", "index.html", "data/audit.json", "data/candidate.json", MANIFEST),
        *("各轮综合报告.html", "各轮综合报告.docx"),
    }


def verify(path) -> str:
    output = io.StringIO()
    with translation.override("en"):
        call_command("verify_record_pack", str(path), stdout=output)
    return output.getvalue()


def test_the_command_knows_the_packs_of_this_site_from_all_others(interview, keeper, tmp_path):
    pack, path = pack_of(keeper, interview.candidate), tmp_path / "pack.zip"
    path.write_bytes(pack)
    assert "Handed out by 周敏" in verify(path)
    # Somebody who alters a file and the manifest with it makes a sound pack, but none of this site.
    files = files_of(pack)
    files.pop(MANIFEST)
    forged = io.BytesIO()
    write_pack(forged, {}, [(name, content.replace(b"3.5", b"5.0")) for name, content in files.items()])
    path.write_bytes(forged.getvalue())
    assert check_pack(forged.getvalue()) == []
    with pytest.raises(CommandError, match="did not hand out"):
        verify(path)
    path.write_bytes(pack[:1000])
    with pytest.raises(CommandError, match="damaged"):
        verify(path)
    with pytest.raises(CommandError, match=r"none\.zip"):
        verify(tmp_path / "none.zip")


def make_pack(*entries: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    write_pack(file, {"candidate": {"name": "林若溪"}}, entries)
    return file.getvalue()


SMALL = make_pack(("a.json", b'{"rating": "3.5"}'), ("b/c.txt", "备注".encode()))


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found(place, flip):
    changed = bytearray(SMALL)
    changed[place] ^= flip
    assert check_pack(SMALL) == []
    assert check_pack(bytes(changed)) != []


@given(st.binary(max_size=300))
def test_garbage_is_told_from_a_pack(data):
    assert check_pack(data) != []
    assert check_pack(SMALL + data) != [] or not data


def test_each_trouble_has_its_name():
    files = files_of(SMALL)

    def troubles(changed: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> list[PackProblemKind]:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", compression) as package:
            for name, content in changed.items():
                package.writestr(name, content)
        return [problem.kind for problem in check_pack(file.getvalue())]

    assert troubles(files) == [PackProblemKind.WRAPPING]
    assert troubles(files, zipfile.ZIP_DEFLATED) == [PackProblemKind.WRAPPING]
    assert troubles({name: files[name] for name in ("b/c.txt", MANIFEST)}) == [PackProblemKind.MISSING]
    assert troubles(files | {"b/c.txt": b"x"}) == [PackProblemKind.CHANGED]
    assert troubles(files | {"new.txt": b"x"}) == [PackProblemKind.UNKNOWN]
    for manifest in (b"", b"[]", b'{"files": 1}', b"\xff", b'{"files": [{"path": 1}]}', b"[" * 100_000):
        assert troubles(files | {MANIFEST: manifest}) == [PackProblemKind.MANIFEST]
    with pytest.raises(ValueError, match="already"):
        make_pack(("a", b""), ("a", b""))


def test_a_word_file_loses_the_time_it_was_made_at():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(zipfile.ZipInfo("word/document.xml", (2026, 1, 2, 3, 4, 6)), b"<x/>")
    assert without_timestamps(file.getvalue()) == without_timestamps(without_timestamps(file.getvalue()))
    assert files_of(without_timestamps(file.getvalue())) == {"word/document.xml": b"<x/>"}


def test_however_it_is_packed_each_difference_is_named(interview, keeper, tmp_path):
    """Packed anew with compression, in another order, or unpacked into a folder."""
    files, folder = files_of(pack_of(keeper, interview.candidate)), tmp_path / "folder"

    def packed(content: dict[str, bytes]) -> list:
        path = tmp_path / "anew.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name in sorted(content):
                package.writestr(name, content[name])
        shutil.rmtree(folder, ignore_errors=True)
        for name, data in content.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        return [path, folder]

    for path in packed(files):
        assert "Unchanged, but packed anew. Handed out by 周敏" in verify(path)
    name = next(name for name in files if name.endswith("responses.json"))
    for path in packed(files | {name: files[name].replace(b"3", b"5", 1), "more.txt": b""}):
        with pytest.raises(CommandError) as found:
            verify(path)
        assert f"A file was changed: {name}" in str(found.value) and "more.txt" in str(found.value)
    for path in packed({own: data for own, data in files.items() if own != name}):
        with pytest.raises(CommandError, match=f"missing: {name}"):
            verify(path)
