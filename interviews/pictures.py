"""What a picture file really is by its content: PNG or JPEG, whole, and of which size. Nothing is drawn."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from enum import StrEnum

PNG, JPEG = "image/png", "image/jpeg"
#: The shortest and the longest side, in pixels. A longer one takes too much memory when it is drawn.
SHORTEST, LONGEST = 16, 3000

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_JPEG_START = b"\xff\xd8\xff"
#: Start-of-frame markers: all of C0 to CF that don't bring a table.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9
#: Markers without a length: TEM and the restarts.
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class Fault(StrEnum):
    """Why a file is no picture that can be used."""

    SVG = "svg"
    KIND = "kind"
    DAMAGED = "damaged"
    SMALL = "small"
    LARGE = "large"


class NotAPicture(ValueError):
    """The file can't be used; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Picture:
    """``media_type`` is PNG or JPEG; ``width`` and ``height`` are pixels as its header says."""

    media_type: str
    width: int
    height: int


def read_picture(data: bytes) -> Picture:
    """What the bytes of a file are, whatever its name says. Raises NotAPicture."""
    if data.startswith(_PNG_SIGNATURE):
        picture = Picture(PNG, *_png_size(data))
    elif data.startswith(_JPEG_START):
        picture = Picture(JPEG, *_jpeg_size(data))
    else:
        raise NotAPicture(Fault.SVG if _looks_like_svg(data) else Fault.KIND)
    if min(picture.width, picture.height) < SHORTEST:
        raise NotAPicture(Fault.SMALL)
    if max(picture.width, picture.height) > LONGEST:
        raise NotAPicture(Fault.LARGE)
    return picture


def _png_size(data: bytes) -> tuple[int, int]:
    """Walks the chunks: the header first, image data, each with the right checksum, and nothing after
    the end."""
    size: tuple[int, int] | None = None
    image_data = False
    at = len(_PNG_SIGNATURE)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if (
            end > len(data)
            or zlib.crc32(data[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]
        ):
            break
        if size is None:
            if kind != b"IHDR" or length != 13:
                break
            size = struct.unpack_from(">II", data, at + 8)
        image_data = image_data or kind == b"IDAT"
        if kind == b"IEND":
            if image_data and end == len(data):
                return size
            break
        at = end
    raise NotAPicture(Fault.DAMAGED)


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walks the segments up to the first scan; behind it the end marker must come."""
    size: tuple[int, int] | None = None
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        length = struct.unpack_from(">H", data, at + 2)[0]
        if length < 2 or at + 2 + length > len(data) or marker == _END:
            break
        if marker in _FRAMES and length >= 8:
            height, width = struct.unpack_from(">HH", data, at + 5)
            size = (width, height)
        at += 2 + length
        if marker == _SCAN:
            if size is not None and data.find(bytes((0xFF, _END)), at) >= 0:
                return size
            break
    raise NotAPicture(Fault.DAMAGED)


def _looks_like_svg(data: bytes) -> bool:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg")) and b"<svg" in data[:4096].lower()
