"""Pictures on their way in: bounded, decoded and encoded anew; nothing of the file that came is kept.

Texts name a stored picture as `picture:<public_id>`.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from PIL import Image, ImageOps

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 1600
FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
SCHEME: Final = "picture:"
_JPEG_QUALITY: Final = 85


class UnreadablePictureError(ValueError):
    """The bytes are no picture of a known format."""


class LargePictureError(ValueError):
    """The bytes are too many, or would unfold to too many pixels."""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture encoded by us: `content` of `media_type`, `width` x `height` pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def clean(content: bytes, *, longest_side: int = LONGEST_SIDE) -> CleanPicture:
    """Return the picture in `content` encoded anew: upright, at most 1600 pixels a side, without metadata.

    Of an animation the first frame is kept. A JPEG stays one, everything else becomes PNG. Raises
    LargePictureError above 5 MB or 40 million pixels, UnreadablePictureError for what is not PNG, JPEG, WebP
    or GIF.
    """
    if len(content) > MOST_BYTES:
        raise LargePictureError
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _encoded(content, longest_side)
    except LargePictureError:
        raise
    except Exception as error:
        # Decoders raise whatever they like for bytes that lie about themselves.
        raise UnreadablePictureError from error


def pixels_of(content: bytes) -> int:
    """Return how many pixels a picture says it has, without decoding them. Raises UnreadablePictureError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                return opened.width * opened.height
    except Exception as error:
        raise UnreadablePictureError from error


def _encoded(content: bytes, longest_side: int) -> CleanPicture:
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise LargePictureError
        is_photo = opened.format == "JPEG"
        upright = ImageOps.exif_transpose(opened)
        picture = upright.convert("RGB" if is_photo else "RGBA" if _see_through(upright) else "RGB")
    picture.thumbnail((longest_side, longest_side))
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    if is_photo:
        bare.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    else:
        bare.save(out, "PNG", optimize=True)
    return CleanPicture(out.getvalue(), "image/jpeg" if is_photo else "image/png", bare.width, bare.height)


def _see_through(picture: Image.Image) -> bool:
    return "A" in picture.mode or "transparency" in picture.info


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return JSON `value` in which every text names the pictures in `names` by their new names.

    names: the public id by the name that a draft used. Names stand as they are or escaped as in an address.
    """
    if not names:
        return value
    both = {**{quote(name): new for name, new in names.items()}, **names}
    longest_first = sorted(both, key=len, reverse=True)
    found = re.compile(re.escape(SCHEME) + "(" + "|".join(map(re.escape, longest_first)) + r")(?![\w.-])")
    return _renamed(value, found, both)


def _renamed(value: Any, found: re.Pattern[str], names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return found.sub(lambda match: SCHEME + names[match[1]], value)
    if isinstance(value, Mapping):
        return {name: _renamed(one, found, names) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(one, found, names) for one in value]
    return value
