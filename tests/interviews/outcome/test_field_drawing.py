"""The drawing of a whole field: every result in one column, and no column higher than the drawing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interviews.outcome.rules.field_drawing import HEIGHT, Reached, draw_columns

results = st.builds(
    Reached, percent=st.decimals(0, 100, places=1), disqualified=st.booleans(), near=st.booleans()
)


@given(st.lists(results))
def test_every_result_stands_in_one_column(field):
    columns = draw_columns(field)
    assert sum(column.number for column in columns) == len(field)
    for column in columns:
        inside = [one for one in field if column.start <= min(one.percent, 99) < column.end]
        assert column.number == len(inside) == sum(block.number for block in column.blocks)


@given(st.lists(results, min_size=1))
def test_no_column_is_higher_than_the_drawing(field):
    for column in draw_columns(field):
        assert all(block.top >= -0.1 and block.height > 0 for block in column.blocks)
        assert column.blocks[0].top + column.blocks[0].height <= HEIGHT + 0.2


def test_a_column_is_made_of_those_shown_beside_it_the_others_and_the_disqualified():
    alike = Decimal("81.5")
    flags = [(True, True), (False, True), (False, False)]
    (column,) = draw_columns([Reached(alike, disqualified=out, near=near) for out, near in flags])
    assert [(block.kind, block.number) for block in column.blocks] == [("near", 1), ("other", 1), ("out", 1)]
    assert (column.start, column.end) == (80, 82)
