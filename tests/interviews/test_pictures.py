"""A picture is known by its content: kind, size, and whether it is whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.pictures import JPEG, LONGEST, PNG, SHORTEST, Fault, NotAPicture, Picture, read_picture
from tests.pictures import chunk, make_jpeg, make_png, segment


def fault(data: bytes) -> Fault:
    with pytest.raises(NotAPicture) as refused:
        read_picture(data)
    return refused.value.fault


@pytest.mark.parametrize("size", [(SHORTEST, SHORTEST), (300, 80), (LONGEST, 16)])
def test_the_size_is_read_from_the_header(size):
    assert read_picture(make_png(*size)) == Picture(PNG, *size)
    assert read_picture(make_jpeg(*size)) == Picture(JPEG, *size)


@pytest.mark.parametrize("frame", [0xC0, 0xC1, 0xC2])
def test_baseline_and_progressive_jpegs_are_taken(frame):
    assert read_picture(make_jpeg(40, 20, frame=frame)) == Picture(JPEG, 40, 20)


def test_other_chunks_and_fill_bytes_do_not_matter():
    assert read_picture(make_png(40, 20, extra=chunk(b"tEXt", b"Title\0logo"))).width == 40
    jpeg = make_jpeg(40, 20)
    assert read_picture(jpeg[:2] + b"\xff" + jpeg[2:]).width == 40


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- logo -->\n<svg width="9" height="9"/>',
    ],
)
def test_svg_is_told_apart(data):
    assert fault(data) is Fault.SVG


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + bytes(50), b"%PDF-1.7", b"<html>", b"\x89PNG", b"\xff\xd8"]
)
def test_other_files_are_no_pictures(data):
    assert fault(data) is Fault.KIND


def test_sides_too_short_or_too_long():
    assert fault(make_png(SHORTEST - 1, 100)) is Fault.SMALL
    assert fault(make_jpeg(100, 0)) is Fault.SMALL
    assert fault(make_png(16, LONGEST + 1)) is Fault.LARGE
    assert fault(make_jpeg(65535, 65535)) is Fault.LARGE


def test_a_png_with_something_behind_its_end_is_damaged():
    assert fault(make_png() + b"<script>") is Fault.DAMAGED


def test_a_jpeg_without_its_frame_or_its_end_is_damaged():
    whole = make_jpeg()
    assert fault(whole[:-2]) is Fault.DAMAGED
    assert fault(b"\xff\xd8" + segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\xff\xd9") is Fault.DAMAGED


@given(at=st.integers(8, len(make_png()) - 1), value=st.integers(1, 255))
def test_a_png_with_one_wrong_byte_is_never_taken(at, value):
    broken = bytearray(make_png())
    broken[at] ^= value
    with pytest.raises(NotAPicture):
        read_picture(bytes(broken))


@given(cut=st.integers(0, len(make_png()) - 1))
def test_a_cut_off_png_is_never_taken(cut):
    with pytest.raises(NotAPicture):
        read_picture(make_png()[:cut])


@given(start=st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]), rest=st.binary(max_size=200))
def test_any_bytes_are_a_picture_or_a_clear_refusal(start, rest):
    try:
        picture = read_picture(start + rest)
    except NotAPicture:
        return
    assert min(picture.width, picture.height) >= SHORTEST
    assert max(picture.width, picture.height) <= LONGEST
