"""What a panel agreed per question, what was decided, and rounds closed before all had submitted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0002_kept_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consensus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rating",
                    models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name="rating"),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("by_name", models.CharField(max_length=200, verbose_name="name of the writer")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "consensus rating",
                "verbose_name_plural": "consensus ratings",
                "ordering": ["interview", "item", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("hire", "Hire"),
                            ("hold", "Hold"),
                            ("reject", "Reject"),
                            ("again", "Another round"),
                        ],
                        max_length=6,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("needs_confirmation", models.BooleanField(verbose_name="needs a second person")),
                ("taken_by_name", models.CharField(max_length=200, verbose_name="name of the decider")),
                ("taken_at", models.DateTimeField(verbose_name="decided at")),
                ("sealed", models.TextField(verbose_name="sealed report")),
                ("sha256", models.CharField(max_length=64, verbose_name="hash")),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["interview", "number"],
            },
        ),
        migrations.CreateModel(
            name="DecisionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("declined", "Not confirmed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=9,
                        verbose_name="answer",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("by_name", models.CharField(max_length=200, verbose_name="name of the second person")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "answer to a decision",
                "verbose_name_plural": "answers to decisions",
                "ordering": ["decision"],
            },
        ),
        migrations.AddField(
            model_name="interview",
            name="close_reason",
            field=models.TextField(blank=True, verbose_name="reason for closing the round"),
        ),
        migrations.AddField(
            model_name="interview",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="round closed at"),
        ),
        migrations.AddField(
            model_name="interview",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="round closed by",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("close_reason", ""), ("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        models.Q(("close_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="closed_round_has_reason",
                violation_error_message="Say why the round is closed before all have submitted.",
            ),
        ),
        migrations.AddField(
            model_name="consensus",
            name="after",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="interviews.consensus",
                verbose_name="after",
            ),
        ),
        migrations.AddField(
            model_name="consensus",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="consensus",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consensus",
                to="interviews.interview",
                verbose_name="interview",
            ),
        ),
        migrations.AddField(
            model_name="consensus",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="interviews.sheetitem",
                verbose_name="question",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="interviews.interview",
                verbose_name="interview",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="supersedes",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="interviews.decision",
                verbose_name="supersedes",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="taken_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="decisionanswer",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="decisionanswer",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="decisionanswer",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answer",
                to="interviews.decision",
                verbose_name="decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="consensus",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="consensus_has_reason",
                violation_error_message="Say why the panel agrees on this rating.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consensus",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating__isnull", True), ("rating__gte", 0), _connector="OR"),
                name="consensus_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("interview", "number"), name="decision_number_once"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="decision_has_reason",
                violation_error_message="Say why you decide so.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supersedes__isnull", True), ("needs_confirmation", True), _connector="OR"
                ),
                name="correction_needs_confirmation",
                violation_error_message="A second person confirms every correction.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("supersedes__isnull", True), ("number__gt", 1), _connector="OR"),
                name="first_decision_corrects_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by", models.F("asked_by")), ("kind", "withdrawn")),
                    models.Q(
                        models.Q(("kind", "withdrawn"), _negated=True),
                        models.Q(("by", models.F("asked_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decision_answered_by_another",
                violation_error_message="Somebody else has to confirm your decision.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "confirmed"), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="decision_refused_with_reason",
                violation_error_message="Say why the decision does not stand.",
            ),
        ),
    ]
