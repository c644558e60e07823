"""What the tests of building work on."""

import pytest

from tests.factories import make_question, make_set, make_user


@pytest.fixture
def abc():
    """A set of three questions, A, B and C."""
    return make_set(questions=[make_question(code=code) for code in "ABC"])


@pytest.fixture
def actor():
    """Somebody of HR."""
    return make_user("hr")
