"""Questions and answers to write documents of many kinds with, and what is expected of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

QUESTIONS = (
    "请讲一次你在旺季临时缺人时仍把接通率保住的经历。",
    "客户要求你破例退掉已经拆封的商品，你会怎么回答？",
    "两名组长为了排班互相不说话，你怎么办？",
    "你用哪些数字判断一个客服小组的好坏？",
    "说说你辞退过的一名员工，以及你是怎样谈的。",
    "描述一次你听错了客户的意思而造成损失的事。",
)
ANSWERS = (
    "去年双十一前两天，有四名坐席同时请病假。我先把外呼组的六个人调来接热线。",
    "我先请客户说清楚为什么不想要，再核对订单和规定。如果是质量问题就按质量问题退。",
    "分别听他们讲，找出真正争的是夜班次数。然后拿三个月的排班表一起看。",
    "一次解决率、七天内重复来电率、质检分和员工流失率。",
    "他三次被查出代客户点满意。我先给过书面提醒和一次重新培训。",
    "我把“取消那一单”听成取消全部，发错了指令。我当天打电话道歉。",
)
ENGLISH_QUESTIONS = (
    "Tell me about a time you had to change a process your team was attached to.",
    "Describe a situation in which a customer was right and our policy was wrong.",
    "How do you decide which calls to listen to?",
    "Walk me through the last budget you prepared.",
    "What would you do if half the team called in sick on launch day?",
)
ENGLISH_ANSWERS = (
    "I mapped the old steps with two agents and cut four of eleven.",
    "I refunded her the same day within my limit, and wrote down the case.",
    "I pick the repeats within seven days and two at random per agent.",
    "I started from hourly volumes and added shrinkage.",
    "I would switch the queue message to callback.",
)
#: Choices: the question, its options, the right one.
CHOICES = (
    (
        "客户在电话里大声抱怨时，客服最先应当做的是？",
        ("打断他并解释规定", "听他讲完并复述要点", "立刻答应赔钱", "请他换个时间再打"),
        "B",
    ),
    (
        "下列哪一项最能说明问题被真正解决？",
        ("通话时间短", "坐席语气好", "七天内没有再来电", "客户给了五星"),
        "C",
    ),
    ("首问负责的意思是（ ）", ("谁先接谁负责到底", "谁级别高谁负责", "轮流负责", "客户自己负责"), "A"),
)
STATEMENTS = (
    "客户永远没有错",
    "首问负责制要求谁先接谁跟到底",
    "质检只看语速",
    "退款时限要当场告诉客户",
)
CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True)
class Expected:
    """One question that must come out: its text, its answer (None: it has none), what is in it besides."""

    text: str
    answer: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A document and what must come out of it; ``categories`` are those of its questions, one by one."""

    name: str
    text: str
    questions: Sequence[Expected]
    categories: Sequence[str] = field(default=())
    not_in_questions: tuple[str, ...] = ()


Writer = Callable[[int, str, str], str]

ANSWERED = tuple(map(Expected, QUESTIONS, ANSWERS))
UNANSWERED = tuple(map(Expected, QUESTIONS))
ENGLISH_ANSWERED = tuple(map(Expected, ENGLISH_QUESTIONS, ENGLISH_ANSWERS))
ENGLISH_UNANSWERED = tuple(map(Expected, ENGLISH_QUESTIONS))
CHOSEN = tuple(Expected(text, right, options) for text, options, right in CHOICES)
UNCHOSEN = tuple(Expected(text.rstrip("？（ ）"), None, options) for text, options, _ in CHOICES)


def each(write: Writer, first: int = 0, last: int = 6, sep: str = "\n") -> str:
    """The Chinese questions, each written by ``write`` (number, question, answer)."""
    pairs = list(zip(QUESTIONS, ANSWERS, strict=True))[first:last]
    return sep.join(write(number, *pair) for number, pair in enumerate(pairs, 1))


def each_english(write: Writer, first: int = 0, last: int = 5, sep: str = "\n") -> str:
    pairs = list(zip(ENGLISH_QUESTIONS, ENGLISH_ANSWERS, strict=True))[first:last]
    return sep.join(write(number, *pair) for number, pair in enumerate(pairs, 1))


def options(texts: Sequence[str], form: str = "{}.{}", sep: str = "\n") -> str:
    return sep.join(form.format("ABCD"[index], text) for index, text in enumerate(texts))


def choices(form: str, option_form: str = "{}.{}", sep: str = "\n", between: str = "\n") -> str:
    """The choices, each by a form with {n}, {q}, {o} and {a}."""
    return between.join(
        form.format(n=number, q=text, o=options(texts, option_form, sep), a=right)
        for number, (text, texts, right) in enumerate(CHOICES, 1)
    )


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))
