"""The database refuses to change what is append-only, and lets the one door through."""

import pytest
from django.db import IntegrityError, connection, models, transaction

from accounts.kept import erasure as door
from accounts.kept.append_only import append_only_models, create_triggers, trigger_names
from accounts.models import AuditEvent, Unlocked, User
from tests import factories
from tests.world import make_world

pytestmark = pytest.mark.django_db


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError as error:
        return "append-only" in str(error)
    return False


ACTS = {"change", "delete"} | ({"truncate"} if connection.vendor == "postgresql" else set())


def test_no_table_of_append_only_rows_can_be_changed_or_emptied_by_any_statement() -> None:
    """A new model is protected by itself."""
    make_world()
    connection.check_constraints()  # Those that PostgreSQL puts off would be in the way of emptying.
    tried = 0
    for model in append_only_models():
        if not models.QuerySet(model).exists():
            continue
        table, tried = model._meta.db_table, tried + 1
        for field in model._meta.concrete_fields:
            if not field.remote_field or field.remote_field.on_delete is not models.SET_NULL:
                assert refused(f'UPDATE {table} SET "{field.column}" = "{field.column}"'), (table, field.name)
        assert refused(f"DELETE FROM {table}"), table
        if "truncate" in ACTS:
            assert refused(f"TRUNCATE {table} CASCADE"), table
    assert tried >= 9


def test_every_table_has_all_triggers() -> None:
    names = set(trigger_names())
    for model in append_only_models():
        table = model._meta.db_table
        assert {f"{table}_no_{act}" for act in ACTS} <= names, table


def test_the_door_lets_its_own_transaction_through_and_closes_behind_it() -> None:
    with transaction.atomic():
        event = AuditEvent.objects.create(actor_name="甲", action="a.b", reason="说了什么")
        door.replace_in_append_only(AuditEvent, models.Q(pk=event.pk), reason="")
    event.refresh_from_db()
    assert event.reason == "" and not Unlocked.objects.exists()
    assert refused("DELETE FROM accounts_auditevent")
    with pytest.raises(ValueError), transaction.atomic(), door.unlocked():
        raise ValueError
    assert not Unlocked.objects.exists()


def test_a_person_may_go_whose_name_stays() -> None:
    """A column that becomes empty with its person is no change of what was recorded."""
    user, question = factories.make_user(), factories.make_question()
    revision = models.QuerySet(type(question.revisions.get()))
    revision.filter(question=question).update(by=user)
    User.objects.filter(pk=user.pk).delete()
    assert question.revisions.get().by is None


def test_triggers_that_a_rebuilt_table_lost_come_back_with_the_next_migrate() -> None:
    drop = "DROP TRIGGER accounts_auditevent_no_delete"
    with connection.cursor() as cursor:
        cursor.execute(drop if connection.vendor == "sqlite" else f"{drop} ON accounts_auditevent")
    assert "accounts_auditevent_no_delete" not in trigger_names()
    create_triggers()
    assert "accounts_auditevent_no_delete" in trigger_names()
    AuditEvent.objects.create(actor_name="甲", action="a.b")
    assert refused("DELETE FROM accounts_auditevent")
