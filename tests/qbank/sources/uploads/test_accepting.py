"""Uploads accepted into the bank as drafts, and who may do so."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from qbank.models import DocumentUpload, LoadedItem, Question, QuestionRevision
from qbank.sources.services import uploads
from qbank.sources.services.corrections import correct
from qbank.sources.services.uploads import (
    UploadStateError,
    accept_upload,
    discard_upload,
)
from tests.factories import make_category, make_question
from tests.qbank.sources.uploads.documents import (
    DAMAGED_BANK,
    preview_of,
    question_data,
    upload_document,
    upload_url,
)

pytestmark = pytest.mark.django_db


class TestAccepting:
    def test_the_questions_become_drafts_with_source_revision_and_trail(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        page = hr.post(upload_url(upload, "upload-accept"), follow=True).content.decode()
        assert "3 questions are in the bank as drafts." in page
        questions = Question.objects.order_by("id")
        assert {question.status for question in questions} == {"draft"}
        assert len({question.code for question in questions}) == 3
        assert {question.source for question in questions} == {upload.source}
        assert questions[0].answers.get().text.startswith("不是一味退让")
        assert QuestionRevision.objects.filter(by=hr.user).count() == 3
        assert AuditEvent.objects.filter(action="question.create", actor=hr.user).count() == 3
        event = AuditEvent.objects.get(action="documentupload.accept")
        assert event.after == {"created": {"category": 2, "question": 3}, "left": 1}
        for question in questions:
            assert question.code in page

    def test_twice_is_told_and_changes_nothing(self, hr: Client, upload: DocumentUpload) -> None:
        hr.post(upload_url(upload, "upload-accept"))
        page = hr.post(upload_url(upload, "upload-accept"), follow=True).content.decode()
        assert "meanwhile" in page
        assert Question.objects.count() == 3
        key = preview_of(upload).questions[0].key
        page = hr.post(
            upload_url(upload, "upload-question", key=key), question_data(), follow=True
        ).content.decode()
        assert "meanwhile" in page
        with pytest.raises(UploadStateError):
            discard_upload(upload=upload, actor=hr.user)

    def test_it_goes_into_a_category_that_is_there(self, hr: Client, upload: DocumentUpload) -> None:
        mine = make_category(name="服务意识")
        hr.post(upload_url(upload, "upload-accept"))
        assert mine.questions.count() == 2

    def test_codes_that_are_taken_are_made_anew(self, hr: Client) -> None:
        make_question(code="KF-1-01")
        upload_document(hr, DAMAGED_BANK)
        hr.post(upload_url(DocumentUpload.objects.get(), "upload-accept"))
        codes = list(Question.objects.values_list("code", flat=True))
        assert codes.count("KF-1-01") == 1
        assert len(set(codes)) == len(codes) > 10

    def test_a_failure_leaves_everything_as_it_was(
        self, hr: Client, upload: DocumentUpload, monkeypatch: Any
    ) -> None:
        def broken(**_kwargs: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr(uploads, "record", broken)
        with pytest.raises(RuntimeError):
            accept_upload(upload=upload, actor=hr.user)
        upload.refresh_from_db()
        assert upload.status == "ready"
        assert not Question.objects.exists()

    def test_a_correction_reaches_what_nobody_edited_before_and_after(self, hr: Client) -> None:
        upload_document(hr, DAMAGED_BANK)
        upload = DocumentUpload.objects.get()
        source = upload.source
        repairs = list(source.repairs.filter(rule="lost-lead", doubtful=True).order_by("position")[:2])

        def answers() -> str:
            return "".join(
                a.text for question in preview_of(upload).questions for a in question.draft.answers
            )

        assert repairs[0].restored in answers()
        correct(source=source, position=repairs[0].position, restored="【一】", reason="x", actor=hr.user)
        assert "【一】" in answers()
        touched = next(
            question
            for question in preview_of(upload).questions
            if repairs[1].restored in question.draft.answers[0].text
        )
        hr.post(upload_url(upload, "upload-question", key=touched.key), question_data(answer=["我的答案"]))
        taken_out = preview_of(upload).questions[-1]
        hr.post(upload_url(upload, "upload-question-take-out", key=taken_out.key))
        hr.post(upload_url(upload, "upload-accept"))
        count = Question.objects.count()
        correct(source=source, position=repairs[1].position, restored="【二】", reason="x", actor=hr.user)
        assert Question.objects.filter(answers__text="我的答案").exists()
        assert not Question.objects.filter(answers__text__contains="【二】").exists()
        assert Question.objects.count() == count
        again = source.repairs.filter(rule="correction").order_by("position")[0]
        correct(source=source, position=again.position, restored="【三】", reason="x", actor=hr.user)
        assert Question.objects.filter(answers__text__contains="【三】").exists()
        assert LoadedItem.objects.filter(object_id=0).count() == 1


class TestWhoMay:
    ACTS = ("upload-accept", "upload-discard", "upload-retry", "upload-category")

    def test_admins_too(self, admin: Client) -> None:
        assert "客户第一" in upload_document(admin).content.decode()

    def test_an_interviewer_does_not_know_of_them(self, interviewer: Client, upload: DocumentUpload) -> None:
        for name in ("upload-list", "upload-create"):
            assert interviewer.get(reverse(f"qbank:{name}")).status_code == 404
        assert interviewer.get(upload_url(upload, "upload-detail")).status_code == 404
        for name in self.ACTS:
            assert interviewer.post(upload_url(upload, name)).status_code == 404
        assert upload_document(interviewer).status_code == 404

    def test_strangers_are_asked_to_sign_in(self, stranger: Client, upload: DocumentUpload) -> None:
        for name in ("upload-detail", *self.ACTS):
            assert stranger.post(upload_url(upload, name)).status_code == 302

    def test_bad_ids_and_wrong_methods(self, hr: Client, upload: DocumentUpload) -> None:
        assert hr.get(reverse("qbank:upload-detail", args=[upload.pk + 999])).status_code == 404
        for name in self.ACTS:
            assert hr.post(reverse(f"qbank:{name}", args=[upload.pk + 999])).status_code == 404
            assert hr.get(upload_url(upload, name)).status_code == 405
        assert hr.post(upload_url(upload, "upload-detail")).status_code == 405
        assert hr.post(reverse("qbank:upload-list")).status_code == 405
