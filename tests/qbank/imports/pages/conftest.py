"""A file in its preview, uploaded once for each module."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from qbank.models import ImportBatch, Question
from tests.factories import make_category, make_question, make_user
from tests.qbank.imports.pages.workbooks import (
    EXISTING_TEXT,
    columns_data,
    import_url,
    newest_batch,
    upload,
)


@pytest.fixture(scope="module")
def stored(module_db: Any) -> SimpleNamespace:
    """The file in its preview, uploaded once: what a test changes is rolled back after that test."""
    with module_db.unblock():
        user = make_user("hr", name="周敏")
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        category = make_category(name="服务意识")
        make_question(code="KF-1-02", text=EXISTING_TEXT, category=category)
        existing = make_question(
            code="OLD-1",
            text="排班冲突时你找谁谈？",
            category=category,
            answer="先找组长。",
            difficulty="easy",
        )
        upload(client)
        client.post(import_url(newest_batch(), "columns"), columns_data(newest_batch()))
        assert newest_batch().status == "preview"
        return SimpleNamespace(user=user, session=session, existing=existing.pk, preview=newest_batch().pk)


@pytest.fixture
def hr(stored: SimpleNamespace, db: None) -> Client:
    """The person who uploaded the file."""
    client = Client(headers={"accept-language": "en"})
    client.cookies[settings.SESSION_COOKIE_NAME] = stored.session
    client.user = stored.user  # type: ignore[attr-defined]
    return client


@pytest.fixture
def bank(stored: SimpleNamespace, db: None) -> Question:
    """The question that the file changes."""
    return Question.objects.get(pk=stored.existing)


@pytest.fixture
def preview(stored: SimpleNamespace, db: None) -> ImportBatch:
    return ImportBatch.objects.get(pk=stored.preview)
