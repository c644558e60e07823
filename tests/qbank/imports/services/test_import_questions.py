"""manage.py import_questions: the verdicts of the site, nothing changed unless asked, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.models import AuditEvent, User
from common.limits import SPREADSHEET_BYTES
from qbank.imports.services import receive, verdict_counts
from qbank.imports.services.judging import judge_batch
from qbank.models import Category, ImportBatch, ImportRow, Question, SavedMapping
from tests.factories import make_category, make_question, make_user
from tests.qbank.imports.services.batches import HEADER, file_of, make_preview, new_rows, row
from tests.qbank.spreadsheets.workbooks import table, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def service() -> Iterator[Category]:
    with translation.override("en"):
        yield make_category(name="服务")


def run(*arguments: object, verbosity: int = 1) -> tuple[int, str, str]:
    """How it ended, what it said, and its last sentence where it failed."""
    output = StringIO()
    try:
        call_command("import_questions", *map(str, arguments), stdout=output, verbosity=verbosity)
    except CommandError as error:
        return error.returncode, output.getvalue(), str(error)
    return 0, output.getvalue(), ""


def write_file(tmp_path: Path, data: bytes, name: str = "题库.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def every_verdict() -> list[tuple[str, ...]]:
    make_question(text="顾客说要投诉到总部，你会怎么处理？", code="KF-1", category=Category.objects.get())
    same = make_question(text="怎样安排夜班？", code="KF-2", category=Category.objects.get())
    return [
        row("全新的一道题", code="N-1"),
        row("怎样安排夜班和白班？", code="KF-2"),
        row(same.text, code="KF-2", answer=""),
        row("顾客说要投诉到总部，你会如何处理？"),
        row("难度写错的题", difficulty="超级难"),
        row("没有的分类", category="不存在"),
        row("全新的一道题"),
    ]


def test_a_rehearsal_says_what_would_be_and_changes_nothing(tmp_path):
    path = write_file(tmp_path, file_of(every_verdict()))
    returncode, output, last = run(path)
    assert returncode == 1
    assert last == "6 rows were rejected."
    assert "row 3: would change KF-2." in output
    assert "New 1 · Changed 1 · Unchanged 0 · Twice in the file 2" in output
    assert "Looks like an existing question 1 · Which question is it? 0 · Error 2" in output
    assert "2 × asks the same as row 3. Leave one of them out. [row 4, row 8]" in output
    assert "row 5: looks like KF-1 (" in output
    assert "E6: “超级难” is not a known difficulty." in output
    assert "C7: " in output
    assert "不存在" in output
    assert "--create creates" in output
    assert "8 rows: 7 questions, 1 header" in output
    assert "--apply" in output
    assert not ImportBatch.objects.exists()
    assert not SavedMapping.objects.exists()
    assert not Question.objects.filter(code="N-1").exists()
    assert not AuditEvent.objects.filter(object_type="qbank.importbatch").exists()


def test_a_rehearsal_gives_the_verdicts_of_the_site(tmp_path):
    rows = every_verdict()
    data = file_of(rows)
    _returncode, output, _last = run(write_file(tmp_path, data), "--create")
    batch = make_preview(rows)
    counts = verdict_counts(batch)
    assert " · ".join(f"{verdict.label} {counts[verdict]}" for verdict in ImportRow.Verdict) in output


def test_what_is_accepted_is_imported_and_the_rest_output(tmp_path):
    path = write_file(tmp_path, file_of(every_verdict()))
    person = make_user("hr")
    returncode, output, last = run(path, "--apply", "--known", "both", "--user", person.username)
    batch = ImportBatch.objects.get()
    assert (returncode, last) == (1, "5 rows were rejected.")
    assert f"Imported: 1 new, 1 changed. The import is number {batch.pk}." in output
    assert (batch.status, batch.name, batch.applied_by) == ("applied", "题库.csv", person)
    assert Question.objects.in_bank().get(code="N-1").text == "全新的一道题"
    assert Question.objects.get(code="KF-2").text == "怎样安排夜班和白班？"
    event = AuditEvent.objects.get(action="importbatch.apply")
    assert (event.actor, event.after["sha256"]) == (person, batch.sha256)


def test_a_good_file_ends_well_and_a_second_time_there_is_nothing_to_do(tmp_path):
    path = write_file(tmp_path, file_of(new_rows(5)))
    assert run(path, "--apply")[0] == 0
    returncode, output, _last = run(path, "--apply")
    assert returncode == 0
    assert "There is nothing to import" in output
    assert Question.objects.in_bank().count() == 5
    assert sorted(ImportBatch.objects.values_list("status", flat=True)) == ["applied", "discarded"]
    assert AuditEvent.objects.filter(action="importbatch.apply", actor_name="system").count() == 1


def test_a_workbook_by_sheet_header_row_columns_and_category(tmp_path):
    data = workbook(
        {
            "说明": table(("先看这里",)),
            "旧题": table(("甲", "乙"), ("你为什么想换工作？", "看动机")),
        },
        states={"旧题": "hidden"},
    )
    path = write_file(tmp_path, data, "题库.xlsx")
    returncode, output, _last = run(
        path,
        "--sheet",
        "旧题",
        "--header-row",
        1,
        "--map",
        "甲=text",
        "--map",
        "B=answer",
        "--category",
        "服务",
    )
    assert returncode == 0
    assert "题库.xlsx  “旧题”  header in row 1" in output
    assert "  A 甲 → text\n  B 乙 → answer" in output
    assert "New 1 ·" in output
    returncode, output, _last = run(
        path, "--sheet", "旧题", "--header-row", 0, "--map", "A=text", "--category", "服务"
    )
    assert "no header" in output
    assert "New 2 ·" in output


def test_an_encoding_by_choice(tmp_path):
    text = "題目,分類\n客戶生氣時你會怎麼說？,服務\n"
    path = write_file(tmp_path, text.encode("big5"))
    returncode, output, _last = run(path, "--encoding", "big5")
    assert returncode == 0
    assert "Big5" in output
    assert "New 1 ·" in output


def test_missing_categories_and_competencies_are_created_when_asked(tmp_path):
    path = write_file(tmp_path, file_of([row("新分类的题", category="全新分类", competencies="全新能力")]))
    assert run(path)[0] == 1
    assert run(path, "--create", "--apply")[0] == 0
    question = Question.objects.in_bank().get()
    assert question.category.name == "全新分类"
    assert [competency.name for competency in question.competencies.all()] == ["全新能力"]
    other = write_file(tmp_path, "题目\n您为什么离开上一家公司？\n".encode(), "另一个.csv")
    assert run(other, "--category", "又一个分类", "--create", "--apply")[0] == 0
    assert Question.objects.get(text="您为什么离开上一家公司？").category.name == "又一个分类"


def test_a_mapping_somebody_chose_before_is_used_again(tmp_path):
    data = "甲,分类\n用记住的列导入吗？,服务\n".encode()
    assert run(write_file(tmp_path, data), "--map", "甲=text", "--apply")[0] == 0
    next_file = data.replace("用记住的列导入吗？".encode(), "第二次还记得吗？".encode())
    assert run(write_file(tmp_path, next_file), "--apply")[0] == 0
    assert Question.objects.in_bank().count() == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--sheet", "x"], "A CSV file has no sheets"),
        (["--header-row", "-1"], "There is no row -1."),
        (["--header-row", "99999999999"], "There is no row 99999999999."),
        (["--map", "题目"], "Write COLUMN=FIELD"),
        (["--map", "没有=text"], "There is no column “没有”"),
        (["--map", "题目=%s"], "“%s” is nothing a column can hold"),
        (["--map", "题目=none"], "No column holds the question"),
        (["--category", "不存在"], "The bank has no category “不存在”. It has: 服务."),
        (["--category", "", "--create"], "The bank has no category “”"),
        (["--category", "长" * 121, "--create"], "The bank has no category"),
        (["--category", "a\x00b", "--create"], "The bank has no category"),
        (["--user", "nobody"], "Nobody here is called nobody."),
        (["--encoding", "cp1252"], "can’t be read as Windows-1252: line 1 has"),
        (["--encoding", "utf-7"], "invalid choice"),
        (["--apply", "--dry-run"], "not allowed with argument"),
    ],
)
def test_what_can_not_be_done_gets_a_sentence(tmp_path, arguments, sentence):
    path = write_file(tmp_path, file_of(new_rows(1)) + b"\n" * 3)
    returncode, _output, last = run(path, *arguments)
    assert returncode in (1, 2)
    assert sentence in last
    assert not ImportBatch.objects.exists()


def test_files_that_are_none_get_a_sentence(tmp_path):
    assert run(tmp_path / "fehlt.csv")[::2] == (
        2,
        f"{tmp_path / 'fehlt.csv'} can't be read: No such file or directory. Nothing was changed.",
    )
    assert run(tmp_path)[0] == 2
    assert run("\x00")[0] == 2
    assert "(.xls)" not in run(write_file(tmp_path, b"", "leer.xlsx"))[2]
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")
    returncode, _output, last = run(write_file(tmp_path, old, "alt.xls"), "--apply")
    assert (returncode, "save as" in last.lower()) == (2, True)
    returncode, _output, last = run(
        write_file(tmp_path, workbook({"题库": table(HEADER)}), "x.xlsx"), "--encoding", "big5"
    )
    assert (returncode, last) == (2, "A workbook has no encoding: leave out --encoding.")
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(50 * SPREADSHEET_BYTES)
    assert run(huge)[::2] == (
        2,
        "The file is larger than 20 MB. Split it into smaller files and upload them one by one.",
    )
    assert not ImportBatch.objects.exists()


def test_a_job_that_another_has_is_waited_for(tmp_path, monkeypatch):
    """A worker may take the judging before the command does: the command then waits for it."""
    asked = []

    def by_the_worker(*, batch_id: int) -> None:
        asked.append(batch_id)
        if len(asked) == 3:
            judge_batch(batch_id=batch_id)

    command = "qbank.management.commands.import_questions"
    monkeypatch.setattr(f"{command}.judge_batch", by_the_worker)
    monkeypatch.setattr(f"{command}._POLL_SECONDS", 0)
    assert run(write_file(tmp_path, file_of(new_rows(2))), "--apply")[0] == 0
    assert len(asked) == 3
    assert Question.objects.in_bank().count() == 2


def test_it_speaks_chinese_to_whoever_reads_chinese(tmp_path):
    with translation.override("zh-hans"):
        returncode, output, _last = run(write_file(tmp_path, file_of(new_rows(2))))
    assert returncode == 0
    assert "新增 2 · 修改 0 · " in output


def test_the_same_rows_cost_the_same_number_of_queries(tmp_path, django_assert_max_num_queries):
    make_question(text="顾客说要投诉到总部，你会怎么处理？", code="KF-1", category=Category.objects.get())
    alike = [row(f"顾客说要投诉到总部，你会如何处理{mark}？") for mark in "呢呀吧吗"]
    with django_assert_max_num_queries(12):
        assert "looks like KF-1" in run(write_file(tmp_path, file_of(alike)))[1]


def test_people_who_left_do_not_import(tmp_path):
    person = make_user("hr")
    User.objects.filter(pk=person.pk).update(is_active=False)
    path = write_file(tmp_path, file_of(new_rows(1)))
    assert run(path, "--apply", "--user", person.username)[0] == 2
    assert receive(name="题库.csv", data=path.read_bytes(), actor=None).pk


def test_every_line_is_written_as_json_with_its_verdict(tmp_path):
    rows = [row("全新的一道题"), ("", "注：仅供内部使用"), row("没有的分类", category="不存在")]
    returncode, output, _last = run(write_file(tmp_path, file_of(rows)), "--json")
    report = json.loads(output)
    # As without --json: a row is rejected.
    assert returncode == 1
    assert report["file"] == "题库.csv"
    (sheet,) = report["sheets"]
    assert (sheet["name"], sheet["row_count"], sheet["header_row"]) == ("", 4, 1)
    assert sheet["columns"]["text"] == "题目"
    assert sum(sheet["counts"].values()) == sheet["row_count"]
    assert {kind: count for kind, count in sheet["counts"].items() if count} == {
        "questions": 2,
        "header": 1,
        "notes": 1,
    }
    assert [(line["row"], line["kind"], line["verdict"]) for line in sheet["rows"]] == [
        (1, "header", ""),
        (2, "questions", "new"),
        (3, "notes", ""),
        (4, "questions", "error"),
    ]
    question = sheet["rows"][1]["question"]
    # The bank gives it a code when it is imported.
    assert (question["text"], question["code"]) == ("全新的一道题", "")
    message = sheet["rows"][3]["messages"][0]
    assert (message["code"], message["error"], message["column"]) == ("unknown-category", True, "C")
    assert not ImportBatch.objects.exists()


def test_sheets_that_are_not_read_are_named_with_their_rows(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["题目"])
    book.active.append(["怎样安排夜班？"])
    old = book.create_sheet("旧版")
    old.append(["题目"])
    old.sheet_state = "hidden"
    path = tmp_path / "题库.xlsx"
    book.save(path)
    _returncode, output, _last = run(path)
    assert "Not read: the hidden sheet “旧版” (1 row)" in output
    _returncode, output, _last = run(path, "--json")
    assert json.loads(output)["unread_sheets"] == [{"name": "旧版", "row_count": 1, "hidden": True}]
