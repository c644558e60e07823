"""What one person has said of a file's columns, another person's older page does not take back unseen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import make_user
from tests.forms import PageForm, writing_forms
from tests.qbank.imports.pages.workbooks import import_url, newest_batch, upload

pytestmark = pytest.mark.django_db

DATA = "题目,参考答案\n怎样安抚客户？,先听\n怎样排班？,看数据\n".encode()


@pytest.fixture
def client() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_user("hr"))
    return client


def columns_form(client: Client) -> PageForm:
    address = import_url(newest_batch(), "columns")
    forms = writing_forms(client.get(address).content.decode(), address)
    return next(form for form in forms if form.action == address)


def press_next(client: Client, form: PageForm, **changes: list[str]) -> Any:
    """The button "Next", not the one that only shows values."""
    sent = {name: value for name, value in form.as_shown.items() if name != "values"}
    return client.post(form.action, sent | changes)


def columns() -> dict[str, str]:
    mapping: dict[str, str] = newest_batch().mapping["columns"]
    return mapping


def test_columns_chosen_meanwhile_are_not_taken_back_unseen(client: Client) -> None:
    upload(client, DATA, "题库.csv")
    older, newer = columns_form(client), columns_form(client)
    assert press_next(client, newer, **{"column-1": ["points"]}).status_code == 302
    answer = press_next(client, older, **{"column-1": [""]})
    page = answer.content.decode()
    assert "Somebody else has chosen columns" in page
    assert columns() == {"0": "text", "1": "points"}
    again = next(form for form in writing_forms(page, older.action) if form.action == older.action)
    assert again.as_shown["column-1"] == [""], "what was chosen is kept"
    assert press_next(client, again).status_code == 302
    assert columns() == {"0": "text"}
