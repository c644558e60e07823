"""A room to score in."""

import pytest

from tests.interviews.room.scoring_room import Room


@pytest.fixture
def room(interviewer):
    return Room(interviewer)
