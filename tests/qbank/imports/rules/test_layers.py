"""What stands when imports are taken out from between the revisions of a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.imports.rules.layers import Layer, standing_layer

A, B, C = 1, 2, 3


def revisions(*written: tuple[str, int | None]) -> list[Layer]:
    """Revisions 1, 2 … with these contents, by these imports (None: by a person)."""
    return [Layer(number, {"text": text}, batch) for number, (text, batch) in enumerate(written, 1)]


def standing(layers: list[Layer], *taken_back: int) -> str | None:
    layer = standing_layer(layers, set(taken_back))
    return None if layer is None else str(layer.content["text"])


def test_a_question_that_only_imports_wrote_goes_with_the_last_of_them() -> None:
    layers = revisions(("new", A), ("changed", B), ("again", C))
    assert standing(layers) == "again"
    assert standing(layers, C) == "changed"
    assert standing(layers, A) == standing(layers, A, B) == "again"
    assert standing(layers, C, B) == "new"
    assert standing(layers, A, C) == "changed"
    assert standing(layers, A, B, C) is None


def test_what_a_person_wrote_stays_with_all_that_was_there() -> None:
    layers = revisions(("old", None), ("imported", A), ("edited", None), ("imported again", B))
    assert standing(layers, A) == "imported again"
    assert standing(layers, B) == standing(layers, A, B) == "edited"


def test_an_edit_undone_by_hand_is_no_edit() -> None:
    layers = revisions(("old", None), ("imported", A), ("edited", None), ("imported", None))
    assert standing(layers, A) == "old"


def test_an_import_that_writes_what_was_there_before_hides_no_edit() -> None:
    layers = revisions(("old", None), ("imported", A), ("edited", None), ("imported", B))
    assert standing(layers, B) == standing(layers, A, B) == "edited"


def test_what_taking_back_wrote_is_no_layer() -> None:
    layers = [
        *revisions(("old", None), ("imported", A), ("again", B)),
        Layer(4, {"text": "old"}, by_undo=True),
    ]
    assert standing(layers, A, B) == "old"
    retired = [*revisions(("new", A)), Layer(2, {"text": "retired"}, by_undo=True)]
    assert standing(retired, A) is None


@given(st.lists(st.tuples(st.text(max_size=2), st.sampled_from([None, A, B, C])), max_size=8))
def test_imports_may_be_taken_back_in_any_order(written: list[tuple[str, int | None]]) -> None:
    """What taking back the last one writes makes no difference to what stands in the end."""
    layers = revisions(*written)
    expected = standing(layers, A, B, C)
    for order in ((A, B, C), (C, B, A), (B, A, C)):
        history, taken = list(layers), set[int]()
        for batch in order:
            taken.add(batch)
            layer = standing_layer(history, taken)
            if layer is not None and history and layer.content != history[-1].content:
                history.append(Layer(len(history) + 1, layer.content, by_undo=True))
        assert standing(history, A, B, C) == expected


@pytest.mark.parametrize("taken_back", [set[int](), {A}])
def test_without_revisions_nothing_stands(taken_back: set[int]) -> None:
    assert standing_layer([], taken_back) is None
