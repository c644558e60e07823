"""PostgreSQL packs the long texts of an import by LZ4, where it was built with that."""

import pytest
from django.db import connection

from qbank.models import ImportRow, QuestionIndex, QuestionRevision

LONG = [(ImportRow, "cells"), (ImportRow, "draft"), (QuestionIndex, "grams"), (QuestionRevision, "content")]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL packs texts")
def test_long_texts_are_packed_quickly():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
        )
        expected = "l" if cursor.fetchone() == (True,) else ""
        for model, column in LONG:
            cursor.execute(
                "SELECT attcompression FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s",
                [model._meta.db_table, column],
            )
            assert cursor.fetchone() == (expected,), (model, column)
