"""One question of a document's preview: typed over, saved by itself, left out."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from qbank.models import DocumentUpload, Question
from tests.forms import PageForm, writing_forms
from tests.qbank.sources.uploads.documents import preview_of, question_data, texts, upload_url

pytestmark = pytest.mark.django_db


class TestOneQuestion:
    def test_it_is_saved_without_being_accepted(self, hr: Client, upload: DocumentUpload) -> None:
        question = preview_of(upload).questions[0]
        data = question_data(kind="knowledge", minutes="7", answer=["一", "", "二"], cut_off=["3"])
        hr.post(upload_url(upload, "upload-question", key=question.key), data)
        saved = preview_of(upload).questions[0]
        assert (saved.draft.text, saved.draft.kind, saved.draft.minutes) == ("新的问题？", "knowledge", 7)
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

    def test_an_older_tab_overwrites_nothing(self, hr: Client, upload: DocumentUpload) -> None:
        """Also of what is saved by itself: the form comes back with a choice, and saves when one is made."""
        key = preview_of(upload).questions[0].key
        url = upload_url(upload, "upload-question", key=key)
        page = upload_url(upload, "upload-detail")

        def opened() -> PageForm:
            forms = writing_forms(hr.get(page).content.decode(), page)
            return next(form for form in forms if form.action == url)

        older = opened()
        opened().send(hr, text="先改的题？", answer=["先改的答案"])
        data = older.fields | {"answer": ["后改的答案"]}
        asked = hr.post(url, data, headers={"hx-request": "true"})
        html = asked.content.decode()
        assert asked.status_code == 422 and asked.headers["HX-Retarget"] == f"#q-{key}"
        assert "先改的答案" in html and "后改的答案" in html and "先改的题？" in html
        assert texts(upload)[0] == ("先改的题？", ["先改的答案"])
        (again,) = writing_forms(html, page)
        chosen = {"text-meanwhile": "theirs", "answer-meanwhile": "mine"}
        del again.fields["reset"]  # the other button
        again.fields["answer"] = again.as_shown["answer"]
        assert again.send(hr, **chosen).status_code == 302
        assert texts(upload)[0] == ("先改的题？", ["后改的答案"])

    def test_saving_twice_from_one_tab_is_no_conflict(self, hr: Client, upload: DocumentUpload) -> None:
        page = upload_url(upload, "upload-detail")
        form = next(
            f for f in writing_forms(hr.get(page).content.decode(), page) if "/questions/" in f.action
        )
        first = hr.post(form.action, form.fields | {"minutes": "7"}, headers={"hx-request": "true"})
        stated = re.search(r'name="opened_on" value="([^"]*)"', first.content.decode())
        assert stated is not None
        data = form.fields | {"minutes": "8", "opened_on": unescape(stated[1])}
        assert hr.post(form.action, data, headers={"hx-request": "true"}).status_code == 200
        assert preview_of(upload).questions[0].draft.minutes == 8

    def test_a_refused_question_keeps_what_was_typed(self, hr: Client, upload: DocumentUpload) -> None:
        question = preview_of(upload).questions[0]
        page = hr.post(
            upload_url(upload, "upload-question", key=question.key),
            question_data(text="", answer=["我刚写的答案"]),
        ).content.decode()
        assert "我刚写的答案" in page
        assert "Not saved" in page

    def test_it_is_left_out_and_taken_again(self, hr: Client, upload: DocumentUpload) -> None:
        key = preview_of(upload).questions[0].key
        url = upload_url(upload, "upload-question-decide", key=key)
        page = hr.post(url, {"decision": "leave"}, follow=True).content.decode()
        assert "Accept 2 questions" in page
        assert "Accept 3 questions" in hr.post(url, {"decision": "take"}, follow=True).content.decode()
        assert hr.post(url, {"decision": "eat"}).status_code == 400

    @pytest.mark.parametrize("name", ["upload-question", "upload-question-decide"])
    def test_one_that_is_not_there_is_404(self, hr: Client, upload: DocumentUpload, name: str) -> None:
        data = question_data(decision="take")
        assert hr.post(upload_url(upload, name, key="9-99"), data).status_code == 404
        assert hr.get(upload_url(upload, name, key="1-01")).status_code == 405
