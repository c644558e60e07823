"""Notes tied to points as one writes; static/js/scoring/ties.js is held to the same examples."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.common.rules.tied_notes import tied_notes

EXAMPLES = json.loads((Path(__file__).parents[3] / "js/scoring/ties.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["notes"][:12] or "nothing")
def test_words_belong_to_the_point_they_are_tied_to(example):
    tied = {str(number): list(words) for number, words in tied_notes(example["notes"]).items()}
    assert tied == example["tied"]


@given(st.text())
def test_any_notes_are_read_and_nothing_is_made_up(notes):
    for words in tied_notes(notes).values():
        for text in words:
            assert text.strip()
            assert set(text) <= set(notes)


@given(st.lists(st.sampled_from('“”"# 1[:]\n好'), max_size=400).map("".join))
def test_marks_without_end_are_read_too(notes):
    tied_notes(notes)
