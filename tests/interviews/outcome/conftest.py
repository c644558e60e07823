"""People and interviews that several tests of results and decisions start from."""

import pytest

from accounts.models import User
from interviews.models import Interview
from tests import factories
from tests.interviews.panels import make_panel


@pytest.fixture
def keeper() -> User:
    """Somebody in HR."""
    return factories.make_user("hr", name="周敏")


@pytest.fixture
def second() -> User:
    """Somebody else in HR, who may confirm what the first one decides."""
    return factories.make_user("hr", name="王芳")


@pytest.fixture
def good() -> Interview:
    """(4 + 4.5 + 4 + 4)/20 = 82.5 %: 良好."""
    return make_panel(["4", "4.5"], ["4", "4"])
