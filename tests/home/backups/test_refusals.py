"""What is not restored, moved or overwritten, and the sentence that says why."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from home.backups import restoring
from home.backups.writing import BackupError, write_backup
from qbank.models import Category
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup of one category, which is gone since: the database is empty."""
    category = factories.make_category(name="沟通")
    path = tmp_path / "a.zip"
    write_backup(path)
    category.delete()
    return path


def altered(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The same backup with each member as ``change`` makes it; None leaves it out."""
    other = path.with_name("b.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return other


def refusal(path: Path) -> str:
    with pytest.raises(BackupError) as refused:
        restoring.restore_backup(path)
    assert not Category.objects.exists()
    return str(refused.value)


def test_a_database_that_holds_data_is_left_alone(backup: Path) -> None:
    factories.make_user()
    message = refusal(backup)
    assert "accounts_user" in message
    assert ("-wal" if connection.vendor == "sqlite" else "DATABASE_URL") in message


def test_a_changed_digit_is_found_and_nothing_stays(backup: Path) -> None:
    path = altered(backup, lambda name, content: content.replace(b"\\u6c9f", b"\\u6c9e"))
    assert "qbank_category" in refusal(path)


def test_a_missing_row_is_found(backup: Path) -> None:
    path = altered(backup, lambda name, content: b"" if name == "tables/qbank_category.jsonl" else content)
    assert "qbank_category" in refusal(path)


@pytest.mark.parametrize("name", ["tables/qbank_category.jsonl", "manifest.json", "about.json"])
def test_a_missing_part_is_found(backup: Path, name: str) -> None:
    refusal(altered(backup, lambda own, content: None if own == name else content))


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_file_cut_off_is_damaged(backup: Path, part: float) -> None:
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * part)])
    assert str(backup) in refusal(backup)


def test_a_file_that_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    for data in (b"", b"PK", b"\x00" * 500):
        path.write_bytes(data)
        assert str(path) in refusal(path)
    assert "x.zip" in refusal(tmp_path / "x.zip")


def test_another_version_is_named(backup: Path) -> None:
    def older(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        manifest = json.loads(content)
        manifest["migrations"]["qbank"] = "0001_initial"
        return json.dumps(manifest).encode()

    assert "0001_initial" in refusal(altered(backup, older))


def test_a_backup_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_text("mine")
    with pytest.raises(CommandError, match=r"a\.zip"):
        call_command("backup", str(path))
    assert path.read_text() == "mine"
    with pytest.raises(CommandError, match="nowhere"):
        call_command("backup", str(tmp_path / "nowhere" / "a.zip"))


@pytest.mark.parametrize("url", ["foo", "mysql://a/b", "", "postgres"])
def test_what_is_no_address_of_a_database(url: str) -> None:
    with pytest.raises(CommandError, match="postgres://"):
        call_command("move", url)


def test_nobody_moves_to_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"ENGINE": connection.settings_dict["ENGINE"], "NAME": connection.settings_dict["NAME"]}
    own |= {key: connection.settings_dict.get(key, "") for key in ("HOST", "PORT")}
    monkeypatch.setattr("environ.Env.db_url_config", lambda url: own)
    with pytest.raises(CommandError):
        call_command("move", "sqlite:///here")
