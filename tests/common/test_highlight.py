"""Marks in texts: what a search found, and the words rubric points rest on."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from common.folding import terms_of
from common.highlight import Part, excerpt, mark_quotes, mark_terms


def test_a_match_is_marked_in_whichever_script_it_stands():
    assert mark_terms("用社交媒體投訴", terms_of("社交媒体")) == [
        Part("用"),
        Part("社交媒體", hit=True),
        Part("投訴"),
    ]


def test_neighbouring_and_repeated_matches():
    assert [p.text for p in mark_terms("KPI、kpi和ＫＰＩ", terms_of("kpi")) if p.hit] == [
        "KPI",
        "kpi",
        "ＫＰＩ",
    ]


@given(
    st.text(alphabet="社交媒體abAB １ﬁ，e\u0301", max_size=40), st.text(alphabet="社交媒体ab1 ﬁ", max_size=6)
)
def test_marking_loses_no_character(text, query):
    parts = mark_terms(text, terms_of(query))
    assert "".join(part.text for part in parts) == unicodedata.normalize("NFC", text)


def test_an_excerpt_stands_around_the_first_match():
    text = "甲" * 100 + "投诉" + "乙" * 200
    parts = excerpt(text, terms_of("投訴"))
    assert parts[0].text == parts[-1].text == "…"
    assert [part.text for part in parts if part.hit] == ["投诉"]
    assert sum(len(part.text) for part in parts) < 110
    assert excerpt(text, terms_of("没有")) == []


def test_overlapping_quotes_share_the_words_between_them():
    parts = mark_quotes("先听完，再复述", {1: "听完，再", 2: "再复述"})
    assert [(part.text, part.owners, part.begins) for part in parts] == [
        ("先", (), ()),
        ("听完，", (1,), (1,)),
        ("再", (1, 2), (2,)),
        ("复述", (2,), ()),
    ]


def test_a_quote_that_does_not_stand_in_the_text_is_left_out():
    assert [part.owners for part in mark_quotes("先听完", {1: "没说过", 2: ""})] == [()]
    assert mark_quotes("", {1: "x"}) == []


@given(
    st.text(alphabet="abc", max_size=30),
    st.dictionaries(st.integers(1, 5), st.text(alphabet="abc", max_size=4)),
)
def test_quote_parts_joined_are_the_text(text, quotes):
    parts = mark_quotes(text, quotes)
    assert "".join(part.text for part in parts) == text
    for owner, quote in quotes.items():
        if quote and quote in text:
            assert "".join(part.text for part in parts if owner in part.owners) == quote
