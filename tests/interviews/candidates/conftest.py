"""What tests of candidates start from."""

import pytest

from interviews.models import Position


@pytest.fixture
def position() -> Position:
    return Position.objects.create(name="客服经理")
