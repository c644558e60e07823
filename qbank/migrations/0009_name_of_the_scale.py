"""The scale read from the documents is named by what it is for, and no longer by the chapter it was found in.

Sheets keep the name they were published with.
"""

from django.db import migrations

BEFORE, AFTER = "价值观考核", "面试评分标准（5 分制）"


def rename(apps, before, after):
    scales = apps.get_model("qbank", "RatingScale")
    loaded = apps.get_model("qbank", "LoadedItem").objects.filter(model="ratingscale", key=before)
    if scales.objects.filter(name=after).exists():
        return
    # One that people made, or renamed, is theirs.
    scales.objects.filter(name=before, pk__in=loaded.values("object_id")).update(name=after)
    loaded.update(key=after)


def forwards(apps, schema_editor):
    rename(apps, BEFORE, AFTER)


def backwards(apps, schema_editor):
    rename(apps, AFTER, BEFORE)


class Migration(migrations.Migration):
    dependencies = [("qbank", "0008_changes_of_many_questions")]

    operations = [migrations.RunPython(forwards, backwards)]
