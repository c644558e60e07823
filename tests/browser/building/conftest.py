"""What the tests of the builder work on."""

import pytest

from qbank.questions.search import reindex
from tests.browser.building.builder import TEXTS
from tests.factories import make_question, make_scale, make_set


@pytest.fixture
def bank():
    """Four ready questions; the first three stand in a set."""
    questions = [make_question(code=code, text=text, minutes=6) for code, text in TEXTS.items()]
    reindex()
    return make_set(questions=questions[:3], name="华东客服中心 一面", scale=make_scale())
