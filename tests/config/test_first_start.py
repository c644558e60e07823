"""The command line before anything is prepared: a sentence that says what to do, or the work itself."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.fixture
def run(tmp_path):
    """manage.py with an empty var/ and no key in the environment."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("QBANK", "PYTEST"))
    }
    environment["QBANK_VAR"] = str(tmp_path)
    environment.pop("DATABASE_URL", None)

    def manage(*arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
        )

    manage.environment = environment
    return manage


def test_what_needs_a_key_says_how_to_make_one(run):
    done = run("check")
    assert done.returncode == 1
    assert "python manage.py prepare" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("DATABASE_URL", "foo"),
        ("QBANK_VAR", "/dev/null"),
        ("DATABASE_URL", "sqlite:////nowhere/x/db"),
    ],
)
def test_a_slip_in_the_environment_ends_in_a_sentence(run, monkeypatch, name, value):
    run.environment[name] = value
    done = run("prepare")
    assert done.returncode == 1
    assert name in done.stderr and "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 2


def test_what_looks_at_the_code_alone_needs_no_key(run):
    done = run("makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "No changes detected" in done.stdout
