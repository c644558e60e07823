"""Uploads accepted into the bank as drafts, and who may do so."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from qbank.bankfile.drafts import AnswerDraft
from qbank.documents.reading.decode import read_document
from qbank.models import (
    Category,
    DocumentUpload,
    ImportBatch,
    ImportRow,
    LoadedItem,
    Question,
    QuestionRevision,
)
from qbank.questions.services.questions import save_question
from qbank.sources.services import accepting
from qbank.sources.services.accepting import OtherNumberError, accept_upload
from qbank.sources.services.corrections import correct
from qbank.sources.services.sources import FIXTURES, read_text
from qbank.sources.services.uploads import UploadStateError, discard_upload
from tests.factories import make_category, make_question
from tests.qbank.sources.uploads.documents import (
    BANK,
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
        assert event.after == {"created": {"category": 2, "question": 3}, "left": 0, "left_out": 0}
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

        monkeypatch.setattr(accepting, "record", broken)
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
        hr.post(upload_url(upload, "upload-question-decide", key=taken_out.key), {"decision": "leave"})
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

    def test_what_nobody_said_is_not_made_up(self, hr: Client, upload: DocumentUpload) -> None:
        hr.post(upload_url(upload, "upload-accept"))
        assert set(Question.objects.values_list("kind", "difficulty", "minutes")) == {("", "", None)}

    def test_ready_only_with_all_that_is_needed(self, hr: Client) -> None:
        upload_document(
            hr,
            "1、怎么带新人？\n答：先听，再带。\n评分要点：1.先听 2.再带\n"
            "2、怎么排班？\n答：看数据。\n3、怎么讲评？\n答：先讲�好的。\n评分要点：1.讲好的 2.讲不足\n",
        )
        upload = DocumentUpload.objects.get()
        data = {"which": "all", "kind": "knowledge", "difficulty": "easy", "minutes": "4", "status": "ready"}
        hr.post(upload_url(upload, "upload-bulk"), data)
        hr.post(upload_url(upload, "upload-accept"))
        statuses = dict(Question.objects.values_list("text", "status"))
        assert statuses == {"怎么带新人？": "ready", "怎么排班？": "draft", "怎么讲评？": "draft"}


class TestDuplicates:
    def test_the_same_document_with_one_more_line_adds_nothing(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        hr.post(upload_url(upload, "upload-accept"))
        page = upload_document(hr, BANK + "\n").content.decode()
        assert "3 in the bank already" in page
        again = DocumentUpload.objects.order_by("-pk")[0]
        accept_upload(upload=again, actor=hr.user)
        assert Question.objects.count() == 3

    def test_what_the_bank_or_the_document_has_stays_out_until_a_person_takes_it(self, hr: Client) -> None:
        make_question(text="客户要求见领导时你会怎么处理？")
        same = make_question(text="新人被投诉三次，你会怎么带他？")
        page = upload_document(
            hr, BANK + "2、请谈谈你对“客户第一”的理解。\n答：客户第一。\n"
        ).content.decode()
        upload = DocumentUpload.objects.get()
        verdicts = [question.duplicate.verdict for question in preview_of(upload).questions]
        assert verdicts == ["new", "similar", "same", "repeated"]
        assert "Accept 1 question as a draft" in page
        beside = hr.get(upload_url(upload, "upload-detail"), {"q": preview_of(upload).questions[2].key})
        assert same.code in beside.content.decode()
        for question in preview_of(upload).questions:
            hr.post(upload_url(upload, "upload-question-decide", key=question.key), {"decision": "take"})
        hr.post(upload_url(upload, "upload-accept"))
        assert Question.objects.count() == 2 + 3, "what is there word for word is not taken"

    def test_a_reworded_question_is_compared_anew(self, hr: Client, upload: DocumentUpload) -> None:
        known = make_question(text="你怎么安排旺季的班次？")
        key = preview_of(upload).questions[0].key
        hr.post(upload_url(upload, "upload-question", key=key), question_data(text=known.text))
        assert preview_of(upload).questions[0].duplicate.question == known.pk

    def test_a_bank_that_changed_meanwhile_is_said_and_nothing_taken(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        make_question(text="新人被投诉三次，你会怎么带他？")
        page = hr.post(upload_url(upload, "upload-accept"), {"taken": "3"}, follow=True).content.decode()
        assert "now 2 questions would come in" in page
        assert Question.objects.count() == 1
        with pytest.raises(OtherNumberError):
            accept_upload(upload=upload, actor=hr.user, expected=3)
        hr.post(upload_url(upload, "upload-accept"), {"taken": "2"})
        assert Question.objects.count() == 3


class TestTakingBack:
    def undo(self, hr: Client, upload: DocumentUpload) -> str:
        upload.refresh_from_db()
        page = hr.post(reverse("qbank:import-undo", args=[upload.batch.pk]), follow=True)
        return page.content.decode()

    def test_it_goes_by_the_rules_of_every_import(self, hr: Client, upload: DocumentUpload) -> None:
        hr.post(upload_url(upload, "upload-accept"))
        first, second, _third = Question.objects.order_by("pk")
        save_question(
            actor=hr.user, question=second, competencies=[], answers=[AnswerDraft("改过")], points=[]
        )
        plan = hr.get(reverse("qbank:import-undo", args=[DocumentUpload.objects.get().batch.pk]))
        assert "to be kept as they are" in plan.content.decode()
        assert "taken back" in self.undo(hr, upload)
        assert list(Question.objects.all()) == [second], "what people edited stays"
        assert not Question.objects.filter(pk=first.pk).exists()
        upload.refresh_from_db()
        assert upload.status == "undone"
        assert Category.objects.filter(name="服务意识").exists()
        assert not Category.objects.filter(name="团队管理").exists()

    def test_in_any_order_with_a_spreadsheet_that_changed_it(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        hr.post(upload_url(upload, "upload-accept"))
        upload.refresh_from_db()
        question = Question.objects.order_by("pk")[0]
        later = ImportBatch.objects.create(
            name="表.xlsx", sha256="b" * 64, status="applied", applied_at=timezone.now()
        )
        question.text = "表格改过的题？"
        save_question(actor=hr.user, question=question, competencies=[], answers=[], points=[])
        ImportRow.objects.create(
            batch=later,
            number=2,
            verdict="changed",
            outcome="changed",
            question=question,
            revision_before=1,
            revision_after=2,
        )
        self.undo(hr, upload)
        assert Question.objects.get().text == "表格改过的题？"
        hr.post(reverse("qbank:import-undo", args=[later.pk]))
        assert not Question.objects.exists(), "nothing was there before either"

    def test_the_same_file_may_come_again(self, hr: Client, upload: DocumentUpload) -> None:
        for _time in range(2):
            hr.post(upload_url(upload, "upload-accept"))
            assert Question.objects.count() == 3
            self.undo(hr, upload)
            assert not Question.objects.exists()
            upload_document(hr)
            upload.refresh_from_db()
            assert upload.status == "ready"

    def test_corrections_of_a_document_that_was_taken_back_bring_nothing_in(self, hr: Client) -> None:
        upload_document(hr, DAMAGED_BANK)
        upload = DocumentUpload.objects.get()
        hr.post(upload_url(upload, "upload-accept"))
        self.undo(hr, upload)
        repair = upload.source.repairs.filter(doubtful=True).exclude(received="").first()
        correct(source=upload.source, position=repair.position, restored="【一】", reason="x", actor=hr.user)
        assert not Question.objects.exists()

    def test_it_stands_in_the_list_of_documents_alone(self, hr: Client, upload: DocumentUpload) -> None:
        hr.post(upload_url(upload, "upload-accept"))
        upload.refresh_from_db()
        assert upload.name not in hr.get(reverse("qbank:import-list")).content.decode()
        response = hr.get(reverse("qbank:import-detail", args=[upload.batch.pk]))
        assert response.url == upload_url(upload, "upload-detail")


class TestReviewedReadings:
    def test_the_same_text_in_another_file_is_restored_alike(self, hr: Client) -> None:
        whole = (FIXTURES / "documents" / "000_ebd85dfe6b08959d.txt").read_bytes()
        first = read_text(read_document(whole, "a.txt")).restored.text
        again = read_text(read_document(whole + b"\n", "b.txt")).restored.text
        assert again.rstrip() == first.rstrip()

    def test_a_person_s_reading_serves_the_next_file_too(self, hr: Client) -> None:
        upload_document(hr, DAMAGED_BANK)
        source = DocumentUpload.objects.get().source
        repair = source.repairs.filter(doubtful=True).exclude(received="").first()
        correct(source=source, position=repair.position, restored="【一】", reason="x", actor=hr.user)
        upload_document(hr, DAMAGED_BANK + "\n")
        again = DocumentUpload.objects.order_by("-pk")[0].source
        assert "【一】" in again.restored


class TestWhoMay:
    ACTS = ("upload-accept", "upload-discard", "upload-retry", "upload-borders", "upload-bulk")

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
