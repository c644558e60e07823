"""What the worker does by the clock: again and again, each for itself, and at an end when it is told to."""

import threading

import pytest

from home.errands import Errand, Errands
from home.management.commands.work import ERRANDS


def run(*errands, until: threading.Event) -> None:
    thread = Errands(errands)
    thread.start()
    assert until.wait(10)
    thread.stop()
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_is_tried_again_and_stops_no_other(caplog):
    tries, done = [], threading.Event()

    def fails() -> None:
        tries.append("x")
        raise RuntimeError("no")

    def works() -> None:
        if len(tries) >= 3:
            done.set()

    run(Errand(fails, every=0.01), Errand(works, every=0.01), until=done)
    assert "An errand failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_it_waits_for_its_time():
    often, seldom, done = [], [], threading.Event()

    def count() -> None:
        often.append("x")
        if len(often) == 5:
            done.set()

    run(Errand(count, every=0.01), Errand(lambda: seldom.append("x"), every=600), until=done)
    assert len(seldom) == 1


def test_the_worker_sends_letters_and_reminds():
    assert {"deliver_waiting", "remind"} <= {errand.act.__name__ for errand in ERRANDS}
