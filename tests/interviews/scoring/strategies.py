"""What the tests of scoring share: scales, rubrics and items to draw, and the values of the document."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from interviews.scoring import (
    CHECKLIST,
    DEFAULT_SCALE,
    LADDER,
    Band,
    ItemResult,
    Mark,
    Point,
)

D = Decimal
MET, PARTLY, MISSED = Mark.MET, Mark.PARTLY, Mark.MISSED
WORTH = {None: 0, MISSED: 0, PARTLY: 1, MET: 2}
VALUES = ["客户第一", "团队合作", "拥抱变化", "诚信", "激情", "敬业"]

weights = st.decimals(D("0.1"), D("20"), places=1)
marks_or_none = st.sampled_from([None, MISSED, PARTLY, MET])
ratings = st.sampled_from(DEFAULT_SCALE.ratings())
kinds = st.sampled_from([CHECKLIST, LADDER])


@st.composite
def scales(draw):
    """Usable scales of any range, step and bands."""
    step = draw(st.sampled_from([D("0.1"), D("0.25"), D("0.5"), D("1"), D("2")]))
    minimum = draw(st.integers(0, 3)) * step
    base = draw(st.integers(4, 60))
    lowers = sorted(draw(st.sets(st.integers(1, base), min_size=1, max_size=4)), reverse=True)
    return replace(
        DEFAULT_SCALE,
        minimum=minimum,
        maximum=minimum + step * draw(st.integers(1, 20)),
        step=step,
        band_base=D(base),
        bands=tuple(Band(f"等级 {lower}", D(lower)) for lower in lowers),
    )


@st.composite
def rubrics(draw, kind):
    """Points of one kind with their marks, some left unmarked, some of them red flags."""
    count = draw(st.integers(1, 8))
    levels = st.integers(1, 5) if kind == LADDER else st.none()
    points = [
        Point(n, draw(weights), draw(levels), draw(st.integers(0, 5).map(lambda number: number == 0)))
        for n in range(count)
    ]
    marks = {n: draw(marks_or_none) for n in range(count)}
    return points, {n: mark for n, mark in marks.items() if mark is not None}


@st.composite
def any_rubric(draw):
    kind = draw(kinds)
    return kind, *draw(rubrics(kind))


@st.composite
def item_lists(draw, min_size=0):
    given_ratings = st.one_of(st.none(), ratings)
    return [
        ItemResult(
            n,
            draw(weights),
            draw(given_ratings),
            draw(st.sampled_from(["甲", "乙"])),
            tuple(draw(st.lists(st.sampled_from(["沟通", "决策", "执行"]), max_size=3))),
            draw(kinds),
        )
        for n in range(draw(st.integers(min_size, 7)))
    ]


def rated(suggestion):
    """A suggestion's rating; none at all stands below every rating."""
    return D(-1) if suggestion is None else suggestion.rating


def values(*given_ratings, kind=LADDER):
    """The six values of the document, equally weighted, each worth 5 of the 30."""
    return [
        ItemResult(n, D(1), rating, name, (), kind)
        for n, (name, rating) in enumerate(zip(VALUES, map(D, given_ratings), strict=True))
    ]
