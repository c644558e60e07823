"""Documents uploaded on the site: read by a job, looked through, put right, accepted as drafts."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from accounts.models import AuditEvent
from common.limits import DOCUMENT_BYTES
from qbank.models import DocumentUpload, LoadedItem, Question, QuestionRevision, Source
from qbank.sources.rules.upload_preview import Preview
from qbank.sources.services import uploads
from qbank.sources.services.corrections import correct
from qbank.sources.services.sources import FIXTURES, load_documents
from qbank.sources.services.uploads import (
    DuplicateUploadError,
    UploadStateError,
    accept_upload,
    change_preview,
    discard_upload,
    read_upload,
    receive_upload,
)
from tests.factories import make_category, make_question, make_user

pytestmark = pytest.mark.django_db

BANK = """客服主管面试题
一、服务意识
1、请谈谈你对“客户第一”的理解。
参考答案：不是一味退让。先听完，再复述。
2、客户要求见领导，你会怎么处理？
答：先稳定情绪，再判断是否升级。
二、团队管理
1、新人被投诉三次，你会怎么带他？
"""
HEAD = (FIXTURES / "documents" / "000_ebd85dfe6b08959d.txt").read_text("utf-8")[:12000]


def send(client: Client, data: bytes | str = BANK, name: str = "题库.txt") -> Any:
    content = data.encode() if isinstance(data, str) else data
    return client.post(
        reverse("qbank:upload-create"), {"file": SimpleUploadedFile(name, content)}, follow=True
    )


@pytest.fixture
def upload(hr: Client) -> DocumentUpload:
    send(hr)
    return DocumentUpload.objects.get()


def preview_of(upload: DocumentUpload) -> Preview:
    upload.refresh_from_db()
    return Preview.from_data(upload.drafts)


def at(upload: DocumentUpload, name: str, **kwargs: Any) -> str:
    return reverse(f"qbank:{name}", kwargs={"pk": upload.pk} | kwargs)


def docx(*paragraphs: str) -> bytes:
    document, file = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 80_000_000)
    return file.getvalue()


class TestReading:
    @pytest.mark.parametrize(
        ("name", "data"),
        [("题库.txt", BANK), ("题库.docx", docx(*BANK.splitlines())), ("gbk.TXT", BANK.encode("gbk"))],
    )
    def test_text_and_word_become_a_preview(self, hr: Client, name: str, data: bytes | str) -> None:
        page = send(hr, data, name).content.decode()
        upload = DocumentUpload.objects.get()
        preview = preview_of(upload)
        assert upload.status == "ready"
        assert preview.categories == ["服务意识", "团队管理"]
        assert [len(one.draft.answers) for one in preview.questions] == [1, 1, 0]
        assert [left.text for left in preview.leftovers] == ["客服主管面试题"]
        for one in preview.questions:
            assert one.draft.text in page
        assert "1 question has no answer" in page
        assert not Question.objects.exists()

    @pytest.mark.parametrize(
        ("name", "data", "says"),
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
            ("bombe.docx", bomb(), "unpacks to far more"),
            ("pdf.txt", b"%PDF-1.7 ...", "Save it as .docx or .txt"),
        ],
    )
    def test_what_cant_be_read_says_what_to_do(self, hr: Client, name: str, data: bytes, says: str) -> None:
        response = send(hr, data, name)
        assert response.status_code == 200
        assert says in response.content.decode()
        assert DocumentUpload.objects.get().status == "failed"
        assert not Source.objects.exists()

    @pytest.mark.parametrize(
        ("name", "data", "says"),
        [
            ("leer.txt", b"", "file is empty"),
            ("tabelle.xlsx", b"PK", "Only .txt and .docx"),
            ("alt.doc", b"x", "save it as .docx"),
            ("ohne", b"x", "Only .txt and .docx"),
        ],
    )
    def test_what_is_wrong_at_sight_is_not_kept(self, hr: Client, name: str, data: bytes, says: str) -> None:
        assert says in send(hr, data, name).content.decode()
        assert not DocumentUpload.objects.exists()

    def test_a_file_that_is_too_large_is_not_kept(self, hr: Client) -> None:
        page = send(hr, "好" * (DOCUMENT_BYTES // 3 + 1)).content.decode()
        assert "at most 10.0\N{NO-BREAK SPACE}MB" in page
        assert not DocumentUpload.objects.exists()

    def test_a_text_that_is_too_long_says_how_long_it_may_be(self, hr: Client) -> None:
        assert "longer than 500,000 characters" in send(hr, "好" * 500_001).content.decode()

    def test_no_file_at_all(self, hr: Client) -> None:
        page = hr.post(reverse("qbank:upload-create")).content.decode()
        assert "Choose a .txt or .docx file first." in page

    def test_what_is_no_question_bank_says_so_and_can_not_be_accepted(self, hr: Client) -> None:
        page = send(hr, "各位同事：明天下午停电，请提前保存文件。").content.decode()
        assert "No questions were found" in page
        assert "明天下午停电" in page
        assert reverse("qbank:upload-accept", args=[DocumentUpload.objects.get().pk]) not in page

    def test_a_name_is_no_markup(self, hr: Client) -> None:
        page = send(hr, name="<img src=x>.txt").content.decode()
        assert "<img src=x>" not in page

    def test_a_job_that_breaks_is_told_without_its_insides(self, hr: Client, monkeypatch: Any) -> None:
        def broken(*_args: Any, **_kwargs: Any) -> None:
            raise RuntimeError("inner secret")

        monkeypatch.setattr(uploads, "read_text", broken)
        page = send(hr).content.decode()
        assert "Something went wrong" in page
        assert "inner secret" not in page


class TestTheSameFileTwice:
    def test_it_says_so_and_links_to_the_earlier_one(self, hr: Client, upload: DocumentUpload) -> None:
        page = send(hr, name="anders.txt").content.decode()
        assert "uploaded before" in page
        assert at(upload, "upload-detail") in page
        assert DocumentUpload.objects.count() == 1

    def test_also_for_a_file_that_was_loaded(self, hr: Client) -> None:
        load_documents(files={"a.txt": BANK.encode()})
        page = send(hr).content.decode()
        assert "loaded before" in page
        assert reverse("qbank:source-detail", args=[Source.objects.get().pk]) in page
        assert not DocumentUpload.objects.exists()

    def test_a_discarded_file_is_taken_up_again(self, hr: Client, upload: DocumentUpload) -> None:
        hr.post(at(upload, "upload-discard"))
        assert not Source.objects.exists()
        send(hr)
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
            send(hr)
        monkeypatch.undo()
        return DocumentUpload.objects.get()

    def test_the_page_polls_until_it_is_read(self, hr: Client, waiting: DocumentUpload) -> None:
        url = at(waiting, "upload-detail")
        assert "every 2s" in hr.get(url).content.decode()
        polled = hr.get(url, headers={"hx-request": "true"})
        assert "<html" not in polled.content.decode()
        assert "longer than it should" not in polled.content.decode()
        read_upload(upload_id=waiting.pk)
        assert hr.get(url, headers={"hx-request": "true"}).headers["HX-Refresh"] == "true"

    def test_a_job_that_died_is_noticed_and_started_again(self, hr: Client, waiting: DocumentUpload) -> None:
        DocumentUpload.objects.update(started_at=timezone.now() - timedelta(minutes=5))
        assert "longer than it should" in hr.get(at(waiting, "upload-detail")).content.decode()
        page = hr.post(at(waiting, "upload-retry"), follow=True).content.decode()
        assert "客户第一" in page
        waiting.refresh_from_db()
        assert waiting.status == "ready"

    def test_a_living_job_is_not_started_twice(self, hr: Client, waiting: DocumentUpload) -> None:
        DocumentUpload.objects.update(started_at=timezone.now())
        read_upload(upload_id=waiting.pk)
        hr.post(at(waiting, "upload-retry"))
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


def fields(**changed: Any) -> dict[str, Any]:
    return {
        "text": "新的问题？",
        "category": "服务意识",
        "kind": "",
        "difficulty": "",
        "minutes": "",
        "answer": ["新答案"],
    } | changed


class TestPuttingRight:
    def test_a_question_is_saved_without_being_accepted(self, hr: Client, upload: DocumentUpload) -> None:
        one = preview_of(upload).questions[0]
        data = fields(kind="knowledge", minutes="7", answer=["一", "", "二"], cut_off=["3"])
        hr.post(at(upload, "upload-question", key=one.key), data)
        saved = preview_of(upload).questions[0]
        assert (saved.draft.text, saved.draft.kind, saved.draft.minutes) == (
            "新的问题？",
            "knowledge",
            7,
        )
        assert [(a.text, a.complete) for a in saved.draft.answers] == [("一", True), ("二", False)]
        assert saved.edited
        assert not Question.objects.exists()

    def test_typing_saves_by_itself_and_says_so(self, hr: Client, upload: DocumentUpload) -> None:
        one = preview_of(upload).questions[0]
        url = at(upload, "upload-question", key=one.key)
        assert "Saved" in hr.post(url, fields(), headers={"hx-request": "true"}).content.decode()
        refused = hr.post(
            url, fields(text=" ", minutes="900"), headers={"hx-request": "true"}
        ).content.decode()
        assert "Not saved" in refused
        assert "120" in refused
        assert preview_of(upload).questions[0].draft.text == "新的问题？"

    def test_a_refused_question_keeps_what_was_typed(self, hr: Client, upload: DocumentUpload) -> None:
        one = preview_of(upload).questions[0]
        page = hr.post(
            at(upload, "upload-question", key=one.key), fields(text="", answer=["我刚写的答案"])
        ).content.decode()
        assert "我刚写的答案" in page
        assert "Not saved" in page

    def test_taken_out_is_among_the_leftovers_and_can_come_back(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        one = preview_of(upload).questions[0]
        hr.post(at(upload, "upload-question-take-out", key=one.key))
        preview = preview_of(upload)
        assert one.draft.text in preview.leftovers[0].text
        assert one.draft.answers[0].text in preview.leftovers[0].text
        hr.post(
            at(upload, "upload-leftover-question", key=preview.leftovers[0].key), {"category": "团队管理"}
        )
        assert preview_of(upload).questions[-1].category == "团队管理"

    def test_merge_puts_a_question_into_the_answer_before_it(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        first, second, _third = preview_of(upload).questions
        hr.post(at(upload, "upload-question-merge", key=second.key))
        preview = preview_of(upload)
        assert len(preview.questions) == 2
        answer = preview.questions[0].draft.answers[-1].text
        assert answer.startswith(first.draft.answers[0].text)
        assert answer.endswith(second.draft.answers[0].text)
        assert second.draft.text in answer
        assert hr.post(at(upload, "upload-question-merge", key=first.key)).status_code == 404

    def test_split_makes_two(self, hr: Client, upload: DocumentUpload) -> None:
        one = preview_of(upload).questions[0]
        hr.post(at(upload, "upload-question-split", key=one.key), {"at": "2"})
        first, second, *_ = preview_of(upload).questions
        assert [a.text for a in first.draft.answers] == ["不是一味退让。"]
        assert (second.draft.text, second.draft.answers) == ("先听完，再复述。", ())
        hr.post(at(upload, "upload-question-split", key=one.key), {"at": "99"})
        assert len(preview_of(upload).questions) == 4

    def test_a_leftover_goes_on_an_answer_by_its_number(self, hr: Client, upload: DocumentUpload) -> None:
        key = preview_of(upload).leftovers[0].key
        url = at(upload, "upload-leftover-answer", key=key)
        refused = hr.post(url, {"number": "9"}, follow=True).content.decode()
        assert "no question of this number" in refused
        hr.post(url, {"number": "3"})
        preview = preview_of(upload)
        assert preview.questions[2].draft.answers[0].text == "客服主管面试题"
        assert preview.leftovers == []

    def test_a_category_is_renamed_for_all_its_questions(self, hr: Client, upload: DocumentUpload) -> None:
        hr.post(at(upload, "upload-category"), {"old": "服务意识", "new": "服务"})
        assert preview_of(upload).categories == ["服务", "团队管理"]

    def test_htmx_gets_the_preview_in_place(self, hr: Client, upload: DocumentUpload) -> None:
        one = preview_of(upload).questions[1]
        response = hr.post(at(upload, "upload-question-merge", key=one.key), headers={"hx-request": "true"})
        assert response.headers["HX-Retarget"] == "#preview"
        assert "<html" not in response.content.decode()

    @pytest.mark.parametrize(
        "name",
        ["upload-question", "upload-question-merge", "upload-question-split", "upload-question-take-out"],
    )
    def test_a_question_that_is_not_there_is_404(self, hr: Client, upload: DocumentUpload, name: str) -> None:
        assert hr.post(at(upload, name, key="9-99"), fields()).status_code == 404
        assert hr.get(at(upload, name, key="1-01")).status_code == 405

    def test_nothing_is_lost_by_any_of_it(self, upload: DocumentUpload) -> None:
        def everything(preview: Preview) -> list[str]:
            texts = [one.draft.text for one in preview.questions]
            texts += [answer.text for one in preview.questions for answer in one.draft.answers]
            texts += [left.text for left in preview.leftovers]
            return sorted("".join("".join(texts).split()))

        before = everything(preview_of(upload))
        acts: list[Callable[[Preview], Any]] = [
            lambda p: p.split(p.questions[0].key, 1),
            lambda p: p.merge_into_previous(p.questions[2].key),
            lambda p: p.remove(p.questions[0].key),
            lambda p: p.make_question(p.leftovers[0].key, "新"),
            lambda p: p.add_to_answer(p.leftovers[0].key, p.questions[0].key),
            lambda p: p.rename_category("新", "旧"),
        ]
        for act in acts:
            change_preview(upload=upload, change=act)
            assert everything(preview_of(upload)) == before


class TestAccepting:
    def test_the_questions_become_drafts_with_source_revision_and_trail(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        page = hr.post(at(upload, "upload-accept"), follow=True).content.decode()
        assert "3 questions are in the bank as drafts." in page
        questions = Question.objects.order_by("id")
        assert {one.status for one in questions} == {"draft"}
        assert len({one.code for one in questions}) == 3
        assert {one.source for one in questions} == {upload.source}
        assert questions[0].answers.get().text.startswith("不是一味退让")
        assert QuestionRevision.objects.filter(by=hr.user).count() == 3
        assert AuditEvent.objects.filter(action="question.create", actor=hr.user).count() == 3
        event = AuditEvent.objects.get(action="documentupload.accept")
        assert event.after == {"created": {"category": 2, "question": 3}, "left": 1}
        for one in questions:
            assert one.code in page

    def test_twice_is_told_and_changes_nothing(self, hr: Client, upload: DocumentUpload) -> None:
        hr.post(at(upload, "upload-accept"))
        page = hr.post(at(upload, "upload-accept"), follow=True).content.decode()
        assert "meanwhile" in page
        assert Question.objects.count() == 3
        key = preview_of(upload).questions[0].key
        page = hr.post(at(upload, "upload-question", key=key), fields(), follow=True).content.decode()
        assert "meanwhile" in page
        with pytest.raises(UploadStateError):
            discard_upload(upload=upload, actor=hr.user)

    def test_it_goes_into_a_category_that_is_there(self, hr: Client, upload: DocumentUpload) -> None:
        mine = make_category(name="服务意识")
        hr.post(at(upload, "upload-accept"))
        assert mine.questions.count() == 2

    def test_codes_that_are_taken_are_made_anew(self, hr: Client) -> None:
        make_question(code="KF-1-01")
        send(hr, HEAD)
        hr.post(at(DocumentUpload.objects.get(), "upload-accept"))
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
        send(hr, HEAD)
        upload = DocumentUpload.objects.get()
        source = upload.source
        repairs = list(source.repairs.filter(rule="lost-lead", doubtful=True).order_by("position")[:2])

        def answers() -> str:
            return "".join(a.text for one in preview_of(upload).questions for a in one.draft.answers)

        assert repairs[0].restored in answers()
        correct(source=source, position=repairs[0].position, restored="【一】", reason="x", actor=hr.user)
        assert "【一】" in answers()
        touched = next(
            one for one in preview_of(upload).questions if repairs[1].restored in one.draft.answers[0].text
        )
        hr.post(at(upload, "upload-question", key=touched.key), fields(answer=["我的答案"]))
        taken_out = preview_of(upload).questions[-1]
        hr.post(at(upload, "upload-question-take-out", key=taken_out.key))
        hr.post(at(upload, "upload-accept"))
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
        assert "客户第一" in send(admin).content.decode()

    def test_an_interviewer_does_not_know_of_them(self, interviewer: Client, upload: DocumentUpload) -> None:
        for name in ("upload-list", "upload-create"):
            assert interviewer.get(reverse(f"qbank:{name}")).status_code == 404
        assert interviewer.get(at(upload, "upload-detail")).status_code == 404
        for name in self.ACTS:
            assert interviewer.post(at(upload, name)).status_code == 404
        assert send(interviewer).status_code == 404

    def test_strangers_are_asked_to_sign_in(self, stranger: Client, upload: DocumentUpload) -> None:
        for name in ("upload-detail", *self.ACTS):
            assert stranger.post(at(upload, name)).status_code == 302

    def test_bad_ids_and_wrong_methods(self, hr: Client, upload: DocumentUpload) -> None:
        assert hr.get(reverse("qbank:upload-detail", args=[upload.pk + 999])).status_code == 404
        for name in self.ACTS:
            assert hr.post(reverse(f"qbank:{name}", args=[upload.pk + 999])).status_code == 404
            assert hr.get(at(upload, name)).status_code == 405
        assert hr.post(at(upload, "upload-detail")).status_code == 405
        assert hr.post(reverse("qbank:upload-list")).status_code == 405


def test_the_number_of_queries_does_not_grow(hr: Client, django_assert_max_num_queries: Any) -> None:
    counts = []
    for number in (1, 3):
        for index in range(number):
            send(
                hr,
                f"一、类{index}\n"
                + "".join(
                    f"{i}、第{i}题怎么办？\n答：做{number}{index}。\n" for i in range(1, 3 * number + 1)
                ),
            )
        upload = DocumentUpload.objects.order_by("-pk")[0]
        for url in (reverse("qbank:upload-list"), at(upload, "upload-detail")):
            with django_assert_max_num_queries(15) as queries:
                assert hr.get(url).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_a_long_preview_comes_in_pages(hr: Client) -> None:
    send(hr, "一、类\n" + "".join(f"{i}、第{i}题怎么办？\n答：这样做{i}。\n" for i in range(1, 301)))
    upload = DocumentUpload.objects.get()
    assert len(preview_of(upload).questions) == 300
    page = hr.get(at(upload, "upload-detail"), {"page": 2}).content.decode()
    assert "第21题怎么办" in page
    assert "第1题怎么办" not in page
    hr.post(at(upload, "upload-accept"))
    assert Question.objects.count() == 300


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
