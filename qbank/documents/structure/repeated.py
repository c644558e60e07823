"""Labels in words that are in no list: the same short line, again and again, that speaks of a part."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from qbank.documents.structure.words import BULLETS, Role

_LINE: Final = re.compile(
    rf"(?m)^[ \t>#{re.escape(BULLETS)}]{{0,24}}+\*{{0,3}}"
    r"(?P<word>[^\W\d_][^\n:。?!;,、(\[【*]{1,23}?)[ ]?\*{0,3}[ ]?(?::\*{0,3}|(?=[ \t]*$))"
)
_FEWEST: Final = 3
#: By what such a word speaks of, the first that fits.
_MEANINGS: Final = (
    (re.compile(r"追问|深挖|追踪提问|follow[- ]?up|prob(?:e|ing)", re.I), Role.PROBE),
    (re.compile(r"扣分|减分|雷区|忌讳|误区|警惕|red flag|warning|avoid|weak|poor|bad", re.I), Role.RED_FLAG),
    (re.compile(r"目的|意图|why we|why ask", re.I), Role.INTENT),
    (
        re.compile(
            r"评分|得分|采分|评判|评价|评估|观察|想听|听什么|看什么|看重|期待|期望|特征|亮点|加分"
            r"|criteria|rubric|scor|look|listen|indicator|good",
            re.I,
        ),
        Role.CRITERIA,
    ),
    (
        re.compile(
            r"答案|回答|解答|作答|应答|话术|答题|答法|怎么答|如何答|怎样答|怎么说|answer|response|reply", re.I
        ),
        Role.ANSWER,
    ),
)
#: 好的回答, 较差的回答: words for levels, which stand side by side.
_LEVEL: Final = re.compile(
    r"(?:优秀?|良好?|好|中等?|一般|合格|较好|较差|差|不合格|高|低|满)(?:的|级|分|等|档|水平|回答|答案|表现)"
    r"|excellent|good|average|poor|weak|strong|fair",
    re.I,
)


def repeated_labels(folded: str, known: set[int]) -> dict[str, Role]:
    """The words that are labels in this text because they repeat. ``known``: where labels stand anyway."""
    counts = Counter(
        match["word"].strip().lower() for match in _LINE.finditer(folded) if match.start("word") not in known
    )
    return {
        word: role
        for word, count in counts.items()
        if count >= _FEWEST and not _LEVEL.match(word) and (role := _meaning(word)) is not None
    }


def _meaning(word: str) -> Role | None:
    return next((role for pattern, role in _MEANINGS if pattern.search(word)), None)


def places(folded: str, words: dict[str, Role]) -> list[tuple[int, int, int, str, Role]]:
    """Where such labels stand: (start of the line, of the word, end, the word, its role)."""
    return [
        (match.start(), match.start("word"), match.end(), word, words[word])
        for match in _LINE.finditer(folded)
        if (word := match["word"].strip().lower()) in words
    ]
