import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

CHUNK = 500
NOBODY_KNOWN = "–"


def chunks(ids):
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def origins(apps, alias, candidates):
    """{candidate: (who last wrote its note, their name, when)} for {candidate: entered at}.

    The trail tells it, though not the text. Where it is silent the note is as old as the candidate.
    """
    found = {pk: (None, NOBODY_KNOWN, at) for pk, at in candidates.items()}
    events = apps.get_model("accounts", "AuditEvent").objects.using(alias)
    events = events.filter(
        object_type="interviews.candidate",
        object_id__in=[str(pk) for pk in candidates],
        action__in=("candidate.create", "candidate.change"),
    )
    for pk, actor, name, at, after in events.order_by("at", "id").values_list(
        "object_id", "actor_id", "actor_name", "at", "after"
    ):
        # Those an import made have its number there, and had their note from its list.
        if {"note", "import"} & set(after or ()):
            found[int(pk)] = (actor, name, at)
    people = apps.get_model("accounts", "User").objects.using(alias)
    known = set(people.filter(pk__in={actor for actor, _, _ in found.values()}).values_list("pk", flat=True))
    return {
        pk: (actor if actor in known else None, name or NOBODY_KNOWN, at)
        for pk, (actor, name, at) in found.items()
    }


def move(apps, schema_editor):
    """Each note keeps the time it was last written: whoever is blind since may not read it."""
    alias = schema_editor.connection.alias
    candidates = apps.get_model("interviews", "Candidate").objects.using(alias)
    model = apps.get_model("interviews", "CandidateNote")
    written = candidates.filter(erased_at__isnull=True).exclude(note="").order_by("pk")
    for ids in chunks(list(written.values_list("pk", flat=True))):
        held = candidates.filter(pk__in=ids).order_by("pk")
        texts = {pk: (note, at) for pk, note, at in held.values_list("pk", "note", "created_at")}
        found = origins(apps, alias, {pk: at for pk, (_, at) in texts.items()})
        made = model.objects.using(alias).bulk_create(
            model(candidate_id=pk, text=note, by_id=found[pk][0], by_name=found[pk][1])
            for pk, (note, _) in texts.items()
            if note.strip()
        )
        for note in made:
            note.at = found[note.candidate_id][2]
        model.objects.using(alias).bulk_update(made, ["at"])


def put_back(apps, schema_editor):
    """Those that were moved: theirs is the time that the trail tells, to the microsecond."""
    alias = schema_editor.connection.alias
    candidates = apps.get_model("interviews", "Candidate").objects.using(alias)
    notes = apps.get_model("interviews", "CandidateNote").objects.using(alias)
    noted = notes.order_by("candidate").values_list("candidate", flat=True).distinct()
    for ids in chunks(list(noted)):
        people = {one.pk: one for one in candidates.filter(pk__in=ids)}
        found = origins(apps, alias, {pk: one.created_at for pk, one in people.items()})
        moved = [
            note
            for note in notes.filter(candidate__in=ids).order_by("pk")
            if note.by_id is None or note.at == found[note.candidate_id][2]
        ]
        for note in moved:
            one = people[note.candidate_id]
            one.note = f"{one.note}\n\n{note.text}".strip()
        candidates.bulk_update(people.values(), ["note"])
        notes.filter(pk__in=[note.pk for note in moved]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("interviews", "0013_score_changes_by_item"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="candidatenote",
            options={
                "ordering": ["candidate", "-at", "-pk"],
                "verbose_name": "note on a candidate",
                "verbose_name_plural": "notes on candidates",
            },
        ),
        migrations.AlterField(
            model_name="candidatenote",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.RemoveConstraint(model_name="candidate", name="erased_candidate_holds_nothing"),
        migrations.RunPython(move, put_back),
        migrations.RemoveField(model_name="candidate", name="note"),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("erased_at__isnull", True),
                    Q(("email", ""), ("keep_reason", ""), ("phone", ""), ("warned_at__isnull", True)),
                    _connector="OR",
                ),
                name="erased_candidate_holds_nothing",
                violation_error_message="This candidate's personal data was erased and stays erased.",
            ),
        ),
    ]
