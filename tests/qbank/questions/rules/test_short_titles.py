"""A few words tell a question apart from its neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.questions.rules.short_titles import LONGEST, short_titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("请描述一下，当客户同时投诉多个问题，且情绪非常激动时，你会如何处理？", "客户同时投诉多个问题"),
        ("你如何看待客服工作中的压力和挑战？你是如何应对的？", "客服工作中的压力和挑战"),
        ("请分享一次你与团队成员发生意见分歧的经历。你是如何沟通的？", "与团队成员发生意见分歧"),
        ("假设你的团队在月底进行数据统计时，发现满意度下降。", "团队在月底进行数据统计时"),
        ("How do you handle conflict in a team?", "handle conflict in a team"),
        ("Describe a situation in which you changed a process.", "changed a process"),
        ("合作", "合作"),
        ("为何选择客服", "为何选择客服"),
    ],
)
def test_how_questions_begin_is_left_out(text, title):
    assert short_titles([text]) == [title]


def test_what_neighbours_begin_with_alike_is_left_out():
    texts = [
        "假设你的团队在月底进行统计时发现问题，怎么办？",
        "假设你的团队在月底进行统计时人手不够，怎么办？",
    ]
    assert short_titles(texts) == ["发现问题", "人手不够"]


def test_equal_questions_keep_their_words():
    assert short_titles(["怎样安抚激动的客户？"] * 2) == ["怎样安抚激动的客户"] * 2


def test_an_english_title_ends_with_a_whole_word():
    (title,) = short_titles(
        ["Tell me about a time when you had to deal with a very angry customer on the phone"]
    )
    assert title == "had to deal with a very angry…"


@given(st.lists(st.text(min_size=1).filter(lambda text: any(map(str.isalnum, text))), max_size=6))
def test_every_question_has_a_title_that_fits(texts):
    titles = short_titles(texts)
    assert len(titles) == len(texts)
    assert all(titles)
    assert all(sum(1 if sign.isascii() else 2 for sign in title) <= LONGEST + 2 for title in titles)
