"""``read_document`` shows what would come out of a document, and writes nothing."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

CASES = Path(__file__).parents[1] / "documents" / "cases"


def run(*arguments: str) -> tuple[int, str]:
    output = StringIO()
    try:
        call_command("read_document", *arguments, stdout=output)
    except SystemExit as stopped:
        return int(stopped.code or 0), output.getvalue()
    return 0, output.getvalue()


def test_a_bank_is_written_as_json() -> None:
    code, output = run(str(CASES / "exams" / "U10_probes.txt"), "--json")
    data = json.loads(output)
    assert code == 0
    (category,) = data["categories"]
    question = category["questions"][0]
    assert question["text"] == "请讲一次你在旺季临时缺人时仍把接通率保住的经历。"
    assert question["probes"] == ["当时谁反对？", "结果用什么数字衡量？"]
    assert question["points"] == [
        {"text": "有具体情形", "weight": 2, "level": None, "red_flag": False},
        {"text": "说明自己做了什么", "weight": 4, "level": None, "red_flag": False},
        {"text": "有结果", "weight": 4, "level": None, "red_flag": False},
    ]
    assert [list(answer) for answer in question["answers"]] == [["text"]]
    assert (question["minutes"], question["difficulty"], question["competencies"]) == (None, "", [])
    assert data["characters"]["total"] == sum(
        data["characters"][part] for part in ("used", "left_out", "left")
    )


def test_levels_and_red_flags_are_told_apart() -> None:
    _code, output = run(str(CASES / "guides" / "T12_bars_anchors.txt"), "--json")
    points = json.loads(output)["categories"][0]["questions"][0]["points"]
    assert [point["level"] for point in points] == [1, 3, 5]
    _code, output = run(str(CASES / "exams" / "U13_en_strong_weak.txt"), "--json")
    points = json.loads(output)["categories"][0]["questions"][0]["points"]
    assert [(point["red_flag"], point["weight"]) for point in points] == [(False, 1), (True, 0)]


def test_what_is_left_over_has_its_place(tmp_path: Path) -> None:
    text = "客服面试题\n第1页\n1.你为什么来？\n答：喜欢。\n2.你会什么？\n答：管理。\n第2页\n"
    path = tmp_path / "题.txt"
    path.write_text(text)
    _code, output = run(str(path), "--json")
    left = {entry["text"]: text[entry["start"] : entry["end"]] for entry in json.loads(output)["left"]}
    assert left["客服面试题"].strip() == "客服面试题"
    assert "第1页\n第2页" in left


def test_a_doubtful_place_is_given(tmp_path: Path) -> None:
    path = tmp_path / "题.txt"
    path.write_text(
        "1.你为什么来？\n答：喜欢。还有2.你会什么\n3.你多大？\n答：三十。\n4.你会什么？\n答：管理。"
    )
    _code, output = run(str(path), "--json")
    assert [doubt["text"][:2] for doubt in json.loads(output)["doubts"]] == ["2."]


def test_without_json_people_can_read_it() -> None:
    code, output = run(str(CASES / "exams" / "U10_probes.txt"))
    assert code == 0
    assert "1. 请讲一次你在旺季临时缺人时仍把接通率保住的经历。" in output


def test_a_document_without_questions_is_code_1() -> None:
    code, output = run(str(CASES / "no_questions" / "N1_rules.txt"), "--json")
    assert code == 1
    assert json.loads(output)["categories"] == []


@pytest.mark.parametrize("name", ["F2_pdf_renamed.docx", "F7_empty.docx", "F0_there_is_none.txt"])
def test_what_cannot_be_read_is_code_2(name: str) -> None:
    with pytest.raises(CommandError) as refused:
        run(str(CASES / "refused" / name), "--json")
    assert refused.value.returncode == 2
    assert str(refused.value)
