"""Flag what a person should read in a damaged text: what is improbable where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from common.chinese_script import simplify_character
from qbank.documents.restoring import rules
from qbank.documents.restoring.familiar import is_common, is_familiar, is_frequent
from qbank.documents.restoring.intervals import expected, possible
from qbank.documents.restoring.look_alikes import advantage, look_alikes
from qbank.documents.restoring.segments import QUIET_RULES, Segment
from qbank.documents.restoring.shifted_bytes import ENDING_LIKE_A_STOP

#: Rules that show that something happened to a text on its way.
_DAMAGE = frozenset(
    {rules.PINYIN, rules.SPLIT_PINYIN, rules.LOST_LEAD, rules.UNREADABLE, rules.SWAP, rules.LOST_MARKS}
)
#: Half-width marks that nobody writes between Chinese; to the site they look like full-width ones.
_HALVES = frozenset("@\\^_`{|}")
#: What may follow a full stop that was put together from damaged bytes.
_AFTER_A_STOP = frozenset("”’“‘（【《\n ")
#: Where a swap is due, a look-alike must be so many powers of e likelier.
_LIKELIER = 2.0


def flag(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments, flagged as doubtful where a damaged text came out improbable.

    Rules alone can give wrong text that looks plausible. Doubtful is a run read from shifted bytes that has a
    character known beside neither of its neighbours, or a full stop that may have been another character; and
    anywhere, repaired or not, a rare character that is known beside neither neighbour: what was swapped for a
    look-alike that no table knows, or what vanished bytes left. A text that nothing happened to has none.
    """
    everything = list(segments)
    if not any(segment.rule in _DAMAGE for segment in everything):
        yield from everything
        return
    context = _Context.of(everything)
    start = 0
    for segment in everything:
        end = start + len(segment.restored)
        if segment.note or segment.rule == rules.CORRECTION:
            yield segment
        elif segment.rule in (rules.SPLIT_PINYIN, rules.LOST_LEAD):
            note = context.doubt_about_run(segment, start, end)
            yield replace(segment, doubtful=True, note=note) if note else segment
        elif segment.rule == rules.SWAP:
            is_traditional = simplify_character(segment.received) == segment.restored
            doubtful = context.is_odd(start) if is_traditional else context.is_improbable(start)
            yield replace(segment, doubtful=True, note=rules.NOTE_UNFAMILIAR) if doubtful else segment
        else:
            yield from context.cut(segment, start)
        start = end


@dataclass(frozen=True, slots=True)
class _Context:
    """A restored text, and which pairs are known: by the table, or from the text's sound parts."""

    text: str
    own: Counter[tuple[str, str]]
    shifted: bool
    #: Where a look-alike in daily use stands.
    swapped: frozenset[int] = frozenset()
    #: Where a rare character can be a look-alike; None where anywhere.
    possible: frozenset[int] | None = None

    @classmethod
    def of(cls, segments: Iterable[Segment]) -> _Context:
        everything = list(segments)
        sound = QUIET_RULES | {rules.CORRECTION}
        own = Counter(pair for s in everything if s.rule in sound for pair in pairwise(s.restored))
        shifted = any(s.rule not in (rules.SWAP, rules.LOST_MARKS) and s.rule in _DAMAGE for s in everything)
        text = "".join(s.restored for s in everything)
        context = cls(text, own, shifted)
        swaps = _places_of_swaps(everything)
        if shifted or not swaps:
            return context
        context = replace(context, possible=possible(text, swaps))
        return replace(context, swapped=frozenset(context.look_alikes(expected(text, swaps))))

    def look_alikes(self, due: Iterable[range]) -> Iterator[int]:
        """Places of characters swapped for others in daily use, at most one of each ``due``."""
        for places in due:
            by_advantage = {place: self._advantage(place) for place in places if _is_han(self.text[place])}
            if any(self.is_odd(place) for place in places) or not by_advantage:
                continue
            best = max(by_advantage, key=lambda place: by_advantage[place])
            if by_advantage[best] >= _LIKELIER:
                yield best

    def _advantage(self, place: int) -> float:
        """How much likelier a look-alike would be than the character there."""
        return -inf if self._is_meant(place) else advantage(*self._around(place))

    def _is_meant(self, place: int) -> bool:
        """Whether it stands beside the same character again, and oftener than any of its look-alikes."""
        before, character, after = self._around(place)
        others = look_alikes(character)
        left = max((self.own[before, other] for other in others), default=0)
        right = max((self.own[other, after] for other in others), default=0)
        return self.own[before, character] > max(left, 1) or self.own[character, after] > max(right, 1)

    def _around(self, place: int) -> tuple[str, str, str]:
        before, after = self._beside(place)
        return before or "\n", self.text[place], after or "\n"

    def doubt_about_run(self, segment: Segment, start: int, end: int) -> str:
        """Why a person should read a run put together from shifted bytes; "" where nobody needs to."""
        for place in range(start, end):
            character = self.text[place]
            if _is_han(character):
                if self.is_improbable(place):
                    return rules.NOTE_UNFAMILIAR
            elif character.isascii() and character.islower():
                return rules.NOTE_UNFAMILIAR
            elif place > start and "\uff01" <= character <= "\uff5e":
                before = self.text[place - 1]
                if before not in "。”" and not is_familiar(before, character):
                    return rules.NOTE_MARK
        return rules.NOTE_MARK if segment.rule == rules.LOST_LEAD and self._is_odd_stop(start) else ""

    def _is_odd_stop(self, place: int) -> bool:
        """A 。 whose first byte was lost, where another character with the same second byte fits."""
        if self.text[place : place + 1] != "。":
            return False
        before, after = self._beside(place)
        if not after or not (_is_han(after) or after.isdigit() or after in _AFTER_A_STOP):
            return True
        if not before or is_familiar(before, "。"):
            return False
        return any(is_frequent(before, character) for character in ENDING_LIKE_A_STOP)

    def cut(self, segment: Segment, start: int) -> Iterator[Segment]:
        """A segment that no rule changed much, with what is improbable in it as segments of their own."""
        received, restored = segment.received, segment.restored
        done = 0
        if len(received) == len(restored):
            for offset in range(len(restored)):
                if not self.is_odd(start + offset):
                    continue
                if done < offset:
                    yield replace(segment, received=received[done:offset], restored=restored[done:offset])
                done = offset + 1
                odd = Segment(
                    received[offset], restored[offset], rules.IMPROBABLE, True, rules.NOTE_IMPROBABLE
                )
                yield odd
        if done < len(restored) or not restored:
            yield replace(segment, received=received[done:], restored=restored[done:])

    def is_odd(self, place: int) -> bool:
        """Whether the character is a rare one that nothing around it explains, or half of one."""
        character = self.text[place]
        if place in self.swapped:
            return True
        if _is_han(character):
            can_be = self.possible is None or place in self.possible
            return can_be and not is_common(character) and not self._is_known(place)
        # A lone letter or mark between Chinese: half of a character whose other half was lost.
        before, after = self._beside(place)
        if character in _HALVES:
            return self.shifted and (before == "？" or before in _HALVES or after in _HALVES)
        if not (character.isascii() and character.isalpha()):
            return False
        if _is_han(before) and not is_common(before) and not self._is_known(place - 1):
            return True
        return self.shifted and character.islower() and not before.isascii() and not after.isascii()

    def is_improbable(self, place: int) -> bool:
        """Whether the character is known beside neither of its neighbours."""
        before, after = self._beside(place)
        character = self.text[place]
        if is_familiar(before, character) or is_familiar(character, after):
            return False
        return self.own[before, character] < 2 and self.own[character, after] < 2

    def _beside(self, place: int) -> tuple[str, str]:
        return self.text[max(place - 1, 0) : place], self.text[place + 1 : place + 2]

    def _is_known(self, place: int) -> bool:
        """Whether the table knows the character beside one of its neighbours."""
        before, after = self._beside(place)
        character = self.text[place]
        return is_familiar(before, character) or is_familiar(character, after)


def _places_of_swaps(segments: Iterable[Segment]) -> list[int]:
    places, start = [], 0
    for segment in segments:
        if segment.rule == rules.SWAP:
            places.append(start)
        start += len(segment.restored)
    return places


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
