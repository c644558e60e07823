from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_time_zones"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="single_keys",
            field=models.BooleanField(
                default=True,
                help_text="While scoring, single keys mark points and change the question.",
                verbose_name="keys without Ctrl or Alt",
            ),
        ),
    ]
