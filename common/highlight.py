"""Cutting a text into marked and plain parts: matches of a search, and quotes of rubric points."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from common.folding import fold_with_origins

#: Characters kept before and after the first match in an excerpt.
_BEFORE, _AFTER = 24, 72


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text; ``hit`` says that it matches."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class QuotePart:
    """A stretch of an answer, the points that quote it, and those whose quote begins with it."""

    text: str
    owners: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


def mark_terms(text: str, terms: Iterable[str]) -> list[Part]:
    """``text`` cut at every occurrence of the folded ``terms``; joined, the parts are ``text`` in NFC."""
    text = unicodedata.normalize("NFC", text)
    hits = [False] * len(text)
    for start, end in _occurrences(text, terms):
        hits[start:end] = [True] * (end - start)
    parts: list[Part] = []
    begin = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or hits[index] != hits[begin]:
            parts.append(Part(text[begin:index], hits[begin]))
            begin = index
    return parts


def excerpt(text: str, terms: Iterable[str]) -> list[Part]:
    """A short piece of ``text`` around its first match, marked; empty when nothing matches."""
    text = unicodedata.normalize("NFC", text)
    terms = list(terms)
    first = min(_occurrences(text, terms), default=None)
    if first is None:
        return []
    start, end = max(0, first[0] - _BEFORE), min(len(text), first[1] + _AFTER)
    parts = mark_terms(" ".join(text[start:end].split()), terms)
    return [Part("…")] * (start > 0) + parts + [Part("…")] * (end < len(text))


def mark_quotes(text: str, quotes: Mapping[int, str]) -> list[QuotePart]:
    """``text`` cut where quotes begin and end; ``quotes`` maps a point's id to its words.

    Only the first occurrence of a quote counts. Quotes may overlap: a part names all its owners.
    Quotes that don't stand in the text are left out.
    """
    spans = {
        owner: (start, start + len(quote))
        for owner, quote in quotes.items()
        if quote and (start := text.find(quote)) >= 0
    }
    cuts = sorted({0, len(text)} | {edge for span in spans.values() for edge in span})
    return [
        QuotePart(
            text[start:end],
            owners=tuple(owner for owner, (first, last) in spans.items() if first <= start and end <= last),
            begins=tuple(owner for owner, (first, _) in spans.items() if first == start),
        )
        for start, end in pairwise(cuts)
    ]


def _occurrences(text: str, terms: Iterable[str]) -> Iterable[tuple[int, int]]:
    """Where the terms stand, as ranges of characters of ``text`` (in NFC)."""
    folded, origins = fold_with_origins(text)
    for term in filter(None, terms):
        start = folded.find(term)
        while start >= 0:
            yield origins[start], origins[start + len(term) - 1] + 1
            start = folded.find(term, start + len(term))
