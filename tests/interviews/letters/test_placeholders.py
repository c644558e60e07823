"""What may be filled into a letter is an allow-list, and what people wrote is never looked up in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.letters.rules.default_texts import DEFAULT_TEXTS
from interviews.letters.rules.placeholders import (
    CHINESE,
    Placeholder,
    PlaceholderError,
    check,
    fill,
    fill_link,
    has,
    names_in,
    narrowed,
)
from interviews.models import LetterKind, LetterLanguage

ALL = frozenset(Placeholder)
VALUES = {placeholder: f"<{placeholder}>" for placeholder in Placeholder}


def test_both_languages_name_the_same_things():
    assert CHINESE.keys() == ALL and len(set(CHINESE.values())) == len(ALL)
    assert fill("{候选人} {candidate}", VALUES) == "<candidate> <candidate>"
    assert len(names_in("zh-hans")) == len(names_in("en")) == len(ALL)


@pytest.mark.parametrize(
    "text",
    [
        "{name}",
        "{candidate.email}",
        "{candidate!r}",
        "{0}",
        "{{candidate}}",
        "{% load static %}{{ settings.SECRET_KEY }}",
        "{候选}",
        "{}",
        "{candidate",
        "candidate}",
        "{ candidate\n}",
    ],
)
def test_what_is_no_placeholder_is_refused(text):
    with pytest.raises(PlaceholderError):
        check(text, ALL)


def test_a_placeholder_that_can_not_stand_here_is_refused():
    with pytest.raises(PlaceholderError) as refused:
        check("{确认链接}", ALL - {Placeholder.LINK})
    assert refused.value.name == "确认链接"
    check("{ candidate }，{候选人}", ALL)


def test_what_is_filled_in_is_not_looked_through_again():
    values = {Placeholder.CANDIDATE: "{panel} {% x %}", Placeholder.PANEL: "林静"}
    assert fill("{candidate}", values) == "(panel) (% x %)"


def test_a_line_that_would_say_nothing_is_left_out_with_its_gap():
    text = "甲\n\n地点：{地点}\n\n轮次：{轮次}，{候选人}\n\n\n乙"
    values = {Placeholder.PLACE: "", Placeholder.ROUND: "", Placeholder.CANDIDATE: "李"}
    assert fill(text, values) == "甲\n\n轮次：，李\n\n乙"


def test_the_link_comes_last():
    text = fill("{确认链接} {候选人}", {Placeholder.CANDIDATE: "李"})
    assert text == "{确认链接} 李"
    assert fill_link(text, "https://x/{候选人}") == "https://x/{候选人} 李"


def test_full_width_braces_are_the_same():
    check(narrowed("｛候选人｝"), ALL)


@given(st.text(max_size=200), st.text(max_size=50))
def test_nothing_that_people_write_breaks_the_filling_in(text, value):
    filled = fill(text, dict.fromkeys(Placeholder, value))
    assert isinstance(filled, str)
    try:
        check(text, ALL)
    except PlaceholderError:
        return
    assert not has(filled, Placeholder.CANDIDATE)


def test_texts_in_both_languages_are_shipped_and_can_be_filled_in():
    assert DEFAULT_TEXTS.keys() == {
        (kind.value, language.value) for kind in LetterKind for language in LetterLanguage
    }
    for (kind, _language), text in DEFAULT_TEXTS.items():
        answered = kind in ("invitation", "change")
        check(text.subject, ALL - {Placeholder.LINK})
        check(text.body, ALL if answered else ALL - {Placeholder.LINK})
        assert has(text.body, Placeholder.LINK) is answered
        # Who asks and what was thought of the candidate is nobody's to read here.
        assert not has(text.body, Placeholder.PANEL)
