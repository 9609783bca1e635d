"""Which way is up: the turn in which a table's first row or column reads as the form's labels.

In: PageImage, FormLayout, Recogniser. Out: Facing: the straight page in the likeliest turn, its grid, whether it is the
form, and the same of further forms on the sheet.
Elsewhere: skew and perspective (`parsers.scan.upright`), the grid (`parsers.scan.grid`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from parsers.layout import FormLayout
from parsers.scan.cell_reading import read_label
from parsers.scan.cell_text import CellText, Sheet
from parsers.scan.grid import Grid, GridCell, find_grids
from parsers.scan.grid_margins import without_margins
from parsers.scan.labels import label_count
from parsers.scan.lines import LEAST_HEIGHT, inked
from parsers.scan.page import PageImage, Pixels, in_colour, shows_colour
from parsers.scan.recogniser import Recogniser, TextBox
from parsers.scan.red_ink import without_red
from parsers.scan.streaks import without_streaks
from parsers.scan.upright import straightening, turned, warped

TURNS = (0, 1, 3, 2)
ENOUGH_LABELS = 3
MOST_CELLS_TRIED, ROWS_TRIED, FIRST_ROWS = 5, 2, 4
"""Above the headings there may be the unit's row, and the title where a rule was seen over it."""


@dataclass(frozen=True, slots=True, eq=False)
class Facing:
    """One page, straight and, as far as reading could tell, upright."""

    sheet: Sheet
    grid: Grid | None
    in_colour: bool
    read: Mapping[TextBox, CellText] = field(default_factory=dict)
    """The cells that were read, as labels are, to tell what the table is."""
    labels: int = 0
    quarters: int = 0
    """By how many times 90 degrees the page was turned clockwise."""
    beside: "tuple[Facing, ...]" = ()
    """The same sheet with other tables that are the form too: two forms copied onto one sheet."""

    @property
    def is_form(self) -> bool:
        """Whether the grid is the form's."""
        return self.labels >= ENOUGH_LABELS - 1


def facing(image: PageImage, layout: FormLayout, engine: Recogniser) -> Facing:
    """The page turned so that most labels can be read; as it came where none can."""
    colourful = shows_colour(image.picture)
    straight = _straight(image)
    best: Facing | None = None
    bare: set[int] = set()
    for quarters in TURNS:
        if quarters - 2 in bare:  # a table has as few rules upside down
            continue
        seen = _seen(_turned(straight, quarters), quarters, layout, engine)
        first = max(seen, key=lambda one: one.labels)
        best = first if best is None or first.labels > best.labels else best
        bare |= {quarters} if first.grid is None else set()
        if best.labels >= ENOUGH_LABELS:
            best = replace(best, beside=tuple(one for one in seen if one is not best and _is_another(one)))
            break
    if best is None:
        raise RuntimeError("no turn was tried")
    return replace(best, in_colour=colourful)


def _straight(image: PageImage) -> PageImage:
    picture, hidden = without_streaks(in_colour(image.picture))
    matrix = straightening(picture)
    return PageImage(image.page, warped(picture, matrix), None if hidden is None else warped(hidden, matrix))


def _turned(image: PageImage, quarters: int) -> PageImage:
    hidden = None if image.hidden is None else turned(image.hidden, quarters)
    return PageImage(image.page, turned(image.picture, quarters), hidden)


def _seen(image: PageImage, quarters: int, layout: FormLayout, engine: Recogniser) -> list[Facing]:
    """This turn of the page with each of its tables; without a table where it has none."""
    clean, (height, width) = without_red(image.picture), image.picture.shape[:2]
    grids = [without_margins(grid, (height, width)) for grid in find_grids(image.picture)]
    sheets = [(_sheet(image, clean, grid), grid) for grid in grids if grid is grids[0] or _is_large(grid)]
    if not sheets:
        return [Facing(Sheet(image.page, image.picture, clean, np.zeros_like(clean)), None, True)]
    return [_faced(sheet, grid, quarters, layout, engine) for sheet, grid in sheets]


def _faced(sheet: Sheet, grid: Grid, quarters: int, layout: FormLayout, engine: Recogniser) -> Facing:
    read: dict[TextBox, CellText] = {}

    def text(cell: GridCell) -> str:
        box = text_box(cell)
        if box not in read:
            read[box] = read_label(engine, sheet, box)
        return read[box].text

    return Facing(sheet, grid, True, read, _labels(grid, text, layout), quarters)


def _is_large(grid: Grid) -> bool:
    return grid.rows >= 2 and grid.columns >= 2


def _is_another(one: Facing) -> bool:
    return one.labels >= ENOUGH_LABELS


def _sheet(image: PageImage, clean: Pixels, grid: Grid) -> Sheet:
    clean = clean.copy()
    clean[grid.rules > 0] = 255
    seen = {box: inked(clean, box) for box in map(text_box, grid.cells)}
    heights = [ink.character for ink in seen.values() if ink.character >= LEAST_HEIGHT]
    return Sheet(
        image.page, image.picture, clean, grid.rules, float(np.median(heights)) if heights else 0.0, seen, image.hidden
    )


def text_box(cell: GridCell) -> TextBox:
    """A cell's box as a TextBox."""
    return TextBox(*cell.box)


def _labels(grid: Grid, text: Callable[[GridCell], str], layout: FormLayout) -> int:
    """How many labels the first row or the first column holds; rows are tried until enough are found."""
    most = 0
    rows = [[cell for cell in grid.cells if cell.row == row] for row in range(min(FIRST_ROWS, grid.rows))]
    for cells in [cells for cells in rows if len(cells) > 1][:ROWS_TRIED]:
        most = max(most, _labels_among(cells, text, layout))
        if most >= ENOUGH_LABELS:
            return most
    return max(most, _labels_among([cell for cell in grid.cells if cell.column == 0], text, layout))


def _labels_among(cells: list[GridCell], text: Callable[[GridCell], str], layout: FormLayout) -> int:
    if len(cells) < 2:
        return 0
    texts: list[str] = []
    for cell in cells[:MOST_CELLS_TRIED]:
        texts.append(text(cell))
        if len(texts) == 2 and not any(seen.strip() for seen in texts):
            break
    return label_count(texts, layout)
