"""PostgreSQL packs long texts by LZ4 where it can: its older way is what much of an import waits for.

What stands there already stays as it was packed; both are read alike.
"""

from django.db import migrations

COLUMNS = {
    "qbank_importrow": ("cells", "draft"),
    "qbank_questionindex": ("folded", "grams"),
    "qbank_questionrevision": ("content",),
}
SUPPORTED = "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"


def packed_by(method):
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
    dependencies = [("qbank", "0009_revisions_in_plain_chinese")]

    operations = [migrations.RunPython(packed_by("lz4"), packed_by("default"))]
