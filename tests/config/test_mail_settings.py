"""Where letters go: printed unless a mail server is named."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

NAMES = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "SITE_URL")
#: Not under pytest, which puts a mailbox in memory in place of the real one.
SHOW = (
    "import json; from django.conf import settings as s;"
    f"print(json.dumps([getattr(s, name) for name in {NAMES}] + [s.DEFAULT_FROM_EMAIL, s.EMAIL_TIMEOUT]))"
)


def shown(**environment: str) -> list:
    known = {name: value for name, value in os.environ.items() if name not in ("EMAIL_URL", "HOST", "PORT")}
    known |= {"QBANK_SECRET_KEY": "x", "DJANGO_SETTINGS_MODULE": "config.settings"} | environment
    done = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=settings.BASE_DIR, env=known, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_letters_are_printed_by_default():
    backend, *_, site, sender, timeout = shown()
    assert backend == "django.core.mail.backends.console.EmailBackend"
    assert (site, sender, timeout) == ("http://127.0.0.1:8000", "interviews@localhost", 20)


def test_a_mail_server_a_sender_and_the_sites_address():
    assert shown(
        EMAIL_URL="smtp+tls://post%40example.com:p%2Fw@mail.example.com:587",
        QBANK_MAIL_FROM="面试安排 <interviews@example.com>",
        QBANK_SITE_URL="https://hire.example.com/",
    ) == [
        "django.core.mail.backends.smtp.EmailBackend",
        "mail.example.com",
        587,
        "post@example.com",
        "p/w",
        "https://hire.example.com",
        "面试安排 <interviews@example.com>",
        20,
    ]


@pytest.mark.parametrize(
    ("host", "site"), [("::1", "http://[::1]:8001"), ("10.0.0.5", "http://10.0.0.5:8001")]
)
def test_the_sites_address_follows_where_it_listens(host, site):
    assert shown(HOST=host, PORT="8001")[5] == site
