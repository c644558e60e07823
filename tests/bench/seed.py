"""Interviewers who can score at once: printed as JSON, one object each, signed in already.

``python -m tests.bench.seed COUNT``: every one of them sits alone in an interview with the same sheet.
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from accounts.models import User  # noqa: E402
from interviews.models import Response  # noqa: E402
from tests import factories  # noqa: E402

QUESTIONS = 6


def session_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def main() -> None:
    questions = [factories.make_question(points=5, red_flags=1) for _ in range(QUESTIONS)]
    sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
    items = list(sheet.items.values_list("pk", flat=True))
    people = []
    for _ in range(int(sys.argv[1])):
        user = factories.make_user()
        interview = factories.make_interview(panel=[user], sheet=sheet)
        card = factories.make_scorecard(interview=interview, user=user)
        # The row that the bare view saves; no question of the load has it.
        row = Response.objects.create(scorecard=card, item_id=items[-1])
        people.append(
            {
                "session": session_of(user),
                "interview": interview.pk,
                "seat": card.member_id,
                "scorecard": card.pk,
                "items": items[:-1],
                "response": row.pk,
            }
        )
    sys.stdout.write(json.dumps(people))


if __name__ == "__main__":
    main()
