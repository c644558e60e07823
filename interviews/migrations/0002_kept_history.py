"""Revisions, changes and versions keep what they belong to from being deleted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="scorechange",
            name="scorecard",
            field=models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="changes",
                to="interviews.scorecard",
                verbose_name="scorecard",
            ),
        ),
        migrations.AlterField(
            model_name="submittedversion",
            name="scorecard",
            field=models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="versions",
                to="interviews.scorecard",
                verbose_name="scorecard",
            ),
        ),
    ]
