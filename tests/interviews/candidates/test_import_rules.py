"""What the columns of a list hold, who is the same person, and which rows would be imported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.finding.same import email_key, phone_key
from interviews.candidates.rules.import_rows import (
    CandidateField,
    CandidateVerdict,
    KnownPeople,
    ListedRow,
    Person,
    field_of,
    find_header,
    is_about_person,
    judge,
)
from qbank.spreadsheets.files.table import TableRow


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("*姓名（必填）", "name"),
        ("Full Name", "name"),
        ("候選人", "name"),
        ("E-mail", "email"),
        ("电子邮箱", "email"),
        ("联系电话(手机)", "phone"),
        ("应聘岗位", "position"),
        ("備註", "note"),
        ("部门", None),
        ("", None),
    ],
)
def test_columns_are_known_by_their_names(name, field):
    assert field_of(name) == field


def test_the_header_may_stand_below_a_title():
    rows = [
        TableRow(1, ("秋季校招名单",)),
        TableRow(3, ("序号", "姓名", "电话")),
        TableRow(4, ("1", "甲", "13800000000")),
    ]
    assert find_header(rows) == 3
    assert find_header(rows[2:]) == 0


@pytest.mark.parametrize("text", ["138 0013 8000", "138-0013-8000", "+86 13800138000", "008613800138000"])
def test_one_number_however_it_is_written(text):
    assert phone_key(text) == "13800138000"


def test_keys_of_nothing_tell_nobody_apart():
    assert (phone_key("12"), phone_key("转 8012"), email_key("没有"), email_key("")) == ("", "", "", "")
    assert email_key(" A.B@Ｘ.cn ") == "a.b@x.cn"


def test_a_row_is_about_a_person_unless_it_is_somebody_else_of_that_name():
    person = {"name": "王芳", "email": "w@x.cn", "phone": "13800138000"}
    assert is_about_person(["1", "王芳"], **person)
    assert is_about_person(["", "W@X.CN"], **person)
    assert is_about_person(["138 0013 8000"], **person)
    assert not is_about_person(["王芳", "other@x.cn"], **person)
    assert not is_about_person(["王芳芳"], **person)


VALUES = st.fixed_dictionaries(
    {
        CandidateField.NAME: st.sampled_from(["", "甲", "乙", "丙"]),
        CandidateField.EMAIL: st.sampled_from(["", "a@x.cn", "b@x.cn", "bad"]),
        CandidateField.PHONE: st.sampled_from(["", "13800138000", "13900139000"]),
        CandidateField.POSITION: st.sampled_from(["", "客服经理", "没有的"]),
    }
)


@given(st.lists(st.tuples(VALUES, st.sampled_from(["", "take", "leave"])), max_size=8), st.booleans())
def test_what_is_taken_is_sound_and_nobody_comes_twice_unasked(drawn, creates):
    rows = [ListedRow(number, values, choice) for number, (values, choice) in enumerate(drawn, 2)]
    known = KnownPeople([Person(1, "甲", "客服经理", "a@x.cn", "")])
    judged_rows = judge(rows, known, {"客服经理"}, creates=creates, is_email=lambda text: "@" in text)
    assert [judged.row for judged in judged_rows] == rows
    for judged in judged_rows:
        if judged.verdict == CandidateVerdict.ERROR:
            assert not judged.taken and judged.problem and judged.column
        if judged.taken and judged.row.choice != "take":
            assert judged.verdict == CandidateVerdict.NEW
        if judged.taken:
            assert judged.row.values[CandidateField.NAME] and judged.row.values[CandidateField.POSITION]
        if judged.row.choice == "leave":
            assert not judged.taken
        if judged.verdict == CandidateVerdict.REPEATED:
            assert any(other.row.number == judged.same and other.taken for other in judged_rows)


@pytest.mark.parametrize(
    ("name", "position"),
    [("姓名", "应聘岗位"), ("合计", "2人"), ("注：以上均为校招", ""), ("制表人：王五", ""), ("2", "")],
)
def test_notes_totals_and_headers_are_nobody_even_where_positions_are_created(name, position):
    values = {CandidateField.NAME: name, CandidateField.POSITION: position or "客服经理"}
    [judged] = judge([ListedRow(2, values)], KnownPeople(), (), creates=True, is_email=bool)
    assert (judged.verdict, judged.problem) == (CandidateVerdict.ERROR, "nobody")
    [person] = judge(
        [ListedRow(2, {**values, CandidateField.NAME: "候选人（1）", CandidateField.POSITION: "客服经理"})],
        KnownPeople(),
        (),
        creates=True,
        is_email=bool,
    )
    assert person.verdict == CandidateVerdict.NEW
