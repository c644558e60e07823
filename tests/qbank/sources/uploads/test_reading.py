"""Documents uploaded on the site and read by a job."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.limits import DOCUMENT_BYTES
from qbank.models import DocumentUpload, Question, Source
from qbank.sources.services import uploads
from qbank.sources.services.sources import load_documents
from qbank.sources.services.uploads import (
    DuplicateUploadError,
    discard_upload,
    read_upload,
    receive_upload,
)
from tests.factories import make_user
from tests.qbank.sources.uploads.documents import (
    BANK,
    docx,
    preview_of,
    upload_document,
    upload_url,
    zip_bomb,
)

pytestmark = pytest.mark.django_db


class TestReading:
    @pytest.mark.parametrize(
        ("name", "data"),
        [("题库.txt", BANK), ("题库.docx", docx(*BANK.splitlines())), ("gbk.TXT", BANK.encode("gbk"))],
    )
    def test_text_and_word_become_a_preview(self, hr: Client, name: str, data: bytes | str) -> None:
        page = upload_document(hr, data, name).content.decode()
        upload = DocumentUpload.objects.get()
        preview = preview_of(upload)
        assert upload.status == "ready"
        assert preview.categories == ["服务意识", "团队管理"]
        assert [len(question.draft.answers) for question in preview.questions] == [1, 1, 0]
        assert [preview.text[b.start : b.end].strip() for b in preview.left] == ["客服主管面试题"]
        for question in preview.questions:
            assert question.draft.text in page
        assert "1 without answer" in page
        assert not Question.objects.exists()

    @pytest.mark.parametrize(
        ("name", "data", "expected"),
        [
            ("leer.txt", b"  \n ", "no text in it"),
            ("bild.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, "Save it as .docx or .txt"),
            ("roh.txt", bytes(range(256)) * 8, "Save it as"),
            ("kaputt.docx", b"PK\x03\x04" + b"\x00" * 200, "damaged"),
            ("halb.docx", docx("1、问？")[:900], "damaged"),
            ("kein.docx", b"just text", "not a Word document"),
            ("alt.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Word file"),
            (
                "geheim.docx",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600,
                "password",
            ),
            ("bombe.docx", zip_bomb(), "unpacks to far more"),
            ("pdf.txt", b"%PDF-1.7 ...", "save it as .docx"),
        ],
    )
    def test_what_cant_be_read_says_what_to_do(
        self, hr: Client, name: str, data: bytes, expected: str
    ) -> None:
        response = upload_document(hr, data, name)
        assert response.status_code == 200
        assert expected in response.content.decode()
        assert DocumentUpload.objects.get().status == "failed"
        assert not Source.objects.exists()

    @pytest.mark.parametrize(
        ("name", "data", "expected"),
        [
            ("leer.txt", b"", "file is empty"),
            ("tabelle.xlsx", b"PK", "Only .txt, .md and .docx"),
            ("alt.doc", b"x", "save it as .docx"),
            ("ohne", b"x", "Only .txt, .md and .docx"),
        ],
    )
    def test_what_is_wrong_at_sight_is_not_kept(
        self, hr: Client, name: str, data: bytes, expected: str
    ) -> None:
        assert expected in upload_document(hr, data, name).content.decode()
        assert not DocumentUpload.objects.exists()

    def test_a_file_that_is_too_large_is_not_kept(self, hr: Client) -> None:
        page = upload_document(hr, "好" * (DOCUMENT_BYTES // 3 + 1)).content.decode()
        assert "at most 10.0\N{NO-BREAK SPACE}MB" in page
        assert not DocumentUpload.objects.exists()

    def test_a_text_that_is_too_long_says_how_long_it_may_be(self, hr: Client) -> None:
        assert "longer than 2,000,000 characters" in upload_document(hr, "好" * 2_000_001).content.decode()

    def test_no_file_at_all(self, hr: Client) -> None:
        page = hr.post(reverse("qbank:upload-create")).content.decode()
        assert "Choose a .txt, .md or .docx file first, or paste a text." in page

    def test_a_pasted_text_is_read_as_a_file_is(self, hr: Client) -> None:
        sent = {"pasted": BANK.replace("\n", "\r\n")}
        hr.post(reverse("qbank:upload-create"), sent)
        upload = DocumentUpload.objects.get()
        assert upload.name == f"{BANK.strip().splitlines()[0]}.txt"
        assert len(preview_of(upload).questions) == 3
        again = hr.post(reverse("qbank:upload-create"), sent).content.decode()
        assert "This very file was uploaded before:" in again

    def test_a_file_and_a_text_are_not_read_at_once(self, hr: Client) -> None:
        sent = {"pasted": BANK, "file": SimpleUploadedFile("a.txt", BANK.encode())}
        assert "not both" in hr.post(reverse("qbank:upload-create"), sent).content.decode()
        assert not DocumentUpload.objects.exists()

    def test_what_is_no_question_bank_says_so_and_can_not_be_accepted(self, hr: Client) -> None:
        page = upload_document(hr, "各位同事：明天下午停电，请提前保存文件。").content.decode()
        assert "No questions were found" in page
        assert "明天下午停电" in page
        assert reverse("qbank:upload-accept", args=[DocumentUpload.objects.get().pk]) not in page

    def test_a_name_is_no_markup(self, hr: Client) -> None:
        page = upload_document(hr, name="<img src=x>.txt").content.decode()
        assert "<img src=x>" not in page

    def test_a_job_that_breaks_is_told_without_its_insides(self, hr: Client, monkeypatch: Any) -> None:
        def broken(*_args: Any, **_kwargs: Any) -> None:
            raise RuntimeError("inner secret")

        monkeypatch.setattr(uploads, "read_text", broken)
        page = upload_document(hr).content.decode()
        assert "Something went wrong" in page
        assert "inner secret" not in page


class TestTheSameFileTwice:
    def test_it_says_so_and_links_to_the_earlier_one(self, hr: Client, upload: DocumentUpload) -> None:
        page = upload_document(hr, name="anders.txt").content.decode()
        assert "uploaded before" in page
        assert upload_url(upload, "upload-detail") in page
        assert DocumentUpload.objects.count() == 1

    def test_also_for_a_file_that_was_loaded(self, hr: Client) -> None:
        load_documents(files={"a.txt": BANK.encode()})
        page = upload_document(hr).content.decode()
        assert "loaded before" in page
        assert reverse("qbank:source-detail", args=[Source.objects.get().pk]) in page
        assert not DocumentUpload.objects.exists()

    def test_a_discarded_file_is_taken_up_again(self, hr: Client, upload: DocumentUpload) -> None:
        hr.post(upload_url(upload, "upload-discard"))
        assert not Source.objects.exists()
        upload_document(hr)
        upload.refresh_from_db()
        assert upload.status == "ready"
        assert len(preview_of(upload).questions) == 3

    def test_the_service_refuses(self, upload: DocumentUpload) -> None:
        with pytest.raises(DuplicateUploadError) as error:
            receive_upload(name="x.txt", data=BANK.encode(), actor=make_user("hr"))
        assert error.value.existing == upload


class TestWaiting:
    @pytest.fixture
    def waiting(self, hr: Client, monkeypatch: Any) -> DocumentUpload:
        monkeypatch.setattr(uploads, "read_text", pytest.fail)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("qbank.sources.services.uploads.read_upload", lambda **_: None)
            upload_document(hr)
        monkeypatch.undo()
        return DocumentUpload.objects.get()

    def test_the_page_polls_until_it_is_read(self, hr: Client, waiting: DocumentUpload) -> None:
        url = upload_url(waiting, "upload-detail")
        assert "every 2s" in hr.get(url).content.decode()
        polled = hr.get(url, headers={"hx-request": "true"})
        assert "<html" not in polled.content.decode()
        assert "longer than it should" not in polled.content.decode()
        read_upload(upload_id=waiting.pk)
        assert hr.get(url, headers={"hx-request": "true"}).headers["HX-Refresh"] == "true"

    def test_a_job_that_died_is_noticed_and_started_again(self, hr: Client, waiting: DocumentUpload) -> None:
        DocumentUpload.objects.update(started_at=timezone.now() - timedelta(minutes=5))
        assert "longer than it should" in hr.get(upload_url(waiting, "upload-detail")).content.decode()
        page = hr.post(upload_url(waiting, "upload-retry"), follow=True).content.decode()
        assert "客户第一" in page
        waiting.refresh_from_db()
        assert waiting.status == "ready"

    def test_a_living_job_is_not_started_twice(self, hr: Client, waiting: DocumentUpload) -> None:
        DocumentUpload.objects.update(started_at=timezone.now())
        read_upload(upload_id=waiting.pk)
        hr.post(upload_url(waiting, "upload-retry"))
        waiting.refresh_from_db()
        assert waiting.status == "waiting"

    def test_a_document_discarded_while_it_is_read_stays_discarded(
        self, hr: Client, waiting: DocumentUpload
    ) -> None:
        discard_upload(upload=waiting, actor=make_user("hr"))
        read_upload(upload_id=waiting.pk)
        waiting.refresh_from_db()
        assert waiting.status == "discarded"
        assert not Source.objects.exists()


def test_a_job_that_fails_late_leaves_what_others_decided_meanwhile(
    hr: Client, upload: DocumentUpload, monkeypatch: pytest.MonkeyPatch
) -> None:
    DocumentUpload.objects.filter(pk=upload.pk).update(status="waiting", started_at=None)

    def discarded_meanwhile(*args: Any, **kwargs: Any) -> None:
        DocumentUpload.objects.filter(pk=upload.pk).update(status="discarded")
        raise RuntimeError

    monkeypatch.setattr(uploads, "read_text", discarded_meanwhile)
    read_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    assert upload.status == "discarded"
