"""The number of queries of the pages of imports doesn't grow with the rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qbank.imports.pages.batch import ROWS_PER_PAGE
from qbank.models import Category, ImportBatch, ImportRow
from tests.factories import make_question
from tests.qbank.imports.pages.workbooks import (
    capture_queries,
    fill_preview,
    import_url,
    upload,
    workbook,
)

pytestmark = pytest.mark.django_db


class TestQueries:
    def test_the_list_asks_the_same_for_one_and_for_three(
        self, hr: Client, django_assert_num_queries: Callable[..., Any]
    ) -> None:
        url = reverse("qbank:import-list")
        counts = []
        for number in (1, 2):
            for _each in range(number):
                upload(hr, workbook([[f"{number}", "题？", "", "", "", "", ""]]), "a.xlsx")
            with django_assert_num_queries(counts[0]) if counts else capture_queries() as queries:
                hr.get(url)
            counts.append(len(queries))

    def test_the_preview_asks_the_same_for_three_rows_and_for_many(
        self, hr: Client, preview: ImportBatch, django_assert_num_queries: Callable[..., Any]
    ) -> None:
        category = Category.objects.get()
        for verdict in ("changed", "similar"):
            for number in range(3):
                ImportRow.objects.create(
                    batch=preview,
                    number=100 + number + (10 if verdict == "similar" else 0),
                    verdict=verdict,
                    question=make_question(category=category),
                    similarity=80 if verdict == "similar" else None,
                    draft=preview.rows.get(number=3).draft,
                )
        with capture_queries() as queries:
            hr.get(import_url(preview, "detail"), {"from": "111"})
        with django_assert_num_queries(len(queries)):
            hr.get(import_url(preview, "detail"), {"from": "2"})

    def test_values_and_undoing_ask_the_same_for_any_number_of_rows(
        self, hr: Client, preview: ImportBatch, django_assert_num_queries: Callable[..., Any]
    ) -> None:
        with capture_queries() as queries:
            hr.get(import_url(preview, "values"), {"column": "2"})
        fill_preview(preview, 2 * ROWS_PER_PAGE)
        with django_assert_num_queries(len(queries)):
            hr.get(import_url(preview, "values"), {"column": "2"})
        counts = []
        ImportBatch.objects.filter(pk=preview.pk).update(status="applied", applied_at=timezone.now())
        other = ImportBatch.objects.create(
            name="b.csv", sha256="0" * 64, status="undone", applied_at=timezone.now()
        )
        for number in range(2, 5):
            question = make_question()
            written = {"question": question, "revision_after": 1, "outcome": "created"}
            preview.rows.filter(number=number).update(**written)
            other.rows.create(number=number, verdict="same", **written)
            with django_assert_num_queries(counts[0]) if counts else capture_queries() as queries:
                hr.get(import_url(preview, "undo"))
            counts.append(len(queries))

    def test_no_row_is_counted_that_is_not_on_the_page(self, hr: Client, preview: ImportBatch) -> None:
        fill_preview(preview, 3 * ROWS_PER_PAGE)
        with capture_queries() as queries:
            hr.get(import_url(preview, "detail"), {"show": "new", "from": str(ROWS_PER_PAGE)})
        counting = [query["sql"] for query in queries if "COUNT(" in query["sql"].upper()]
        assert len(counting) == 1
        assert not any("OFFSET" in query["sql"].upper() for query in queries)
