"""Numbers before a text that only count: 「12. 」, 「（3）」, 「Q5：」, 「一、」."""

from __future__ import annotations

import re
from typing import Final

_CN: Final = "一二三四五六七八九十百"

#: A number counts where a mark sets it off and no digit follows: 「3年前」, 「3.5 万」 and 「2:1」 stay.
_NUMBER: Final = re.compile(
    rf"""\s*(?:
        [（(\[【〔]\s*(?:\d{{1,4}}|[{_CN}]{{1,3}})\s*[)）\]】〕]\s*[.．、:：]?
      | (?:第\s*)?(?:\d{{1,4}}|[{_CN}]{{1,3}})\s*[题题问條条]\s*[.．、:：]
      | (?:Q(?:uestion)?|No\.?|题目?|问题?|問題?|題目?)\s*(?:\d{{1,4}}|[{_CN}]{{1,3}})\s*[.．、:：)）-](?!\d)
      | \d{{1,4}}\s*(?:[.．](?!\d)|[、:：](?!\d)|[)）])
      | [{_CN}]{{1,3}}、(?![{_CN}])
      | [①-⑳⑴-⒇⒈-⒛]\s*[.．、]?
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)


def without_number(text: str) -> str:
    """``text`` without the number before it; as it is where it has none, or is nothing else."""
    match = _NUMBER.match(text)
    if match is None:
        return text
    return text[match.end() :].lstrip() or text
