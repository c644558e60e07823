"""Picture files for tests."""

from io import BytesIO
from typing import Any

from PIL import Image


def make_picture(kind: str, width: int = 64, height: int = 32, **options: Any) -> bytes:
    """A file all of one colour, of a kind that Pillow writes; ``options`` are those of its writer."""
    file = BytesIO()
    Image.new("RGB", (width, height), "#0b6e69").save(file, kind, **options)
    return file.getvalue()


def make_png(width: int = 64, height: int = 32, **options: Any) -> bytes:
    return make_picture("PNG", width, height, **options)


def make_jpeg(width: int = 64, height: int = 32, **options: Any) -> bytes:
    return make_picture("JPEG", width, height, **options)


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image
