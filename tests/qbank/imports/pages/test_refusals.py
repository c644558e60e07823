"""Requests that come too late, make no sense, or are not allowed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from qbank.models import ImportBatch, Question
from tests.qbank.imports.pages.workbooks import (
    HEADER,
    columns_data,
    detail_page,
    import_url,
    newest_batch,
    text_of,
    upload,
    workbook,
)

pytestmark = pytest.mark.django_db


class TestTooLate:
    """Somebody else moved the import on while the page was open."""

    ACTS: tuple[tuple[str, dict[str, str]], ...] = (
        ("mend", {"column": "1", "text": "x"}),
        ("decide", {"decision": "leave"}),
        ("decide-all", {"verdict": "new", "decision": "leave"}),
        ("value", {"field": "difficulty", "value": "三星", "choice": "hard"}),
        ("apply", {"accepted": "2"}),
        ("columns", {}),
        ("discard", {}),
    )

    @pytest.mark.parametrize(("name", "data"), ACTS)
    def test_nothing_is_done_and_the_page_says_so(
        self, hr: Client, preview: ImportBatch, name: str, data: dict[str, str]
    ) -> None:
        hr.post(import_url(preview, "apply"), {"accepted": "2"})
        before = list(preview.rows.order_by("number").values_list("verdict", "decision", "mended", "outcome"))
        kwargs = {"number": 2} if name in ("mend", "decide") else {}
        page = text_of(
            hr.post(import_url(preview, name, **kwargs), data or columns_data(preview), follow=True)
        )
        assert "Nothing was done: this import has moved on meanwhile" in page
        after = list(preview.rows.order_by("number").values_list("verdict", "decision", "mended", "outcome"))
        assert after == before

    def test_nothing_is_taken_back_that_was_not_imported(self, hr: Client, preview: ImportBatch) -> None:
        for response in (
            hr.get(import_url(preview, "undo"), follow=True),
            hr.post(import_url(preview, "undo"), follow=True),
        ):
            assert "Nothing was done" in text_of(response)

    def test_a_discarded_one_has_no_pages_but_its_own(self, hr: Client, preview: ImportBatch) -> None:
        page = text_of(hr.post(import_url(preview, "discard"), follow=True))
        assert "is discarded" in page
        for name in ("reading", "columns", "apply", "undo", "rejected"):
            assert hr.get(import_url(preview, name))["Location"] == import_url(preview, "detail"), name
        assert "Nothing of it reached the bank" in detail_page(hr, preview)
        assert "brought in before" not in text_of(upload(hr))


class TestHostileRequests:
    @pytest.mark.parametrize("number", [1, 99, 10**9 - 1])
    def test_rows_that_do_not_exist(self, hr: Client, preview: ImportBatch, number: int) -> None:
        assert hr.get(import_url(preview, "row", number=number)).status_code == 404
        for name in ("mend", "decide"):
            data = {"column": "1", "text": "x", "decision": "leave"}
            assert hr.post(import_url(preview, name, number=number), data).status_code == 404

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("mend", {"column": "100", "text": "x"}),
            ("mend", {"column": "-1", "text": "x"}),
            ("mend", {"column": "1", "text": "x" * 40_000}),
            ("mend", {"text": "x"}),
            ("mend", {"column": "1", "text": "夜\0班"}),
            ("decide", {"decision": "delete"}),
            ("decide-all", {"verdict": "all", "decision": "take"}),
            ("decide-all", {"decision": "take"}),
            ("value", {"field": "text", "value": "x", "choice": "y"}),
            ("value", {"field": "difficulty", "value": "三星", "choice": "+"}),
            ("value", {"field": "difficulty", "value": "三星"}),
            ("apply", {"accepted": "-1"}),
            ("apply", {}),
        ],
    )
    def test_what_makes_no_sense_changes_nothing(
        self, hr: Client, preview: ImportBatch, name: str, data: dict[str, str]
    ) -> None:
        before = list(preview.rows.order_by("number").values())
        kwargs = {"number": 6} if name in ("mend", "decide") else {}
        for headers in ({}, {"hx-request": "true"}):
            assert hr.post(import_url(preview, name, **kwargs), data, headers=headers).status_code in (
                200,
                302,
            )
        assert list(preview.rows.order_by("number").values()) == before
        preview.refresh_from_db()
        assert preview.status == "preview"

    @pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "甲\0乙", "²"])
    def test_nonsense_in_the_address_shows_what_there_is(
        self, hr: Client, preview: ImportBatch, value: str
    ) -> None:
        for name, parameters in {
            "detail": ("show", "from", "before", "after"),
            "reading": ("sheet", "header_row", "encoding", "separator", "of"),
            "columns": ("sheet", "header_row", "encoding", "separator"),
        }.items():
            for parameter in parameters:
                assert hr.get(import_url(preview, name), {parameter: value}).status_code == 200, (
                    name,
                    parameter,
                )

    def test_a_cell_cannot_bring_markup_onto_the_page(self, hr: Client, bank: Question) -> None:
        bad = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
        upload(
            hr,
            workbook([["", f"题目{bad}？", bad, bad, bad, bad, bad]], header=[*HEADER[:6], bad]),
            "<b>.xlsx",
        )
        batch = newest_batch()
        pages = [hr.get(import_url(batch, "reading")), hr.get(import_url(batch, "columns"))]
        pages.append(hr.post(import_url(batch, "columns"), columns_data(batch, values="show")))
        pages.append(hr.post(import_url(batch, "columns"), columns_data(batch), follow=True))
        pages += [hr.get(import_url(batch, "row", number=2)), hr.get(reverse("qbank:import-list"))]
        for response in pages:
            assert "<script>alert" not in text_of(response)
            assert "<img src=x" not in text_of(response)
            assert "<b>.xlsx" not in text_of(response)


class TestWhoMay:
    POSTS = ("columns", "decide-all", "value", "apply", "undo", "discard")

    def test_an_interviewer_knows_of_none_of_it(self, interviewer: Client, preview: ImportBatch) -> None:
        for name in ("list", "create", "template"):
            assert interviewer.get(reverse(f"qbank:import-{name}")).status_code == 404
        for name in ("detail", "reading", "columns", "apply", "rejected", "undo"):
            assert interviewer.get(import_url(preview, name)).status_code == 404
        for name in self.POSTS:
            assert interviewer.post(import_url(preview, name)).status_code == 404
        assert upload(interviewer).status_code == 404

    def test_posts_are_posts(self, hr: Client, preview: ImportBatch) -> None:
        for name in ("decide-all", "value", "discard"):
            assert hr.get(import_url(preview, name)).status_code == 405
        for name in ("mend", "decide"):
            assert hr.get(import_url(preview, name, number=2)).status_code == 405

    def test_and_carry_their_token(self, preview: ImportBatch, hr: Client) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = hr.cookies
        for name in self.POSTS:
            assert strict.post(import_url(preview, name)).status_code == 403

    def test_the_way_in_is_on_the_bank_page_for_those_who_may(self, hr: Client) -> None:
        page = text_of(hr.get(reverse("qbank:question-list")))
        assert reverse("qbank:import-create") in page
        assert reverse("qbank:import-list") in page
