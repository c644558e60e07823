"""What tests of panels start from."""

import pytest

from tests import factories
from tests.interviews.planning.leaving import Panel


@pytest.fixture
def panel():
    lead, colleague = factories.make_user(), factories.make_user()
    return Panel(
        factories.make_interview(panel=[lead, colleague]), lead, colleague, factories.make_user("hr")
    )
