"""Notes, the board, handing a candidate's data over, and the pages of keeping and erasing it."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AppendOnlyError, AuditEvent
from interviews.candidates.rules.board import Column, Round, column_of
from interviews.candidates.services.candidates import add_note
from interviews.common.rules.stages import Stage
from interviews.models import Candidate, CandidateNote, Company, Interview, Scorecard
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services import decisions
from interviews.privacy.services.erasure import erase_candidate
from interviews.privacy.services.retention import apply_retention
from interviews.room.services.scorecards import submit
from tests import factories
from tests.database import tampering
from tests.interviews.panels import make_panel, make_sheet, record

pytestmark = pytest.mark.django_db

SECRET = "面试官说他很强9274"


def url(name: str, pk: int) -> str:
    return reverse(f"interviews:{name}", args=[pk])


@pytest.fixture
def candidate() -> Candidate:
    return factories.make_candidate(name="林若溪", email="lin@example.com", phone="13900001111")


def blind_hr(interview: Interview):
    """Somebody in HR who sits on the panel and has not submitted."""
    user = factories.make_user("hr")
    interview.members.create(user=user)
    return user


def decided(outcome: str = "hire", **fields) -> Interview:
    keeper = factories.make_user("hr")
    interview = make_panel(["4", "4"], ["4", "4"], starts_at=timezone.now() - timedelta(hours=3), **fields)
    seen = decisions.basis_sha256(interview_report(interview, keeper))
    taken = decisions.decide(actor=keeper, interview=interview, outcome=outcome, reason=SECRET, seen=seen)
    if taken.pending:
        decisions.confirm(actor=factories.make_user("hr"), decision=taken)
    return interview


# --- notes ---------------------------------------------------------------------------------------


def test_notes_are_kept_newest_first_and_audited_without_their_text(hr, candidate):
    for text in ("第一条", "  第二条 "):
        assert hr.post(url("candidate-note", candidate.pk), {"text": text}).status_code == 302
    page = hr.get(url("candidate-detail", candidate.pk)).content.decode()
    assert page.index("第二条") < page.index("第一条")
    event = AuditEvent.objects.filter(action="candidate.note").first()
    assert event.actor == hr.user and "第" not in f"{event.after}{event.reason}"
    with pytest.raises(AppendOnlyError):
        CandidateNote.objects.update(text="x")
    note = CandidateNote.objects.first()
    with pytest.raises(AppendOnlyError):
        note.save()


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "长" * 5001])
def test_what_is_no_note_is_refused_with_a_word(hr, candidate, text):
    page = hr.post(url("candidate-note", candidate.pk), {"text": text}, follow=True)
    assert not CandidateNote.objects.exists()
    assert page.status_code == 200 and list(page.context["messages"])


def test_notes_are_text(hr, candidate):
    hr.post(url("candidate-note", candidate.pk), {"text": "<script>alert(1)</script>"})
    assert "<script>alert" not in hr.get(url("candidate-detail", candidate.pk)).content.decode()


def test_who_is_blind_reads_no_note_written_since_scoring_began(client_for, candidate):
    writer = factories.make_user("hr")
    add_note(actor=writer, candidate=candidate, text="周三以后有空")
    interview = factories.make_interview(candidate=candidate, sheet=make_sheet(2))
    user = blind_hr(interview)
    factories.make_scorecard(interview=interview, user=interview.members.first().user)
    add_note(actor=writer, candidate=candidate, text=SECRET)
    add_note(actor=user, candidate=candidate, text="我自己写的")
    client = client_for(user=user)
    page = client.get(url("candidate-detail", candidate.pk)).content.decode()
    assert "周三以后有空" in page and "我自己写的" in page
    assert SECRET not in page
    archive = client.post(url("candidate-export", candidate.pk)).content
    assert SECRET not in texts_of(archive)
    submit(scorecard=record(interview, user, ["4", "4"]), actor=user)
    assert SECRET in client.get(url("candidate-detail", candidate.pk)).content.decode()


def read_everywhere(client, note: CandidateNote) -> str:
    """What every door about a candidate's notes says: pages, search, files, the admin and the trail."""
    pk, about = note.candidate_id, "admin:interviews_"
    pages = [
        *(url(f"candidate-{page}", pk) for page in ("detail", "edit", "report", "record-pack", "erase")),
        f"{reverse('interviews:candidate-list')}?q={note.text}",
        *(reverse(f"{about}candidate_{page}", args=[pk]) for page in ("change", "history", "delete")),
        *(reverse(f"{about}candidatenote_{page}", args=[note.pk]) for page in ("change", "history")),
        *(reverse(f"{about}{kind}_changelist") for kind in ("candidate", "candidatenote")),
        reverse("admin:accounts_auditevent_changelist"),
    ]
    content = "".join(client.get(page, follow=True).content.decode() for page in pages)
    for file in ("candidate-export", "candidate-record-pack"):
        archive = client.post(url(file, pk)).getvalue()
        with zipfile.ZipFile(io.BytesIO(archive)) as package:
            content += "".join(package.read(name).decode(errors="replace") for name in package.namelist())
    return content


def test_no_door_tells_the_blind_a_note_written_since_scoring_began(client_for, candidate):
    writer = factories.make_user("hr", is_superuser=True)
    interview = factories.make_interview(candidate=candidate, sheet=make_sheet(2))
    blind = blind_hr(interview)
    blind.is_superuser = True
    blind.save()
    factories.make_scorecard(interview=interview, user=interview.members.first().user)
    note = add_note(actor=writer, candidate=candidate, text=SECRET)
    assert read_everywhere(client_for(user=writer), note).count(SECRET) >= 5
    # The search box says again what was typed into it.
    assert read_everywhere(client_for(user=blind), note).count(SECRET) == 1
    for model, lookup in (("candidatenote", "text__icontains"), ("candidate", "notes__text__icontains")):
        refused = client_for(user=blind).get(
            reverse(f"admin:interviews_{model}_changelist"), {lookup: SECRET[:3]}
        )
        assert refused.status_code == 400


def test_a_note_whose_writer_nobody_knows_is_read_like_the_others(hr, client_for, candidate):
    interview = factories.make_interview(candidate=candidate, sheet=make_sheet(2))
    card = factories.make_scorecard(interview=interview)
    for hours, text in ((-1, "早先写的"), (1, SECRET)):
        note = CandidateNote.objects.create(candidate=candidate, text=text, by_name="–")
        with tampering():
            QuerySet(CandidateNote).filter(pk=note.pk).update(at=card.opened_at + timedelta(hours=hours))
    page = client_for(user=blind_hr(interview)).get(url("candidate-detail", candidate.pk)).content.decode()
    assert "早先写的" in page and SECRET not in page
    page = hr.get(url("candidate-detail", candidate.pk)).content.decode()
    assert page.index(SECRET) < page.index("早先写的")


# --- the board -----------------------------------------------------------------------------------

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)


def at(hours: int, stage: Stage | None, outcome: str = "", number: int = 1) -> Round:
    return Round(number, NOW + timedelta(hours=hours), stage, outcome)


@pytest.mark.parametrize(
    ("rounds", "column"),
    [
        ([], Column.NEW),
        ([at(1, Stage.CANCELLED)], Column.NEW),
        ([at(1, Stage.SCHEDULED)], Column.SCHEDULED),
        ([at(-1, Stage.SCHEDULED)], Column.WAITING),
        ([at(1, Stage.SCORING)], Column.WAITING),
        ([at(-1, Stage.DEBRIEF)], Column.TO_DECIDE),
        ([at(-1, Stage.CONFIRMING)], Column.TO_DECIDE),
        ([at(-1, Stage.DECIDED, "hire")], Column.HIRE),
        ([at(-1, Stage.DECIDED, "hold")], Column.HOLD),
        ([at(-1, Stage.DECIDED, "reject")], Column.REJECT),
        ([at(-1, Stage.DECIDED, "again")], Column.AGAIN),
        ([at(-9, Stage.DECIDED, "again"), at(3, Stage.SCHEDULED)], Column.SCHEDULED),
        ([at(-9, Stage.DECIDED, "hire"), at(-1, Stage.CANCELLED)], Column.HIRE),
        ([at(-1, None)], Column.WAITING),
        ([at(1, None)], Column.SCHEDULED),
    ],
)
def test_where_a_candidate_stands(rounds, column):
    assert column_of(rounds, NOW) is column


@given(
    st.sampled_from([None, *Stage]),
    st.sampled_from(["hire", "hold", "reject", "again"]),
    st.integers(-5, 5),
)
def test_every_stage_has_a_column_and_blindness_tells_the_time_only(stage, outcome, hours):
    seen = column_of([at(hours, stage, outcome if stage == Stage.DECIDED else "")], NOW)
    assert seen in Column
    assert column_of([at(hours, None)], NOW) is (Column.SCHEDULED if hours > 0 else Column.WAITING)


def test_a_decision_without_a_word_for_it_is_an_error():
    with pytest.raises(ValueError, match="no decision"):
        column_of([at(-1, Stage.DECIDED, "maybe")], NOW)


def test_the_board_shows_everybody_where_they_stand(hr):
    interview = decided("hire")
    position = interview.candidate.position
    factories.make_candidate(position=position, name="新来的人")
    erased = factories.make_candidate(position=position, name="要忘掉的人")
    erase_candidate(actor=factories.make_user("hr"), candidate=erased)
    page = hr.get(url("position-board", position.pk))
    board = page.context["board"]
    counts = {lane.key: lane.count for lane in (*board.open, *board.decided)}
    assert counts == {"new": 1, "hire": 1} | dict.fromkeys(
        ("scheduled", "waiting", "to-decide", "again", "hold", "reject", "withdrew"), 0
    )
    text = page.content.decode()
    assert "新来的人" in text and "1 candidate whose personal data was erased" in text
    page = hr.get(url("position-board", position.pk), {"q": "新来"}).content.decode()
    assert "新来的人" in page and interview.candidate.name not in page
    assert "Nobody found" in hr.get(url("position-board", position.pk), {"q": "没有"}).content.decode()


def test_the_board_gives_nothing_away_to_the_blind(client_for):
    for make in (lambda: decided("reject"), lambda: make_panel(["4", "4"], ["4", "4"])):
        interview = make()
        Interview.objects.filter(pk=interview.pk).update(starts_at=timezone.now() - timedelta(hours=3))
        user = blind_hr(interview)
        page = client_for(user=user).get(url("position-board", interview.candidate.position_id))
        board = page.context["board"]
        counts = {lane.key: lane.count for lane in (*board.open, *board.decided) if lane.count}
        assert counts == {"waiting": 1}
        assert "Your scorecard is open" in page.content.decode()
        assert "Reject" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_takes_the_same_queries_for_any_number_of_rows(hr, django_assert_num_queries, rows):
    position = factories.make_candidate().position
    for _ in range(rows):
        candidate = factories.make_candidate(position=position)
        for _ in range(rows):
            factories.make_interview(candidate=candidate, panel=[factories.make_user() for _ in range(rows)])
    with django_assert_num_queries(7):
        hr.get(url("position-board", position.pk))


@pytest.mark.parametrize("q", ["\x00", "长" * 5000, "%", "'; drop table x --"])
def test_the_board_bears_any_search(hr, candidate, q):
    assert hr.get(url("position-board", candidate.position_id), {"q": q}).status_code == 200


# --- export --------------------------------------------------------------------------------------


def texts_of(archive: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        assert sorted(package.namelist()) == ["data.json", "data.txt"]
        return "".join(package.read(name).decode("utf-8-sig") for name in package.namelist())


def test_the_export_holds_all_of_it_for_who_may_see_it(hr, candidate):
    decided("hire", candidate=candidate)
    add_note(actor=hr.user, candidate=candidate, text="周三以后有空")
    answer = hr.post(url("candidate-export", candidate.pk))
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        data = json.loads(package.read("data.json"))
        text = package.read("data.txt").decode("utf-8-sig")
    assert data["candidate"]["email"] == "lin@example.com" and "note" not in data["candidate"]
    assert [(note["by"], note["text"]) for note in data["notes"]] == [(str(hr.user), "周三以后有空")]
    [interview_data] = data["interviews"]
    assert interview_data["result"]["percent"] == "80" or interview_data["result"]["percent"].startswith("80")
    assert interview_data["result"]["questions"][0]["answers"][0]["rating"] == "4"
    assert interview_data["decisions"][0]["reason"] == SECRET
    for part in ("林若溪", "13900001111", "周三以后有空", SECRET, "记下了第 1 题"):
        assert part in text
    assert AuditEvent.objects.filter(action="candidate.export", actor=hr.user).exists()


def test_the_export_withholds_what_the_blind_may_not_know(client_for, candidate):
    interview = decided("hire", candidate=candidate)
    answer = client_for(user=blind_hr(interview)).post(url("candidate-export", candidate.pk))
    text = texts_of(answer.content)
    assert (
        SECRET not in text
        and "记下了" not in text
        and "80"
        not in json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("data.json"))["interviews"][0]
    )
    assert '"withheld": true' in text and '"result"' not in text


# --- the pages of erasing and keeping ------------------------------------------------------------


def test_erasing_asks_for_the_name_and_then_does_it(hr, candidate):
    page = hr.get(url("candidate-erase", candidate.pk)).content.decode()
    assert "This goes" in page and "This stays" in page
    for wrong in ("", "林", "x" * 500, "\x00"):
        assert hr.post(url("candidate-erase", candidate.pk), {"name": wrong}).status_code == 200
    candidate.refresh_from_db()
    assert not candidate.erased
    hr.post(url("candidate-erase", candidate.pk), {"name": " 林若溪 "})
    candidate.refresh_from_db()
    assert candidate.erased
    page = hr.get(url("candidate-detail", candidate.pk)).content.decode()
    assert "was erased on" in page and "lin@example.com" not in page
    assert "stays erased" in hr.get(url("candidate-erase", candidate.pk)).content.decode()
    assert hr.get(url("candidate-edit", candidate.pk)).status_code == 302
    assert candidate.name not in hr.get(reverse("interviews:candidate-list")).content.decode()
    choices = hr.get(reverse("interviews:interview-create")).content.decode()
    assert candidate.name not in choices


def test_an_interview_ahead_is_said_before_the_name_is_asked_for(hr, candidate):
    factories.make_interview(candidate=candidate)
    page = hr.get(url("candidate-erase", candidate.pk)).content.decode()
    assert "An interview lies ahead" in page and 'name="name"' not in page
    hr.post(url("candidate-erase", candidate.pk), {"name": "林若溪"})
    candidate.refresh_from_db()
    assert not candidate.erased


def test_pages_of_an_erased_candidates_interview_still_open(hr, client_for, candidate):
    interview = decided("hire", candidate=candidate)
    late = interview.members.create(user=factories.make_user())
    erase_candidate(actor=hr.user, candidate=candidate)
    for name in ("interview-detail", "interview-result", "interview-debrief", "interview-decision"):
        page = hr.get(url(name, interview.pk))
        assert page.status_code == 200 and "林若溪" not in page.content.decode(), name
    sealed = hr.get(reverse("interviews:decision-detail", args=[interview.pk, 1])).content.decode()
    assert "This is not what was sealed" not in sealed
    assert "erased" in sealed
    own = client_for(user=late.user).get(url("scorecard", interview.pk))
    assert own.status_code == 200 and b"<textarea" not in own.content
    assert hr.get(reverse("home")).status_code == 200
    assert Scorecard.objects.get(member=late).status == "withdrawn"


def test_keeping_longer_needs_a_day_ahead_and_a_reason(hr, candidate):
    ahead = (timezone.localdate() + timedelta(days=90)).isoformat()
    for data in (
        {"keep_until": ahead, "keep_reason": " "},
        {"keep_until": "2020-01-01", "keep_reason": "x"},
        {"keep_until": "9999-12-31", "keep_reason": "x"},
        {"keep_until": "gestern", "keep_reason": "x"},
        {"keep_until": ahead, "keep_reason": "x\x00"},
        {},
    ):
        assert hr.post(url("candidate-keep", candidate.pk), data).status_code == 200
    hr.post(url("candidate-keep", candidate.pk), {"keep_until": ahead, "keep_reason": "下季度再联系"})
    candidate.refresh_from_db()
    assert (candidate.keep_until.isoformat(), candidate.keep_reason) == (ahead, "下季度再联系")
    assert "下季度再联系" in hr.get(url("candidate-detail", candidate.pk)).content.decode()
    hr.post(url("candidate-keep", candidate.pk), {"end": "1"})
    candidate.refresh_from_db()
    assert candidate.keep_until is None and candidate.keep_reason == ""


def test_warnings_stand_at_home_in_the_list_and_on_the_page(hr, candidate):
    Company.objects.create(pk=1, retention_months=1, retention_warning_days=14)
    Candidate.objects.filter(pk=candidate.pk).update(created_at=timezone.now() - timedelta(days=60))
    apply_retention()
    for page in (
        reverse("home"),
        reverse("interviews:candidate-retention"),
        url("candidate-detail", candidate.pk),
    ):
        text = hr.get(page).content.decode()
        assert "to be erased" in text or "erased on" in text, page
        assert "林若溪" in text, page
    assert "about to be erased" in hr.get(reverse("interviews:candidate-list")).content.decode()


def test_doors(client_for, candidate, hr, admin, interviewer):
    for name in ("candidate-note", "candidate-export"):
        assert hr.get(url(name, candidate.pk)).status_code == 405
        assert interviewer.post(url(name, candidate.pk)).status_code == 404
        assert hr.post(url(name, 10**9)).status_code == 404
    for name in ("candidate-erase", "candidate-keep"):
        assert interviewer.get(url(name, candidate.pk)).status_code == 404
        assert hr.get(url(name, 10**9)).status_code == 404
        assert hr.put(url(name, candidate.pk)).status_code == 405
    assert interviewer.get(url("position-board", candidate.position_id)).status_code == 404
