"""The preview of an uploaded document, corrected by a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qbank.models import DocumentUpload, Question
from qbank.sources.rules.upload_preview import Preview
from qbank.sources.services.uploads import (
    change_preview,
)
from tests.qbank.sources.uploads.documents import preview_of, question_data, upload_document, upload_url

pytestmark = pytest.mark.django_db


class TestPuttingRight:
    def test_a_question_is_saved_without_being_accepted(self, hr: Client, upload: DocumentUpload) -> None:
        question = preview_of(upload).questions[0]
        data = question_data(kind="knowledge", minutes="7", answer=["一", "", "二"], cut_off=["3"])
        hr.post(upload_url(upload, "upload-question", key=question.key), data)
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
        question = preview_of(upload).questions[0]
        url = upload_url(upload, "upload-question", key=question.key)
        assert "Saved" in hr.post(url, question_data(), headers={"hx-request": "true"}).content.decode()
        refused = hr.post(
            url, question_data(text=" ", minutes="900"), headers={"hx-request": "true"}
        ).content.decode()
        assert "Not saved" in refused
        assert "120" in refused
        assert preview_of(upload).questions[0].draft.text == "新的问题？"

    def test_a_refused_question_keeps_what_was_typed(self, hr: Client, upload: DocumentUpload) -> None:
        question = preview_of(upload).questions[0]
        page = hr.post(
            upload_url(upload, "upload-question", key=question.key),
            question_data(text="", answer=["我刚写的答案"]),
        ).content.decode()
        assert "我刚写的答案" in page
        assert "Not saved" in page

    def test_taken_out_is_among_the_leftovers_and_can_come_back(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        question = preview_of(upload).questions[0]
        hr.post(upload_url(upload, "upload-question-take-out", key=question.key))
        preview = preview_of(upload)
        assert question.draft.text in preview.leftovers[0].text
        assert question.draft.answers[0].text in preview.leftovers[0].text
        hr.post(
            upload_url(upload, "upload-leftover-question", key=preview.leftovers[0].key),
            {"category": "团队管理"},
        )
        assert preview_of(upload).questions[-1].category == "团队管理"

    def test_merge_puts_a_question_into_the_answer_before_it(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        first, second, _third = preview_of(upload).questions
        hr.post(upload_url(upload, "upload-question-merge", key=second.key))
        preview = preview_of(upload)
        assert len(preview.questions) == 2
        answer = preview.questions[0].draft.answers[-1].text
        assert answer.startswith(first.draft.answers[0].text)
        assert answer.endswith(second.draft.answers[0].text)
        assert second.draft.text in answer
        assert hr.post(upload_url(upload, "upload-question-merge", key=first.key)).status_code == 404

    def test_split_makes_two(self, hr: Client, upload: DocumentUpload) -> None:
        question = preview_of(upload).questions[0]
        hr.post(upload_url(upload, "upload-question-split", key=question.key), {"at": "2"})
        first, second, *_ = preview_of(upload).questions
        assert [a.text for a in first.draft.answers] == ["不是一味退让。"]
        assert (second.draft.text, second.draft.answers) == ("先听完，再复述。", ())
        hr.post(upload_url(upload, "upload-question-split", key=question.key), {"at": "99"})
        assert len(preview_of(upload).questions) == 4

    def test_a_leftover_goes_on_an_answer_by_its_number(self, hr: Client, upload: DocumentUpload) -> None:
        key = preview_of(upload).leftovers[0].key
        url = upload_url(upload, "upload-leftover-answer", key=key)
        refused = hr.post(url, {"number": "9"}, follow=True).content.decode()
        assert "no question of this number" in refused
        hr.post(url, {"number": "3"})
        preview = preview_of(upload)
        assert preview.questions[2].draft.answers[0].text == "客服主管面试题"
        assert preview.leftovers == []

    def test_a_category_is_renamed_for_all_its_questions(self, hr: Client, upload: DocumentUpload) -> None:
        hr.post(upload_url(upload, "upload-category"), {"old": "服务意识", "new": "服务"})
        assert preview_of(upload).categories == ["服务", "团队管理"]

    def test_htmx_gets_the_preview_in_place(self, hr: Client, upload: DocumentUpload) -> None:
        question = preview_of(upload).questions[1]
        response = hr.post(
            upload_url(upload, "upload-question-merge", key=question.key), headers={"hx-request": "true"}
        )
        assert response.headers["HX-Retarget"] == "#preview"
        assert "<html" not in response.content.decode()

    @pytest.mark.parametrize(
        "name",
        ["upload-question", "upload-question-merge", "upload-question-split", "upload-question-take-out"],
    )
    def test_a_question_that_is_not_there_is_404(self, hr: Client, upload: DocumentUpload, name: str) -> None:
        assert hr.post(upload_url(upload, name, key="9-99"), question_data()).status_code == 404
        assert hr.get(upload_url(upload, name, key="1-01")).status_code == 405

    def test_nothing_is_lost_by_any_of_it(self, upload: DocumentUpload) -> None:
        def everything(preview: Preview) -> list[str]:
            texts = [question.draft.text for question in preview.questions]
            texts += [answer.text for question in preview.questions for answer in question.draft.answers]
            texts += [leftover.text for leftover in preview.leftovers]
            return sorted("".join("".join(texts).split()))

        before = everything(preview_of(upload))
        changes: list[Callable[[Preview], Any]] = [
            lambda p: p.split(p.questions[0].key, 1),
            lambda p: p.merge_into_previous(p.questions[2].key),
            lambda p: p.remove(p.questions[0].key),
            lambda p: p.make_question(p.leftovers[0].key, "新"),
            lambda p: p.add_to_answer(p.leftovers[0].key, p.questions[0].key),
            lambda p: p.rename_category("新", "旧"),
        ]
        for change in changes:
            change_preview(upload=upload, change=change)
            assert everything(preview_of(upload)) == before


def test_the_number_of_queries_does_not_grow(hr: Client, django_assert_max_num_queries: Any) -> None:
    counts = []
    for number in (1, 3):
        for index in range(number):
            upload_document(
                hr,
                f"一、类{index}\n"
                + "".join(
                    f"{i}、第{i}题怎么办？\n答：做{number}{index}。\n" for i in range(1, 3 * number + 1)
                ),
            )
        upload = DocumentUpload.objects.order_by("-pk")[0]
        for url in (reverse("qbank:upload-list"), upload_url(upload, "upload-detail")):
            with django_assert_max_num_queries(15) as queries:
                assert hr.get(url).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_a_long_preview_comes_in_pages(hr: Client) -> None:
    upload_document(
        hr, "一、类\n" + "".join(f"{i}、第{i}题怎么办？\n答：这样做{i}。\n" for i in range(1, 301))
    )
    upload = DocumentUpload.objects.get()
    assert len(preview_of(upload).questions) == 300
    page = hr.get(upload_url(upload, "upload-detail"), {"page": 2}).content.decode()
    assert "第21题怎么办" in page
    assert "第1题怎么办" not in page
    hr.post(upload_url(upload, "upload-accept"))
    assert Question.objects.count() == 300
