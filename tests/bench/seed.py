"""Interviewers who can score at once: printed as JSON, one object each, signed in already.

``python -m tests.bench.seed COUNT``: every one of them sits alone in an interview with the same sheet.
"""

import json
import sys

import django

django.setup()

from interviews.models import Response  # noqa: E402
from tests import factories  # noqa: E402

QUESTIONS = 6


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
                "session": factories.make_session(user),
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
