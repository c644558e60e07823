"""What kind of question a wording shows, for files that don't say it."""

from __future__ import annotations

import re
from typing import Final

from common.folding import fold

#: In this order: 「如果……请举一个您经历过的例子」 asks for what was, and so on down to what is known.
_EVIDENCE: Final = {
    "motivation": re.compile(
        r"(?:为什么|为何|为啥)[^，。？?]{0,8}(?:想|选择|应聘|来|加入|离开|离职|从事|喜欢|做客服)|"
        r"动机|职业(?:规划|目标|发展)|"
        r"期望(?:薪|的工作)|离职原因|吸引你|打动你|"
        r"why (?:do you want|did you (?:choose|leave|apply|join)|are you (?:interested|leaving))|"
        r"career (?:goal|plan)|"
        r"motivates? you|what attracts|looking for in"
    ),
    "behavioural": re.compile(
        r"举[一1]?个?例|举例|例子|一次|经历|曾经|曾|以往|过去|上一份|之前的工作|你做过|你遇到过|你处理过|你带过|"
        r"tell (?:me|us) about a|describe (?:a|an|the) (?:time|situation|experience|occasion)|"
        r"(?:give|share) (?:me |us )?an? example|example of (?:a|how) |have you ever|a time (?:when|you)|"
        r"in your (?:last|previous|current|past)|most recent"
    ),
    "situational": re.compile(
        r"如果|假如|假设|假定|倘若|若是|设想|遇到|面对|当客户|当你|你会|"
        r"该怎么(?:处理|办|做|应对)|你(?:怎么|怎样|如何)(?:处理|应对|办|做)|"
        r"怎么办|情[景境]|"
        r"how would you|what would you|would you|suppose|imagine|scenario|what if|"
        r"(?:if|when) (?:a|the|your) \w+"
    ),
    "knowledge": re.compile(
        r"什么是|是什么|什么叫|何谓|含义|定义|概念|区别|差异|原理|包括哪些|有哪些|哪些|简述|列举|列出|解释|阐述|怎样做好|"
        r"what (?:is|are|does|do)\b|define|explain|difference|how (?:does|is|are)|which (?:of|is)|"
        r"\blist\b|name (?:the|three|two)"
    ),
}
#: Longer texts are looked at from their beginning.
_LOOKED_AT: Final = 2_000


def guess_kind(text: str) -> str:
    """One of KINDS by the words of the question; "" where they don't show it."""
    folded = fold(text[:_LOOKED_AT])
    return next((kind for kind, pattern in _EVIDENCE.items() if pattern.search(folded)), "")
