"""The only way to change append-only rows: inside the transaction of an erasure."""

import pytest
from django.db import models

from accounts.kept import erasure as door
from accounts.models import AuditEvent


@pytest.mark.django_db(transaction=True)
def test_the_door_opens_inside_a_transaction_only():
    with pytest.raises(RuntimeError):
        door.replace_in_append_only(AuditEvent, models.Q(), reason="")
    with pytest.raises(RuntimeError):
        door.delete_append_only(AuditEvent, models.Q())
    with pytest.raises(RuntimeError):
        door.update_append_only([AuditEvent(pk=1)], ["reason"])
