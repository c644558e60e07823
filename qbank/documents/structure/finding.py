"""All labels of a text: those in the lists, those that repeat, and the steps of an experience."""

from __future__ import annotations

from bisect import bisect_left

from qbank.documents.structure.labels import Label, line_end, listed_labels
from qbank.documents.structure.repeated import places, repeated_labels
from qbank.documents.structure.star import with_steps


def find_labels(folded: str) -> list[Label]:
    """Every label in a folded text, in order."""
    return with_steps(folded, _with_repeated(folded, listed_labels(folded)))


def _with_repeated(folded: str, labels: list[Label]) -> list[Label]:
    """Also the labels in words that are in no list, where they repeat."""
    words = repeated_labels(folded, {label.word_at for label in labels})
    if not words:
        return labels
    starts = [label.start for label in labels]
    added = []
    for start, word_at, end, word, role in places(folded, words):
        index = bisect_left(starts, end)
        if index and labels[index - 1].end > start:
            continue
        alone = not folded[end : line_end(folded, end)].strip(" \t*:")
        added.append(Label(role, start, end, word, None, True, alone, word_at))
    return sorted([*labels, *added], key=lambda label: label.start)
