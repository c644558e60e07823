"""The tally of the bank, counted anew by two at the same time."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from qbank.models import QuestionTally
from qbank.questions.tallies import recount
from tests import factories


@pytest.mark.django_db(transaction=True)
def test_who_counts_beside_another_does_not_add_to_that_count():
    for _ in range(3):
        factories.make_question()

    def count_beside() -> None:
        recount()
        connection.close()

    beside = threading.Thread(target=count_beside)
    with transaction.atomic():
        recount()
        beside.start()
        # By now the other waits for this transaction.
        time.sleep(0.3)
    beside.join(30)
    assert QuestionTally.objects.aggregate(all=Sum("number"))["all"] == 3
