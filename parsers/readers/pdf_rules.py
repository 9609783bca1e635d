"""The lines that a PDF page draws: table rules, and squares that are tick boxes.

In: a page as painted. Out: Rule for each straight level or plumb line, Glyph for each drawn tick box.
Elsewhere: cells (`printed_grid`), tick boxes that are characters (`parsers.ticks`).
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from parsers.document import EMPTY_BOX, TICKED
from parsers.readers.pdf_visible import PageInk, box_of, ink_inside, is_white
from parsers.readers.printed import Glyph, Rule

THIN = 3.0
"""Points: filled rectangles up to this thick are lines."""
SMALLEST_BOX, LARGEST_BOX = 5.0, 22.0
CLEAR, DRAWN = 0.02, 0.10
"""Share of dark points in a drawn box: below it is empty, above it is ticked, between them a person looks."""

Point = tuple[float, float]


def rules_of(page: PageInk) -> Iterator[Rule]:
    """Every straight line of the page that is not white."""
    for line in page.of_kind("line"):
        if not is_white(line, "stroking"):
            yield from _straight(box_of(line))
    for rect in page.of_kind("rect"):
        if not _is_tick_box(rect):
            yield from _sides(rect)
    for curve in page.of_kind("curve"):
        if curve.get("stroke") and not is_white(curve, "stroking") and not _is_tick_box(curve):
            yield from _polygon(curve["pts"])


def _straight(box: tuple[float, float, float, float]) -> Iterator[Rule]:
    left, top, right, bottom = box
    if bottom - top <= THIN:
        yield Rule(left, (top + bottom) / 2, right, (top + bottom) / 2)
    if right - left <= THIN:
        yield Rule((left + right) / 2, top, (left + right) / 2, bottom)


def _sides(rect: dict[str, object]) -> Iterator[Rule]:
    left, top, right, bottom = box = box_of(rect)
    is_line = min(right - left, bottom - top) <= THIN
    if is_line:
        if not is_white(rect, "non_stroking" if rect.get("fill") else "stroking"):
            yield from _straight(box)
    elif rect.get("stroke") and not is_white(rect, "stroking"):
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        yield from _polygon(corners)


def _polygon(points: Iterable[Point]) -> Iterator[Rule]:
    corners = list(points)
    for (x, y), (u, v) in pairwise(corners):
        if abs(x - u) < 0.5 or abs(y - v) < 0.5:
            yield Rule(min(x, u), min(y, v), max(x, u), max(y, v))


def tick_boxes(page: PageInk) -> Iterator[Glyph]:
    """Drawn squares as tick boxes."""
    for shape in [*page.of_kind("rect"), *page.of_kind("curve")]:
        if _is_tick_box(shape):
            box = box_of(shape)
            ink = ink_inside(page, box)
            yield Glyph(TICKED if ink > DRAWN else EMPTY_BOX, *box, doubtful=CLEAR < ink <= DRAWN)


def _is_tick_box(shape: dict[str, object]) -> bool:
    left, top, right, bottom = box_of(shape)
    width, height = right - left, bottom - top
    is_square = SMALLEST_BOX <= width <= LARGEST_BOX and abs(width - height) < 0.2 * width
    return is_square and bool(shape.get("stroke")) and not is_white(shape, "stroking") and _is_angular(shape)


def _is_angular(shape: dict[str, object]) -> bool:
    points = shape.get("pts")
    return shape["object_type"] == "rect" or (isinstance(points, list) and len(points) in (4, 5))
