"""The spreadsheets in ``cases``, made after the structure of real ones: what must come out of each when
nobody changes what is proposed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.qbank.spreadsheets.whole_files import WholeFile, read_whole

CASES = Path(__file__).parent / "cases"


def case(name: str) -> WholeFile:
    return read_whole(name, (CASES / name).read_bytes())


PLAIN = ["高峰时段人手不够，你怎么排？", "新员工首日接错电话，你怎么带？", "抽检发现话术违规，你怎么反馈？"]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("gb18030_plain.csv", PLAIN),
        ("semicolon_utf8.csv", PLAIN),
        ("empty_cover_first.xlsx", PLAIN),
        (
            "hidden_old_version_first.xlsx",
            ["怎样做好录音抽检，怎样让坐席信服？", "淡季怎么排班，怎样减少闲置？", "怎样带教首月新人？"],
        ),
        ("big5.csv", ["怎樣做好錄音抽檢？請說明重點與頻率。", "淡季怎麼排班？"]),
        ("sep_line_semicolon.csv", ["怎样做好录音抽检，要点有哪些？", "淡季怎么排班？"]),
        ("cr_only.csv", ["怎样做好录音抽检？", "淡季怎么排班？"]),
        ("header_repeated.xlsx", ["怎样做好录音抽检？", "怎样校准评分？", "淡季怎么排班？"]),
        ("header_row_45.xlsx", ["怎样做好录音抽检？", "淡季怎么排班？"]),
        ("win1252_dash_only.csv", ["What is call sampling – and why?"]),
        (
            "numbers_company_a.csv",
            ["请举例说明你如何处理一位情绪激动的来电者", "请举例说明你如何带新人上手", "你怎么看夜班排班"],
        ),
        (
            "numbers_company_b.csv",
            [
                "请举例说明你如何劝说一位要离职的骨干",
                "请举例说明你如何安排节假日值班",
                "说说你最得意的一次改进",
            ],
        ),
    ],
)
def test_the_questions_come_out(name, texts):
    assert case(name).texts == texts


def test_a_point_in_each_row_below_a_merged_question_is_one_of_its_points():
    file = case("points_over_rows_merged_question.xlsx")
    assert file.texts == ["客户在电话里辱骂坐席，你怎么处理？", "大促前一天三名骨干同时请假，怎么办？"]
    assert file.points == [
        [("安抚坐席情绪", "3", None), ("按规范终止通话", "4", None), ("复盘并回访客户", "3", None)],
        [("核实原因", "5", None), ("调配支援与加班补偿", "5", None)],
    ]
    assert file.counts == {"header": 1, "questions": 2, "parts": 3}


def test_columns_for_levels_make_a_ladder():
    file = case("level_columns.xlsx")
    assert file.points == [[("有计划、有复盘、有数据", "1", 5), ("有计划", "1", 3), ("没有方法", "1", 1)]]
    assert file.drafts[0].draft.rubric_kind == "ladder"


def test_totals_and_notes_are_no_questions():
    file = case("total_and_note_rows.xlsx")
    assert file.texts == ["怎样做好录音抽检？", "淡季怎么排班？"]
    assert file.counts == {"header": 1, "questions": 2, "totals": 1, "notes": 3}


def test_headings_of_sections_are_categories():
    file = case("section_rows_no_category_column.xlsx")
    assert file.categories == ["服务意识", "服务意识", "团队管理", "团队管理"]
    assert file.texts[0] == "什么样的服务算好服务？"
    assert file.counts == {"header": 1, "questions": 4, "sections": 2}


def test_what_is_hidden_comes_only_when_it_is_asked_for():
    file = case("hidden_rows_and_column.xlsx")
    assert file.texts == ["怎样做好录音抽检？", "淡季怎么排班？"]
    assert file.answers == [[], []]
    assert file.counts == {"header": 1, "questions": 2, "hidden": 2}
    name = "hidden_rows_and_column.xlsx"
    asked_for = read_whole(name, (CASES / name).read_bytes(), replace(file.reading, with_hidden=True))
    assert len(asked_for.texts) == 4
    assert asked_for.answers[1] == ["旧"]


def test_a_picture_in_a_cell_is_named():
    file = case("wps_picture_in_cell.xlsx")
    assert file.texts == ["看图说说哪里不合规？"]
    assert "picture" in file.said(2)
    assert file.answers == [[]]


def test_every_difficulty_is_understood_or_asked_about():
    file = case("difficulty_notations.xlsx")
    assert len(file.drafts) == 12
    understood = {row.number: row.draft.difficulty for row in file.drafts if row.draft.difficulty}
    assert understood == {5: "hard", 8: "hard", 11: "medium"}
    assert all(
        "unknown-difficulty!" in file.said(row.number) for row in file.drafts if row.number not in understood
    )


def test_every_notation_of_points_is_understood():
    file = case("rubric_notations.xlsx")
    plain = [("倾听诉求", "1", None), ("安抚情绪", "1", None), ("给出方案", "1", None)]
    ladder = [("有计划有复盘", "1", 5), ("有计划", "1", 3), ("没有方法", "1", 1)]
    assert file.points == [
        [("倾听诉求", "10", None), ("安抚情绪", "5", None), ("给出方案", "5", None)],
        [("倾听诉求", "2", None), ("安抚情绪", "3", None)],
        [("倾听诉求", "2", None), ("安抚情绪", "3", None), ("给出方案", "5", None)],
        ladder,
        ladder,
        [("倾听诉求", "20", None), ("安抚情绪", "30", None), ("给出方案", "50", None)],
        [("倾听诉求", "2", None), ("安抚情绪", "3", None)],
        [("倾听", "1", None), ("安抚", "1", None), ("方案", "1", None)],
        ladder,
        plain,
    ]
    assert "introduction" in file.said(9)


def test_dates_percentages_and_times_are_understood_or_asked_about():
    file = case("dates_percent_time.xlsx")
    assert "date!" in file.said(2)
    assert [row.draft.minutes for row in file.drafts] == [5, 5, 5, 6, 5, 5, 30]
    assert {number for number in range(2, 9) if "minutes-taken" in file.said(number)} == {3, 5}
    assert file.answers[1] == ["85%"]


def test_lines_in_another_encoding_are_read_and_shown_as_doubtful():
    file = case("mixed_encodings.csv")
    assert file.texts == ["怎样做好录音抽检？", "淡季怎么排班？", "怎样校准评分？"]
    assert file.reading.encoding == "mixed"
    assert [row.number for row in file.drafts if "other-encoding" in file.said(row.number)] == [3]


def test_a_western_dash_makes_no_han_character():
    file = case("win1252_dash_only.csv")
    assert file.answers == [["Random — weekly"]]
    assert not any("\u3400" <= character <= "\u9fff" for text in file.texts for character in text)


def test_a_row_that_only_answers_is_asked_about():
    file = case("rejected_then_reuploaded.csv")
    assert file.texts == ["怎样做好录音抽检？", "怎样校准评分？", "怎样统一口径？", "怎样做好录音抽检!", ""]


def test_every_case_is_tested():
    source = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in CASES.iterdir() if path.name not in source] == []
