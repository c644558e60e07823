"""The parts of a workbook: a zip of XML files, read piece by piece."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from xml.parsers import expat

from qbank.spreadsheets.files.limits import MAX_TAGS
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError

_PIECE: Final = 1 << 16
_LONGEST_TAG: Final = 1 << 22
#: Parts of a workbook go some ten tags deep.
_DEEPEST: Final = 100
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    OverflowError,
)

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


@contextmanager
def damage_as_error() -> Iterator[None]:
    """Whatever a broken workbook makes the readers stumble over becomes one SpreadsheetError."""
    try:
        yield
    except _DAMAGE as error:
        raise SpreadsheetError(Reason.CORRUPT) from error


class Package:
    """A workbook's parts by name; upper and lower case, and the way slashes lean, don't matter."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._entries = {_normalised(entry.filename): entry for entry in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return _normalised(name) in self._entries

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part's bytes. KeyError when there is none of that name."""
        with self._zip.open(self._entries[_normalised(name)]) as part:
            while piece := part.read(_PIECE):
                yield piece

    def read_through(self, name: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
        reader = XmlReader(start, end, text)
        for piece in self.pieces(name):
            reader.feed(piece)
        reader.close()

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What ``part`` points to: {id: (last word of the type, name of the part)}."""
        folder, name = posixpath.split(part)
        relations_by_id: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if local_name(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(
                    posixpath.join("/", folder, attributes["Target"].replace("\\", "/"))
                )
                relations_by_id[attributes["Id"]] = attributes["Type"].rpartition("/")[2], target.lstrip("/")

        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing in self:
            self.read_through(listing, start)
        return relations_by_id


class XmlReader:
    """XML by its events, piece by piece, in bounded time and memory.

    Any DTD is refused: no spreadsheet program writes one, and entities need one. So are what would have
    to be held in memory (a tag or comment without end, tags in tags in tags) and more tags than any
    sheet that is read can have.
    """

    def __init__(self, start: Start, end: End | None = None, text: Text | None = None) -> None:
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = _PIECE
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        parser.StartElementHandler, parser.EndElementHandler = _no_deeper(start, end)
        parser.CharacterDataHandler = text
        self._fed = self._tags = 0

    def feed(self, piece: bytes) -> None:
        self._tags += piece.count(b"<")
        if self._tags > MAX_TAGS:
            raise SpreadsheetError(Reason.UNPACKS_TOO_FAR)
        self._parser.Parse(piece, False)
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TAG:
            raise SpreadsheetError(Reason.UNSAFE)

    def close(self) -> None:
        self._parser.Parse(b"", True)


def _no_deeper(start: Start, end: End | None) -> tuple[Start, End]:
    depth = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise SpreadsheetError(Reason.UNSAFE)
        start(tag, attributes)

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(tag)

    return opened, closed


def _refuse(*_: object) -> None:
    raise SpreadsheetError(Reason.UNSAFE)


def local_name(tag: str) -> str:
    """A tag or attribute without its prefix."""
    return tag.rpartition(":")[2]


def _normalised(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
