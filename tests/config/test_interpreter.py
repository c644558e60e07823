"""What a job asks of the interpreter ends with it."""

import gc
import sys

import pytest

from config.interpreter import few_collections, short_turns


@pytest.mark.parametrize(
    ("begin", "now"), [(few_collections, gc.get_threshold), (short_turns, sys.getswitchinterval)]
)
@pytest.mark.parametrize("fails", [False, True])
def test_it_is_as_before_afterwards(begin, now, fails):
    before = now()
    try:
        with begin():
            during = now()
            if fails:
                raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert during != before
    assert now() == before


def test_turns_get_shorter_and_collections_rarer():
    with few_collections(), short_turns():
        inside = gc.get_threshold()[0], sys.getswitchinterval()
    assert inside[0] > gc.get_threshold()[0]
    assert inside[1] < sys.getswitchinterval()
