"""Undo a scraper's swapping of characters for look-alikes (``嘚`` for 的, ``鈈`` for 不).

One character in sixty was swapped; where there is no look-alike a traditional form was used. The
same scraper deleted every second comma, full stop and question mark. Those are not guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from qbank.documents.restoring import rules
from qbank.documents.restoring.intervals import keep_distance
from qbank.documents.restoring.punctuation import widen
from qbank.documents.restoring.segments import Segment

#: A look-alike, and the character it stands for.
_PAIRS = (
    "┅一 紦把 嘚的 悝理 怹他 ②二 噭激 昰是 囿有 歭持 囲共 の之 筞策 姠向 鼡用 仳比 丅下 詓去 夶大 淛制 "
    "鍺者 楿相 烸每 倳事 岼平 嘟都 鈈不 泹但 僦就 烮烈 惢心 囷和 嫃真 荿成 Φ中 鈳可 戓或 姩年 匼合 鉯以 "
    "鋶流 仩上 徝值 垺服 叻了 荇行 哃同 奣明 尛小 哆多 茬在 巳己 丟丢 於于"
)
_LOOK_ALIKES = {pair[0]: pair[1] for pair in _PAIRS.split()}

#: Look-alikes that also have a use of their own, and words in which they do.
_ORDINARY = frozenset("②のΦ┅囿茬巳嘟丟於叻荇")
_OWN_USE = re.compile(r"囿于|找茬|茬口|[^自]巳时|嘟[囔哝嘟]|荇菜|③|[ぁ-んァ-ン]の|の[ぁ-んァ-ン]|[①③]")
#: The second entry of a list counts.
_SECOND_ENTRY = re.compile("①[^①②]{0,400}②")

#: This many look-alikes without a use of their own show that the text was tampered with.
_EVIDENCE = 3
#: More characters than this that simplified text doesn't use, beside at least one such look-alike.
_ODD_EVIDENCE = 5

Simplify = Callable[[str], str]


def is_damaged(text: str) -> bool:
    """Whether look-alikes that nobody types stand in the text."""
    counts = Counter(text)
    evidence = [c for c in _LOOK_ALIKES if c not in _ORDINARY and counts[c]]
    if sum(counts[c] for c in evidence) >= _EVIDENCE and len(evidence) >= 2:
        return True
    # Others use look-alikes that no table knows, and traditional forms, here and there in simplified text.
    odd = {c for c in counts if "\u4e00" <= c <= "\u9fff" and not _is_simplified(c)}
    if not len(text) / 20 > sum(counts[c] for c in odd) > max(_ODD_EVIDENCE, len(text) / 600):
        return False
    return bool(evidence) or keep_distance(widen(text), [i for i, c in enumerate(text) if c in odd])


def undo(text: str, simplify: Simplify) -> list[Segment]:
    """The text with each look-alike turned back into what it stands for."""
    own_use = {i for match in _OWN_USE.finditer(text) for i in range(match.start(), match.end())}
    own_use |= {match.end() - 1 for match in _SECOND_ENTRY.finditer(text)}
    segments: list[Segment] = []
    start = 0
    for i, before in enumerate(text):
        after = before if i in own_use else _undo_character(before, simplify)
        if before == after:
            continue
        if start < i:
            segments.append(Segment(text[start:i], text[start:i]))
        segments.append(Segment(before, after, rules.SWAP))
        start = i + 1
    if start < len(text):
        segments.append(Segment(text[start:], text[start:]))
    return segments


def _undo_character(character: str, simplify: Simplify) -> str:
    if character in _LOOK_ALIKES:
        return _LOOK_ALIKES[character]
    if _is_simplified(character):
        return character
    return simplify(character)


def _is_simplified(character: str) -> bool:
    """In the simplified character set, where 乾 of a name belongs as well."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
