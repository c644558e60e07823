"""``python -m tests.bench.stored``: what is stored of the scorecards, as JSON."""

import json
import sys

import django

django.setup()

from interviews.models import Response, ScoreChange  # noqa: E402


def main() -> None:
    responses = Response.objects.values_list("scorecard", "item", "notes", "evidence", "reason")
    sys.stdout.write(
        json.dumps(
            {
                "changes": [str(pk) for pk in ScoreChange.objects.values_list("pk", flat=True)],
                "responses": [list(row) for row in responses],
            }
        )
    )


main()
