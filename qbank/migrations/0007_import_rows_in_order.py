"""The columns of an import's rows in another order: the long ones last."""

import django.db.models.deletion
from django.db import migrations, models

import qbank.models.imports


class Migration(migrations.Migration):
    dependencies = [
        ("qbank", "0006_import_files"),
    ]

    operations = [
        migrations.DeleteModel(name="ImportRow"),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("same", "Unchanged"),
                            ("repeated", "Twice in the file"),
                            ("similar", "Looks like an existing question"),
                            ("error", "Error"),
                        ],
                        max_length=8,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "As judged"),
                            ("take", "Import as a new question"),
                            ("change", "Change the existing question"),
                            ("leave", "Leave out"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="decision",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not imported"),
                            ("created", "Created"),
                            ("changed", "Changed"),
                            ("removed", "Removed again"),
                            ("restored", "Earlier wording restored"),
                            ("retired", "Retired, because it is used"),
                            ("kept", "Kept, because it was edited since"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=40, verbose_name="code")),
                ("text_key", models.CharField(blank=True, max_length=32, verbose_name="key of the text")),
                ("repeats", models.PositiveIntegerField(blank=True, null=True, verbose_name="same as row")),
                (
                    "similarity",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="similarity in per cent"
                    ),
                ),
                (
                    "revision_before",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="revision before"),
                ),
                (
                    "revision_after",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="revision after"),
                ),
                (
                    "cells",
                    models.JSONField(
                        default=dict, encoder=qbank.models.imports.Readable, verbose_name="cells"
                    ),
                ),
                (
                    "flags",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=qbank.models.imports.Readable,
                        verbose_name="odd cells",
                    ),
                ),
                (
                    "mended",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=qbank.models.imports.Readable,
                        verbose_name="mended cells",
                    ),
                ),
                (
                    "draft",
                    models.JSONField(
                        blank=True, encoder=qbank.models.imports.Readable, null=True, verbose_name="question"
                    ),
                ),
                (
                    "problems",
                    models.JSONField(
                        blank=True,
                        default=list,
                        encoder=qbank.models.imports.Readable,
                        verbose_name="problems",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="qbank.importbatch",
                        verbose_name="import",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="qbank.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of an import",
                "ordering": ["batch", "number"],
                "indexes": [
                    models.Index(fields=["batch", "verdict", "number"], name="import_row_verdict"),
                    models.Index(fields=["batch", "code"], name="import_row_code"),
                    models.Index(fields=["batch", "text_key"], name="import_row_text"),
                ],
                "constraints": [models.UniqueConstraint(fields=("batch", "number"), name="import_row_once")],
            },
        ),
    ]
