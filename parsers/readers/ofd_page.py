"""One page of an OFD file as glyphs and rules.

In: the page's XML with its templates, fonts by number. Out: PrintedPage, in points.
Elsewhere: the package (`ofd`). Source: GB/T 33190-2016, 8.5 (coordinates), 9.1 (paths), 11 (text).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from parsers.readers.markup import Element, attribute, local
from parsers.readers.pdf_characters import character
from parsers.readers.printed import Glyph, PrintedPage, Rule

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

MILLIMETRES_TO_POINTS = 72 / 25.4
A4 = (0.0, 0.0, 210.0, 297.0)
ABOVE, BELOW = 0.86, 0.14
"""Of the size: how far a glyph reaches over and under its baseline."""
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MOST_OBJECTS = 60_000
_NUMBER = re.compile(r"-?\d*\.?\d+(?:[eE][-+]?\d+)?")


def numbers(text: str) -> list[float]:
    """All numbers of an attribute."""
    return [float(found) for found in _NUMBER.findall(text)]


def page_of(number: int, roots: Sequence[Element], default_area: str, fonts: Mapping[str, str]) -> PrintedPage:
    """The page, in points like those of PDF."""
    own = next((e.text or "" for e in roots[-1].iter() if local(e) == "PhysicalBox"), "")
    area = next((box for box in (numbers(own), numbers(default_area)) if len(box) == 4), list(A4))
    objects = [e for root in roots for e in root.iter() if local(e) in ("TextObject", "PathObject")][:MOST_OBJECTS]
    seen = [e for e in objects if attribute(e, "Visible") != "false" and attribute(e, "Alpha") != "0"]
    glyphs = [g for e in seen if local(e) == "TextObject" for g in _glyphs(e, fonts)]
    rules = [r for e in seen if local(e) == "PathObject" for r in _rules(e)]
    k = MILLIMETRES_TO_POINTS
    return PrintedPage(
        number,
        max(1.0, area[2] * k),
        max(1.0, area[3] * k),
        tuple(Glyph(g.text, g.x0 * k, g.top * k, g.x1 * k, g.bottom * k, doubtful=g.doubtful) for g in glyphs),
        tuple(Rule(r.x0 * k, r.top * k, r.x1 * k, r.bottom * k) for r in rules),
    )


def _place(element: Element) -> tuple[Matrix, Point]:
    found = numbers(attribute(element, "CTM"))
    matrix: Matrix = (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else UNIT
    boundary = numbers(attribute(element, "Boundary"))
    return matrix, (boundary[0], boundary[1]) if len(boundary) == 4 else (0.0, 0.0)


def _moved(point: Point, matrix: Matrix, corner: Point) -> Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e + corner[0], b * x + d * y + f + corner[1]


def _glyphs(element: Element, fonts: Mapping[str, str]) -> Iterator[Glyph]:
    if attribute(element, "Fill") == "false" or _is_white(element, "FillColor"):
        return
    matrix, corner = _place(element)
    size = (numbers(attribute(element, "Size")) or [4.0])[0]
    font = fonts.get(attribute(element, "Font"), "")
    for code in (child for child in element if local(child) == "TextCode"):
        for text, x, y, advance in _characters(code, size):
            left, base = _moved((x, y), matrix, corner)
            right, _ = _moved((x + advance, y), matrix, corner)
            height = size * (abs(matrix[3]) or 1.0)
            read = character(text, font)
            box = (min(left, right), base - ABOVE * height, max(left, right), base + BELOW * height)
            yield Glyph("\ufffd" if read is None else read, *box, doubtful=read is None)


def _characters(code: Element, size: float) -> Iterator[tuple[str, float, float, float]]:
    """Each character with its origin and width."""
    text = (code.text or "").strip("\r\n")
    x, y = (numbers(attribute(code, "X")) or [0.0])[0], (numbers(attribute(code, "Y")) or [0.0])[0]
    across, down = _steps(attribute(code, "DeltaX")), _steps(attribute(code, "DeltaY"))
    for index, letter in enumerate(text):
        full = size if letter >= "\u2e80" else size / 2
        step = across[index] if index < len(across) else 0.0 if index < len(down) else full
        yield letter, x, y, min(step, full) if step > 0 else full
        x, y = x + step, y + (down[index] if index < len(down) else 0.0)


def _steps(text: str) -> list[float]:
    """`g 3 2.5` stands for 2.5 three times."""
    steps: list[float] = []
    words = text.split()
    while words and len(steps) < MOST_OBJECTS:
        word = words.pop(0)
        if word == "g" and len(words) >= 2:
            count, value = numbers(words.pop(0)), numbers(words.pop(0))
            steps.extend(value[:1] * int(min(count[0] if count else 0, MOST_OBJECTS)))
        else:
            steps.extend(numbers(word)[:1])
    return steps


def _rules(element: Element) -> Iterator[Rule]:
    if attribute(element, "Stroke") == "false" or _is_white(element, "StrokeColor"):
        return
    matrix, corner = _place(element)
    data = next((e.text or "" for e in element if local(e) == "AbbreviatedData"), "")
    for start, end in _segments(data):
        (x, y), (u, v) = _moved(start, matrix, corner), _moved(end, matrix, corner)
        if abs(x - u) < 0.2 or abs(y - v) < 0.2:
            yield Rule(min(x, u), min(y, v), max(x, u), max(y, v))


def _segments(data: str) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a path (S and M begin, L goes straight, C closes; curves are passed over)."""
    begin = at = (0.0, 0.0)
    for command, rest in re.findall(r"([SMLQBAC])([^SMLQBAC]*)", data[:1_000_000]):
        values = numbers(rest)
        to = (values[-2], values[-1]) if len(values) >= 2 else begin
        if command in "LC":
            yield at, to
        if command in "SM":
            begin = to
        at = to


def _is_white(element: Element, name: str) -> bool:
    colour = next((e for e in element if local(e) == name), None)
    return colour is not None and numbers(attribute(colour, "Value")) == [255.0, 255.0, 255.0]
