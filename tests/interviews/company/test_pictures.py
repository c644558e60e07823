"""Of an uploaded file only the picture is kept, and only where it is a whole PNG or JPEG of a fair size."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from interviews.company.rules.pictures import (
    LONGEST,
    SHORTEST,
    PictureSizeError,
    UnreadablePictureError,
    redraw,
)
from tests.pictures import make_jpeg, make_picture, make_png, opened

SCRIPT = b"<script>alert(1)</script>"


def png_with_size(width: int, height: int) -> bytes:
    """A small file whose header says it is of that size."""
    data = make_png()
    header = b"IHDR" + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


@pytest.mark.parametrize("size", [(SHORTEST, SHORTEST), (300, 80), (LONGEST, 16)])
@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_keeps_its_kind_and_size(kind, size):
    picture = redraw(make_picture(kind, *size))
    assert picture.media_type == f"image/{kind}"
    assert (opened(picture.data).format, opened(picture.data).size) == (kind.upper(), size)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_is_drawn(mode, tmp_path):
    path = tmp_path / "logo.png"
    Image.new(mode, (40, 20)).save(path)
    assert opened(redraw(path.read_bytes()).data).size == (40, 20)


def test_what_is_transparent_stays_so():
    picture = opened(redraw(make_png(transparency=(0x0B, 0x6E, 0x69))).data)
    assert picture.getpixel((0, 0)) == (0x0B, 0x6E, 0x69, 0)


def test_jpegs_for_print_and_for_slow_lines_are_drawn(tmp_path):
    path = tmp_path / "logo.jpg"
    Image.new("CMYK", (40, 20)).save(path, progressive=True)
    assert opened(redraw(path.read_bytes()).data).mode == "RGB"


def test_nothing_that_cannot_be_seen_is_kept():
    texts = PngInfo()
    texts.add_text("Author", "王芳", zip=False)
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    files = [
        make_png(pnginfo=texts, exif=exif, icc_profile=b"secret colours") + SCRIPT,
        make_jpeg(comment="secret", exif=exif, icc_profile=b"secret colours") + SCRIPT,
    ]
    for data in files:
        assert b"secret" in data
        redrawn = redraw(data).data
        assert b"secret" not in redrawn and "王芳".encode() not in redrawn and SCRIPT not in redrawn
        assert not set(opened(redrawn).info) & {"exif", "comment", "icc_profile", "Author"}


def test_a_photo_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(redraw(make_jpeg(64, 32, exif=exif)).data).size == (32, 64)


@pytest.mark.parametrize("kind", ["PNG", "MPO"])
def test_of_several_pictures_the_first_is_kept(kind):
    second = Image.new("RGB", (64, 32), "red")
    picture = opened(redraw(make_picture(kind, save_all=True, append_images=[second])).data)
    assert getattr(picture, "n_frames", 1) == 1
    red, green, _blue = picture.getpixel((0, 0))
    assert green > red


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7",
        b"<html>",
        b"\x89PNG",
        b"\xff\xd8",
        make_picture("GIF"),
        make_picture("WEBP"),
        make_picture("TIFF"),
        make_picture("ICO"),
        b"GIF89a" + make_png(),
    ],
    ids=["empty", "svg", "pdf", "html", "png start", "jpeg start", "gif", "webp", "tiff", "ico", "two kinds"],
)
def test_other_files_are_no_pictures(data):
    with pytest.raises(UnreadablePictureError):
        redraw(data)


@pytest.mark.parametrize(
    "data", [make_png(SHORTEST - 1, 100), make_png(16, LONGEST + 1), make_jpeg(LONGEST + 1, 16)]
)
def test_sides_too_short_or_too_long(data):
    with pytest.raises(PictureSizeError):
        redraw(data)


def test_what_would_fill_the_memory_is_refused_by_its_header():
    with pytest.raises(PictureSizeError):
        redraw(png_with_size(9_000, 9_000))
    for side in (60_000, 2**31 - 1):
        with pytest.raises(UnreadablePictureError):
            redraw(png_with_size(side, side))


def test_a_text_that_unpacks_to_very_much_is_refused():
    texts = PngInfo()
    texts.add_text("Comment", "x" * 80_000_000, zip=True)
    with pytest.raises(UnreadablePictureError):
        redraw(make_png(pnginfo=texts))


@pytest.mark.parametrize("whole", [make_png(), make_jpeg()], ids=["png", "jpeg"])
@given(part=st.floats(0, 0.8))
def test_a_picture_cut_off_is_never_taken(whole, part):
    with pytest.raises(UnreadablePictureError):
        redraw(whole[: int(len(whole) * part)])


@given(start=st.sampled_from([b"", make_png()[:40], make_jpeg()[:300]]), rest=st.binary(max_size=200))
def test_any_bytes_are_a_picture_or_a_clear_refusal(start, rest):
    try:
        picture = redraw(start + rest)
    except (UnreadablePictureError, PictureSizeError):
        return
    assert max(opened(picture.data).size) <= LONGEST
