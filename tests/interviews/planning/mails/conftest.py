"""A company that sends mail, and somebody to write to."""

import pytest

from interviews.models import Company
from tests import factories


@pytest.fixture(autouse=True)
def sends():
    Company.objects.create(pk=1, sends_mail=True, name="和风客服")


@pytest.fixture
def person():
    return factories.make_user(name="陈昊", email="chen@example.com", language="en")
