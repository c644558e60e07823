"""The bank file: the same bank gives the same bytes, comes back exactly, and a wrong file says where."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qbank.bankfile.drafts import (
    DIFFICULTIES,
    KINDS,
    RUBRIC_KINDS,
    STATUSES,
    AnswerDraft,
    BandDraft,
    BankDraft,
    CategoryDraft,
    ChapterDraft,
    CompetencyPointDraft,
    Leftover,
    PassageDraft,
    PointDraft,
    QuestionDraft,
    ScaleDraft,
    SectionDraft,
    SourceDraft,
)
from qbank.bankfile.file import (
    BankFileError,
    dumps,
    from_data,
    loads,
    question_from_data,
    question_to_data,
    to_data,
)

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
SAID = TEXT.filter(str.strip)


def decimals(lowest: str, highest: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(lowest, highest, places=places, allow_nan=False, allow_infinity=False)


def tuples(items: st.SearchStrategy[Any], most: int = 3, **unique: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=most, **unique).map(tuple)


def by_name(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return tuples(items, unique_by=lambda item: item.name)


POINTS = st.one_of(
    st.builds(
        PointDraft,
        text=SAID,
        weight=decimals("0.01", "100", 2),
        level=st.none() | st.integers(1, 5),
        quote=TEXT,
        red_flag=st.just(False),
    ),
    st.builds(PointDraft, text=SAID, weight=st.just(Decimal(0)), red_flag=st.just(True)),
)
QUESTIONS = st.builds(
    QuestionDraft,
    text=SAID,
    kind=st.sampled_from(["", *KINDS]),
    rubric_kind=st.sampled_from(RUBRIC_KINDS),
    difficulty=st.sampled_from(["", *DIFFICULTIES]),
    minutes=st.none() | st.integers(1, 120),
    status=st.sampled_from(STATUSES),
    probes=tuples(TEXT),
    competencies=tuples(TEXT),
    answers=tuples(st.builds(AnswerDraft, SAID, st.booleans())),
    points=tuples(POINTS),
    source=TEXT,
)
SCALES = st.builds(
    ScaleDraft,
    name=SAID,
    minimum=decimals("0", "10", 1),
    maximum=decimals("10.1", "999", 1),
    step=decimals("0.1", "5", 1),
    evidence_at_or_below=decimals("0", "10", 1),
    evidence_from=decimals("0", "10", 1),
    floor=decimals("0", "10", 1),
    band_base=decimals("1", "999", 1),
    bands=by_name(st.builds(BandDraft, SAID, decimals("0", "999", 2))),
    lowest_band=SAID,
    rules=tuples(TEXT),
    source=TEXT,
    default=st.booleans(),
)
SECTIONS = st.builds(SectionDraft, SAID, tuples(st.builds(CompetencyPointDraft, SAID, TEXT)))


def with_codes(bank: BankDraft) -> BankDraft:
    """Every question with a code of its own, but for the first."""
    count = iter(range(1000))
    return replace(
        bank,
        categories=tuple(
            replace(
                category,
                questions=tuple(
                    replace(question, code=f"KF-{number}" if (number := next(count)) else "")
                    for question in category.questions
                ),
            )
            for category in bank.categories
        ),
    )


BANKS = st.builds(
    BankDraft,
    categories=by_name(st.builds(CategoryDraft, TEXT, tuples(QUESTIONS))),
    chapters=by_name(st.builds(ChapterDraft, SAID, by_name(SECTIONS), TEXT)),
    passages=tuples(st.builds(PassageDraft, TEXT, TEXT, TEXT, st.booleans(), TEXT)),
    scales=by_name(SCALES),
    sources=by_name(st.builds(SourceDraft, SAID, TEXT, TEXT)),
    leftovers=tuples(st.builds(Leftover, TEXT, TEXT)),
).map(with_codes)


@given(BANKS)
@settings(deadline=None, max_examples=60)
def test_a_bank_comes_back_exactly_and_is_written_the_same_again(bank: BankDraft) -> None:
    written = dumps(bank)
    assert loads(written) == bank
    assert dumps(loads(written)) == written


@given(QUESTIONS)
@settings(deadline=None)
def test_a_question_alone_has_the_shape_it_has_in_the_file(question: QuestionDraft) -> None:
    assert question_from_data(json.loads(json.dumps(question_to_data(question)))) == question


def test_the_file_is_readable_text() -> None:
    bank = BankDraft(categories=(CategoryDraft("职业动机", (QuestionDraft("你为什么来？"),)),))
    written = dumps(bank)
    assert "你为什么来？" in written
    assert written.startswith('{\n  "categories": [\n    {\n      "name": "职业动机"')
    assert written.endswith("}\n")


@pytest.mark.parametrize(
    ("weight", "written"), [("1", "1"), ("1.50", "1.5"), ("1E+2", "100"), ("0.25", "0.25"), ("10.00", "10")]
)
def test_equal_numbers_are_written_alike(weight: str, written: str) -> None:
    question = QuestionDraft("问？", points=(PointDraft("要点", Decimal(weight)),))
    assert question_to_data(question)["points"][0]["weight"] == written


def test_leftovers_stand_in_the_file_only_where_there_are_any() -> None:
    assert "leftovers" not in to_data(BankDraft())
    assert to_data(BankDraft(leftovers=(Leftover("文", "why"),)))["leftovers"] == [
        {"text": "文", "reason": "why"}
    ]


def question(**changes: Any) -> dict[str, Any]:
    return {"categories": [{"name": "甲", "questions": [{"text": "问？", **changes}]}]}


def point(**changes: Any) -> dict[str, Any]:
    return question(points=[{"text": "要点", **changes}])


def scale(**changes: Any) -> dict[str, Any]:
    numbers = dict.fromkeys(("minimum", "evidence_at_or_below", "evidence_from", "floor", "band_base"), "0")
    return {
        "scales": [{"name": "甲", **numbers, "maximum": "5", "step": "1", "lowest_band": "差", **changes}]
    }


FIRST = "categories[0].questions[0]"


@pytest.mark.parametrize(
    ("data", "path", "right"),
    [
        ([], "", "must be an object with the keys categories"),
        ({"category": []}, "category", "the keys are categories"),
        ({"categories": {}}, "categories", "must be a list"),
        ({"categories": ["甲"]}, "categories[0]", "must be an object"),
        ({"categories": [{"name": 1}]}, "categories[0].name", "must be a text"),
        ({"categories": [{"name": "甲"}, {"name": "甲"}]}, "categories[1].name", "second time"),
        ({"categories": [{"name": "甲" * 121}]}, "categories[0].name", "at most 120"),
        (question(text=" "), f"{FIRST}.text", "needs a text"),
        (question(text="a\0b"), f"{FIRST}.text", "no database can store"),
        (question(text="\ud800"), f"{FIRST}.text", "no database can store"),
        (question(kind="funny"), f"{FIRST}.kind", "motivation, behavioural, situational, knowledge"),
        (question(kind=["motivation"]), f"{FIRST}.kind", "must be one of"),
        (question(status=None), f"{FIRST}.status", "draft, ready, retired"),
        (question(minutes=0), f"{FIRST}.minutes", "from 1 to 120"),
        (question(minutes=True), f"{FIRST}.minutes", "from 1 to 120"),
        (question(minutes="5"), f"{FIRST}.minutes", "from 1 to 120"),
        (question(probes="追问"), f"{FIRST}.probes", "must be a list"),
        (question(probes=[1]), f"{FIRST}.probes[0]", "must be a text"),
        (question(answers=[{"text": "答", "complete": 1}]), f"{FIRST}.answers[0].complete", "true or false"),
        (question(code=5), f"{FIRST}.code", "must be a text"),
        (point(weight="heavy"), f"{FIRST}.points[0].weight", 'such as "1" or "0.5"'),
        (point(weight="NaN"), f"{FIRST}.points[0].weight", "from 0 to 100"),
        (point(weight="1e999999"), f"{FIRST}.points[0].weight", "from 0 to 100"),
        (point(weight=-1), f"{FIRST}.points[0].weight", "from 0 to 100"),
        (point(weight="0.125"), f"{FIRST}.points[0].weight", "2 decimal places"),
        (point(weight=0), f"{FIRST}.points[0].weight", "above 0"),
        (point(weight=1, red_flag=True), f"{FIRST}.points[0]", "weight 0"),
        (point(level=6), f"{FIRST}.points[0].level", "from 1 to 5"),
        (point(text="长" * 301), f"{FIRST}.points[0].text", "at most 300"),
        (scale(minimum="5"), "scales[0]", "below the maximum"),
        (scale(step=0), "scales[0]", "above 0"),
        (scale(floor=None), "scales[0].floor", "must be a number"),
        (scale(lowest_band=""), "scales[0].lowest_band", "needs a text"),
        (scale(bands=[{"name": "优", "lower": "x"}]), "scales[0].bands[0].lower", "must be a number"),
        ({"competencies": [{"name": ""}]}, "competencies[0].name", "needs a text"),
        (
            {"competencies": [{"name": "甲", "sections": [{"name": "乙", "points": [{"title": ""}]}]}]},
            "competencies[0].sections[0].points[0].title",
            "needs a text",
        ),
        ({"passages": [{"topic": "排" * 81}]}, "passages[0].topic", "at most 80"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place_and_what_is_right(data: Any, path: str, right: str) -> None:
    with pytest.raises(BankFileError) as refused:
        from_data(data)
    assert refused.value.path == path
    assert right in str(refused.value)
    assert str(refused.value).startswith(path)


def test_a_code_may_stand_only_once_in_the_whole_file() -> None:
    data = {
        "categories": [
            {"name": name, "questions": [{"text": "问？", "code": "KF-1"}]} for name in ("甲", "乙")
        ]
    }
    with pytest.raises(BankFileError, match="KF-1"):
        from_data(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[1, 2",
        "null",
        "3",
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"categories": [], "categories": []}',
        '{"categories": NaN}',
        '{"scales": [{"floor": Infinity}]}',
        '{"categories": [{"name": "\\ud800"}]}',
        '{"passages": [{"title": ' + "9" * 5000 + "}]}",
    ],
)
def test_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(BankFileError):
        loads(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["categories", "questions", "points", "text", "name", "weight", "scales", "level"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_read_or_refused(data: Any) -> None:
    try:
        bank = from_data(data)
    except BankFileError:
        return
    assert loads(dumps(bank)) == bank


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        loads(text)
    except BankFileError as refused:
        assert str(refused)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert loads("\ufeff" + dumps(BankDraft())) == BankDraft()


def test_what_is_not_said_has_its_default() -> None:
    (category,) = from_data(question(points=[{"text": "要点"}], answers=[{"text": "答"}])).categories
    assert category.questions == (
        QuestionDraft("问？", points=(PointDraft("要点"),), answers=(AnswerDraft("答"),)),
    )
