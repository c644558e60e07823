"""The preview of an import: what it shows, cells mended, rows decided about."""

from __future__ import annotations

import pytest
from django.test import Client

from qbank.imports.pages.batch import ROWS_PER_PAGE
from qbank.models import ImportBatch, Question
from tests.qbank.imports.pages.workbooks import (
    columns_data,
    detail_page,
    fill_preview,
    import_url,
    newest_batch,
    text_of,
    upload,
    verdicts,
    workbook,
)

pytestmark = pytest.mark.django_db


class TestPreview:
    def test_every_verdict_has_its_tab_and_its_words(self, hr: Client, preview: ImportBatch) -> None:
        assert verdicts(preview) == {
            2: "new",
            3: "changed",
            4: "similar",
            5: "repeated",
            6: "error",
            7: "error",
        }
        page = detail_page(hr, preview)
        for text in (
            "All <b>6</b>",
            "New <b>1</b>",
            "Changed <b>1</b>",
            "Looks alike <b>1</b>",
            "Error <b>2</b>",
        ):
            assert text in page
        assert "<ins>先</ins>" in page
        assert "KF-1-02" in page
        assert "Asks the same as row 2 of this file" in page
        assert "is not a known difficulty" in page
        assert "filled down" in page
        assert "Import 2 rows" in page
        assert not Question.objects.filter(code="N-1").exists()

    def test_one_that_looks_alike_is_compared_with_what_the_row_says(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        page = detail_page(hr, preview, show="similar")
        assert "% like" in page
        assert "<del>" in page
        assert "Status" not in page.split('id="row-4"')[1].split("</article>")[0]

    def test_a_tab_shows_its_rows_alone(self, hr: Client, preview: ImportBatch) -> None:
        page = detail_page(hr, preview, show="error")
        assert 'id="row-6"' in page
        assert 'id="row-2"' not in page

    def test_a_cell_is_mended_and_the_row_judged_again(self, hr: Client, preview: ImportBatch) -> None:
        url = import_url(preview, "mend", number=6) + "?show=error"
        response = hr.post(url, {"column": "4", "text": "难"})
        assert response["Location"] == import_url(preview, "detail") + "?show=error#row-6"
        assert preview.rows.get(number=6).verdict == "new"
        assert "Row 6: New" in detail_page(hr, preview)
        assert "In the file: 三星" in " ".join(detail_page(hr, preview).split())

    def test_by_htmx_the_row_comes_with_the_counts_and_what_else_it_changed(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        response = hr.post(
            import_url(preview, "mend", number=2),
            {"column": "1", "text": "另外一道题：旺季人手不够怎么办？", "shown": ["2", "3", "5"]},
            headers={"hx-request": "true"},
        )
        page = text_of(response)
        assert page.strip().startswith("<article")
        assert 'id="row-2"' in page
        assert 'id="row-5"' in page
        assert 'id="row-3"' not in page
        assert "New <b>2</b>" in page
        assert "Import 3 rows" in page

    def test_a_row_with_all_its_cells(self, hr: Client, preview: ImportBatch) -> None:
        page = text_of(hr.get(import_url(preview, "row", number=2)))
        assert page.count('name="column"') == 6
        whole = hr.post(import_url(preview, "mend", number=2), {"column": "5", "text": "7", "whole": "1"})
        assert whole["Location"] == import_url(preview, "row", number=2)
        assert preview.rows.get(number=2).draft["minutes"] == 7

    def test_a_value_is_settled_for_the_whole_file(self, hr: Client, preview: ImportBatch) -> None:
        assert "for all 2 rows that say it" in detail_page(hr, preview)
        hr.post(import_url(preview, "value"), {"field": "difficulty", "value": "三星", "choice": "hard"})
        assert verdicts(preview)[6] == "new"
        assert preview.rows.get(number=6).draft["difficulty"] == "hard"

    @pytest.mark.parametrize(("decision", "accepted"), [("take", 3), ("change", 3), ("leave", 2)])
    def test_the_choices_for_one_that_looks_alike(
        self, hr: Client, preview: ImportBatch, decision: str, accepted: int
    ) -> None:
        hr.post(import_url(preview, "decide", number=4), {"decision": decision})
        assert preview.rows.get(number=4).decision == decision
        assert f"Import {accepted} rows" in detail_page(hr, preview)

    def test_two_rows_cannot_change_the_same_question(self, hr: Client, bank: Question) -> None:
        rows = [
            ["", f"请{say}你最大的优点和缺点。", "服务意识", "", "", "", ""] for say in ("谈谈", "描述一下")
        ]
        upload(hr, workbook(rows))
        batch = newest_batch()
        hr.post(import_url(batch, "columns"), columns_data(batch))
        assert verdicts(batch) == {2: "similar", 3: "similar"}
        for number in (2, 3):
            page = text_of(
                hr.post(import_url(batch, "decide", number=number), {"decision": "change"}, follow=True)
            )
        assert "another row changes that question already" in page
        assert dict(batch.rows.values_list("number", "decision")) == {2: "change", 3: ""}

    def test_rows_are_left_out_singly_or_as_a_verdict_and_taken_in_again(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        hr.post(import_url(preview, "decide", number=2), {"decision": "leave"})
        page = detail_page(hr, preview, show="left")
        assert "Left out <b>1</b>" in page
        assert 'id="row-2"' in page
        hr.post(import_url(preview, "decide", number=2), {"decision": ""})
        hr.post(import_url(preview, "decide-all"), {"verdict": "changed", "decision": "leave"})
        assert dict(preview.rows.exclude(decision="").values_list("number", "decision")) == {3: "leave"}

    def test_rows_are_paged_by_their_number(self, hr: Client, preview: ImportBatch) -> None:
        fill_preview(preview, 2 * ROWS_PER_PAGE + 5)
        page = detail_page(hr, preview)
        assert f'id="row-{ROWS_PER_PAGE + 1}"' in page
        assert f'id="row-{ROWS_PER_PAGE + 2}"' not in page
        assert f"from={ROWS_PER_PAGE + 2}" in page
        later = detail_page(hr, preview, **{"from": 70})
        assert 'id="row-70"' in later
        assert 'id="row-69"' not in later
        assert "before=70" in later
        earlier = detail_page(hr, preview, before=70)
        assert 'id="row-69"' in earlier
        assert 'id="row-19"' not in earlier
        assert "The file ends before this row" in detail_page(hr, preview, **{"from": 9_000})

    def test_going_back_to_the_columns_keeps_what_was_decided_about_rows(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        hr.post(import_url(preview, "decide", number=2), {"decision": "leave"})
        hr.post(import_url(preview, "columns"), columns_data(preview, status="ready"))
        assert preview.rows.get(number=2).decision == "leave"
