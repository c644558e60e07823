"""A spreadsheet of 500 rows with every verdict, all the way in, and out again, in a real browser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from qbank.models import ImportBatch, ImportRow, Question
from tests.factories import make_category, make_question

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = ["编号", "分类", "面试题", "参考答案", "评分要点", "难度", "建议时长", "内部备注"]
SUBJECTS = [
    "投诉升级",
    "排班冲突",
    "新人带教",
    "跨部门协作",
    "指标下滑",
    "情绪管理",
    "服务补救",
    "知识库",
    "质检争议",
    "离职潮",
]
SCENES = [
    "客户连续三天来电要求见领导",
    "两名组员在群里公开争执",
    "夜班临时缺员三成",
    "产品部门拒绝提供退款口径",
    "满意度比上月低了八个点",
    "骨干提出离职还想带走两人",
    "系统升级后话术全部失效",
    "新人第一周就被投诉三次",
    "大客户要求更换专属客服",
    "质检评分与客户评价相反",
]
ACTS = ["第一步做什么？", "怎样判断是否奏效？", "你会向谁求助？", "怎样避免再次发生？", "怎样向上级汇报？"]
LIKE = "请描述一下你认为自己最大的优点和缺点是什么？"
ROWS = 500
DOUBTFUL_DIFFICULTY = 13
COUNTS = {
    "All": ROWS,
    "New": 482,
    "Changed": 1,
    "Unchanged": 1,
    "Looks alike": 1,
    "Twice in the file": 1,
    "Error": DOUBTFUL_DIFFICULTY + 1,
}


def generated() -> bytes:
    """Row 1 is a title, row 2 the header; 500 questions from row 3 on, and a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "题目"
    sheet.append(["客服经理面试题库（2026 年 4 月整理）"])
    sheet.append(HEADER)
    for index in range(ROWS):
        sheet.append(_row(index))
    other = book.create_sheet("旧数据")
    other.append(["旧题"])
    other.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _row(index: int) -> list[Any]:
    code = f"EX-{index + 1:04d}"
    question = f"{SUBJECTS[index % 10]}：{SCENES[index // 10 % 10]}，{ACTS[index // 100]}"
    answer = f"先稳住局面，再核实{SUBJECTS[index % 10]}的事实，给出时限并回访。"
    row = [
        code,
        None,
        f"{index + 1}、{question}",
        answer,
        "1. 安抚情绪（2分）\n2. 核实事实（3分）",
        "中",
        6,
        "x",
    ]
    if index % 100 == 0:
        row[1] = "情境模拟"
    if index == 1:  # unchanged
        return ["OLD-1", None, "旧题一：你怎么看客户第一？", None, None, None, None, None]
    if index == 2:  # changed
        return ["OLD-2", None, "旧题二：排班冲突时你先找谁谈？", None, None, None, None, None]
    if index == 3:  # looks alike
        return [None, None, "请谈谈你最大的优点和缺点。", "真实、具体。", None, "易", 5, None]
    if index == 4:  # twice in the file
        return [None, None, SUBJECTS[0] + "：" + SCENES[0] + "，" + ACTS[0], "又一次", None, "易", 5, None]
    if index == 5:
        row[2], row[6] = "新员工总把优惠券的有效期说错，该由谁来纠正？", "900"
    if 10 <= index < 10 + DOUBTFUL_DIFFICULTY:
        row[5] = "三星"
    return row


@pytest.fixture
def bank() -> None:
    category = make_category(name="情境模拟")
    make_question(code="KF-1-02", text=LIKE, category=category)
    make_question(code="OLD-1", text="旧题一：你怎么看客户第一？", category=category)
    make_question(code="OLD-2", text="旧题二：排班冲突时你找谁谈？", category=category)


def faults(page: Any) -> list[str]:
    violations = Axe().run(page).response["violations"]
    # axe is put into the page by the test, not by the site.
    page.violations.clear()
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
        for fault in violations
        if fault["impact"] in ("serious", "critical")
    ]


def upload(page: Any, data: bytes, name: str) -> None:
    page.goto(reverse("qbank:question-list"))
    page.get_by_role("link", name="Import a spreadsheet").click()
    page.set_input_files("input[name=file]", {"name": name, "mimeType": "", "buffer": data})
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="Which row is the header?")).to_be_visible()


def on_to_preview(page: Any) -> None:
    page.get_by_role("button", name="Next: columns").click()
    page.wait_for_selector(".value-list, #values-inner [role=status]:has-text('known.')")
    page.get_by_role("button", name="Next: preview").last.click()
    page.wait_for_selector("#import-preview")


def tab(page: Any, name: str) -> Any:
    return page.locator("#import-tabs").get_by_role("link", name=re.compile(rf"^{name} \d"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_the_way_in_and_out_again(
    page_for: Callable[..., Any], bank: None, theme: str, tmp_path: Path
) -> None:
    before = set(Question.objects.values_list("code", "text"))
    page = page_for("hr", language="en", theme=theme)
    checks: list[str] = []

    upload(page, generated(), "题库.xlsx")
    expect(page.locator("tr.header")).to_contain_text("面试题")
    expect(page.get_by_label("Sheet")).to_contain_text("旧数据 (hidden)")
    checks += faults(page)
    page.get_by_label("Sheet").select_option("旧数据")
    expect(page.locator("#sample")).to_contain_text("旧题")
    page.get_by_label("Sheet").select_option("题目")
    expect(page.locator("tr.header")).to_contain_text("面试题")

    page.get_by_role("button", name="Next: columns").click()
    expect(page.get_by_label("面试题")).to_have_value("text")
    expect(page.get_by_label("内部备注")).to_have_value("")
    expect(page.locator(".value-list")).to_contain_text("13 rows")
    checks += faults(page)
    page.get_by_role("button", name="Next: preview").last.click()

    for name, count in COUNTS.items():
        expect(tab(page, name).locator("b")).to_have_text(str(count))
    checks += faults(page)

    mend_and_decide(page)
    checks += faults(page)
    page.get_by_role("link", name="Import 497 rows").click()
    checks += faults(page)
    assert set(Question.objects.values_list("code", "text")) == before
    page.get_by_role("button", name="Import 497 rows").click()
    expect(page.get_by_text("Imported on")).to_be_visible()
    checks += faults(page)
    assert Question.objects.in_bank().count() == len(before) + 496

    take_back_what_was_refused(page, tmp_path)

    page.goto(reverse("qbank:import-detail", args=[ImportBatch.objects.order_by("pk")[0].pk]))
    page.get_by_role("link", name="Take back this import").click()
    expect(page.get_by_text("496")).to_be_visible()
    checks += faults(page)
    page.get_by_role("button", name="Take back this import").click()
    expect(page.get_by_text("This import was taken back")).to_be_visible()
    page.goto(reverse("qbank:import-list"))
    expect(page.get_by_text("Taken back", exact=True)).to_be_visible()
    checks += faults(page)
    after = set(Question.objects.in_bank().values_list("code", "text"))
    assert {code for code, _text in after} == {code for code, _text in before} | {"EX-0006"}
    assert before <= after
    assert checks == []


def mend_and_decide(page: Any) -> None:
    """A value for the whole file, a cell in place, and one that looks alike."""
    tab(page, "Error").click()
    row = page.locator("#row-13")
    row.get_by_text("Settle “三星” once for all 13 rows that say it").click()
    row.get_by_label("“三星” means").select_option("hard")
    row.get_by_role("button", name="Apply to the whole file").click()
    expect(tab(page, "Error").locator("b")).to_have_text("1")
    cell = page.locator("#row-8").get_by_label("建议时长")
    cell.fill("130")
    cell.press("Tab")
    expect(page.locator("#row-8")).to_contain_text("“130” is not a number of minutes")
    expect(page.locator("#row-8").get_by_label("建议时长")).to_have_value("130")
    tab(page, "Changed").click()
    row = page.locator("#row-5")
    row.get_by_role("button", name="Change that one").click()
    expect(row.get_by_role("button", name="Change that one")).to_have_attribute("aria-pressed", "true")
    tab(page, "Looks alike").click()
    row = page.locator("#row-6")
    expect(row).to_contain_text("KF-1-02")
    row.get_by_text("Compare word by word").click()
    expect(row.locator("ins").first).to_be_visible()
    row.get_by_role("button", name="Import as new").click()
    expect(row.get_by_role("button", name="Import as new")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("link", name="Import 497 rows")).to_be_visible()
    tab(page, "All").click()
    page.get_by_label("Go to row").fill("450")
    page.get_by_role("button", name="Go").click()
    expect(page.locator(".import-row .row-number").first).to_have_text("450")
    page.get_by_role("link", name="Earlier rows").click()
    expect(page.locator("#row-449")).to_be_visible()


def take_back_what_was_refused(page: Any, folder: Path) -> None:
    """The rejected rows are downloaded, mended in the spreadsheet and brought in."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the 2 rows that stayed out").click()
    path = folder / "rejected.xlsx"
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert sorted(rows) == [7, 8]
    assert "row 3" in rows[7][1].value
    assert "130" in rows[8][1].value
    assert rows[8][names.index("分类")].value == "情境模拟"
    rows[8][names.index("建议时长")].value = 9
    sheet.delete_rows(rows[7][0].row)
    book.save(path)
    upload(page, path.read_bytes(), "改好的.xlsx")
    on_to_preview(page)
    page.get_by_role("link", name="Import 1 row").click()
    page.get_by_role("button", name="Import 1 row").click()
    expect(page.get_by_text("Imported on")).to_be_visible()
    assert Question.objects.get(code="EX-0006").minutes == 9


def test_what_is_typed_next_outlasts_a_row_that_comes_back(page_for: Callable[..., Any], bank: None) -> None:
    """On a phone: one cell is saved while the next one is being typed in."""
    page = page_for("hr", language="en", viewport={"width": 360, "height": 740})
    upload(page, generated(), "题库.xlsx")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    on_to_preview(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    row = page.locator("#row-3")
    row.get_by_role("link", name="All cells").click()
    answer, points = row.get_by_label("参考答案"), row.get_by_label("评分要点")
    page.route("**/mend/", lambda route: (page.wait_for_timeout(300), route.continue_()))
    answer.fill("换了一个答案。")
    points.click()
    points.fill("1. 先听完")
    expect(row).to_contain_text("In the file:")
    expect(points).to_have_value("1. 先听完")
    points.blur()
    expect(row.get_by_text("In the file:")).to_have_count(2)
    mended = ImportRow.objects.get(number=3).mended
    assert mended == {"3": "换了一个答案。", "4": "1. 先听完"}
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
