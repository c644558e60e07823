"""Lists of candidates: read whatever their layout, judged, corrected, imported all or nothing."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.models import AuditEvent
from interviews.candidates.services import import_applying, imports
from interviews.candidates.services.candidates import add_note, save_and_record
from interviews.candidates.services.import_applying import apply_import
from interviews.candidates.services.import_undo import undo_import
from interviews.models import Candidate, CandidateImport, CandidateImportRow, CandidateNote, Position
from tests import factories
from tests.interviews.candidates.lists import HEADER, NEW, import_all, preview_of, upload_list, url, verdicts
from tests.pressing import press

pytestmark = pytest.mark.django_db


def test_a_list_is_previewed_and_imported(hr, position):
    batch = upload_list(hr, "林若溪,客服经理,lin@example.com,138 0013 8000,内推", "周舟,客服经理,,,")
    assert not Candidate.objects.exists(), "nothing is entered before the preview"
    page = hr.get(url("", batch.pk)).content.decode()
    assert "林若溪" in page and "Import 2 candidates" in page
    import_all(hr, batch)
    first = Candidate.objects.get(name="林若溪")
    assert (first.position, first.email, first.phone) == (position, "lin@example.com", "138 0013 8000")
    note = CandidateNote.objects.get()
    assert (note.candidate, note.text, note.by, note.by_name) == (first, "内推", hr.user, str(hr.user))
    event = AuditEvent.objects.get(action="candidate.note")
    assert (event.actor, event.after) == (hr.user, {"note": note.pk, "import": batch.pk})
    assert AuditEvent.objects.filter(action="candidate.create", actor=hr.user).count() == 2
    applied = AuditEvent.objects.get(action="candidateimport.apply")
    assert applied.after == {"candidates": 2} and "林" not in f"{applied.object_label}{applied.after}"
    batch.refresh_from_db()
    assert batch.content is None
    assert not CandidateImportRow.objects.exclude(cells=[]).exists(), "the candidate holds it now"
    assert "林若溪" in hr.get(url("", batch.pk)).content.decode()


def test_verdicts_and_reasons(hr, position):
    factories.make_candidate(position=position, name="已在的人", email="there@example.com")
    lines = [
        "新人,客服经理,new@example.com,,",
        "同邮箱,客服经理,THERE@example.com,,",
        "已在的人,客服经理,,,",
        "又是新人,客服经理,New@example.com,,",
        ",客服经理,x@example.com,,",
        "坏邮箱,客服经理,不是邮箱,,",
        "无岗位,,,,",
        "别的岗位,没有的岗位,,,",
        f"{'长' * 81},客服经理,,,",
    ]
    batch = upload_list(hr, *lines)
    assert list(verdicts(batch).values()) == ["new", "known", "known", "repeated", *["error"] * 5]
    page = hr.get(url("", batch.pk)).content.decode()
    for reason in (
        "The same as 已在的人",
        "The same person as in row 2",
        "There is no name",
        "“不是邮箱” is not an e-mail address",
        "It names no position",
        "There is no open position “没有的岗位”",
        "longer than 80 characters",
    ):
        assert reason in page, reason
    import_all(hr, batch)
    assert set(Candidate.objects.values_list("name", flat=True)) == {"已在的人", "新人"}


def test_rows_are_mended_left_out_and_taken_in(hr, position):
    factories.make_candidate(position=position, name="同名")
    batch = upload_list(hr, "甲,客服经理,坏的,,", "乙,客服经理,,,", "同名,客服经理,,,")
    hr.post(url("-row", batch.pk, 2), {"name": "甲", "position": "客服经理", "email": "jia@example.com"})
    hr.post(url("-choose", batch.pk, 3), {"choice": "leave"})
    hr.post(url("-choose", batch.pk, 4), {"choice": "take"})
    assert list(verdicts(batch).values()) == ["new", "new", "known"]
    back = hr.post(url("-choose", batch.pk, 4), {"choice": "take", "show": "known", "page": "1"}).url
    assert back == f"{url('', batch.pk)}?show=known&page=1#row-4"
    import_all(hr, batch)
    assert list(Candidate.objects.order_by("pk").values_list("name", flat=True)) == ["同名", "甲", "同名"]
    assert Candidate.objects.get(name="甲").email == "jia@example.com"


def test_rows_with_errors_are_counted_apart_from_those_left_out(hr, position):
    batch = upload_list(hr, "甲,客服经理,坏的,,", "乙,客服经理,,,", "丙,客服经理,,,", "乙,客服经理,,,")
    hr.post(url("-choose", batch.pk, 4), {"choice": "leave"})
    page = hr.get(url("", batch.pk)).content.decode()
    assert "2 rows are left out." in page
    assert "1 row has an error and can’t be imported as it is." in page
    left = hr.get(url("", batch.pk), {"show": "left"}).content.decode()
    assert [number for number in range(2, 6) if f'id="row-{number}"' in left] == [4, 5]


def test_columns_positions_and_the_header_are_chosen(hr, position):
    batch = upload_list(hr, "甲,jia@example.com,新岗位", header="甲方,乙方,丙方")
    assert set(verdicts(batch).values()) == {"error"}
    data = {
        "column-0": "name",
        "column-1": "email",
        "column-2": "position",
        "creates": "on",
        "header_row": "1",
        "encoding": "gb18030",
        "separator": ",",
    }
    twice = hr.post(url("-columns", batch.pk), data | {"column-1": "name"})
    assert "Two columns are said to hold" in twice.content.decode()
    # The guess took the first row for people, as there is no known name in it.
    hr.post(url("-columns", batch.pk), data)
    hr.post(url("-columns", batch.pk), data)
    assert verdicts(batch) == {2: "new"}
    import_all(hr, batch)
    assert Candidate.objects.get().position.name == "新岗位"
    assert AuditEvent.objects.filter(action="position.create").exists()


def test_rows_without_a_position_get_the_chosen_one(hr, position):
    batch = upload_list(hr, "甲,jia@example.com", header="姓名,邮箱")
    hr.post(
        url("-columns", batch.pk),
        {"column-0": "name", "column-1": "email", "position": position.pk, "header_row": 1}
        | {"encoding": "gb18030", "separator": ","},
    )
    import_all(hr, batch)
    assert Candidate.objects.get().position == position


def test_a_workbook_with_a_formula_that_has_no_value_is_an_error_and_no_blank(hr, position):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "应聘职位", "邮箱"])
    book.active.append(["甲", "客服经理", "=A1&B1"])
    file = io.BytesIO()
    book.save(file)
    answer = hr.post(NEW, {"file": SimpleUploadedFile("名单.xlsx", file.getvalue())})
    assert answer.status_code == 302
    batch = CandidateImport.objects.get()
    assert verdicts(batch) == {2: "error"}
    assert "does not hold the value" in hr.get(url("", batch.pk)).content.decode()


def test_what_has_changed_meanwhile_is_looked_at_again(hr, position):
    batch = upload_list(hr, "甲,客服经理,jia@example.com,,", "乙,客服经理,,,")
    before = preview_of(batch)
    factories.make_candidate(position=position, email="jia@example.com")
    page = hr.post(url("-apply", batch.pk), before, follow=True).content.decode()
    assert "changed meanwhile" in page
    assert Candidate.objects.count() == 1
    import_all(hr, batch)
    assert (
        "changed meanwhile"
        in hr.post(url("-apply", batch.pk), preview_of(batch), follow=True).content.decode()
    )
    assert "changed meanwhile" in hr.get(url("-row", batch.pk, 2), follow=True).content.decode()
    assert Candidate.objects.count() == 2


def test_all_or_nothing(hr, position, monkeypatch):
    batch = upload_list(hr, "甲,客服经理,,,", "乙,另一个岗位,,,")
    batch.options["creates"] = True
    batch.save()
    Position.objects.create(name="另一个岗位", open=False)
    page = hr.post(url("-apply", batch.pk), preview_of(batch), follow=True).content.decode()
    assert "is closed" in page
    assert not Candidate.objects.exists() and CandidateImport.objects.get().status == "preview"


def test_rejected_rows_come_as_a_workbook_that_can_be_brought_in_again(hr, position):
    batch = upload_list(hr, "甲,客服经理,,,备注一", "乙,客服经理,坏的,,=1+1")
    import_all(hr, batch)
    answer = hr.get(url("-rejected", batch.pk))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert len(rows) == 2 and rows[1][2:] == ["乙", "客服经理", "坏的", None, "'=1+1"], "safe to open"
    assert "坏的" in rows[1][1]
    hr.post(NEW, {"file": SimpleUploadedFile("again.xlsx", answer.content)})
    again = CandidateImport.objects.latest("pk")
    assert verdicts(again) == {2: "error"}
    hr.post(url("-row", again.pk, 2), {"name": "乙", "position": "客服经理", "note": "=1+1"})
    import_all(hr, again)
    assert [note.text for note in Candidate.objects.get(name="乙").notes.all()] == ["=1+1"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_can_be_brought_in(hr, position, language):
    answer = hr.get(url("-template"), {"language": language})
    hr.post(NEW, {"file": SimpleUploadedFile("t.xlsx", answer.content)})
    assert list(verdicts(CandidateImport.objects.get()).values()) == ["new"]


def test_a_list_is_thrown_away(hr, position):
    batch = upload_list(hr, "甲,客服经理,,,")
    hr.post(url("-discard", batch.pk))
    assert not CandidateImport.objects.exists() and not Candidate.objects.exists()
    assert AuditEvent.objects.filter(action="candidateimport.discard").exists()


# --- hostile input and rights ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b""),
        ("a.csv", "姓名,邮箱\n".encode()),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.pdf", b"%PDF-1.7"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 50),
        ("a.csv", "姓名\n".encode() + "甲\n".encode() * 5001),
    ],
)
def test_files_that_cannot_be_read_are_refused_with_a_word(hr, name, data):
    answer = hr.post(NEW, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 200 and answer.context["form"].errors["file"]
    assert not CandidateImport.objects.exists()


def test_too_large_a_file_is_refused(hr):
    data = "姓名\n".encode() + b"a" * (5 * 1024 * 1024)
    assert "at most" in hr.post(NEW, {"file": SimpleUploadedFile("a.csv", data)}).content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"header_row": "-1"},
        {"header_row": "999", "encoding": "gb18030", "separator": ","},
        {"header_row": "1", "encoding": "klingon", "separator": ","},
        {"header_row": "1", "encoding": "utf-8", "separator": ","},
        {"column-0": "salary", "header_row": "1", "encoding": "gb18030", "separator": ","},
        {"position": "99999999999999999999", "header_row": "1", "encoding": "gb18030", "separator": ","},
    ],
)
def test_nonsense_about_columns_changes_nothing(hr, position, data):
    batch = upload_list(hr, "甲,客服经理,,,")
    before = batch.options
    assert hr.post(url("-columns", batch.pk), data, follow=True).status_code == 200
    batch.refresh_from_db()
    assert batch.options == before and verdicts(batch) == {2: "new"}


def test_nonsense_about_rows(hr, position):
    batch = upload_list(hr, "甲,客服经理,,,")
    assert hr.post(url("-row", batch.pk, 99), {"name": "x"}).status_code == 404
    assert hr.post(url("-choose", batch.pk, 99), {"choice": "take"}).status_code == 404
    assert hr.post(url("-choose", batch.pk, 2), {"choice": "x" * 99}).status_code == 302
    assert hr.post(url("-row", batch.pk, 2), {"name": "x\x00"}).status_code == 200
    assert hr.post(url("-row", batch.pk, 2), {"name": "长" * 81}).status_code == 200
    assert hr.post(url("-apply", batch.pk), {"seen": "\x00"}).status_code == 302
    assert hr.get(url("", batch.pk), {"show": "'", "page": "-3"}).status_code == 200
    assert verdicts(batch) == {2: "new"} and not Candidate.objects.exists()


def test_who_may_bring_in(interviewer, admin, hr, position):
    batch = upload_list(hr, "甲,客服经理,,,")
    for client in (interviewer, admin):
        assert client.get(NEW).status_code == 404
        assert client.get(url("", batch.pk)).status_code == 404
        assert client.post(url("-apply", batch.pk), preview_of(batch)).status_code == 404
    with pytest.raises(PermissionDenied):
        apply_import(actor=interviewer.user, batch=batch, seen_fingerprint="")
    with pytest.raises(PermissionDenied):
        undo_import(actor=interviewer.user, batch=batch)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_the_same_queries_for_any_number_of_rows(hr, position, rows, django_assert_num_queries):
    for number in range(rows):
        factories.make_candidate(position=position, email=f"a{number}@example.com")
    batch = upload_list(hr, *[f"甲{number},客服经理,a{number}@example.com,," for number in range(rows)])
    with django_assert_num_queries(8):
        hr.get(url("", batch.pk))
    with django_assert_num_queries(5):
        hr.get(NEW)


@pytest.mark.parametrize("rows", [1, 3])
def test_an_import_takes_the_same_queries_for_any_number_of_rows(
    hr, position, rows, django_assert_num_queries
):
    batch = upload_list(hr, *[f"甲{number},客服经理,a{number}@example.com,,备注" for number in range(rows)])
    seen = preview_of(batch)["seen"]
    # SQLite counts the ids of a table from its first row on: without one, reserving takes a statement more.
    add_note(actor=hr.user, candidate=factories.make_candidate(), text="一条备注")
    # Reserving ids takes two statements on SQLite and one on PostgreSQL: of candidates, and of notes.
    with django_assert_num_queries(29 if connection.vendor == "sqlite" else 27):
        apply_import(actor=hr.user, batch=batch, seen_fingerprint=seen)
    with django_assert_num_queries(33):
        undo_import(actor=hr.user, batch=batch)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_proposal_of_each_step_stands(hr, position, encoding, separator):
    """The same steps as for questions, each left by its one button."""
    rows = [HEADER.split(","), ["甲", "客服经理", "jia@example.com", "13800000000", "熟人推荐"]]
    data = "\n".join(separator.join(cells) for cells in rows).encode(encoding)
    page = hr.post(NEW, {"file": SimpleUploadedFile("名单.csv", data)}, follow=True)
    for button in ("Next: columns", "Next: preview", r"Import 1 candidate …", "Import 1 candidate"):
        page = press(hr, page, button)
    candidate = Candidate.objects.get()
    assert (candidate.name, candidate.email, candidate.position) == ("甲", "jia@example.com", position)
    page = press(hr, page, "Take back this import …")
    press(hr, page, "Take back this import")
    assert not Candidate.objects.exists()


def test_a_hidden_sheet_is_not_read_and_another_one_can_be_chosen(hr, position):
    book = openpyxl.Workbook()
    old, new = book.active, book.create_sheet("2026")
    old.sheet_state = "hidden"
    for sheet, name in ((old, "旧人"), (new, "新人")):
        sheet.append(["姓名", "应聘职位", "邮箱"])
        sheet.append([name, "客服经理", "x@example.com"])
    book.active = 1
    file = io.BytesIO()
    book.save(file)
    page = hr.post(NEW, {"file": SimpleUploadedFile("名单.xlsx", file.getvalue())}, follow=True)
    page = press(hr, press(hr, page, "Next: columns"), "Next: preview")
    assert "新人" in page.content.decode() and "旧人" not in page.content.decode()
    batch = CandidateImport.objects.latest("pk")
    page = hr.get(url("-reading", batch.pk), {"sheet": old.title, "of": "2026", "header_row": "1"})
    page = press(hr, press(hr, page, "Next: columns"), "Next: preview")
    assert "旧人" in page.content.decode() and "新人" not in page.content.decode()


def test_the_list_is_found_behind_a_cover_and_other_sheets_are_named(hr, position):
    book = openpyxl.Workbook()
    book.active.title = "封面"
    book.active.append(["说明"])
    for title, name in (("一批", "张三"), ("二批", "李四")):
        sheet = book.create_sheet(title)
        sheet.append(["姓名", "应聘职位"])
        sheet.append([name, "客服经理"])
    file = io.BytesIO()
    book.save(file)
    page = hr.post(NEW, {"file": SimpleUploadedFile("名单.xlsx", file.getvalue())}, follow=True)
    page = press(hr, press(hr, page, "Next: columns"), "Next: preview")
    said = page.content.decode()
    assert "张三" in said and "李四" not in said
    assert "Not read: the sheet “封面” (1 row)" in said and "Not read: the sheet “二批” (2 rows)" in said
    batch = CandidateImport.objects.latest("pk")
    page = hr.get(url("-reading", batch.pk), {"sheet": "二批", "of": "一批", "header_row": "1"})
    said = press(hr, press(hr, page, "Next: columns"), "Next: preview").content.decode()
    assert "李四" in said and "Not read: the sheet “一批” (2 rows)" in said and "“二批” (" not in said


@pytest.fixture
def meanwhile(monkeypatch):
    """meanwhile(act) → the first import is made ready, then somebody else acts, then it would be written."""

    def arrange(act):
        prepare, waiting = import_applying.Writing.prepare, [act]

        def then_act(self):
            prepare(self)
            if waiting:
                waiting.pop()()

        monkeypatch.setattr(import_applying.Writing, "prepare", then_act)

    return arrange


def test_what_others_do_to_candidates_while_a_list_is_made_ready_is_seen(hr, position, meanwhile):
    batch = upload_list(hr, "甲,客服经理,a@example.com,,", "乙,客服经理,b@example.com,,")
    seen = preview_of(batch)["seen"]
    someone = factories.make_candidate(position=position, name="丙")
    someone.phone = "13800000000"
    meanwhile(lambda: save_and_record(actor=hr.user, instance=someone))
    assert apply_import(actor=hr.user, batch=batch, seen_fingerprint=seen) == 2
    assert Candidate.objects.count() == 3
    again = upload_list(hr, "丁,客服经理,d@example.com,,", name="二.csv")
    seen = preview_of(again)["seen"]
    someone.email = "d@example.com"
    meanwhile(lambda: save_and_record(actor=hr.user, instance=someone))
    with pytest.raises(imports.ImportChangedError):
        apply_import(actor=hr.user, batch=again, seen_fingerprint=seen)
    assert Candidate.objects.count() == 3


def test_a_row_left_out_while_a_list_is_made_ready_stays_out(hr, position, meanwhile):
    batch = upload_list(hr, "甲,客服经理,a@example.com,,", "乙,客服经理,b@example.com,,")
    seen = preview_of(batch)["seen"]
    meanwhile(lambda: imports.choose_row(actor=hr.user, batch=batch, number=3, choice="leave"))
    with pytest.raises(imports.ImportChangedError):
        apply_import(actor=hr.user, batch=batch, seen_fingerprint=seen)
    assert not Candidate.objects.exists()
