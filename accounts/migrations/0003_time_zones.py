from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_the_admin_by_role")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="time_zone",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="time zone"),
        ),
    ]
