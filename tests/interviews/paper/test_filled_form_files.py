"""The form as a file: what stands in it and what does not, and what other files say they are it."""

import io
import zipfile

import openpyxl
import pytest
from django.urls import reverse

from interviews.models import Company, Scorecard
from interviews.paper.excel_form import layout
from interviews.paper.filled.words import NOT_ASKED
from tests import factories
from tests.interviews.paper.filled import Sheet, download, errors, points, save, upload, url
from tests.office import convert, needs_office

pytestmark = pytest.mark.django_db


def hidden_sheet_gone(data: bytes) -> bytes:
    form = Sheet(data)
    del form.book[layout.IDS_SHEET]
    return form.bytes()


def keys_gone(data: bytes) -> bytes:
    form = Sheet(data)
    form.form.delete_cols(1)
    return form.bytes()


def version_of_tomorrow(data: bytes) -> bytes:
    form = Sheet(data)
    form.book[layout.IDS_SHEET]["B1"] = 99
    return form.bytes()


def bomb(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b"0" * 300_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("spoil", "name", "said"),
    [
        (lambda data: data[: len(data) // 2], "form.xlsx", "damaged"),
        (lambda data: b"a,b\n1,2\n", "form.csv", "not an Excel file"),
        # Not: let its name end in .csv, which is refused here.
        (lambda data: b"a,b\n1,2\n", "form.xlsx", "not an Excel file"),
        (lambda data: b"\x00" * 3000, "form.xlsx", ""),
        (lambda data: b"PK\x03\x04" + b"\xff" * 500, "form.xlsx", ""),
        (hidden_sheet_gone, "form.xlsx", "not a scoring form"),
        (keys_gone, "form.xlsx", "not a scoring form"),
        (version_of_tomorrow, "form.xlsx", "another version"),
        (bomb, "form.xlsx", "not a scoring form"),
        (lambda data: b"", "form.xlsx", "empty"),
        (lambda data: data, "~$form.xlsx", "lock file"),
    ],
)
def test_hostile_and_broken_files_get_a_sentence(room, spoil, name, said):
    answer = upload(room, spoil(download(room)), name)
    assert answer.status_code == 200 and errors(answer)
    assert said in errors(answer)
    assert not Scorecard.objects.exists()


def test_hr_hands_out_blank_forms_and_sees_nothing_of_what_is_recorded(room, hr, client_for):
    save(room, room.checklist, notes="只有本人看得到", rating="4.5")
    address = reverse("interviews:seat-form", args=[room.seat.pk])
    form = Sheet(hr.get(address).getvalue())
    assert form.cell(1, field="rating").value is None and form.cell(1, field="notes").value is None
    ids = [cell.value for row in form.book[layout.IDS_SHEET].iter_rows() for cell in row]
    assert "只有本人看得到" not in ids and "stood" not in ids
    assert str(room.interview.candidate) in [cell.value for row in form.form.iter_rows() for cell in row]
    assert hr.get(url(room, "scorecard-form")).status_code == 404
    assert hr.get(url(room, "scorecard-upload")).status_code == 404
    assert room.client.get(address).status_code == 403
    assert client_for("interviewer").get(address).status_code == 404
    # One's own is never another's.
    colleague = client_for(user=room.interview.members.exclude(user=room.client.user).get().user)
    assert "只有本人看得到" not in str(
        [
            cell.value
            for row in Sheet(colleague.get(url(room, "scorecard-form")).getvalue()).form.iter_rows()
            for cell in row
        ]
    )
    # What was recorded on the site stays where the blank form says nothing.
    assert upload(room, form.bytes()).context["preview"].differences == ()


def test_the_companys_name_and_footer_are_on_it(room):
    Company.objects.update_or_create(pk=1, defaults={"name": "好客服 & 公司", "footer": "内部 & 保密"})
    form = Sheet(download(room))
    assert "好客服 & 公司" in form.form.cell(1, layout.NUMBER + 1).value
    assert form.form.oddFooter.left.text == "内部 && 保密"


@needs_office
def test_a_form_that_libreoffice_has_saved_is_read_as_well(room, tmp_path):
    form = Sheet(download(room))
    first, second, third = points(room.checklist)
    for value, point in (("Met", first), ("Partly", second), ("Missed", third)):
        form.set(value, 1, point=point.pk)
    form.set(3.5, 1, field="rating")
    form.set("第一行\n第二行", 1, field="notes")
    form.set("Yes", 2, field="not_asked")
    filled = tmp_path / "form.xlsx"
    filled.write_bytes(form.bytes())
    saved = convert(filled, "xlsx", tmp_path / "saved").read_bytes()
    shown = [cell.value for row in Sheet(saved).form.iter_rows() for cell in row]
    assert "differs: say why" not in shown  # they are formulas still
    values = openpyxl.load_workbook(io.BytesIO(saved), data_only=True).worksheets[0]
    assert "differs: say why" in [cell.value for row in values.iter_rows() for cell in row]
    preview = upload(room, saved).context["preview"]
    assert preview.problems == ()
    assert [(difference.key[1], difference.after) for difference in preview.differences] == [
        *(
            (f"mark:{point.pk}", mark)
            for point, mark in ((first, "met"), (second, "partly"), (third, "missed"))
        ),
        ("rating", "3.5"),
        ("notes", "第一行\n第二行"),
        ("rating", NOT_ASKED),
    ]


def test_reference_answers_come_only_when_asked_for(room):
    assert "Reference answers" not in openpyxl.load_workbook(io.BytesIO(download(room))).sheetnames
    data = download(room, url(room, "scorecard-form", answers="1"))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Reference answers"]
    assert "先听完，再复述，最后跟进。" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_the_form_is_protected_without_a_password_and_offers_its_choices(room):
    form = Sheet(download(room))
    assert form.form.protection.sheet and not form.form.protection.password
    entry, wording = form.cell(1, field="rating"), form.form.cell(7, layout.NUMBER + 1)
    assert not entry.protection.locked and wording.protection.locked
    lists = [validation.formula1 for validation in form.form.data_validations.dataValidation]
    assert '"Met,Partly,Missed"' in lists and any(layout.IDS_SHEET in formula for formula in lists)
    assert form.book[layout.IDS_SHEET].sheet_state == "hidden"
    assert form.form.column_dimensions["A"].hidden


def test_texts_that_look_like_formulas_are_texts(room):
    question = factories.make_question(text='=HYPERLINK("http://x")', points=1)
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question], name="@set"))
    interview = factories.make_interview(
        panel=[room.client.user],
        sheet=sheet,
        candidate=factories.make_candidate(name="=1+1"),
    )
    book = Sheet(room.client.get(reverse("interviews:scorecard-form", args=[interview.pk])).getvalue()).book
    formulas = [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and ("HYPERLINK" in cell.value or cell.value == "=1+1")
    ]
    assert formulas == []
