"""Signing in over HTTP, as a browser does; ``python -m tests.faults.sign_ins`` makes the account."""

from __future__ import annotations

import http.client
import re
import sys
from urllib.parse import urlencode

NAME, PASSWORD = "locked-person", "a right password 37"


def sign_in(port: int, password: str) -> int:
    """The status of the answer: 302 for whoever got in."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/accounts/sign-in/")
        answer = connection.getresponse()
        page = answer.read().decode()
        cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        fields = dict(re.findall(r'name="(csrfmiddlewaretoken|form_token)" value="([^"]*)"', page))
        body = urlencode(fields | {"username": NAME, "password": password})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        connection.request("POST", "/accounts/sign-in/", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def main() -> None:
    import django

    django.setup()
    from tests import factories

    user = factories.make_user(username=NAME)
    user.set_password(PASSWORD)
    user.save()


if __name__ == "__main__":
    sys.exit(main())
