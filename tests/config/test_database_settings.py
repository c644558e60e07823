"""How the databases are opened."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

SHOW = "import json; from django.conf import settings as s; print(json.dumps(s.DATABASES['default']))"


def shown(**environment: str) -> dict:
    known = os.environ | {"QBANK_SECRET_KEY": "x", "DJANGO_SETTINGS_MODULE": "config.settings"} | environment
    done = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=settings.BASE_DIR, env=known, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_an_acknowledged_save_in_sqlite_survives_a_power_cut(tmp_path):
    options = shown(DATABASE_URL=f"sqlite:///{tmp_path}/db")["OPTIONS"]
    assert "PRAGMA synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize(("value", "expected"), [("on", True), ("off", False)])
def test_behind_a_pooler_no_cursor_outlives_its_transaction(value, expected):
    database = shown(DATABASE_URL="postgres://a:b@127.0.0.1/c", QBANK_POOLER=value)
    assert database["DISABLE_SERVER_SIDE_CURSORS"] is expected
    assert database["OPTIONS"]["connect_timeout"] <= 5
