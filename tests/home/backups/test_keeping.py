"""The backups the site keeps: made by the clock or by an administrator, tried, thrown away, downloaded."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from home.backups import keeping
from home.models import Backup
from tests import factories

pytestmark = pytest.mark.django_db

LIST, CREATE = reverse("backups:list"), reverse("backups:create")


@pytest.fixture(autouse=True)
def folder(tmp_path, settings, monkeypatch, django_capture_on_commit_callbacks) -> Path:
    """Where the files go; a trial is not made, but noted."""
    settings.BACKUP_DIR = tmp_path / "backups"
    monkeypatch.setattr(
        keeping,
        "restore_into",
        lambda path, url, var: SimpleNamespace(
            returncode=int(not path.is_file()), stderr="CommandError: gone"
        ),
    )
    return settings.BACKUP_DIR


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def ask(committed, actor: User | None = None) -> Backup:
    with committed():
        backup = keeping.ask_for_backup(actor=actor)
    backup.refresh_from_db()
    return backup


def test_an_administrator_makes_one_and_reads_that_it_can_be_restored(admin, committed, folder):
    with committed():
        admin.post(CREATE)
    backup = Backup.objects.get()
    assert backup.by == admin.user and backup.made_at and backup.tried_at and backup.rows
    assert [path.name for path in folder.iterdir()] == [backup.file_name]
    assert folder.stat().st_mode & 0o777 == 0o700
    page = admin.get(LIST).content.decode()
    assert "Restored on trial" in page and backup.file_name in page
    assert AuditEvent.objects.get(action="backup.create").actor == admin.user


def test_in_clear_it_can_not_be_downloaded(admin, committed):
    """It holds every score: whoever is still to submit one would read the others'."""
    backup = ask(committed, admin.user)
    assert admin.post(reverse("backups:download", args=[backup.pk])).status_code == 403
    assert "Download" not in admin.get(LIST).content.decode()


def test_under_a_passphrase_it_is_downloaded_and_the_trail_says_by_whom(admin, committed, settings):
    settings.BACKUP_PASSPHRASE = "a long passphrase"
    backup = ask(committed, admin.user)
    answer = admin.post(reverse("backups:download", args=[backup.pk]))
    data = answer.getvalue()
    assert data == keeping.path_of(backup).read_bytes() and b"PK\x03\x04" not in data
    assert AuditEvent.objects.get(action="backup.export").actor == admin.user


def test_one_that_can_not_be_written_says_why(admin, committed, folder):
    folder.write_text("a file is in the way")
    backup = ask(committed)
    assert not backup.made_at and backup.fault
    assert "Not made" in admin.get(LIST).content.decode()


def test_one_that_can_not_be_restored_says_so(admin, committed):
    backup = ask(committed)
    keeping.path_of(backup).unlink()
    keeping.try_restoring(backup_id=backup.pk)
    backup.refresh_from_db()
    assert backup.trial_fault == "gone"
    assert "not on this machine" in admin.get(LIST).content.decode()


def test_the_newest_are_kept(committed, settings, folder):
    settings.BACKUPS_KEPT = 2
    made = [ask(committed) for _ in range(4)]
    assert set(Backup.objects.all()) == set(made[2:])
    assert {path.name for path in folder.iterdir()} == {backup.file_name for backup in made[2:]}


@pytest.mark.parametrize(
    ("hours", "hour", "due"), [(3, 3, False), (21, 12, False), (21, 3, True), (37, 12, True)]
)
def test_the_clock_makes_one_at_night_or_when_it_is_overdue(hours, hour, due, committed, monkeypatch):
    """Since the last one; before the first, since the site has people."""
    user = factories.make_user("admin")
    ago = timezone.now() - timedelta(hours=hours)
    User.objects.filter(pk=user.pk).update(date_joined=ago)
    monkeypatch.setattr(timezone, "localtime", lambda *now: timezone.now().replace(hour=hour))
    for _ in range(2):
        with committed():
            keeping.daily_backup()
        # One is enough for both workers.
        assert Backup.objects.count() == int(due)
    Backup.objects.update(asked_at=ago)
    with committed():
        keeping.daily_backup()
    assert Backup.objects.count() == 2 * int(due)


def test_none_is_made_by_itself_where_none_is_kept(committed, settings):
    settings.BACKUPS_KEPT = 0
    factories.make_user("admin", date_joined=timezone.now() - timedelta(days=9))
    keeping.daily_backup()
    assert not Backup.objects.exists()


def test_the_list_takes_the_same_queries_however_long_it_is(admin, committed, django_assert_max_num_queries):
    for _ in range(3):
        ask(committed, admin.user)
    with django_assert_max_num_queries(12):
        admin.get(LIST)
