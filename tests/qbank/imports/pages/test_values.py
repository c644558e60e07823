"""Find and replace, and values with another meaning, for a whole file in its preview."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from qbank.models import Category, ImportBatch
from tests.factories import make_category, make_user
from tests.pressing import press
from tests.qbank.imports.pages.test_pressing_next import HEADER, as_far_as_preview, csv_file
from tests.qbank.imports.pages.workbooks import import_url, newest_batch, text_of

pytestmark = pytest.mark.django_db

ROWS = (
    (*HEADER, "难度"),
    ("客诉", "客户骂人怎么办？", "安抚客户", "易"),
    ("客诉", "客户要见领导怎么办？", "先问清楚", "易"),
    ("质检", "打分有争议怎么办？", "双盲", "难"),
)


@pytest.fixture
def client() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_user("hr"))
    return client


@pytest.fixture
def preview(client: Client) -> ImportBatch:
    make_category(name="投诉处理")
    as_far_as_preview(client, csv_file(ROWS), "题库.csv")
    return newest_batch()


def drafts(batch: ImportBatch, name: str) -> list[Any]:
    return [row.draft[name] for row in batch.rows.order_by("number") if row.draft]


def replace(client: Client, batch: ImportBatch, **data: str) -> str:
    return text_of(client.post(import_url(batch, "replace"), data, follow=True))


class TestFindAndReplace:
    def test_in_all_columns_or_in_one(self, client: Client, preview: ImportBatch) -> None:
        assert "Replaced in 2 rows." in replace(client, preview, column="1", find="客户", replacement="顾客")
        assert drafts(preview, "text")[:2] == ["顾客骂人怎么办？", "顾客要见领导怎么办？"]
        assert drafts(preview, "answers")[0][0]["text"] == "安抚客户"
        assert "Replaced in 1 row." in replace(client, preview, column="", find="客户", replacement="来电者")
        assert drafts(preview, "answers")[0][0]["text"] == "安抚来电者"

    def test_the_rows_are_judged_again(self, client: Client, preview: ImportBatch) -> None:
        replace(client, preview, column="1", find="客户要见领导怎么办", replacement="客户骂人怎么办")
        assert list(preview.rows.values_list("verdict", flat=True)) == ["new", "repeated", "new"]
        page = replace(client, preview, column="1", find="骂人", replacement="")
        assert "Replaced in 2 rows." in page

    def test_what_no_cell_says_replaces_nothing(self, client: Client, preview: ImportBatch) -> None:
        assert "nothing was replaced" in replace(client, preview, find="没有这几个字", replacement="x")
        assert "This field is required" in replace(client, preview, find="", replacement="x")
        assert not preview.rows.exclude(mended={}).exists()

    def test_a_cell_stays_as_long_as_a_cell_may_be(self, client: Client, preview: ImportBatch) -> None:
        replace(client, preview, column="2", find="安抚客户", replacement="长" * 32_000)
        replace(client, preview, column="2", find="长", replacement="很长")
        assert len(preview.rows.get(number=2).mended["2"]) == 32_000

    def test_columns_that_are_not_read_are_no_choice(self, client: Client, preview: ImportBatch) -> None:
        replace(client, preview, column="77", find="客户", replacement="x")
        assert not preview.rows.exclude(mended={}).exists()


class TestValues:
    def test_a_known_value_may_mean_another(self, client: Client, preview: ImportBatch) -> None:
        page = client.get(import_url(preview, "values"), {"column": "3"})
        assert "易" in text_of(page)
        data = {"value-difficulty-1": "易", "choice-difficulty-1": "medium"}
        client.post(import_url(preview, "column-values", column=3), data)
        assert drafts(preview, "difficulty") == ["medium", "medium", "hard"]

    def test_a_name_may_mean_one_that_the_bank_has(self, client: Client, preview: ImportBatch) -> None:
        data = {"value-category-1": "客诉", "choice-category-1": "投诉处理"}
        client.post(import_url(preview, "column-values", column=0), data)
        assert drafts(preview, "category") == ["投诉处理", "投诉处理", "质检"]

    def test_a_free_text_is_replaced(self, client: Client, preview: ImportBatch) -> None:
        data = {"value-answer-1": "双盲", "choice-answer-1": "两人各自打分"}
        page = client.post(import_url(preview, "column-values", column=2), data, follow=True)
        assert "Replaced in 1 row." in text_of(page)
        assert drafts(preview, "answers")[2][0]["text"] == "两人各自打分"

    @pytest.mark.parametrize("column", range(4))
    def test_pressing_the_button_alone_changes_nothing(
        self, client: Client, preview: ImportBatch, column: int
    ) -> None:
        before = list(preview.rows.order_by("number").values("draft", "mended", "verdict"))
        mapping = preview.mapping
        page = client.get(import_url(preview, "values"), {"column": str(column)})
        press(client, page, "Apply to the whole file")
        preview.refresh_from_db()
        assert list(preview.rows.order_by("number").values("draft", "mended", "verdict")) == before
        assert preview.mapping == mapping

    def test_a_long_text_is_taken_as_typed(self, client: Client, preview: ImportBatch) -> None:
        long = "两人各自打分。" * 100
        address = import_url(preview, "column-values", column=2)
        client.post(address, {"value-answer-1": "双盲", "choice-answer-1": long})
        assert drafts(preview, "answers")[2][0]["text"] == long
        press(client, client.get(import_url(preview, "values"), {"column": "2"}), "Apply to the whole file")
        assert drafts(preview, "answers")[2][0]["text"] == long

    def test_what_somebody_else_chose_meanwhile_is_asked_about(
        self, client: Client, preview: ImportBatch
    ) -> None:
        address = import_url(preview, "column-values", column=3)
        data = {"value-difficulty-1": "易", "shown-difficulty-1": "easy"}
        client.post(address, data | {"choice-difficulty-1": "medium"})
        page = client.post(address, data | {"choice-difficulty-1": "hard"}, follow=True)
        assert "moved on meanwhile" in text_of(page)
        assert drafts(preview, "difficulty") == ["medium", "medium", "hard"]

    def test_only_in_a_preview(self, client: Client, preview: ImportBatch) -> None:
        ImportBatch.objects.filter(pk=preview.pk).update(status="discarded")
        for name in ("values", "replace"):
            send = client.get if name == "values" else client.post
            response = send(import_url(preview, name), {"find": "客户"}, follow=True)
            assert "Nothing was done" in text_of(response)
        assert client.post(import_url(preview, "column-values", column=9), follow=True).status_code == 200


class TestNearNames:
    def test_a_name_with_a_word_more_is_proposed_as_the_one_there(self, client: Client) -> None:
        make_category(name="沟通能力")
        rows = [HEADER, ("沟通能力类", "怎么说服同事？", "讲事实"), ("沟通", "怎么向上汇报？", "先结论")]
        as_far_as_preview(client, csv_file(rows), "题库.csv")
        assert drafts(newest_batch(), "category") == ["沟通能力"] * 2
        assert list(Category.objects.values_list("name", flat=True)) == ["沟通能力"]

    def test_two_spellings_of_a_new_name_become_one(self, client: Client) -> None:
        rows = [HEADER, ("现场管理", "早会怎么开？", "简短"), ("现场管理类", "晚会怎么开？", "复盘")]
        as_far_as_preview(client, csv_file(rows), "题库.csv")
        assert len(set(drafts(newest_batch(), "category"))) == 1

    def test_what_only_sounds_alike_is_created(self, client: Client) -> None:
        make_category(name="服务意识")
        rows = [HEADER, ("服务质量", "怎么做质检？", "抽样")]
        as_far_as_preview(client, csv_file(rows), "题库.csv")
        assert drafts(newest_batch(), "category") == ["服务质量"]
