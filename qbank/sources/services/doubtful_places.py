"""The doubtful restorations of an upload, as places in the text of its preview."""

from __future__ import annotations

import re
from bisect import bisect_right

from qbank.documents.parsing.marks import tidy
from qbank.documents.restoring.rules import UNKNOWN
from qbank.models import Source
from qbank.sources.rules.upload_preview import Preview


def doubtful_places(source: Source) -> list[tuple[int, int]]:
    """Where doubtful repairs, and characters that could not be read, stand in the source's tidied text."""
    text = source.restored
    repairs = source.repairs.filter(doubtful=True).exclude(received="").exclude(restored="")
    places = {
        (start, start + len(restored))
        for start, restored in repairs.values_list("restored_position", "restored")
    }
    places |= {match.span() for match in re.finditer(f"{UNKNOWN}+", text)}
    tidied = tidy(text)
    if tidied == text:
        return sorted(places)
    return sorted((len(tidy(text[:start])), len(tidy(text[:end]))) for start, end in places)


def doubtful_keys(preview: Preview, source: Source) -> set[str]:
    """The keys of the questions that have doubtful places."""
    starts = [block.start for block in preview.blocks]
    if not starts:
        return set()
    places = doubtful_places(source)
    return {preview.blocks[bisect_right(starts, start) - 1].key for start, _end in places} - {""}
