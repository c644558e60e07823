"""Strengths, concerns and red flags from marks: by hand, and what must hold for any panel."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from interviews.outcome.rules.findings import NAMED, Findings, findings_of
from interviews.outcome.rules.results import AgreedRating, ItemReport, PointMark, ResponseReport
from interviews.scoring import CHECKLIST, DEFAULT_SCALE, LADDER

D = Decimal
WORDS = {"m": "met", "p": "partly", "x": "missed", "-": ""}


def test_without_a_mark_there_is_nothing_to_say():
    unmarked = findings_of([make_item(answers=[("4", "--"), ("1", "--")])], DEFAULT_SCALE)
    assert not unmarked.judged and not unmarked.concerns
    assert findings_of([make_item(answers=[("4", "-m"), ("1", "--")])], DEFAULT_SCALE).judged


def make_item(
    number=1, *, weights="11", flags=0, kind=CHECKLIST, answers=(), weight="1", agreed=None, names=()
):
    """A question whose points weigh these digits (of a ladder: are these levels); ``given``: per person
    (rating or None for not asked, marks as letters, note on the flag)."""
    points = [
        PointMark(f"要点 {number}.{n}", int(digit) if kind == LADDER else None, False, "", D(digit))
        for n, digit in enumerate(weights)
    ]
    points += [PointMark(f"红旗 {number}.{n}", None, True, "", D(0)) for n in range(flags)]
    responses = []
    for index, (rating, letters, *note) in enumerate(answers):
        values = [WORDS[letter] for letter in letters] + [""] * (len(points) - len(letters))
        marks = tuple(
            PointMark(point.text, point.level, point.red_flag, value, point.weight)
            for point, value in zip(points, values, strict=True)
        )
        responses.append(
            ResponseReport(
                member_id=index,
                name=names[index] if names else f"第{index}位",
                rating=None if rating is None else D(rating),
                suggested=None,
                notes="",
                evidence="",
                reason="",
                flag_note=note[0] if note else "",
                not_asked=rating is None,
                not_asked_reason="",
                probes_used=(),
                seconds=0,
                marks=marks,
                disqualifies=False,
            )
        )
    return ItemReport(
        item_id=number,
        number=number,
        code=f"Q-{number}",
        text=f"第 {number} 题",
        section="",
        category="",
        competencies=(),
        weight=D(weight),
        rubric_kind=kind,
        minutes=5,
        points=tuple(points),
        responses=tuple(responses),
        mean=None,
        agreed=() if agreed is None else (AgreedRating(1, D(agreed), "一致", "王", datetime.now(UTC)),),
    )


def find(*items) -> Findings:
    return findings_of(items, DEFAULT_SCALE)


def texts(findings) -> list[str]:
    return [finding.text for finding in findings]


def test_what_most_of_the_panel_found_counts_and_a_tie_is_neither():
    findings = find(make_item(weights="1111", answers=[("4", "mmxx"), ("4", "mxxm"), ("4", "mp--")]))
    assert [(finding.text, finding.by, finding.of) for finding in findings.strengths] == [("要点 1.0", 3, 3)]
    assert [(finding.text, finding.by, finding.of) for finding in findings.concerns] == [("要点 1.2", 2, 2)]


def test_the_weightiest_come_first_over_all_questions():
    """Of question 1 the points are worth 3/4 and 1/4, of question 2, which weighs 2, 1 each."""
    findings = find(
        make_item(1, weights="31", answers=[("2", "xx")]), make_item(2, weight="2", answers=[("1", "xx")])
    )
    assert texts(findings.concerns) == ["要点 2.0", "要点 2.1", "要点 1.0", "要点 1.1"]
    assert [finding.worth for finding in findings.concerns] == [1, 1, Fraction(3, 4), Fraction(1, 4)]


def test_a_point_met_in_a_poorly_rated_question_is_no_strength():
    """19 of 30 opens the lowest band, 3.17 of 5; a consensus stands in place of the mean."""
    assert find(make_item(answers=[("3", "mm")])).strengths == ()
    assert len(find(make_item(answers=[("3", "mm"), ("3.5", "mm")])).strengths) == 2
    assert find(make_item(answers=[("4", "mm")], agreed="2")).strengths == ()
    assert len(find(make_item(answers=[("1", "mm")], agreed="4")).strengths) == 2


def test_a_ladder_names_the_step_the_panel_stopped_on():
    ladder = {"kind": LADDER, "weights": "54321"}
    climbed = find(make_item(answers=[("4", "xxmmm")], **ladder))
    assert [finding.level for finding in climbed.strengths] == [3]
    assert [finding.level for finding in climbed.concerns] == [4]
    # A higher level above one that nobody judged counts for nothing, nor does half a level.
    assert find(make_item(answers=[("4", "mm-mm")], **ladder)).strengths[0].level == 2
    assert find(make_item(kind=LADDER, weights="112", answers=[("4", "mxm")])).strengths == ()


def test_red_flags_stand_with_their_notes_and_count_for_nothing_else():
    item = make_item(
        flags=2, answers=[("4", "mmm-", "语气很冲"), ("4", "mmpx"), (None, "mmmm", "没问"), ("4", "mm")]
    )
    findings = find(item)
    assert [(flag.text, flag.by, flag.of, flag.notes) for flag in findings.red_flags] == [
        ("红旗 1.0", 2, 3, (("第0位", "语气很冲"),))
    ]
    assert texts(findings.strengths) == ["要点 1.0", "要点 1.1"]


def test_a_summary_names_the_first_few():
    findings = find(make_item(weights="123456789", answers=[("1", "xxxxxxxxx")]))
    assert texts(findings.named_concerns) == [f"要点 1.{n}" for n in (8, 7, 6, 5, 4)]
    assert len(findings.concerns) == 9 and NAMED == 5


def test_what_weighs_nothing_is_left_out():
    assert find(make_item(weights="10", answers=[("5", "mm")])).strengths[0].text == "要点 1.0"
    assert find(make_item(weight="0", answers=[("1", "xx")])).concerns == ()
    assert find(make_item(weights="00", answers=[("1", "xx")])).concerns == ()


RATING = st.one_of(st.none(), st.sampled_from([str(rating) for rating in DEFAULT_SCALE.ratings()]))


@st.composite
def panels(draw):
    """Questions as one panel recorded them."""
    people = draw(st.integers(1, 4))
    items = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        weights = draw(st.text("012345", min_size=1, max_size=5))
        flags = draw(st.integers(0, 2))
        size = len(weights) + flags
        answer = st.tuples(RATING, st.text("mpx-", min_size=size, max_size=size))
        items.append(
            make_item(
                number,
                weights=weights,
                flags=flags,
                kind=draw(st.sampled_from([CHECKLIST, LADDER])),
                answers=draw(st.lists(answer, min_size=people, max_size=people)),
                weight=draw(st.sampled_from(["0", "0.5", "1", "3"])),
            )
        )
    return items


@given(panels(), st.randoms())
def test_neither_the_order_of_questions_nor_of_people_matters(items, random):
    other = [make_shuffled(item, random) for item in items]
    random.shuffle(other)
    before, after = find(*items), find(*other)
    assert before.strengths == after.strengths
    assert before.concerns == after.concerns
    assert {(flag.text, flag.by, flag.of) for flag in before.red_flags} == {
        (flag.text, flag.by, flag.of) for flag in after.red_flags
    }


def make_shuffled(item, random):
    responses = list(item.responses)
    random.shuffle(responses)
    return replace(item, responses=tuple(responses))


@given(panels())
def test_no_point_is_both_and_one_nobody_judged_is_nowhere(items):
    findings = find(*items)
    strengths, concerns = set(texts(findings.strengths)), set(texts(findings.concerns))
    assert not strengths & concerns
    judged = {
        mark.text
        for item in items
        for response in item.responses
        if not response.not_asked
        for mark in response.marks
        if mark.value
    }
    assert strengths | concerns | {flag.text for flag in findings.red_flags} <= judged
    assert all("红旗" not in text for text in strengths | concerns)


@given(panels())
def test_every_finding_has_most_of_those_who_judged_and_the_order_is_by_worth(items):
    findings = find(*items)
    for group in (findings.strengths, findings.concerns):
        assert all(finding.of < 2 * finding.by <= 2 * finding.of and finding.worth > 0 for finding in group)
        assert [finding.worth for finding in group] == sorted(
            (finding.worth for finding in group), reverse=True
        )
