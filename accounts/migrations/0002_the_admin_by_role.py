from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    dropped_without_copy = {"user.is_staff": "it followed from a person's roles, which are kept"}

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "ordering": ["name", "username"],
                "permissions": [("enter_admin", "Can enter the administration")],
                "verbose_name": "person",
                "verbose_name_plural": "people",
            },
        ),
        migrations.AlterModelManagers(name="user", managers=[]),
        migrations.RemoveField(model_name="user", name="is_staff"),
    ]
