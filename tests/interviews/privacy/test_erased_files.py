"""What an erasure leaves on the disk."""

from pathlib import Path

import pytest
from django.db import connection

from interviews.models import Candidate
from interviews.privacy.services.erasure import erase_candidate
from tests import factories


@pytest.mark.django_db(transaction=True)
def test_the_files_of_the_database_hold_nothing_of_the_person_either():
    """Neither free pages nor the log; on PostgreSQL that is its vacuum's business."""
    keeper = factories.make_user("hr")
    name = "欧阳测试删除人"
    candidate = factories.make_candidate(name=name)
    factories.make_note(candidate=candidate, text=f"{name}说了很多" * 500, by=keeper)
    erase_candidate(actor=keeper, candidate=candidate)
    assert not Candidate.objects.filter(name=name).exists()
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        files = [database, database.with_name(f"{database.name}-wal")]
        assert not [file for file in files if file.exists() and name.encode() in file.read_bytes()]
