"""The trail is written with the act, and only ever added to."""

import pytest
from django.db import IntegrityError, transaction

from accounts.audit import record, record_each
from accounts.models import AppendOnlyError, AuditEvent
from tests import factories


@pytest.mark.django_db
def test_an_event_keeps_names_as_text():
    user = factories.make_user("hr", name="周敏")
    event = record(
        actor=user, action="user.change", target=user, before={"a": 1}, after={"a": 2}, reason="why"
    )
    event.refresh_from_db()
    assert (event.actor_name, event.object_type, event.object_label) == ("周敏", "accounts.user", "周敏")
    assert (event.before, event.after, event.reason) == ({"a": 1}, {"a": 2}, "why")


@pytest.mark.django_db
def test_the_command_line_acts_as_system():
    user = factories.make_user()
    assert record(actor=None, action="user.create", target=user).actor_name == "system"


@pytest.mark.django_db
def test_an_act_on_many_is_written_for_each(django_assert_num_queries):
    users = [factories.make_user() for _ in range(3)]
    with django_assert_num_queries(1):
        record_each(
            actor=users[0],
            action="user.change",
            targets=[(user, {"n": number}, None) for number, user in enumerate(users)],
            reason="why",
        )
    events = AuditEvent.objects.order_by("pk")
    assert [(event.object_id, event.before) for event in events] == [
        (str(user.pk), {"n": number}) for number, user in enumerate(users)
    ]
    assert {(event.actor_name, event.after, event.reason) for event in events} == {
        (str(users[0]), None, "why")
    }


@pytest.mark.django_db
def test_no_targets_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        record_each(actor=None, action="user.change", targets=[])


@pytest.mark.django_db(transaction=True)
def test_no_event_outside_a_transaction():
    user = factories.make_user()
    with pytest.raises(RuntimeError):
        record(actor=None, action="user.change", target=user)
    with pytest.raises(RuntimeError):
        record_each(actor=None, action="user.change", targets=[(user, None, None)])
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_event():
    user = factories.make_user()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(actor=None, action="user.change", target=user)
        _ = 1 / 0
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attempt",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(reason="other"),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["reason"]),
        lambda event: AuditEvent.objects.bulk_create(
            [AuditEvent(pk=event.pk, reason="other")],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=["reason"],
        ),
        lambda event: AuditEvent.objects.update_or_create(pk=event.pk, defaults={"reason": "other"}),
    ],
)
def test_events_are_never_changed_or_deleted(attempt):
    user = factories.make_user()
    event = record(actor=None, action="user.change", target=user, reason="first")
    with pytest.raises(AppendOnlyError), transaction.atomic():
        attempt(event)
    assert AuditEvent.objects.get().reason == "first"


@pytest.mark.django_db
def test_a_new_event_never_takes_the_place_of_an_old_one():
    user = factories.make_user()
    event = record(actor=None, action="user.change", target=user, reason="first")
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent(pk=event.pk, at=event.at, action="user.change", reason="other").save()
    assert AuditEvent.objects.get().reason == "first"
