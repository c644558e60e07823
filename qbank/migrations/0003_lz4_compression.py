"""PostgreSQL compresses long texts by LZ4 where it was built with that.

Its older method, pglz, is what much of an import waits for. Rows that are there already stay as they are;
both are read alike.
"""

from django.db import migrations

COLUMNS = {
    "qbank_importrow": ("cells", "draft"),
    "qbank_questionindex": ("folded", "grams"),
    "qbank_questionrevision": ("content",),
}
SUPPORTED = "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"


def compress_with(method):
    def change(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(SUPPORTED)
            if cursor.fetchone() != (True,):
                return
        for table, columns in COLUMNS.items():
            for column in columns:
                schema_editor.execute(
                    f'ALTER TABLE {table} ALTER COLUMN "{column}" SET COMPRESSION {method}', params=None
                )

    return change


class Migration(migrations.Migration):
    # The name under which earlier databases have it on record.
    replaces = [("qbank", "0010_long_texts_packed_quickly")]

    dependencies = [("qbank", "0002_bank_search_index")]

    operations = [migrations.RunPython(compress_with("lz4"), compress_with("default"))]
