"""An import applied and undone on the site."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from qbank.models import Category, ImportBatch, Question
from qbank.questions.services.revisions import record_revision
from tests.factories import make_question, make_set
from tests.qbank.imports.pages.workbooks import (
    HEADER,
    columns_data,
    detail_page,
    import_url,
    newest_batch,
    text_of,
    upload,
    verdicts,
)

pytestmark = pytest.mark.django_db


class TestImporting:
    def test_the_numbers_are_confirmed_before_anything_happens(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        page = text_of(hr.get(import_url(preview, "apply")))
        assert "Import 2 rows?" in page
        assert "New questions" in page
        assert "Changed questions" in page
        preview.refresh_from_db()
        assert preview.status == "preview"

    def test_numbers_that_have_changed_meanwhile_are_shown_again(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        hr.post(import_url(preview, "decide", number=4), {"decision": "take"})
        page = text_of(hr.post(import_url(preview, "apply"), {"accepted": "2"}))
        assert "The numbers have changed" in page
        assert "Import 3 rows?" in page
        preview.refresh_from_db()
        assert preview.status == "preview"

    def test_the_result_links_to_the_questions_and_tells_what_is_on_record(
        self, hr: Client, preview: ImportBatch, bank: Question
    ) -> None:
        page = text_of(hr.post(import_url(preview, "apply"), {"accepted": "2"}, follow=True))
        created = Question.objects.get(code="N-1")
        assert reverse("qbank:question-detail", args=[created.pk]) in page
        assert reverse("qbank:question-detail", args=[bank.pk]) in page
        assert preview.sha256 in page
        assert "题目 → Question" in page
        preview.refresh_from_db()
        assert f"?source={preview.source_id}" in page
        bank.refresh_from_db()
        assert bank.text == "排班冲突时你先找谁谈？"
        event = AuditEvent.objects.get(action="importbatch.apply")
        assert event.actor == hr.user  # type: ignore[attr-defined]

    def test_the_rows_that_stay_out_come_as_excel_and_can_be_brought_in_once_mended(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        hr.post(import_url(preview, "apply"), {"accepted": "2"})
        response = hr.get(import_url(preview, "rejected"))
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        sheet = book.worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert [row[0] for row in rows[1:]] == [4, 5, 6, 7]
        assert "is not a known difficulty" in str(rows[3][1])
        assert "KF-1-02" in str(rows[1][1])
        assert {row[2 + HEADER.index("分类")] for row in rows[1:]} == {"服务意识"}
        sheet.cell(4, 2 + HEADER.index("难度") + 1).value = "难"
        mended = io.BytesIO()
        book.save(mended)
        upload(hr, mended.getvalue(), "mended.xlsx")
        batch = newest_batch()
        step = hr.get(import_url(batch, "columns")).context["mapping"]
        hr.post(
            import_url(batch, "columns"),
            columns_data(batch)
            | {f"column-{n}": "" for n in range(9)}
            | {f"column-{n}": str(field) for n, field in step.columns.items()},
        )
        assert verdicts(batch) == {2: "similar", 3: "same", 4: "new", 5: "error"}

    def test_the_same_file_again_changes_nothing(self, hr: Client, preview: ImportBatch) -> None:
        hr.post(import_url(preview, "apply"), {"accepted": "2"})
        upload(hr)
        batch = newest_batch()
        hr.post(import_url(batch, "columns"), columns_data(batch))
        assert {verdicts(batch)[2], verdicts(batch)[3]} == {"same"}
        assert "There is nothing to import as it stands" in detail_page(hr, batch)

    def test_the_bank_that_changed_meanwhile_sends_it_back_to_the_preview(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        make_question(code="N-1", text="别的题", category=Category.objects.get(name="服务意识"))
        page = text_of(hr.post(import_url(preview, "apply"), {"accepted": "2"}, follow=True))
        assert "The bank has changed since these rows were judged" in page
        preview.refresh_from_db()
        assert preview.status == "preview"

    def test_progress_is_told_and_the_page_goes_on_by_itself(self, hr: Client, preview: ImportBatch) -> None:
        working = ImportBatch.objects.filter(pk=preview.pk)
        working.update(status="applying", done=40, total=100, run="0" * 32, beat_at=timezone.now())
        page = detail_page(hr, preview)
        assert "40 of 100 rows" in page
        assert 'hx-trigger="every 1s"' in page
        poll = {"hx-request": "true", "hx-target": "import-progress"}
        assert "40 of 100 rows" in text_of(hr.get(import_url(preview, "detail"), headers=poll))
        working.update(status="preview", run=None)
        assert hr.get(import_url(preview, "detail"), headers=poll)["HX-Refresh"] == "true"

    def test_one_that_waits_for_another_says_so(self, hr: Client, preview: ImportBatch) -> None:
        ImportBatch.objects.create(
            name="b.csv", status="applying", run="1" * 32, beat_at=timezone.now(), options={"kind": "csv"}
        )
        ImportBatch.objects.filter(pk=preview.pk).update(status="applying", beat_at=timezone.now())
        assert "Waiting: another import is being written" in detail_page(hr, preview)

    def test_one_whose_job_has_died_is_taken_up_again_by_whoever_looks(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        long_ago = timezone.now() - timedelta(minutes=5)
        ImportBatch.objects.filter(pk=preview.pk).update(status="applying", run="1" * 32, beat_at=long_ago)
        assert "it was taken up again just now" in detail_page(hr, preview)
        assert Question.objects.filter(code="N-1").exists()

    def test_a_file_that_fails_on_the_way_says_why_and_can_be_read_anew(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        problem = "The sheet has more than %(rows)s rows."
        ImportBatch.objects.filter(pk=preview.pk).update(
            status="failed", problem=problem, result={"params": {"rows": 100_000}}
        )
        page = detail_page(hr, preview)
        assert "more than 100000 rows" in page
        assert import_url(preview, "reading") in page
        assert "more than 100000 rows" in text_of(hr.get(reverse("qbank:import-list")))


class TestTakingBack:
    def test_what_it_would_do_is_listed_and_then_done(
        self, hr: Client, preview: ImportBatch, bank: Question
    ) -> None:
        hr.post(import_url(preview, "apply"), {"accepted": "2"})
        page = text_of(hr.get(import_url(preview, "undo")))
        assert "N-1" in page
        assert "OLD-1" in page
        assert Question.objects.filter(code="N-1").exists()
        page = text_of(hr.post(import_url(preview, "undo"), follow=True))
        assert "This import was taken back" in page
        assert not Question.objects.filter(code="N-1").exists()
        bank.refresh_from_db()
        assert bank.text == "排班冲突时你找谁谈？"

    def test_questions_in_use_are_retired_and_edited_ones_kept(
        self, hr: Client, preview: ImportBatch, bank: Question
    ) -> None:
        hr.post(import_url(preview, "apply"), {"accepted": "2"})
        make_set(questions=[Question.objects.get(code="N-1")])
        bank.refresh_from_db()
        bank.minutes = 11
        bank.save()
        record_revision(question=bank, actor=None)
        page = text_of(hr.get(import_url(preview, "undo")))
        assert "to be retired" in page
        assert "to be kept as they are" in page
        hr.post(import_url(preview, "undo"))
        assert Question.objects.get(code="N-1").status == "retired"
        bank.refresh_from_db()
        assert bank.minutes == 11
