"""Which characters of a PDF page people can see.

In: the page's objects in the order of painting, and its picture. Out: the characters that are visible, each
with what makes it doubtful. Elsewhere: how they are read (`pdf_page`).
Hidden text is where silent errors come from: a scanner's own recognition behind the picture, an old value under a
white patch, white text on white.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parsers.document import Box
from parsers.readers.pdf_device import Painted
from parsers.readers.printed import overlap

CONTRAST = 40
"""Grey levels of 255 between the darkest and the lightest point of a visible character."""
PICTURE_PAGE = 0.6
"""A picture over more of the page than this is the page."""

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class PageInk:
    """The page as painted. `draw` gives the same page in BGR, whatever its size in pixels."""

    width: float
    height: float
    objects: dict[str, list[Painted]]
    draw: Callable[[], Picture]

    @cached_property
    def picture(self) -> Picture:
        """The page drawn, once something asks how it looks: a scanned page without text never does."""
        return self.draw()

    def of_kind(self, kind: str) -> list[Painted]:
        """char, line, rect, curve or image, in the order of painting."""
        return self.objects.get(kind, [])


def box_of(painted: Painted) -> Box:
    """left, top, right, bottom."""
    return float(painted["x0"]), float(painted["top"]), float(painted["x1"]), float(painted["bottom"])


def visible(page: PageInk) -> Iterator[tuple[Painted, bool]]:
    """Every character that can be seen, with True where something opaque was painted over it."""
    patches = [(r["mcid"], box_of(r)) for r in page.of_kind("rect") if r.get("fill") and is_white(r, "non_stroking")]
    pictures = [(i["mcid"], box_of(i)) for i in page.of_kind("image") if _is_opaque(i)]
    seen = (char for char in page.of_kind("char") if not _is_hidden(char, page, patches))
    for char in _single(seen):
        yield char, _is_covered(char, pictures)


def _is_hidden(char: Painted, page: PageInk, patches: Sequence[tuple[int, Box]]) -> bool:
    if char["tag"] == "hidden" or _is_outside(char, page) or _is_covered(char, patches):
        return True
    return not char["text"].isspace() and not _shows(char, page)


def is_white(painted: Painted, kind: str) -> bool:
    """True where its colour (`stroking` or `non_stroking`) is white in whatever colour space."""
    colour = painted.get(f"{kind}_color")
    values = colour if isinstance(colour, tuple) else (colour,)
    if not all(isinstance(v, int | float) for v in values):
        return False
    return all(v <= 0.02 for v in values) if len(values) == 4 else all(v >= 0.98 for v in values)


def _is_opaque(image: Painted) -> bool:
    attributes: Any = getattr(image.get("stream"), "attrs", {})
    return not any(key in attributes for key in ("SMask", "Mask", "ImageMask"))


def _is_outside(char: Painted, page: PageInk) -> bool:
    left, top, right, bottom = box_of(char)
    x, y = (left + right) / 2, (top + bottom) / 2
    return not (0 <= x <= page.width and 0 <= y <= page.height) or char["size"] < 2


def _is_covered(char: Painted, covers: Sequence[tuple[int, Box]]) -> bool:
    left, top, right, bottom = box_of(char)
    x, y = (left + right) / 2, (top + bottom) / 2
    return any(order > char["mcid"] and b[0] < x < b[2] and b[1] < y < b[3] for order, b in covers)


def _shows(char: Painted, page: PageInk) -> bool:
    """True where the page's picture has ink there; a font that is not in the file may be missing in the picture."""
    if char["tag"] == "unembedded":
        return not is_white(char, "non_stroking")
    left, top, right, bottom = box_of(char)
    margin = 0.1 * (bottom - top)
    piece = _crop(page, (left, top - margin, right, bottom + margin))
    return piece.size > 0 and int(np.ptp(piece, axis=(0, 1)).max()) >= CONTRAST


def _crop(page: PageInk, box: Box) -> Picture:
    rows, columns, _ = page.picture.shape
    across, down = columns / page.width, rows / page.height
    left, right = max(0, int(box[0] * across)), min(columns, int(box[2] * across) + 1)
    top, bottom = max(0, int(box[1] * down)), min(rows, int(box[3] * down) + 1)
    return page.picture[top:bottom, left:right]


def dark_share(page: PageInk, box: Box) -> float:
    """Fraction of dark points in a box. A seal's red is not dark."""
    piece = _crop(page, box)[..., 2]
    return float((piece < 128).mean()) if piece.size else 0.0


def ink_inside(page: PageInk, box: Box) -> float:
    """How dark, 0 to 1, the middle of the square is that is drawn somewhere in this box: a tick, or nothing."""
    ink = (255 - _crop(page, box)[..., 2].astype(np.float32)) / 255
    rows, columns = np.flatnonzero(ink.max(axis=1, initial=0) > 0.3), np.flatnonzero(ink.max(axis=0, initial=0) > 0.3)
    if min(len(rows), len(columns)) < 5:
        return 0.0
    square = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    down, across = (max(2, round(0.3 * length)) for length in square.shape)
    middle = square[down:-down, across:-across]
    return float(middle.mean()) if middle.size else 0.0


def has_ink(page: PageInk) -> bool:
    """True where anything at all is on the page."""
    return int(np.ptp(page.picture)) >= CONTRAST


def _single(chars: Iterable[Painted]) -> Iterator[Painted]:
    """Characters without those painted twice to look bold."""
    seen: dict[tuple[str, int, int], Painted] = {}
    for char in chars:
        left, top, right, bottom = box_of(char)
        step = max(1.0, 0.25 * (bottom - top))
        place = (char["text"], int(left // step), int(top // step))
        near = [seen.get((place[0], place[1] + i, place[2] + j)) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        if not any(other is not None and overlap(box_of(other), (left, top, right, bottom)) > 0.7 for other in near):
            seen[place] = char
            yield char


def picture_share(page: PageInk) -> float:
    """How much of the page pictures cover, 0 to 1."""
    covered = np.zeros((50, 50), dtype=bool)
    for left, top, right, bottom in map(box_of, page.of_kind("image")):
        across, down = 50 / page.width, 50 / page.height
        rows = slice(max(0, int(top * down)), max(0, round(bottom * down)))
        covered[rows, max(0, int(left * across)) : max(0, round(right * across))] = True
    return float(covered.mean())
