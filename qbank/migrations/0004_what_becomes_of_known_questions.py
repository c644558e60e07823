"""What an import does with questions the bank has becomes a choice; by default each change is asked about.

Imports that have changed the bank already did so without asking: they keep what they did on record.
"""

from typing import Any

from django.db import migrations, models


def earlier_imports_changed_questions(apps: Any, _schema_editor: Any) -> None:
    batches = apps.get_model("qbank", "ImportBatch").objects
    batches.filter(status__in=["applying", "applied", "undoing", "undone"]).update(scope="both")


class Migration(migrations.Migration):
    dependencies = [("qbank", "0003_lz4_compression")]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="match",
            field=models.CharField(
                choices=[
                    ("code-or-text", "by code or text"),
                    ("code", "by code alone"),
                    ("text", "by text alone"),
                ],
                default="code-or-text",
                max_length=16,
                verbose_name="how known questions are recognised",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="scope",
            field=models.CharField(
                choices=[
                    ("ask", "Add new questions; ask about each change of a known one"),
                    ("add", "Only add new questions; known ones stay as they are"),
                    ("update", "Only change known questions; add none"),
                    ("both", "Add new questions and change known ones"),
                ],
                default="ask",
                max_length=8,
                verbose_name="questions that the bank has",
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("new", "New"),
                    ("changed", "Changed"),
                    ("same", "Unchanged"),
                    ("repeated", "Twice in the file"),
                    ("similar", "Looks like an existing question"),
                    ("conflict", "Which question is it?"),
                    ("error", "Error"),
                ],
                max_length=8,
                verbose_name="verdict",
            ),
        ),
        migrations.RunPython(earlier_imports_changed_questions, migrations.RunPython.noop),
    ]
