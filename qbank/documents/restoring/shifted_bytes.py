"""Undo what a document-sharing site does to traditional text on its GBK bytes.

The site writes the reading after certain characters, ``權(quán)``, by replacing *bytes*: it also
does so where the second byte of one character and the first of the next look like such a character,
and the two characters fall apart (``因爲我`` becomes ``因?yàn)槲揖…``). It also cuts the bytes before a
pair that looks like a full-width mark, and makes full-width ASCII half-width (``。客戶的語言`` becomes
``??蛻舻恼Z言``). Decoding what is left as GBK gives wrong characters until the alignment comes back.

So the text is turned into its GBK bytes again, the inserted readings are taken out, the lost bytes
put back where their value follows, and the bytes decoded once more. A byte whose value does not
follow becomes U+FFFD: it is never guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from qbank.documents.restoring import rules
from qbank.documents.restoring.segments import Segment

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_READING = rf"[a-zü]{{0,4}}[{_TONED}][a-z]{{0,4}}"
_TOKEN = re.compile(
    rf"\((?P<reading>{_READING})\)"
    rf"|\?(?P<split>{_READING})\)"
    r"|\?(?P<mark>[!#,.:-@\[-`{-~])"
    r"|(?P<lost>\?)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_ANNOTATED = re.compile(rf"([\u4e00-\u9fff])\(({_READING})\)")
_SPLIT = re.compile(rf"\?{_READING}\)")

#: GBK's full-width ASCII is A3xx, with xx = the ASCII code + 80.
_FULL_WIDTH_LEAD = 0xA3
#: Pairs the site takes for full-width marks follow the second byte of 。 in all but rare cases.
_LOST_LEAD = 0xA1

#: Frequent characters whose second byte is that of 。 too, so that what was lost may have been theirs.
ENDING_LIKE_A_STOP = frozenset("专保停剩危担希常栈校海牵祝福粒罚")

Simplify = Callable[[str], str]
Readings = Mapping[str, frozenset[str]]


def is_damaged(text: str, simplify: Simplify) -> bool:
    """Whether the text went through such a site: readings stand after traditional characters.

    Readings in a textbook stand after simplified ones and do not count.
    """
    if _SPLIT.search(text):
        return True
    annotated = (match[1] for match in _ANNOTATED.finditer(text))
    return sum(simplify(character) != character for character in annotated) >= 2


def undo(text: str, simplify: Simplify) -> list[Segment]:
    """The text as the bytes before the site read it; traditional characters stay traditional."""
    stream = _Stream(readings=_readings_in(text), simplify=simplify)
    segments: list[Segment] = []
    for match in _TOKEN.finditer(text):
        stream.take(match)
        if stream.complete:
            segments.append(stream.flush())
    if not stream.complete:
        stream.give_up()
        segments.append(stream.flush())
    return list(_joined(segments))


@dataclass(slots=True)
class _Stream:
    """GBK bytes on their way to characters, and the received text they came from."""

    readings: Readings
    simplify: Simplify
    pending: int | None = None
    last: int | None = None
    received: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    rule: str = ""
    note: str = ""

    @property
    def complete(self) -> bool:
        """No half character waits for its second byte."""
        return self.pending is None

    def take(self, match: re.Match[str]) -> None:
        self.received.append(match[0])
        if match["reading"]:
            self.rule = self.rule or rules.PINYIN
        elif match["split"]:
            self._take_split(match["split"])
        elif match["mark"] and self.complete:
            self.rule = rules.LOST_LEAD
            self._feed(bytes((_LOST_LEAD, _FULL_WIDTH_LEAD, ord(match["mark"]) + 0x80)))
        elif match["mark"]:
            self.give_up()
            self.restored.append(match["mark"])
        elif match["lost"] and not self.complete:
            self.give_up()
        else:
            self._take_character(match[0])

    def give_up(self) -> None:
        """The second byte is lost for good."""
        self.pending = self.last = None
        self.restored.append(rules.UNKNOWN)
        self.rule, self.note = rules.UNREADABLE, rules.NOTE_UNREADABLE

    def flush(self) -> Segment:
        """What has been taken since the last flush, as one segment."""
        segment = Segment(
            "".join(self.received), "".join(self.restored), self.rule, bool(self.note), self.note
        )
        self.received, self.restored, self.rule, self.note = [], [], "", ""
        return segment

    def _take_split(self, reading: str) -> None:
        """``?reading)`` stands for the second byte of the character that has this reading."""
        seconds = {
            encoded[1]
            for encoded in (c.encode("gbk") for c in self.readings.get(reading, ()))
            if encoded[0] == self.last
        }
        if len(seconds) != 1:
            self.give_up()
            return
        if self.rule in ("", rules.PINYIN):
            self.rule = rules.SPLIT_PINYIN
        self._feed(bytes(seconds))

    def _take_character(self, character: str) -> None:
        try:
            encoded = character.encode("gbk")
        except UnicodeEncodeError:
            encoded = b""
        if not self.complete and (not encoded or (len(encoded) == 1 and encoded[0] < 0x40)):
            self.give_up()
        if not encoded:
            self.last = None
            self.restored.append(character)
        elif len(encoded) == 1 and self.pending is not None:
            self._feed(self._second_byte(self.pending, encoded[0]))
        else:
            self._feed(encoded)

    def _second_byte(self, lead: int, code: int) -> bytes:
        """An ASCII letter after a first byte is its second, or a full-width letter made half-width."""
        if self._is_common(bytes((lead, code))):
            return bytes((code,))
        self.note = rules.NOTE_TWO_READINGS
        return bytes((_FULL_WIDTH_LEAD, code + 0x80))

    def _is_common(self, pair: bytes) -> bool:
        try:
            return self.simplify(pair.decode("gbk")).encode("gb2312")[0] >= 0xB0
        except UnicodeError:
            return False

    def _feed(self, data: bytes) -> None:
        for byte in data:
            self.last = byte
            if self.pending is not None:
                self._complete(bytes((self.pending, byte)))
            elif byte < 0x80:
                self.restored.append(chr(byte))
            else:
                self.pending = byte

    def _complete(self, pair: bytes) -> None:
        try:
            character = pair.decode("gbk")
        except UnicodeDecodeError:
            self.give_up()
            return
        self.pending = None
        self.restored.append(character)


def _readings_in(text: str) -> Readings:
    """Which characters carry which reading: as the text shows, else as the table of readings says."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for match in _ANNOTATED.finditer(text):
        seen[match[2]].add(match[1])
    readings = dict(_table())
    for reading, characters in seen.items():
        leads = {_lead(character) for character in characters}
        others = {c for c in readings.get(reading, ()) if _lead(c) not in leads}
        readings[reading] = frozenset(others | {c for c in characters if _lead(c)})
    return readings


def _lead(character: str) -> int:
    try:
        return character.encode("gbk")[0]
    except UnicodeEncodeError:
        return 0


@lru_cache(maxsize=1)
def _table() -> Readings:
    lines = Path(__file__).with_name("readings.txt").read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return {reading: frozenset(characters) for reading, characters in pairs}


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Neighbours that nothing was done to, as one segment."""
    plain: list[str] = []
    for segment in segments:
        if not segment.rule and segment.received == segment.restored:
            plain.append(segment.received)
            continue
        if plain:
            yield Segment("".join(plain), "".join(plain))
            plain = []
        yield segment
    if plain:
        yield Segment("".join(plain), "".join(plain))
