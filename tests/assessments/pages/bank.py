"""What tests of the bank's pages share."""

from __future__ import annotations

import io

from PIL import Image


def png(width: int = 20, height: int = 10) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()
