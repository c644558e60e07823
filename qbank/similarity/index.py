"""Questions that ask the same in other words: 「请谈谈你最大的优点和缺点。」 and
「请描述一下你认为自己最大的优点和缺点是什么？」, but not two that only share 「你会如何处理？」.

What frames a question (请谈谈…, 你会如何…) is left out; the rest is compared by its pairs of neighbouring
characters (words, in English), rare ones weighing more. A question is looked at as a whole and by its
first sentence, for some go on to ask for more.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sized
from math import log
from operator import add
from typing import Final

from common.folding import fold
from qbank.similarity.words import ENGLISH, FRAME, TRADE

#: Per cent from which two questions are shown as alike, wherever that is said: at imports and in sets.
ALIKE: Final = 58
#: Lowers the likeness of texts with few pairs, whose agreement means little.
_DOUBT: Final = 1.0
#: The share of its weight that a text at least shares with one that is so alike.
_MUST_SHARE: Final = ALIKE / (200 - ALIKE)
#: Entries looked up for one text, and those of them that are compared.
_LOOKED_UP: Final = 500
_COMPARED: Final = 4
#: Texts with less to compare than this resemble nothing.
_FEWEST: Final = 2

_SENTENCE: Final = re.compile(r"[。?!\n]+|\.\s")
_HAN: Final = re.compile(r"[\u3400-\u9fff]+")
_WORD: Final = re.compile(r"[a-z0-9]+")

#: Longer phrases first: a part of one must not be taken out before it.
_FRAME: Final = re.compile("|".join(sorted(FRAME.split(), key=len, reverse=True)))
_STOP_WORDS: Final = frozenset(ENGLISH.split())
#: Common however few texts the index holds: as if in so many of the first texts.
_COMMON: Final = frozenset(TRADE.split())
_COMMON_PRIOR: Final = 30
_PRIOR: Final = 100


def alike(first: str, second: str) -> bool:
    """Whether two texts ask the same in other words."""
    index = SimilarIndex()
    index.add(1, second)
    return index.find(first) is not None


class SimilarIndex:
    """Texts by id, to find the one that a new text resembles most."""

    def __init__(self) -> None:
        self._ids = array("q")
        #: What is compared of each entry; a text has one or two.
        self._cores: list[str] = []
        self._entries: dict[str, array[int]] = {}
        self._weights = _Weights(self._entries, self._cores)

    def add(self, id: int, text: str) -> None:
        self._weights.clear()
        for core in _cores(text):
            grams = _grams(core)
            if len(grams) < _FEWEST:
                continue
            entry = len(self._cores)
            self._ids.append(id)
            self._cores.append(core)
            for gram in grams:
                entries = self._entries.get(gram)
                if entries is None:
                    entries = self._entries[gram] = array("I")
                entries.append(entry)

    def find(self, text: str) -> tuple[int, int] | None:
        """The id of the text most like ``text`` and how like it is in per cent; None when none is."""
        best: tuple[int, int] | None = None
        for core in _cores(text):
            for id, likeness in self._alike(core):
                if best is None or likeness > best[1]:
                    best = (id, likeness)
        return best if best is not None and best[1] >= ALIKE else None

    def _alike(self, core: str) -> Iterator[tuple[int, int]]:
        grams = _grams(core)
        if len(grams) < _FEWEST:
            return
        weigh = self._weights.__getitem__
        weight = sum(map(weigh, grams))
        for entry in self._candidates(grams, weight):
            others = _grams(self._cores[entry])
            shared = sum(map(weigh, grams & others))
            if shared >= weight * _MUST_SHARE:
                fewer = min(len(grams), len(others))
                likeness = 200 * shared / (weight + sum(map(weigh, others))) * fewer / (fewer + _DOUBT)
                yield self._ids[entry], round(likeness)

    def _candidates(self, grams: set[str], total: float) -> list[int]:
        """Entries that share the rarest grams: one as alike as it must be shares at least one of them."""
        weights = self._weights
        must_share = total * _MUST_SHARE
        counts: Counter[int] = Counter()
        room = _LOOKED_UP
        for gram in sorted(grams, key=lambda gram: (-weights[gram], gram)):
            entries = self._entries.get(gram)
            if entries:
                counts.update(entries[:room])
                room -= len(entries)
            total -= weights[gram]
            if room <= 0 or total < must_share:
                break
        return [entry for entry, _count in counts.most_common(_COMPARED)]


class _Weights(dict[str, float]):
    """Gram → its weight, higher the fewer entries have it; computed when first needed."""

    def __init__(self, entries: Mapping[str, Sized], cores: Sized) -> None:
        self._entries, self._cores = entries, cores

    def __missing__(self, gram: str) -> float:
        prior = _COMMON_PRIOR if gram in _COMMON else 0
        having = len(self._entries.get(gram, ())) + prior + 1
        self[gram] = weight = log((len(self._cores) + _PRIOR + 2) / having)
        return weight


def _cores(text: str) -> list[str]:
    """What is compared: the whole text, and, if it has several, its first sentence with content."""
    folded = fold(text)
    sentences = [core for part in _SENTENCE.split(folded) if (core := _core(part))]
    if len(sentences) < 2:
        return sentences
    return [" ".join(sentences), sentences[0]]


def _core(text: str) -> str:
    return " ".join(_FRAME.sub(" ", text).split())


def _grams(core: str) -> set[str]:
    """Pairs of neighbouring Han characters (single ones where they stand alone), and words."""
    grams: set[str] = set()
    for run in _HAN.findall(core):
        if len(run) > 1:
            grams.update(map(add, run, run[1:]))
        else:
            grams.add(run)
    grams.update(word for word in _WORD.findall(core) if word not in _STOP_WORDS)
    return grams
