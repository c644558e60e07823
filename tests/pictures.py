"""Picture files for tests, made byte by byte."""

import struct
import zlib


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def make_png(width: int = 64, height: int = 32, *, extra: bytes = b"") -> bytes:
    """A whole PNG, all of one colour; ``extra`` chunks stand before the image data."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x0b\x6e\x69" * width) * height
    image = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + image + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def make_jpeg(width: int = 64, height: int = 32, *, frame: int = 0xC0, scan: bytes = b"\x12\x34") -> bytes:
    """The segments of a JPEG as its readers walk them; what the scan draws doesn't matter."""
    size = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    head = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0") + segment(0xDB, bytes(65))
    return (
        b"\xff\xd8"
        + head
        + segment(frame, size)
        + segment(0xDA, b"\x01\x01\x00\0\x3f\0")
        + scan
        + b"\xff\xd9"
    )
