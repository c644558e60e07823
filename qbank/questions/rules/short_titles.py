"""A few words for a question where there is no room for its text: in lists, rails and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

#: As many characters as a list has room for; an English letter takes half of a Chinese character's.
LONGEST = 32
#: What two neighbours begin with alike is left out of both from this length on.
_SHARED = 6
_LEAST = 3

#: How questions begin, whatever they ask.
_OPENERS = re.compile(
    r"""^(?:
      (?:请|麻烦|能否|可否|是否可以|可以|能不能)?(?:你|您)?(?:能否|可否)?(?:请)?(?:再)?
        (?:详细|简单|简要|具体)?(?:地)?
        (?:描述|介绍|解释|说明|分享|讲述|谈谈|说说|讲讲|聊聊|举例|列举|回忆|回顾|谈|讲|说|举)
        (?:一下|一次|一个|一件|一段|一例|一项|几个)?[，,：:]?
      | (?:你|您)(?:认为|觉得|如何看待|怎么看待?|怎样看待?|通常|曾经|曾|平时)
      | (?:你|您)(?:是如何|是怎么|将?如何|怎么|会如何|会怎么)
      | (?:你|您)?(?:如何看待|怎么看待?)
      | (?:假设|假如|如果|倘若|设想)(?:一下)?[，,]?(?:你|您)?(?:的)?
      | (?:作为一名?(?:客服经理|管理者|团队负责人))[，,]?
      | (?:当)(?=.{4,}(?:时|后)[，,])
      | (?:你|您)(?:的)?(?=.)
      | (?:please\s+)?(?:describe|explain|give|share|recall)\s+(?:me\s+|us\s+)?(?:an?\s+|the\s+)?
        (?:(?:example|time|situation|occasion)\s+(?:of\s+(?:a\s+time\s+)?|in\s+which\s+|where\s+|when\s+)?)?(?:you(?:'ve)?\s+)?
      | (?:please\s+)?(?:tell|walk|talk)\s+(?:me|us)\s+(?:about|through)\s+
        (?:an?\s+(?:time|situation|occasion)\s+(?:in\s+which\s+|where\s+|when\s+)?)?(?:you(?:'ve)?\s+)?
      | (?:how|what)\s+(?:do|did|would|will|have|are|is)\s+you(?:r)?\s+(?:do\s+(?:if|when)\s+)?(?:usually\s+)?
      | (?:imagine|suppose|assume)\s+(?:that\s+)?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[，,。.？?！!；;：:\n（(]")
_EDGES = " \t，,、。.：:；;“”\"'—-"


def short_titles(texts: Sequence[str]) -> list[str]:
    """For each text of a list the few words that tell it apart; never empty for a text with words.

    A text may be a title that somebody wrote already: a short text comes back as it is.
    """
    cores = [_without_opener(" ".join(text.split())) for text in texts]
    return [
        _first_words(core[_shared_beginning(core, cores[:index] + cores[index + 1 :]) :])
        for index, core in enumerate(cores)
    ]


def chosen_titles(questions: Sequence[tuple[str, str]]) -> list[str]:
    """For each question (its own short title, "" for none; its text) what stands for it beside the others."""
    made = short_titles([own or text for own, text in questions])
    return [own or title for (own, _text), title in zip(questions, made, strict=True)]


def _without_opener(text: str) -> str:
    if _width(text) <= LONGEST // 2:
        return text
    for _ in range(3):
        rest = _OPENERS.sub("", text, count=1).lstrip(_EDGES)
        if rest == text or len(rest) < _LEAST:
            break
        text = rest
    return text


def _shared_beginning(core: str, others: Sequence[str]) -> int:
    """How many characters at the beginning some other text has too, where enough is left without them."""
    longest = max((_common(core, other) for other in others if other != core), default=0)
    return longest if longest >= _SHARED and len(core) - longest > _LEAST else 0


def _common(first: str, second: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _first_words(text: str) -> str:
    """The first clause, with the next where it is but a word or two; cut at a word in English."""
    text = text.lstrip(_EDGES)
    ends = (match.start() for match in _CLAUSE_ENDS.finditer(text))
    title = text[: next((end for end in ends if _width(text[:end]) > 2 * _LEAST), None)]
    return _cut(title.strip(_EDGES).removesuffix("的经历") or text)


def _cut(title: str) -> str:
    if _width(title) <= LONGEST:
        return title
    width, end = 0, 0
    for end, character in enumerate(title):  # noqa: B007  # where it no longer fits
        width += _width(character)
        if width >= LONGEST:
            break
    whole_words = title[:end].rfind(" ")
    return title[: whole_words if whole_words > end // 2 else end].rstrip(_EDGES) + "…"


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)
