"""Which way is up: the turn in which a table's first row or column reads as the form's labels.

In: PageImage, FormLayout, Recogniser. Out: Facing: the straight page in the likeliest turn, its grid, whether it is the
form, and the same of further forms on the sheet.
Elsewhere: skew and perspective (`parsers.scan.upright`), the grid (`parsers.scan.grid`).
"""

from dataclasses import dataclass, replace

import numpy as np

from parsers.layout import FormLayout
from parsers.scan.cell_text import Sheet, read_quickly
from parsers.scan.grid import Grid, GridCell, find_grids
from parsers.scan.labels import label_count
from parsers.scan.lines import cut_lines
from parsers.scan.page import PageImage, Pixels, in_colour, shows_colour
from parsers.scan.recogniser import Recogniser, TextBox
from parsers.scan.red_ink import without_red
from parsers.scan.streaks import without_streaks
from parsers.scan.upright import straightened, turned

TURNS = (0, 1, 3, 2)
ENOUGH_LABELS = 3
MOST_CELLS_TRIED = 5


@dataclass(frozen=True, slots=True, eq=False)
class Facing:
    """One page, straight and, as far as reading could tell, upright."""

    sheet: Sheet
    grid: Grid | None
    in_colour: bool
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
    straight = straightened(without_streaks(in_colour(image.picture)))
    best: Facing | None = None
    for quarters in TURNS:
        seen = _seen(PageImage(image.page, turned(straight, quarters)), quarters, layout, engine)
        first = max(seen, key=lambda one: one.labels)
        best = first if best is None or first.labels > best.labels else best
        if first.grid is None or best.labels >= ENOUGH_LABELS:
            best = replace(best, beside=tuple(one for one in seen if one is not best and _is_another(one)))
            break
    if best is None:
        raise RuntimeError("no turn was tried")
    return replace(best, in_colour=colourful)


def _seen(image: PageImage, quarters: int, layout: FormLayout, engine: Recogniser) -> list[Facing]:
    """This turn of the page with each of its tables; without a table where it has none."""
    clean, grids = without_red(image.picture), find_grids(image.picture)
    sheets = [(_sheet(image, clean, grid), grid) for grid in grids if grid is grids[0] or _is_large(grid)]
    if not sheets:
        return [Facing(Sheet(image.page, image.picture, clean, np.zeros_like(clean)), None, True)]
    return [Facing(sheet, grid, True, _labels(sheet, grid, layout, engine), quarters) for sheet, grid in sheets]


def _is_large(grid: Grid) -> bool:
    return grid.rows >= 2 and grid.columns >= 2


def _is_another(one: Facing) -> bool:
    return one.labels >= ENOUGH_LABELS


def _sheet(image: PageImage, clean: Pixels, grid: Grid) -> Sheet:
    clean = clean.copy()
    clean[grid.rules > 0] = 255
    sheet = Sheet(image.page, image.picture, clean, grid.rules)
    heights = [cut_lines(clean, text_box(cell)).character for cell in grid.cells]
    heights = [height for height in heights if height > 0]
    return replace(sheet, character=float(np.median(heights)) if heights else 0.0)


def text_box(cell: GridCell) -> TextBox:
    """A cell's box as a TextBox."""
    return TextBox(*cell.box)


def _labels(sheet: Sheet, grid: Grid, layout: FormLayout, engine: Recogniser) -> int:
    """How many labels the first row or the first column holds; rows are tried until enough are found."""
    most = 0
    for row in range(min(2, grid.rows)):
        most = max(most, _labels_among([cell for cell in grid.cells if cell.row == row], (sheet, layout, engine)))
        if most >= ENOUGH_LABELS:
            return most
    return max(most, _labels_among([cell for cell in grid.cells if cell.column == 0], (sheet, layout, engine)))


def _labels_among(cells: list[GridCell], how: tuple[Sheet, FormLayout, Recogniser]) -> int:
    sheet, layout, engine = how
    if len(cells) < 2:
        return 0
    texts: list[str] = []
    for cell in cells[:MOST_CELLS_TRIED]:
        texts.append(read_quickly(engine, sheet, text_box(cell)).text)
        if len(texts) == 2 and not any(text.strip() for text in texts):
            break
    return label_count(texts, layout)
