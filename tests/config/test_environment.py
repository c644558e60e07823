"""A value in the environment that does not fit ends in a sentence that names its variable."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment as read


@pytest.mark.parametrize(
    ("reader", "value", "told"),
    [
        (lambda: read.whole("X", default=8000, least=1, most=65535), "abc", "from 1 to 65535"),
        (lambda: read.whole("X", default=8000, least=1, most=65535), "99999", "from 1 to 65535"),
        (lambda: read.whole("X", default=0), "-1", "whole number"),
        (lambda: read.whole("X", default=0), "", "whole number"),
        (lambda: read.switch("X"), "maybe", "on or off"),
        (lambda: read.one_of("X", ("INFO", "ERROR"), default="INFO"), "loud", "INFO, ERROR"),
        (lambda: read.time_zone("X", default="Asia/Shanghai"), "Mars/Base", "Asia/Shanghai"),
        (lambda: read.time_zone("X", default="Asia/Shanghai"), "../etc/passwd", "Asia/Shanghai"),
        (lambda: read.origins("X"), "hire.example.com", "https://"),
        (lambda: read.origins("X"), "https://a.example,b", "https://"),
        (lambda: read.site_address("X", default="http://a"), "example", "https://"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_would(monkeypatch, reader, value, told):
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured) as raised:
        reader()
    assert str(raised.value).startswith("X=") and told in str(raised.value)


@pytest.mark.parametrize(
    "value",
    ["foo", "", "postgres://", "postgres://user:hidden@host", "mysql://a/b", "sqlite://", "postgres://h:x/y"],
)
def test_a_database_that_is_none_is_refused_without_its_password(monkeypatch, value):
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match=r"^X does not fit: it takes postgres://") as raised:
        read.database("X", default="")
    assert "hidden" not in str(raised.value)


@pytest.mark.parametrize("value", ["foo", "smtp://", "smtp+tls://user:hidden@", "imap://host"])
def test_a_mail_server_that_is_none_is_refused_without_its_password(monkeypatch, value):
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match=r"^X does not fit: it takes a mail server") as raised:
        read.mail("X")
    assert "hidden" not in str(raised.value)


@pytest.mark.parametrize(
    ("value", "expected"), [("on", True), ("1", True), ("Yes", True), ("off", False), ("", False)]
)
def test_switches_are_on_or_off(monkeypatch, value, expected):
    monkeypatch.setenv("X", value)
    assert read.switch("X") is expected


def test_what_is_not_set_has_its_default(monkeypatch):
    monkeypatch.delenv("X", raising=False)
    assert read.whole("X", default=7) == 7
    assert read.origins("X") == []
    assert read.time_zone("X", default="Asia/Shanghai") == "Asia/Shanghai"
    assert read.database("X", default="sqlite:////somewhere/db")["NAME"] == "/somewhere/db"
    assert read.mail("X")["EMAIL_BACKEND"].endswith("console.EmailBackend")
