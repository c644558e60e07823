"""Which content of a question stands once imports are taken back, whatever their order.

Each revision of a question lies over the ones before it like a layer. Taking back an import takes its layer
out; what stands is the topmost layer that is left. So imports can be taken back in any order, and the last
one finds what was there before all of them. Contents are compared and not numbers: an edit that was undone by
hand, and what taking back an import wrote, are no layers of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Layer:
    """A revision. ``batch`` is the import that wrote it, None for a person; ``by_undo`` says that taking back
    an import wrote it."""

    number: int
    content: Mapping[str, Any]
    batch: int | None = None
    by_undo: bool = False


def standing_layer(revisions: Sequence[Layer], taken_back: Set[int]) -> Layer | None:
    """The layer that stands without the imports ``taken_back`` (ids); None where nothing was before them.

    ``revisions`` are those of one question, the earliest first.
    """
    layers: list[Layer] = []
    for revision in revisions:
        if revision.batch is None and (below := _place_of_content(layers, revision.content)) is not None:
            del layers[below + 1 :]
        elif not revision.by_undo:
            layers.append(revision)
    return next((layer for layer in reversed(layers) if layer.batch not in taken_back), None)


def _place_of_content(layers: Sequence[Layer], content: Mapping[str, Any]) -> int | None:
    """The place of the topmost layer with this content."""
    for place in range(len(layers) - 1, -1, -1):
        if layers[place].content == content:
            return place
    return None
