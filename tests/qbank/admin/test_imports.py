"""Import and export in the admin: the site's rules, on django-import-export's pages."""

import io
import re

import openpyxl
import pytest
import tablib
from django.contrib.auth.models import Permission
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from common.limits import SMALL_TABLE_BYTES
from qbank.admin.formats import Csv, Spreadsheet, Xlsx
from qbank.admin.question_spreadsheets import MAX_PREVIEW_ROWS
from qbank.admin.spreadsheets import SignedStorage
from qbank.imports.services.undoing import start_undo, undo_batch
from qbank.models import Category, Competency, ImportBatch, ImportRow, Question
from tests import factories

pytestmark = pytest.mark.django_db


def page(model, action):
    return reverse(f"admin:qbank_{model}_{action}")


def upload(client, model, content, name="a.csv"):
    data = content.encode() if isinstance(content, str) else content
    file = io.BytesIO(data)
    file.name = name
    return client.post(page(model, "import"), {"format": "0", "resource": "0", "import_file": file})


def confirmed(client, model, response):
    """What the preview's form sends."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode()))
    assert "import_file_name" in fields
    return client.post(page(model, "process_import"), fields)


def text_of(response):
    return response.content.decode()


# Categories


def test_nothing_is_written_before_somebody_has_seen_it(admin):
    factories.make_category(name="服务", position=1)
    response = upload(admin, "category", "名称,顺序\n服务,5\n团队,6\n")
    text = text_of(response)
    assert "New" in text and "Changed" in text and "<ins>5</ins>" in text
    assert list(Category.objects.values_list("name", "position")) == [("服务", 1)]
    assert not AuditEvent.objects.exists()
    confirmed(admin, "category", response)
    assert list(Category.objects.values_list("name", "position")) == [("服务", 5), ("团队", 6)]


def test_the_trail_says_who_brought_what(admin):
    factories.make_category(name="服务", position=1)
    confirmed(admin, "category", upload(admin, "category", "name,order\n服务,5\n团队,6\n"))
    events = {event.action: event for event in AuditEvent.objects.all()}
    assert events["category.create"].after == {"name": "团队", "position": "6"}
    assert events["category.change"].before == {"name": "服务", "position": "1"}
    assert {event.actor for event in events.values()} == {admin.user}


@pytest.mark.parametrize("name", ["服务 ", " 服 务", "服務", "服务。"])
def test_a_name_is_known_again_whatever_spaces_marks_and_script(name, admin):
    factories.make_category(name="服务", position=3)
    text = text_of(upload(admin, "category", f"名称,顺序\n{name},3\n"))
    assert "<b>0</b> New" in text and "<b>1</b> Unchanged" in text


def test_a_name_twice_in_the_file_is_an_error_and_no_race(admin):
    text = text_of(upload(admin, "category", "名称,顺序\n团队,1\n服务,2\n团队 ,3\n"))
    assert "Row 2 says the same" in text and "import_file_name" not in text
    assert re.search(r'<th scope="row">4</th>', text)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("名称,顺序\n,5\n", "The name is missing"),
        ("名称,顺序\n服务,五\n", "is not a whole number"),
        ("名称,顺序\n服务,-5\n", "is not a whole number"),
        ("名称,顺序\n服务,99999999999\n", "is not a whole number"),
        ("名称,顺序\n" + "长" * 121 + ",5\n", "at most 120"),
        ("名称,name,顺序\n服务,团队,5\n", "name the same thing"),
        ("题目,顺序\n服务,5\n", "There is no column"),
        ("名称\n" + "\n".join(f"类{n}" for n in range(600)), "At most 500 rows"),
        ("", "empty"),
        ("\0\0\0\0", ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_taken(content, expected, admin):
    response = upload(admin, "category", content)
    assert response.status_code == 200
    assert expected in text_of(response) and "import_file_name" not in text_of(response)
    assert not Category.objects.exists()


def test_one_bad_row_keeps_all_out(admin):
    text = text_of(upload(admin, "category", "名称,顺序\n服务,1\n团队,三十七\n"))
    assert "import_file_name" not in text and "Nothing was written" in text
    assert '<td class="text">团队</td><td class="text">三十七</td>' in re.sub(r">\s+<", "><", text)


def test_rows_longer_than_the_header_and_unknown_columns_do_no_harm(admin):
    response = upload(admin, "category", "名称,备注\n服务,好,多出来的,还有\n团队\n")
    confirmed(admin, "category", response)
    assert list(Category.objects.values_list("name", "position")) == [("服务", 1), ("团队", 2)]


def test_what_changed_since_the_preview_is_said_and_nothing_is_written(admin):
    response = upload(admin, "competency", "章,名称\n客户服务,倾听\n")
    assert "There is no chapter" in text_of(response)
    chapter = factories.make_competency(parent=None, name="客户服务")
    response = upload(admin, "competency", "章,名称\n客户服务,倾听\n")
    chapter.delete()
    answer = confirmed(admin, "competency", response)
    assert answer.status_code == 200 and "There is no chapter" in text_of(answer)
    assert not Competency.objects.exists()


# Competencies


def test_chapters_and_their_sections(admin):
    file = "章,名称,顺序\n,客户服务,\n客户服务,倾听,\n客户服务,复述,\n"
    confirmed(admin, "competency", upload(admin, "competency", file))
    assert [
        (c.parent.name if c.parent else "", c.name, c.position) for c in Competency.objects.order_by("pk")
    ] == [
        ("", "客户服务", 1),
        ("客户服务", "倾听", 1),
        ("客户服务", "复述", 2),
    ]
    assert "<b>3</b> Unchanged" in text_of(upload(admin, "competency", file))


def test_sections_of_one_name_stand_in_different_chapters(admin):
    for name in ("甲", "乙"):
        factories.make_competency(name="倾听", parent=factories.make_competency(parent=None, name=name))
    text = text_of(upload(admin, "competency", "章,名称\n甲,倾听\n乙,倾听\n"))
    assert "<b>2</b> Unchanged" in text


# Out again


@pytest.mark.parametrize(
    ("model", "kind"), [("category", 0), ("category", 1), ("competency", 0), ("competency", 1)]
)
def test_what_is_exported_comes_back_unchanged(model, kind, client_for):
    admin = client_for("admin", language="zh-hans" if kind else "en")
    for name in ("=1+1", "+服务", "@团队", "'引号", "a,b;c"):
        if model == "category":
            factories.make_category(name=name)
        else:
            factories.make_competency(name=name)
    response = admin.post(page(model, "export"), {"format": str(kind), "resource": "0"})
    suffix = ("xlsx", "csv")[kind]
    assert f".{suffix}" in response["Content-Disposition"]
    count = (Category if model == "category" else Competency).objects.count()
    text = text_of(upload(admin, model, response.content, f"a.{suffix}"))
    assert text.count('<tr class="skip">') == count and "import_file_name" in text


def test_cells_that_would_run_are_made_safe(admin):
    factories.make_category(name='=HYPERLINK("http://x")')
    response = admin.post(page("category", "export"), {"format": "0", "resource": "0"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", '\'=HYPERLINK("http://x")')


def test_the_export_holds_what_the_list_shows(admin):
    for name in ("服务", "团队"):
        factories.make_category(name=name)
    response = admin.post(page("category", "export") + "?q=服务", {"format": "1", "resource": "0"})
    text = response.content.decode("utf-8-sig")
    assert "服务" in text and "团队" not in text


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)


@given(st.lists(CELLS.map(lambda text: " ".join(text.split())).filter(bool), min_size=1, max_size=5))
def test_any_text_comes_back(names):
    dataset = tablib.Dataset(*[(name, 3) for name in names], headers=["名称", "顺序"])
    for kind, name in ((Xlsx, "a.xlsx"), (Csv, "a.csv")):
        form = Spreadsheet()
        form.name = name
        back = form.create_dataset(kind().export_data(dataset))
        assert [row[0] for row in back] == names


# Doors


@pytest.mark.parametrize("model", ["category", "competency"])
@pytest.mark.parametrize("action", ["import", "process_import", "export"])
def test_who_may_not_gets_in_nowhere(model, action, client_for):
    url = page(model, action)
    interviewer = client_for("interviewer")
    for method in (interviewer.get, interviewer.post):
        assert method(url).status_code in (302, 403, 405)
    nobody = client_for(user=factories.make_user(None))
    for method in (nobody.get, nobody.post):
        assert method(url).status_code in (302, 403, 405)


def test_no_name_of_a_file_on_the_server_is_opened(admin, tmp_path):
    for name in ("passwd", "../etc/passwd", str(tmp_path), "x" * 100):
        data = {"import_file_name": name, "original_file_name": "a.csv", "format": "0", "resource": "0"}
        assert admin.post(page("category", "process_import"), data).status_code == 400
    assert not Category.objects.exists()


def test_a_packed_file_comes_back_as_it_was():
    storage = SignedStorage()
    storage.save(b"\x00\xff" * 1000)
    assert SignedStorage(name=storage.name).read() == b"\x00\xff" * 1000


@pytest.mark.parametrize("kind", ["-1", "9", "x", ""])
def test_formats_that_do_not_exist(kind, admin):
    for action in ("import", "export"):
        response = admin.post(page("category", action), {"format": kind, "import_file": io.BytesIO(b"x")})
        assert response.status_code == 200
    data = {"import_file_name": "x", "original_file_name": "a.csv", "format": kind}
    assert admin.post(page("category", "process_import"), data).status_code < 500


def test_a_large_file_is_not_read(admin):
    text = text_of(upload(admin, "category", "名称\n" + "长" * SMALL_TABLE_BYTES))
    assert "at most 1.0 MB can be read. Split it" in text.replace("\xa0", " ")


@pytest.mark.parametrize("model", ["category", "competency"])
@pytest.mark.parametrize("action", ["import", "export"])
def test_pages_keep_the_policy(model, action, admin):
    """No script, style or handler of a page's own."""
    factories.make_competency()
    for response in (admin.get(page(model, action)), upload(admin, model, "名称,顺序\n甲,1\n,2\n")):
        text = text_of(response)
        assert not re.search(r'<script(?![^>]*(\bsrc=|type="application/json"))', text)
        assert not re.search(r"<[^>]+\s(style|on\w+)=", text)
        assert "Traceback" not in text


# Questions

FILE = "编号,题目,分类,参考答案,评分要点\n,客户在电话里咆哮，你会怎么做？,服务,先听完。,先听完（3分）\n"


@pytest.fixture
def service(db):
    return factories.make_category(name="服务")


def look(client, content, name="a.csv"):
    """The preview of a file."""
    response = upload(client, "question", content, name)
    assert response.status_code == 302, text_of(response)
    return client.get(response.url)


def confirm(client, batch):
    return client.post(page("question", "process_import"), {"batch": batch.pk}, follow=True)


def test_a_question_goes_through_the_same_batch_as_on_the_site(service, hr):
    text = text_of(look(hr, FILE))
    batch = ImportBatch.objects.get()
    assert (batch.status, batch.created_by) == ("preview", hr.user)
    assert "客户在电话里咆哮" in text and "Import 1 row" in text
    assert not Question.objects.exists()
    answer = confirm(hr, batch)
    assert "1 question is new" in text_of(answer) and f"/imports/{batch.pk}/" in text_of(answer)
    question = Question.objects.in_bank().get()
    assert (question.points.get().weight, question.arriving) == (3, None)
    batch.refresh_from_db()
    assert (batch.status, batch.applied_by) == ("applied", hr.user)
    assert AuditEvent.objects.filter(action="importbatch.apply", actor=hr.user).count() == 1


def test_what_the_admin_imported_can_be_taken_back(service, hr):
    look(hr, FILE)
    batch = ImportBatch.objects.get()
    confirm(hr, batch)
    batch.refresh_from_db()
    start_undo(batch=batch, actor=hr.user)
    undo_batch(batch_id=batch.pk)
    assert not Question.objects.exists()


def test_the_verdicts_are_those_of_the_site(service, hr):
    existing = factories.make_question(
        code="A-1", text="你最大的优点是什么？", category=service, red_flags=0, points=0
    )
    rows = [
        "A-1,你最大的优点是什么？,服务",
        "A-1,你最大的优点和缺点是什么？,服务",
        ",讲一次你带新人的经历。,服务",
        ",讲一次你带新人的经历 。,服务",
        ",讲一次投诉。,没有这一类",
    ]
    text = text_of(look(hr, "编号,题目,分类\n" + "\n".join(rows)))
    verdicts = list(ImportRow.objects.order_by("number").values_list("verdict", flat=True))
    assert verdicts == ["same", "conflict", "new", "repeated", "error"]
    assert "There is no category" in text and "3 rows stay out" in text
    assert f'<p class="remark">{existing.code}</p>' in text


def test_an_error_keeps_only_its_own_row_out_as_on_the_site(service, hr):
    look(hr, "题目,分类\n讲一次投诉。,没有\n讲一次你带新人的经历。,服务\n")
    confirm(hr, ImportBatch.objects.get())
    assert [question.text for question in Question.objects.all()] == ["讲一次你带新人的经历。"]


def test_many_rows_and_unknown_columns_go_on_where_the_site_has_room(service, hr):
    many = "题目,分类\n" + "\n".join(
        f"第 {n} 个情境里你会做什么，{n * 37}？,服务" for n in range(MAX_PREVIEW_ROWS + 1)
    )
    for content in (many, "甲列,乙列\n讲一次投诉的经历，你当时怎么处理的，后来怎么样了，学到什么？,服务\n"):
        response = upload(hr, "question", content)
        batch = ImportBatch.objects.order_by("pk").last()
        assert response.url == reverse("qbank:import-detail", args=[batch.pk])
    assert hr.get(page("question", "import"), {"batch": batch.pk}).status_code == 302


def test_what_is_no_longer_to_be_imported_is_told(service, hr):
    look(hr, FILE)
    batch = ImportBatch.objects.get()
    confirm(hr, batch)
    response = hr.post(page("question", "process_import"), {"batch": batch.pk})
    assert response.url == reverse("qbank:import-detail", args=[batch.pk])
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), ".xls"),
        ("a.xlsx", b"PK\x03\x04 not a zip", ""),
        ("~$a.xlsx", b"PK", "lock file"),
        ("a.csv", b"", ""),
        ("a.csv", "编号\0,题目\0\n\0,\0\n".encode(), ""),
    ],
)
def test_files_that_cant_be_read_say_what_to_do(name, content, expected, hr):
    response = upload(hr, "question", content, name)
    assert response.status_code in (200, 302) and expected in text_of(response)
    assert not Question.objects.exists()


def test_text_of_a_file_is_never_markup(service, hr):
    text = text_of(look(hr, "题目,分类\n<script>alert(1)</script>讲一次投诉。,<b>服务\n"))
    assert "<script>alert" not in text and "<b>服务" not in text and "&lt;script&gt;" in text


@pytest.mark.parametrize("batch", ["", "0", "x", "999999", "9" * 30])
def test_batches_that_do_not_exist(batch, hr):
    assert hr.get(page("question", "import"), {"batch": batch}).status_code == 404
    assert hr.post(page("question", "process_import"), {"batch": batch}).status_code == 404


@pytest.mark.parametrize("action", ["import", "process_import", "export"])
def test_questions_are_brought_in_by_those_who_may(action, client_for):
    url = page("question", action)
    assert client_for("interviewer").get(url).status_code in (403, 405)
    reader = factories.make_user(None)
    reader.user_permissions.add(*Permission.objects.filter(codename__in=["enter_admin", "view_question"]))
    client = client_for(user=reader)
    assert client.get(url).status_code in (403, 405) and client.post(url).status_code == 403
    assert "import_link" not in text_of(client.get(page("question", "changelist")))


def test_the_preview_needs_as_many_queries_for_three_rows_as_for_one(
    service, hr, django_assert_max_num_queries
):
    rows = ["讲一次投诉。,服务", "怎样带新人？,服务", "价值观是什么？,服务"]
    urls = [upload(hr, "question", "题目,分类\n" + "\n".join(rows[:n])).url for n in (1, 3)]
    hr.get(urls[0])
    with django_assert_max_num_queries(30) as queries:
        hr.get(urls[0])
    with django_assert_max_num_queries(len(queries)):
        hr.get(urls[1])
