"""Which version of each field stands and which were kept beside it; phrases for notes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0004_panel_and_asides"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="response",
            name="heads",
            field=models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="versions of the fields"
            ),
        ),
        migrations.AddField(
            model_name="scorechange",
            name="base",
            field=models.UUIDField(null=True, verbose_name="made on"),
        ),
        migrations.AddField(
            model_name="scorechange",
            name="device",
            field=models.CharField(blank=True, max_length=60, verbose_name="device"),
        ),
        migrations.AddField(
            model_name="scorechange",
            name="kept",
            field=models.BooleanField(default=False, verbose_name="kept beside another value"),
        ),
        migrations.AddField(
            model_name="scorechange",
            name="settles",
            field=models.JSONField(null=True, verbose_name="settles"),
        ),
        migrations.CreateModel(
            name="NoteSnippet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("text", models.CharField(max_length=200, verbose_name="text")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="note_snippets",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "snippet",
                "verbose_name_plural": "snippets",
                "ordering": ["user", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "position"), name="snippet_once_per_position")
                ],
            },
        ),
    ]
