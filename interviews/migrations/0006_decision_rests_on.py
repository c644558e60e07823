"""A decision's row has the records it was taken on, as they stand in its sealed text."""

import json
from typing import Any

from django.db import migrations, models


def copy_from_sealed_text(apps: Any, schema_editor: Any) -> None:
    decisions = apps.get_model("interviews", "Decision").objects
    for pk in list(decisions.values_list("pk", flat=True)):
        try:
            basis = json.loads(decisions.values_list("sealed", flat=True).get(pk=pk)).get("basis")
        except (ValueError, AttributeError):
            # No seal that anybody can read: its page says so.
            continue
        decisions.filter(pk=pk).update(rests_on=basis)


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0005_letters_to_hr"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="rests_on",
            field=models.JSONField(null=True, verbose_name="records it was taken on"),
        ),
        migrations.RunPython(copy_from_sealed_text, migrations.RunPython.noop),
    ]
