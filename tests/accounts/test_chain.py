"""The chain of seals: whatever somebody with the database does to what was recorded, it shows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models, transaction

from accounts.kept import erasure as door
from accounts.kept.chain import ChainFault, ChainFaultKind, chain_faults, models_in_chain, seal_new
from accounts.models import AuditEvent, SealedRow
from tests.database import tampering

pytestmark = pytest.mark.django_db

EVENT = "accounts.auditevent"


@pytest.fixture
def events() -> list[AuditEvent]:
    """Four events, sealed in two turns."""
    made = [
        AuditEvent.objects.create(actor_name="甲", action="a.b", after={"n": n, "a": n}) for n in range(3)
    ]
    assert seal_new() == 3 and seal_new() == 0
    made.append(AuditEvent.objects.create(actor_name="乙", action="a.b"))
    assert seal_new() == 1
    return made


def faults() -> list[ChainFault]:
    return list(chain_faults())


def test_what_is_as_it_was_has_no_fault(events: list[AuditEvent]) -> None:
    assert faults() == []
    assert SealedRow.objects.count() == 4
    assert {"interviews.decision", "interviews.decisionanswer", EVENT} <= models_in_chain().keys()


def test_every_column_is_sealed(events: list[AuditEvent]) -> None:
    values: dict[str, Any] = {"actor_name": "丙", "reason": "x", "after": {"n": 5}, "at": events[0].at}
    for column, value in values.items():
        before = getattr(events[1], column)
        rows = models.QuerySet(AuditEvent).filter(pk=events[1].pk)
        with tampering():
            rows.update(**{column: value})
        assert faults() == [ChainFault(ChainFaultKind.CHANGED, EVENT, events[1].pk)], column
        with tampering():
            rows.update(**{column: before})
        assert faults() == []


def test_a_row_that_is_gone_shows(events: list[AuditEvent]) -> None:
    with tampering():
        models.QuerySet(AuditEvent).filter(pk=events[2].pk).delete()
    assert faults() == [ChainFault(ChainFaultKind.GONE, EVENT, events[2].pk)]


def hide_a_row(events: list[AuditEvent]) -> None:
    models.QuerySet(AuditEvent).filter(pk=events[1].pk).delete()
    models.QuerySet(SealedRow).filter(row=events[1].pk).delete()


def hide_a_row_and_number_anew(events: list[AuditEvent]) -> None:
    hide_a_row(events)
    for number in (3, 4):
        models.QuerySet(SealedRow).filter(number=number).update(number=number - 1)


def forge_a_row_with_its_seal(events: list[AuditEvent]) -> None:
    """All that can be worked out without the key is right."""
    other, own = SealedRow.objects.get(row=events[0].pk), SealedRow.objects.filter(row=events[1].pk)
    models.QuerySet(AuditEvent).filter(pk=events[1].pk).update(after={"n": 0, "a": 0})
    models.QuerySet(SealedRow).filter(pk=own.get().pk).update(content=other.content)


@pytest.mark.parametrize("forgery", [hide_a_row, hide_a_row_and_number_anew, forge_a_row_with_its_seal])
def test_without_the_key_the_chain_can_not_be_made_to_fit(
    forgery: Callable[[list[AuditEvent]], None], events: list[AuditEvent]
) -> None:
    with tampering():
        forgery(events)
    assert ChainFaultKind.BROKEN in {fault.kind for fault in faults()}


def test_another_key_is_noticed(events: list[AuditEvent], settings: Any) -> None:
    settings.SEAL_KEY = "another"
    assert {fault.kind for fault in faults()} == {ChainFaultKind.BROKEN}


def test_that_the_newest_seals_are_gone_is_known_outside_the_database(tmp_path: Any, settings: Any) -> None:
    settings.SEALS_HEAD = tmp_path / "head"
    for _ in range(2):
        AuditEvent.objects.create(actor_name="甲", action="a.b")
    seal_new()
    assert faults() == []
    with tampering():
        models.QuerySet(AuditEvent).filter(pk=SealedRow.objects.get(number=2).row).delete()
        models.QuerySet(SealedRow).filter(number=2).delete()
    assert faults() == [ChainFault(ChainFaultKind.CUT_OFF)]


def test_an_open_door_is_noticed(events: list[AuditEvent]) -> None:
    with tampering():
        assert ChainFault(ChainFaultKind.UNLOCKED) in faults()


def test_an_erasure_seals_what_is_left(events: list[AuditEvent]) -> None:
    with transaction.atomic():
        door.replace_in_append_only(AuditEvent, models.Q(pk=events[0].pk), actor_name="–")
        door.delete_append_only(AuditEvent, models.Q(pk=events[1].pk))
    assert faults() == []
    with tampering():
        models.QuerySet(AuditEvent).filter(pk=events[0].pk).update(actor_name="丁")
    assert faults() == [ChainFault(ChainFaultKind.CHANGED, EVENT, events[0].pk)]
