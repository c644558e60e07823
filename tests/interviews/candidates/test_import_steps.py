"""A list of candidates takes the same steps as a spreadsheet of questions: every line is accounted for,
columns are shown with samples, several sheets are read as one, and an older tab overwrites no choice."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from interviews.candidates.services.imports import ImportOptions
from interviews.models import Candidate, CandidateImport, Position
from tests.forms import writing_forms
from tests.interviews.candidates.lists import NEW, import_all, upload_list, url, verdicts
from tests.pressing import press

pytestmark = pytest.mark.django_db


def upload_book(hr, sheets, name="名单.xlsx"):
    """{title: rows} as a workbook; the page that the upload leads to."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return hr.post(NEW, {"file": SimpleUploadedFile(name, saved(book))}, follow=True)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def preview(hr, page):
    """The preview, by pressing only "Next"."""
    return press(hr, press(hr, page, "Next: columns"), "Next: preview")


def said(page):
    return " ".join(page.content.decode().split())


def test_one_line_accounts_for_every_row(hr, position):
    rows = [
        ["2026年春季候选人名单"],
        [],
        ["姓名", "应聘职位", "电话"],
        ["张三", "客服经理", "13800000001"],
        [],
        ["姓名", "应聘职位", "电话"],
        ["李四", "客服经理", "13800000002"],
        ["合计", "2人"],
        ["制表人：王五"],
    ]
    page = preview(hr, upload_book(hr, {"名单": rows}))
    assert "9 rows: 2 candidates, 2 headers, 1 above the header, 1 note, 1 total, 2 blank" in said(page)
    assert "Lines that are no candidates" in said(page)
    assert verdicts(CandidateImport.objects.get()) == {4: "new", 7: "new"}


def test_the_account_keeps_no_text_that_may_be_about_a_person(hr, position):
    upload_list(hr, "甲,客服经理,,,", "备注：王某某已入职")
    assert "王某某" not in str(CandidateImport.objects.get().options)


def test_hidden_people_come_in_only_when_that_is_asked_for(hr, position):
    book = openpyxl.Workbook()
    for row in (["姓名", "应聘职位"], ["张三", "客服经理"], ["李四", "客服经理"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    page = hr.post(NEW, {"file": SimpleUploadedFile("名单.xlsx", saved(book))}, follow=True)
    assert "They are left out, unless you say" in said(page)
    page = preview(hr, page)
    assert "3 rows: 1 candidate, 1 header, 1 hidden" in said(page)
    batch = CandidateImport.objects.get()
    assert verdicts(batch) == {2: "new"}
    page = hr.get(url("-reading", batch.pk), {"with_hidden": "True", "header_row": "1"})
    preview(hr, page)
    assert verdicts(batch) == {2: "new", 3: "new"}


def test_columns_are_shown_with_samples_and_those_not_read_are_counted(hr, position):
    rows = [["姓名", "应聘职位", "期望薪资"], ["张三", "客服经理", "15K"], ["李四", "客服经理", "18K"]]
    page = said(press(hr, upload_book(hr, {"名单": rows}), "Next: columns"))
    assert "1 column is not read" in page
    assert all(f"<li>{sample}</li>" in page for sample in ("张三", "李四", "15K", "18K"))
    other = hr.get(url("-columns", CandidateImport.objects.get().pk), {"header_row": "2"})
    assert "<li>李四</li>" in said(other) and "<li>张三</li>" not in said(other)


def test_without_a_column_of_names_the_page_asks(hr, position):
    page = upload_book(hr, {"名单": [["甲方", "乙方"], ["张三", "客服经理"]]})
    page = press(hr, page, "Next: columns")
    assert "No column was found that holds the names" in said(page)
    page = press(hr, page, "Next: preview")
    assert "Say which column holds the names" in said(page)
    batch = CandidateImport.objects.get()
    assert hr.get(url("", batch.pk)).url == url("-columns", batch.pk)


def test_without_a_header_contents_tell(hr, position):
    upload_book(hr, {"名单": [["张三", "13800000001", "a@x.cn"], ["李四", "13900000002", "b@x.cn"]]})
    batch = CandidateImport.objects.get()
    assert ImportOptions.from_batch(batch).columns == {0: "name", 1: "phone", 2: "email"}


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        (["First Name", "Last Name", "Email"], ["Jane", "Doe", "j@x.cn"], "Jane Doe"),
        (["Surname", "Given name", "Email"], ["Doe", "Jane", "j@x.cn"], "Jane Doe"),
        (["姓", "名", "邮箱"], ["欧阳", "若溪", "j@x.cn"], "欧阳若溪"),
    ],
)
def test_names_in_two_columns_are_put_together(hr, position, header, row, name):
    page = upload_book(hr, {"名单": [[*header, "Position"], [*row, "客服经理"]]})
    assert f"<b>{name}</b>" in said(preview(hr, page))


def test_several_sheets_are_read_as_one(hr, position):
    Position.objects.create(name="客服主管")
    sheets = {
        "客服经理": [["姓名", "电话"], ["张三", "13800000001"]],
        "说明": [["填表说明：每行一人"]],
        "客服主管": [["手机号", "候选人"], ["13900000002", "李四"], ["13700000003", "王五"]],
    }
    page = upload_book(hr, sheets)
    assert "Read all sheets together" in said(page)
    batch = CandidateImport.objects.get()
    page = preview(hr, hr.get(url("-reading", batch.pk), {"all_sheets": "1", "header_row": "1"}))
    assert "5 rows: 3 candidates, 2 headers" in said(page)
    assert "Not read: the sheet “说明”" in said(page) and "客服主管 · 2" in said(page)
    import_all(hr, batch)
    people = Candidate.objects.order_by("pk").values_list("name", "phone", "position__name")
    assert list(people) == [
        ("张三", "13800000001", "客服经理"),
        ("李四", "13900000002", "客服主管"),
        ("王五", "13700000003", "客服主管"),
    ]


def test_the_names_of_sheets_are_positions_only_where_one_is(hr, position):
    sheets = {"一批": [["姓名"], ["张三"]], "二批": [["姓名"], ["李四"]]}
    upload_book(hr, sheets)
    batch = CandidateImport.objects.get()
    preview(hr, hr.get(url("-reading", batch.pk), {"all_sheets": "1", "header_row": "1"}))
    batch.refresh_from_db()
    assert ImportOptions.from_batch(batch).columns == {0: "name"}


def test_headings_between_the_rows_can_be_positions(hr, position):
    Position.objects.create(name="客服主管")
    rows = [
        ["姓名", "电话"],
        ["一、客服经理"],
        ["张三", "13800000001"],
        ["二、客服主管"],
        ["李四", "1390000002"],
    ]
    upload_book(hr, {"名单": rows})
    batch = CandidateImport.objects.get()
    assert verdicts(batch) == {3: "new", 5: "new"}
    import_all(hr, batch)
    assert dict(Candidate.objects.values_list("name", "position__name")) == {
        "张三": "客服经理",
        "李四": "客服主管",
    }


def test_another_table_below_is_none_of_candidates(hr, position):
    rows = [
        ["姓名", "应聘职位", "电话"],
        ["张三", "客服经理", "13800000001"],
        [],
        ["面试官", "部门", "会议室"],
        ["赵敏", "人事部", "三号"],
        ["钱进", "客服部", "四号"],
    ]
    page = preview(hr, upload_book(hr, {"名单": rows}))
    assert "6 rows: 1 candidate, 2 headers, 2 of another table, 1 blank" in said(page)
    assert '<details class="lines" open>' in said(page)
    assert verdicts(CandidateImport.objects.get()) == {2: "new"}


@pytest.mark.parametrize(
    "text",
    [
        "本公司客服中心成立于二〇一〇年，现有员工三百余人，分布在三个城市。\n我们重视服务质量，每一通电话都有录音，并且"
        "由质检团队按月抽查。\n新人入职以后接受为期两周的培训，然后由导师带教一个月，再独立上岗服务客户。\n",
        "Our service centre was founded in 2010, and employs three hundred people in three cities today.\n"
        "Quality matters to us: every call is recorded, and a team reviews a sample each month, of course.\n",
    ],
)
def test_a_file_that_is_no_table_is_said_to_be_none(hr, text):
    answer = hr.post(NEW, {"file": SimpleUploadedFile("说明.txt", text.encode())})
    assert "This is text and no table" in answer.content.decode()
    assert not CandidateImport.objects.exists()


@pytest.mark.parametrize("names", ["姓名\n张三\n李四\n", "张三\n李四\n王五\n"])
def test_a_list_of_names_alone_is_a_table(hr, names):
    assert hr.post(NEW, {"file": SimpleUploadedFile("名单.csv", names.encode())}).status_code == 302


class TestTwoTabs:
    """What one person has chosen, another person's older page does not take back."""

    @pytest.fixture
    def batch(self, hr, position):
        return upload_list(hr, "张三,客服经理,a@example.com,13800000001,内推")

    def form(self, hr, batch, **reading):
        address = url("-columns", batch.pk)
        forms = writing_forms(hr.get(address, reading).content.decode(), address)
        return next(form for form in forms if form.action == address)

    def columns(self, batch):
        batch.refresh_from_db()
        return dict(ImportOptions.from_batch(batch).columns)

    def test_columns_chosen_meanwhile_are_asked_about(self, hr, batch):
        older, newer = self.form(hr, batch), self.form(hr, batch)
        assert newer.send(hr, **newer.as_shown | {"column-4": [""]}).status_code == 302
        answer = older.send(hr, **older.as_shown)
        assert "Changed while you had this open" in answer.content.decode()
        assert 4 not in self.columns(batch)

    def test_a_list_read_anew_meanwhile_stays_as_it_is(self, hr, batch):
        older, newer = self.form(hr, batch), self.form(hr, batch, header_row="0")
        sent = newer.as_shown | {"column-0": ["name"]}
        assert newer.send(hr, **sent).status_code == 302
        columns = self.columns(batch)
        answer = older.send(hr, **older.as_shown)
        assert "this list has changed meanwhile" in hr.get(answer.url).content.decode()
        assert self.columns(batch) == columns and batch.options["reading"]["header_row"] == 0

    def test_what_was_mended_meanwhile_is_not_read_away(self, hr, batch):
        older = self.form(hr, batch, header_row="0")
        hr.post(url("-row", batch.pk, 2), {"name": "张三丰", "position": "客服经理"})
        answer = older.send(hr, **older.as_shown | {"column-0": ["name"]})
        assert "this list has changed meanwhile" in hr.get(answer.url).content.decode()
        assert batch.rows.get().mended["name"] == "张三丰"


def words_of(page):
    """The steps, headings and buttons of a page of an import."""
    main = html.fromstring(page.content.decode()).get_element_by_id("main")
    steps = main.find_class("import-steps")[0].text_content().split()
    buttons = [" ".join(button.text_content().split()) for button in main.iter("button", "a")]
    return steps, [text for text in buttons if text.startswith(("Next", "Back", "Discard"))]


def test_both_imports_have_the_same_steps_and_buttons(hr, position):
    questions = SimpleUploadedFile("题库.csv", "题目,分类\n怎样安抚客户？,服务\n怎样排班？,服务\n".encode())
    bank = hr.post(reverse("qbank:import-create"), {"file": questions}, follow=True)
    people = SimpleUploadedFile("名单.csv", "姓名,应聘职位\n张三,客服经理\n李四,客服经理\n".encode())
    candidates = hr.post(NEW, {"file": people}, follow=True)
    assert words_of(bank) == words_of(candidates)
    bank, candidates = (press(hr, page, "Next: columns") for page in (bank, candidates))
    assert set(words_of(bank)[1]) == set(words_of(candidates)[1])
    assert words_of(bank)[0] == words_of(candidates)[0]
