"""Is a picture in a mail decoration (a logo, an emoji, a letterhead) or something handed in (a photographed page)?

In: a picture's octets and how the mail places it. Out: bool.
Apple Mail, QQ and Foxmail put a photograph that was dragged into the text exactly where a logo would stand, so being
shown by the HTML is not enough: a picture with as many pixels as a legible page is never decoration.
Elsewhere: what the HTML shows (`intake.html_text`).
"""

import io
import warnings

from PIL import Image

_TINY_OCTETS = 20_000
_SMALL_OCTETS = 60_000
_SMALL_PIXELS = 300_000
"""An A4 page at 60 dots per inch, where no form can be read any more, has 348,000."""
_BANNER_RATIO = 3.0
_LOOKED_AT_OCTETS = 262_144


def is_decoration(octets: bytes, shown_by_html: bool, related: bool) -> bool:
    """Whether the picture is part of the letter's looks: shown by the HTML, or tiny beside it in multipart/related."""
    if not (shown_by_html or (related and len(octets) < _TINY_OCTETS)):
        return False
    size = _size(octets)
    if size is None:
        return len(octets) < _SMALL_OCTETS
    width, height = size
    return width * height < _SMALL_PIXELS or width > _BANNER_RATIO * height


def _size(octets: bytes) -> tuple[int, int] | None:
    """Width and height from the picture's head; its pixels are not decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(octets[:_LOOKED_AT_OCTETS])) as picture:
                return picture.size
    except Exception:  # pictures come damaged in every way, and Pillow raises what it likes
        return None
