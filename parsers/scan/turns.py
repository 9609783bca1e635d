"""Which way is up: the turn in which the table's first row or column reads as the form's labels.

In: PageImage, FormLayout, Recogniser. Out: Facing: the straight page in the likeliest turn, its grid, whether it is the
form. Elsewhere: skew and perspective (`parsers.scan.upright`), the grid (`parsers.scan.grid`).
"""

from dataclasses import dataclass, replace

import numpy as np

from parsers.layout import FormLayout
from parsers.scan.cell_text import Sheet, read_quickly
from parsers.scan.grid import Grid, GridCell, find_grid
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
        sheet, grid = _sheet(image.page, turned(straight, quarters))
        if grid is None:
            best = best or Facing(sheet, None, colourful)
            break
        seen = Facing(sheet, grid, colourful, _labels(sheet, grid, layout, engine), quarters)
        best = seen if best is None or seen.labels > best.labels else best
        if best.labels >= ENOUGH_LABELS:
            break
    if best is None:
        raise RuntimeError("no turn was tried")
    return best


def _sheet(page: int, colour: Pixels) -> tuple[Sheet, Grid | None]:
    clean, grid = without_red(colour), find_grid(colour)
    if grid is None:
        return Sheet(page, colour, clean, np.zeros_like(clean)), None
    clean[grid.rules > 0] = 255
    sheet = Sheet(page, colour, clean, grid.rules)
    heights = [cut_lines(clean, text_box(cell)).character for cell in grid.cells]
    heights = [height for height in heights if height > 0]
    return replace(sheet, character=float(np.median(heights)) if heights else 0.0), grid


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
