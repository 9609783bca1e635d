"""What lies beside a line of text and was not cut out with it: a dash too pale to be seen as ink, a dot taken for dirt.

In: a clean grey page, a line's box, its cell. Out: the box in which the recogniser sees that as well.
Elsewhere: where a line's ink ends (`lines`), what the recogniser makes of it (`cell_reading`).
"""

import cv2
import numpy as np

from parsers.scan.page import Pixels, percentile
from parsers.scan.recogniser import TextBox

REACH = 1.0
"""Characters beyond either end of a line."""
FAINTEST, LEAST_DEPTH = 0.16, 20
"""Of the depth of the line's ink: what is as dark is more than the paper's noise. Grey levels of a pale ink."""
LEAST_WIDE = 3


def with_beside(clean: Pixels, line: TextBox, cell: TextBox | None, character: float) -> TextBox:
    """The box of a line, wider by what may be seen at either end; as it is where there is only paper. `cell`: beyond
    which another text stands."""
    text, rows = clean[line.top : line.bottom, line.left : line.right], np.s_[line.top : line.bottom]
    if cell is None or text.size == 0:
        return line
    reach = round(REACH * character)
    left, right = max(cell.left, line.left - reach), min(cell.right, line.right + reach)
    deepest = 255 - percentile(_smooth(text), 2)
    least = FAINTEST * max(LEAST_DEPTH, deepest)
    before = _is_more_than_paper(clean[rows, left : line.left - 1], least)
    after = _is_more_than_paper(clean[rows, line.right + 1 : right], least)
    return TextBox(left if before else line.left, line.top, right if after else line.right, line.bottom)


def _is_more_than_paper(strip: Pixels, depth: float) -> bool:
    """Whether something in it is darker than its paper by so many grey levels."""
    if strip.shape[0] < LEAST_WIDE or strip.shape[1] < LEAST_WIDE:
        return False
    return float(np.median(strip)) - float(_smooth(strip).min()) > depth


def _smooth(strip: Pixels) -> Pixels:
    return np.asarray(cv2.blur(np.ascontiguousarray(strip), (3, 3)), np.uint8)
