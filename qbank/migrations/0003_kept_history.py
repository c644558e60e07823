"""Revisions, changes and versions keep what they belong to from being deleted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("qbank", "0002_bank_search_index"),
    ]

    operations = [
        migrations.AlterField(
            model_name="questionrevision",
            name="question",
            field=models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="revisions",
                to="qbank.question",
                verbose_name="question",
            ),
        ),
    ]
