"""What an installation keeps is for its own account alone."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.private import use_private_folder


@pytest.fixture(autouse=True)
def own_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path):
    return path.stat().st_mode & 0o777


def test_a_new_folder_and_what_is_written_there_is_private(tmp_path):
    folder = tmp_path / "new" / "var"
    use_private_folder(folder, "QBANK_VAR")
    (folder / "db.sqlite3").write_text("")
    assert (mode(folder), mode(folder / "db.sqlite3")) == (0o700, 0o600)


def test_what_was_there_before_becomes_private(tmp_path):
    tmp_path.chmod(0o755)
    for name in ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "secret_key"):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(0o644)
    use_private_folder(tmp_path, "QBANK_VAR")
    assert mode(tmp_path) == 0o700
    assert {mode(path) for path in tmp_path.iterdir()} == {0o600}


def test_a_folder_that_can_not_be_used_is_named_with_its_variable(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ImproperlyConfigured, match=r"file can't be used: .*QBANK_VAR names another"):
        use_private_folder(tmp_path / "file", "QBANK_VAR")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start it as somebody else")
def test_an_unreadable_folder_is_told_in_a_sentence(tmp_path):
    tmp_path.chmod(0o700)
    code = "from config.private import use_private_folder; from pathlib import Path; import os, sys\n"
    code += "os.setuid(65534)\n"
    code += "from django.core.exceptions import ImproperlyConfigured\n"
    code += "try: use_private_folder(Path(sys.argv[1]), 'QBANK_VAR')\n"
    code += "except ImproperlyConfigured as error: print(error)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    assert "can't be used: Permission denied" in done.stdout, done.stderr
