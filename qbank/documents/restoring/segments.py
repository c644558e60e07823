"""A restored text, piece by piece, so that each repair can be shown beside what was received."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: Rules whose segments are shown as repairs. "script" (traditional to simplified) and
#: "punctuation" (half-width to full-width marks) change the look of nearly every word and are
#: left out of the list of repairs.
QUIET_RULES = frozenset({"", "script", "punctuation"})


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of text: as received, as restored, and by which rule.

    ``rule`` is "" where nothing changed. ``doubtful`` asks a person to read it; ``note`` says why,
    or, for a correction, the reason it was made.
    """

    received: str
    restored: str
    rule: str = ""
    doubtful: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextCorrection:
    """A person's reading of a damaged run, by its context, stored to be applied again.

    ``before`` and ``after`` are the received text on either side, as much as makes it unique.
    """

    damaged: str
    restored: str
    before: str = ""
    after: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RestoredText:
    """The whole text: the segments' ``received`` joined are the text exactly as it came in."""

    segments: tuple[Segment, ...]

    @property
    def received(self) -> str:
        return "".join(segment.received for segment in self.segments)

    @property
    def text(self) -> str:
        return "".join(segment.restored for segment in self.segments)

    @property
    def repairs(self) -> Iterable[Segment]:
        """Segments a person would call a repair, in order."""
        return (s for s in self.segments if s.rule not in QUIET_RULES)

    @property
    def doubtful(self) -> Iterable[Segment]:
        return (s for s in self.segments if s.doubtful)

    @property
    def doubtful_places(self) -> list[tuple[int, int]]:
        """Where doubtful segments stand in the restored text; a note on the whole text has no place."""
        places, start = [], 0
        for segment in self.segments:
            end = start + len(segment.restored)
            if segment.doubtful and end > start:
                places.append((start, end))
            start = end
        return places
