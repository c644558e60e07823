"""The index behind qbank/search.py: FTS5 kept up to date by triggers on SQLite, GIN on PostgreSQL."""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE qbank_questionindex_grams USING fts5("
    "grams, content='qbank_questionindex', content_rowid='question_id', detail=none, columnsize=0)",
    "CREATE TRIGGER qbank_questionindex_added AFTER INSERT ON qbank_questionindex BEGIN "
    "INSERT INTO qbank_questionindex_grams(rowid, grams) VALUES (new.question_id, new.grams); END",
    "CREATE TRIGGER qbank_questionindex_removed AFTER DELETE ON qbank_questionindex BEGIN "
    "INSERT INTO qbank_questionindex_grams(qbank_questionindex_grams, rowid, grams) "
    "VALUES ('delete', old.question_id, old.grams); END",
    "CREATE TRIGGER qbank_questionindex_changed AFTER UPDATE ON qbank_questionindex BEGIN "
    "INSERT INTO qbank_questionindex_grams(qbank_questionindex_grams, rowid, grams) "
    "VALUES ('delete', old.question_id, old.grams); "
    "INSERT INTO qbank_questionindex_grams(rowid, grams) VALUES (new.question_id, new.grams); END",
    "INSERT INTO qbank_questionindex_grams(qbank_questionindex_grams) VALUES ('rebuild')",
]
POSTGRESQL = [
    "CREATE INDEX qbank_questionindex_grams ON qbank_questionindex USING gin (string_to_array(grams, ' '))",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER qbank_questionindex_added",
        "DROP TRIGGER qbank_questionindex_removed",
        "DROP TRIGGER qbank_questionindex_changed",
        "DROP TABLE qbank_questionindex_grams",
    ],
    "postgresql": ["DROP INDEX qbank_questionindex_grams"],
}


def create(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("qbank", "0001_initial")]

    operations = [migrations.RunPython(create, remove)]
