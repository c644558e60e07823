"""A backup under a passphrase: only with it, and only whole."""

import io
import zipfile

import pytest

from home.backups.archive import ArchiveError
from home.backups.encryption import EncryptingFile, PassphraseError, readable
from home.backups.restoring import restore_backup
from home.backups.writing import BackupError, write_backup
from qbank.models import Category
from tests import factories

BLOCK = 64 * 1024


def encrypted(data: bytes, step: int = 100_000) -> bytes:
    file = io.BytesIO()
    target = EncryptingFile(file, "secret")
    for start in range(0, len(data), step):
        target.write(data[start : start + step])
    target.close()
    return file.getvalue()


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_it_reads_back_from_any_place(size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    file = readable(io.BytesIO(encrypted(data)), "secret")
    assert file.read() == data
    for place in {0, size // 2, max(size - 5, 0)}:
        file.seek(place)
        assert file.read(BLOCK) == data[place : place + BLOCK]


def test_what_is_in_clear_stays_as_it_is() -> None:
    assert readable(io.BytesIO(b"PK and so on"), "secret").read() == b"PK and so on"


@pytest.mark.parametrize("passphrase", ["", "Secret", "secret "])
def test_another_passphrase_is_refused(passphrase: str) -> None:
    with pytest.raises(PassphraseError):
        readable(io.BytesIO(encrypted(b"x" * BLOCK * 2)), passphrase)


def test_blocks_can_not_be_changed_exchanged_or_cut_off() -> None:
    data = encrypted(b"x" * BLOCK * 3)
    head, block = len(data) - 3 * (BLOCK + 16), BLOCK + 16
    first, second, third = (data[head + n * block : head + (n + 1) * block] for n in range(3))
    for rest in (first + second, first + third + second, first + second + third[:-1] + b"?"):
        with pytest.raises((ArchiveError, PassphraseError)):
            readable(io.BytesIO(data[:head] + rest), "secret").read()


@pytest.mark.django_db
def test_a_backup_comes_back_with_its_passphrase_alone(tmp_path, settings) -> None:
    factories.make_category(name="沟通")
    path = tmp_path / "a.zip.encrypted"
    write_backup(path, passphrase="secret")
    assert not zipfile.is_zipfile(path)
    Category.objects.all().delete()
    with pytest.raises(BackupError, match="QBANK_BACKUP_PASSPHRASE"):
        restore_backup(path)
    settings.BACKUP_PASSPHRASE = "secret"
    restore_backup(path)
    assert Category.objects.get().name == "沟通"
