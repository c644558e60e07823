"""Whether a hand-over note reads like a rating. Pure rules, no database.

The next interviewer gets facts to verify and judges for themselves. A note that names a rating, a band or
a verdict is held back until its author has put it differently; nothing of it is lost.
"""

from __future__ import annotations

import re
import unicodedata

#: A value of the rating scale (0 to 5, halves) that is no part of a longer number.
_RATING = r"(?<![\d.])[0-5](?:\.\d)?(?![\d.]*\d)"
_CHINESE_RATING = r"[零一二两三四五](?:点[零五]|分半)?"
#: "分" begins many words that are no ratings: 分钟, 分之, 分析, 分公司 …
_NO_RATING_AFTER = "(?![钟之析享工店组公部校支期批红成行布类配辨为别明歧销解级])"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_RATING}|{_CHINESE_RATING})\s*分{_NO_RATING_AFTER}",
        rf"{_RATING}\s*(?:/|out of|of)\s*5(?![\d.])",
        rf"(?:评分|打分|给分|建议分|分数|得分|总分)[^\d\n。；，]{{0,6}}{_RATING}",
        rf"\b(?:rat(?:e[ds]?|ing)|scor(?:e[ds]?|ing)|gave (?:him|her|them)?)\b[^\d\n.;,]{{0,16}}{_RATING}",
        rf"{_RATING}\s*(?:points?|stars?)\b",
        r"(?:等级|总评|总体评价|评定|结论|结果)[^\n。；]{0,6}(?:不合格|合格|良好|优秀)",
        r"(?:不?建议|不?推荐|同意|可以|应当?|应该)(?:直接)?(?:录用|淘汰|拒绝|待定|不录用)",
        r"\brecommend(?:ed|ing|s)?\b[^\n.;]{0,20}\b(?:hir|reject)",
        r"\bshould (?:not )?be (?:hired|rejected)\b",
    )
)


def rating_words(text: str) -> tuple[str, ...]:
    """The stretches of the text that read like a rating or a verdict, in their order, each once."""
    folded = unicodedata.normalize("NFKC", text)
    matches = sorted(
        (match.start(), match.group().strip()) for pattern in _PATTERNS for match in pattern.finditer(folded)
    )
    return tuple(dict.fromkeys(words for _start, words in matches))
