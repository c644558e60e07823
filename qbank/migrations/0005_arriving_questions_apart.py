"""Arriving questions get an index of their own, and taking questions out a right of its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("qbank", "0004_spreadsheet_imports"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="question",
            options={
                "ordering": ["category__position", "category_id", "position", "id"],
                "permissions": [("export_question", "Can export questions")],
                "verbose_name": "question",
                "verbose_name_plural": "questions",
            },
        ),
        migrations.AlterField(
            model_name="question",
            name="arriving",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="arriving",
                to="qbank.importbatch",
                verbose_name="arriving with",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("arriving__isnull", False)), fields=["arriving"], name="question_arriving"
            ),
        ),
    ]
