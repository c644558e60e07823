"""Uploaded pictures drawn anew: of the file only what can be seen is kept."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

#: The shortest and the longest side, in pixels. A longer one takes too much memory when it is drawn.
SHORTEST, LONGEST = 16, 3000


class UnreadablePictureError(ValueError):
    """The file is no PNG or JPEG, or not a whole one."""


class PictureSizeError(ValueError):
    """A side is shorter than SHORTEST or longer than the longest that is taken."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(f"{width} × {height} pixels")
        self.width, self.height = width, height


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG file and its media type."""

    data: bytes
    media_type: str


def redraw(data: bytes, *, longest: int = LONGEST) -> Picture:
    """The picture in ``data``, upright, in a new file of the same kind without metadata, further frames or
    anything else that cannot be seen. Raises UnreadablePictureError and PictureSizeError."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            # The header says the size: nothing too large is decoded.
            width, height = image.size
            if min(width, height) < SHORTEST or max(width, height) > longest:
                raise PictureSizeError(width, height)
            kind = "PNG" if image.format == "PNG" else "JPEG"
            upright = ImageOps.exif_transpose(image)
            drawn = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except PictureSizeError:
        raise
    except Exception as error:
        # Pillow's readers raise errors of many kinds at broken files.
        raise UnreadablePictureError(str(error)) from error
    drawn.info = {}
    file = BytesIO()
    drawn.save(file, kind, quality=90)
    return Picture(file.getvalue(), f"image/{kind.lower()}")
