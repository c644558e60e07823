"""What a job asks of the interpreter ends with it."""

import gc
import sys

import pytest

from common.interpreter import few_collections, short_turns

SETTINGS = pytest.mark.parametrize(
    ("begin", "now"), [(few_collections, gc.get_threshold), (short_turns, sys.getswitchinterval)]
)


@SETTINGS
def test_it_is_as_before_afterwards_even_when_the_job_fails(begin, now):
    before = now()
    with pytest.raises(ZeroDivisionError), begin():
        during = now()
        raise ZeroDivisionError
    assert during != before
    assert now() == before


@SETTINGS
def test_of_two_jobs_the_last_one_ends_it(begin, now):
    before = now()
    first, second = begin(), begin()
    first.__enter__()
    second.__enter__()
    during = now()
    first.__exit__(None, None, None)
    assert now() == during
    second.__exit__(None, None, None)
    assert now() == before


def test_collections_get_rarer_and_turns_shorter():
    """Than Python has them by itself: these tests have settings of their own."""
    assert few_collections.value > (700, 10, 10)
    assert short_turns.value < 0.005
