"""Questions in other words are found; questions that share only their frame are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.similarity.index import ALIKE, SimilarIndex, alike

BANK = [
    "请描述一下你认为自己最大的优点和缺点是什么？这些优缺点如何影响你在客服工作中的表现？",
    "你为什么选择离开上一家公司？你对现在这份工作的期望是什么？",
    "你如何看待客服工作中的压力和挑战？你是如何应对这些压力和挑战的？",
    "你认为自己作为一名客服经理，最重要的职责是什么？你将如何履行这些职责？",
    "假设你的团队在为一个重要客户提供服务时，由于内部沟通不畅导致服务出现了连续的错误。你会如何处理？",
    "请描述一下，你认为一个高效的客服团队应该具备哪些沟通要素？",
    "如果客户投诉你的下属，你会如何处理？",
    "假设一个客户通过社交媒体公开指责公司售后服务态度恶劣，并附上了负面评价。你会如何处理？",
    "Describe a time when a customer refused your refund offer. What did you do?",
    "Why did you leave your last company?",
]


def index_of(texts: list[str]) -> SimilarIndex:
    index = SimilarIndex()
    for number, text in enumerate(texts):
        index.add(number, text)
    return index


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("请谈谈你最大的优点和缺点。", 0),
        ("請談談你最大的優點和缺點。", 0),
        ("你离开上一家公司的原因是什么？", 1),
        ("你怎么看待客服工作中的压力？你如何应对压力？", 2),
        ("你认为客服经理最重要的职责是什么？", 3),
        ("一个高效的客服团队需要具备哪些沟通要素？", 5),
        ("客户通过社交媒体公开指责公司售后态度恶劣，你怎么办？", 7),
        ("Tell me about a time a customer refused the refund offer.", 8),
    ],
)
def test_the_same_in_other_words(text, number):
    match = index_of(BANK).find(text)
    assert match is not None
    assert match[0] == number
    assert ALIKE <= match[1] < 100


@pytest.mark.parametrize(
    "text",
    [
        "如果员工连续迟到，你会如何处理？",
        "如果客户投诉我们的产品，你会如何处理？",
        "假设你的团队在为一个重要客户提供服务时，系统突然崩溃，你会如何处理？",
        "你如何看待客服行业的发展趋势？",
        "你认为一名优秀的客服经理应该具备哪些能力？",
        "请描述一下你的管理风格。",
        "你未来三年的职业规划是什么？",
        "你会如何处理？",
        "请举例说明。",
        "Why do you want to work here?",
        "Describe a time when you led a team. What did you do?",
        "",
        "？？",
    ],
)
def test_other_questions(text):
    assert index_of(BANK).find(text) is None


def test_the_nearest_is_shown():
    index = index_of(["你为什么离开上一家公司？", "你为什么离开上上家公司，有什么遗憾？"])
    assert index.find("你为什么离开上一家公司呢") == (0, index.find("你为什么离开上一家公司？")[1])  # type: ignore[index]


def test_words_all_questions_share_say_less_in_a_large_bank():
    """In a bank where everybody is asked of the quarterly report, it alone makes no question alike."""
    texts = [f"季度报告里的第{chr(0x4E00 + n * 7)}{chr(0x5E00 + n * 11)}项指标怎么改进？" for n in range(300)]
    assert index_of(texts).find("季度报告里的客户流失率怎么改进？") is None
    assert index_of(texts[:1]).find(texts[0].replace("项", "个")) is not None


@given(st.lists(st.text(max_size=60), max_size=8), st.text(max_size=60))
def test_any_texts_can_be_compared(texts, text):
    match = index_of(texts).find(text)
    assert match is None or (match[0] < len(texts) and ALIKE <= match[1] < 100)
    assert alike(text, "".join(texts)) == (index_of(["".join(texts)]).find(text) is not None)


@given(st.permutations(BANK))
def test_the_order_of_the_bank_does_not_matter(texts):
    text = "请谈谈你最大的优点和缺点。"
    match = index_of(texts).find(text)
    assert match is not None
    assert texts[match[0]] == BANK[0]
    assert match[1] == index_of(BANK).find(text)[1]  # type: ignore[index]
