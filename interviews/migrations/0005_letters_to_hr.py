import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0004_interviewers_assemble")]

    operations = [
        migrations.AddField(
            model_name="outgoingmail",
            name="question_set",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mails",
                to="interviews.questionset",
                verbose_name="set",
            ),
        ),
        migrations.AlterField(
            model_name="outgoingmail",
            name="interview",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mails",
                to="interviews.interview",
                verbose_name="interview",
            ),
        ),
        migrations.AlterField(
            model_name="outgoingmail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invitation", "Invitation"),
                    ("update", "Change"),
                    ("cancellation", "Cancellation"),
                    ("removal", "Seat taken back"),
                    ("reminder", "Reminder"),
                    ("step_back", "A seat to fill"),
                    ("approval", "A set to approve"),
                    ("confirmation", "A decision to confirm"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmail",
            constraint=models.CheckConstraint(
                condition=models.Q(kind="approval", question_set__isnull=False, interview__isnull=True)
                | (~models.Q(kind="approval") & models.Q(question_set__isnull=True, interview__isnull=False)),
                name="mail_is_about_one_thing",
            ),
        ),
    ]
