"""HR writes to a candidate: what fits, seen before it is sent, sent once; who was told what stands there."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.audit_visibility import readable_by
from accounts.models import AuditEvent
from interviews.letters.rules.placeholders import LetterText
from interviews.letters.services.writing import about, kinds_for, send_letter
from interviews.models import CandidateLetter, Interview, LetterKind, LetterLanguage
from interviews.planning.services.scheduling import cancel_interview, restore_interview
from interviews.privacy.services.export import candidate_data
from tests import factories
from tests.interviews.letters.sending import company, delivered, interview_of, send
from tests.interviews.outcome.deciding import decide
from tests.interviews.panels import make_panel

pytestmark = pytest.mark.django_db


def page(response: Any) -> str:
    return response.content.decode()


def write_url(interview: Interview, **choice: str) -> str:
    query = f"?{urlencode(choice)}" if choice else ""
    return reverse("interviews:interview-letter", args=[interview.pk]) + query


def detail(client: Any, interview: Interview) -> str:
    return page(client.get(reverse("interviews:interview-detail", args=[interview.pk])))


def form_of(client: Any, interview: Interview, **changes: Any) -> dict[str, Any]:
    form = client.get(write_url(interview)).context["form"]
    return {name: form[name].value() for name in form.fields} | changes


def test_the_letter_is_shown_filled_in_before_it_is_sent(hr):
    company()
    interview = interview_of(panel=[factories.make_user(name="陈面试官")])
    shown = page(hr.get(write_url(interview), {"language": "zh-hans"}))
    assert "李雷，您好" in shown and "甲公司" in shown and "302 室" in shown and "北京时间" in shown
    assert "{确认链接}" in shown and "陈面试官" not in shown
    assert not CandidateLetter.objects.exists()


def test_what_is_sent_are_the_words_that_were_seen(hr, mailoutbox):
    company()
    interview = interview_of()
    data = form_of(hr, interview, body="请来。\n{confirm_link}", subject="邀请")
    answer = hr.post(write_url(interview), data, follow=True)
    assert "The letter is sent within a minute." in page(answer)
    letter = delivered(CandidateLetter.objects.get())
    assert (letter.state, letter.sent_by, letter.address) == ("sent", hr.user, "lilei@example.com")
    assert mailoutbox[0].to == ["lilei@example.com"] and mailoutbox[0].subject == "邀请"
    assert mailoutbox[0].body.startswith("请来。\nhttp") and "{" not in mailoutbox[0].body
    shown = detail(hr, interview)
    assert "Candidate is invited" in shown and f"to lilei@example.com, by {hr.user}" in shown
    event = AuditEvent.objects.get(action="candidateletter.send")
    assert event.after == {"kind": "invitation", "language": "zh-hans"}


def test_nobody_is_told_the_same_twice(hr, mailoutbox):
    company()
    interview = interview_of()
    data = form_of(hr, interview)
    assert hr.post(write_url(interview), data).status_code == 302
    for _time in range(2):
        assert "was sent to lilei@example.com already" in page(hr.post(write_url(interview), data))
    delivered(CandidateLetter.objects.get())
    delivered(CandidateLetter.objects.get())
    assert len(mailoutbox) == 1
    same = {"address": "lilei@example.com", "about": about(interview, LetterKind.INVITATION)}
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_candidate_letter(interview=interview, state="waiting", **same)


def test_a_corrected_address_is_written_to(hr, mailoutbox):
    company()
    interview = interview_of()
    delivered(send(hr.user, interview))
    interview.candidate.email = "lilei@example.org"
    interview.candidate.save()
    delivered(send(hr.user, interview))
    assert [message.to for message in mailoutbox] == [["lilei@example.com"], ["lilei@example.org"]]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{candidat}", "There is no placeholder “{candidat}”. Known are: {candidate}, {company}"),
        ("Hello {candidate}", "Still to be filled in: {candidate}."),
        ("a { b", "A brace stands alone."),
        ("", "This field is required."),
        ("x" * 5001, "at most 5000 characters"),
    ],
)
def test_a_letter_that_is_not_finished_is_refused_and_kept(hr, body, sentence):
    company()
    interview = interview_of()
    data = form_of(hr, interview, body=body)
    answer = page(hr.post(write_url(interview, language="en"), data))
    assert sentence in answer
    assert not CandidateLetter.objects.exists()


def test_whoever_has_no_address_can_not_be_written_to_and_the_page_says_so(hr):
    company()
    interview = interview_of(person={"email": ""})
    assert "The candidate has no e-mail address." in detail(hr, interview)
    answer = page(hr.post(write_url(interview), form_of(hr, interview)))
    assert "This candidate has no e-mail address." in answer
    assert not CandidateLetter.objects.exists()


def test_a_company_that_sends_no_mail_writes_to_nobody(hr):
    company(sends_mail=False)
    interview = interview_of()
    assert "tell the candidate by telephone" in detail(hr, interview)
    assert "E-mail is switched off" in page(hr.post(write_url(interview), form_of(hr, interview)))
    assert not CandidateLetter.objects.exists()


def test_what_changed_while_the_letter_was_open_is_not_told_wrongly(hr):
    company()
    interview = interview_of()
    data = form_of(hr, interview)
    Interview.objects.filter(pk=interview.pk).update(place="501 室")
    answer = page(hr.post(write_url(interview), data))
    assert "has changed meanwhile" in answer and "302 室" in answer
    assert not CandidateLetter.objects.exists()


def test_what_changed_before_it_was_sent_is_not_told_at_all(hr, mailoutbox):
    company()
    interview = interview_of()
    letter = send(hr.user, interview)
    Interview.objects.filter(pk=interview.pk).update(place="501 室")
    letter = delivered(letter)
    assert (letter.state, letter.error, mailoutbox) == ("dropped", "Outdated", [])
    interview.refresh_from_db()
    assert interview.reply == ""
    assert "What it says was no longer so when it was due." in detail(hr, interview)


def test_each_step_offers_the_letter_that_fits(hr):
    company()
    interview = interview_of()
    by = hr.user

    def kinds() -> list[str]:
        return [str(kind) for kind in kinds_for(Interview.objects.get(pk=interview.pk), by)]

    assert kinds() == ["invitation"]
    delivered(send(by, interview))
    assert kinds() == ["invitation"]
    Interview.objects.filter(pk=interview.pk).update(place="501 室", reply="", reply_at=None, reply_by=None)
    interview.refresh_from_db()
    assert kinds() == ["change"]
    assert "was told of another time or place" in detail(hr, interview)
    delivered(send(by, interview))
    assert kinds() == ["change"]
    interview.refresh_from_db()
    cancel_interview(actor=by, interview=interview, reason="生病")
    assert kinds() == ["cancellation"]
    interview.refresh_from_db()
    delivered(send(by, interview))
    assert kinds() == []
    restore_interview(actor=by, interview=interview)
    # Whoever was told that it is cancelled is invited anew, though it is as it was.
    assert kinds() == ["invitation"]
    interview.refresh_from_db()
    assert delivered(send(by, interview)).state == "sent"
    Interview.objects.filter(pk=interview.pk).update(starts_at=timezone.now() - timedelta(hours=3))
    assert kinds() == ["thanks"]


def test_a_letter_nobody_offers_is_refused(hr):
    company()
    interview = interview_of()
    for kind in ("thanks", "acceptance", "cancellation", "change", "x", ""):
        data = form_of(hr, interview)
        assert hr.post(write_url(interview, kind=kind), data).status_code in (200, 302)
    assert {letter.kind for letter in CandidateLetter.objects.all()} <= {"invitation"}
    with pytest.raises(ValidationError):
        send(hr.user, interview, "thanks")


def test_nobody_but_hr_writes(interviewer):
    company()
    interview = interview_of(panel=[interviewer.user])
    assert interviewer.get(write_url(interview)).status_code == 404
    assert interviewer.post(write_url(interview), {}).status_code == 404
    with pytest.raises(PermissionDenied):
        send_letter(
            actor=interviewer.user,
            interview=interview,
            kind=LetterKind.INVITATION,
            language=LetterLanguage.ENGLISH,
            text=LetterText("a", "b"),
            seen="",
        )
    assert "Write to the candidate" not in detail(interviewer, interview)


def test_the_outcome_is_told_by_hr_alone_and_only_what_was_decided(hr, mailoutbox):
    company()
    interview = decided("hire", "4")
    assert [str(kind) for kind in kinds_for(interview, hr.user)] == ["acceptance", "thanks"]
    with pytest.raises(ValidationError):
        send(hr.user, interview, "rejection")
    letter = delivered(send(hr.user, interview, "acceptance"))
    assert letter.state == "sent" and len(mailoutbox) == 1
    shown = page(hr.get(reverse("interviews:letter-detail", args=[letter.pk])))
    assert "We are happy to tell you" in shown


def test_an_outcome_letter_is_hidden_from_whoever_may_not_read_the_decision(hr, client_for):
    company()
    interview = decided("reject", "1")
    letter = delivered(send(hr.user, interview, "rejection"))
    blind = client_for("hr")
    interview.members.create(user=blind.user)
    assert not CandidateLetter.objects.visible_to(blind.user).exists()
    assert [str(kind) for kind in kinds_for(interview, blind.user)] == ["thanks"]
    for name, pk in (("letter-detail", letter.pk), ("interview-detail", interview.pk)):
        answer = blind.get(reverse(f"interviews:{name}", args=[pk]))
        assert "rejection" not in page(answer).lower()
    for kind in ("acceptance", "rejection"):
        for answer in (
            blind.get(write_url(interview), {"kind": kind}, follow=True),
            blind.post(write_url(interview, kind=kind, language="en"), {}, follow=True),
        ):
            assert "careful thought" not in page(answer) and "happy to tell you" not in page(answer)
    assert not visible_events(blind.user)
    assert visible_events(hr.user)


def visible_events(user: Any) -> list[Any]:
    return list(readable_by(user).filter(action="candidateletter.send"))


def decided(outcome: str, rating: str) -> Interview:
    """An interview that is decided on, of somebody who can be written to."""
    interview = make_panel([rating], starts_at=timezone.now() - timedelta(hours=3))
    decide(factories.make_user("hr"), interview, outcome=outcome)
    interview.candidate.email = "lilei@example.com"
    interview.candidate.save()
    return interview


def test_a_failed_letter_is_sent_again_from_the_page(hr, mailoutbox):
    company()
    interview = interview_of()
    letter = factories.make_candidate_letter(
        interview=interview,
        address="lilei@example.com",
        about=about(interview, LetterKind.INVITATION),
    )
    assert "The mail server knows no such address." in detail(hr, interview)
    again = reverse("interviews:letter-send-again", args=[letter.pk])
    hr.post(again)
    assert delivered(letter).state == "sent"
    assert "was sent already" in page(hr.post(again, follow=True))
    assert len(mailoutbox) == 1


def test_the_language_is_the_one_this_candidate_was_written_to_in(hr):
    company()
    interview = interview_of()
    assert hr.get(write_url(interview)).context["choice"]["language"].value() == "zh-hans"
    send(hr.user, interview, language="en")
    assert hr.get(write_url(interview)).context["choice"]["language"].value() == "en"


def test_the_number_of_queries_does_not_depend_on_the_number_of_letters(hr, django_assert_num_queries):
    company()
    interview = interview_of()
    address = reverse("interviews:interview-detail", args=[interview.pk])
    factories.make_candidate_letter(interview=interview, address="1@example.com")
    with CaptureQueriesContext(connection) as queries:
        hr.get(address)
    for number in range(2, 4):
        factories.make_candidate_letter(interview=interview, address=f"{number}@example.com")
    with django_assert_num_queries(len(queries)):
        hr.get(address)


def test_a_candidates_page_lists_all_their_letters(hr):
    company()
    interview = interview_of()
    delivered(send(hr.user, interview))
    other = factories.make_interview(candidate=interview.candidate)
    factories.make_candidate_letter(interview=other)
    address = reverse("interviews:candidate-detail", args=[interview.candidate_id])
    shown = page(hr.get(address))
    for letter in CandidateLetter.objects.all():
        assert reverse("interviews:letter-detail", args=[letter.pk]) in shown
    assert "knows no such address" in shown


def test_what_is_handed_over_to_a_candidate_holds_their_letters(hr):
    company()
    interview = interview_of()
    letter = delivered(send(hr.user, interview))
    [handed_over] = candidate_data(interview.candidate, hr.user)["interviews"]
    assert [row["text"] for row in handed_over["letters"]] == [letter.body]
    assert handed_over["candidate_state"] == str(Interview.Reply.INVITED.label)
