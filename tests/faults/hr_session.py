"""``python -m tests.faults.hr_session``: somebody of HR who may send files everywhere, signed in; as JSON."""

import json
import sys

import django

django.setup()

from tests import factories  # noqa: E402


def main() -> None:
    sys.stdout.write(json.dumps({"session": factories.make_session(factories.make_user("hr"))}))


main()
