"""Twice the text takes twice the time, whoever reads it and whatever stands in it.

Not how long a reader takes is looked at, but how that grows: one that compares everything with everything
freezes whoever waits for it, with a file that is small.
"""

import re

import pytest

from tests.growth.doors import DOORS, ENDED_BY_CLOCK, OUR_OWN, REACHED, modules, readers_of
from tests.growth.growth import Reader, grows_too_fast

READERS = DOORS | {name: reader for module in modules() for name, reader in readers_of(module).items()}


@pytest.mark.parametrize("name", sorted(READERS))
def test_the_time_of_a_reader_grows_as_the_text_does(name: str) -> None:
    assert not list(grows_too_fast(READERS[name]))


def test_no_module_with_expressions_is_forgotten() -> None:
    found = {
        module.__name__
        for module in modules()
        if vars(module).get("re") is re
        and not readers_of(module)
        and module.__name__ not in OUR_OWN | ENDED_BY_CLOCK
    }
    assert found == set(REACHED)
    assert set(REACHED.values()) <= set(DOORS)


def _ten_times(expression: str) -> Reader:
    """Reads a text ten times: slow enough to be told from noise on a fast machine too."""
    findall = re.compile(expression).findall
    return lambda text: [findall(text) for _ in range(10)]


def test_a_reader_of_squares_is_found_and_one_of_lines_is_not() -> None:
    assert list(grows_too_fast(_ten_times(r"\([^)]*\)")))
    assert not list(grows_too_fast(_ten_times(r"\([^)(]*\)")))
