"""Cells one below the other as one text, where a tick may stand in a cell of its own beside the words.

In: texts of cells with their rows. Out: one text. Elsewhere: the marks (`parsers.ticks`).
"""

import re
from collections.abc import Iterable
from itertools import groupby

from parsers.document import EMPTY_BOX, TICKED
from parsers.ticks import CROSSED, normalise_option_marks

_MARK_ALONE = re.compile(rf"\s*[{TICKED}{CROSSED}{EMPTY_BOX}]\s*")


def in_rows(cells: Iterable[tuple[int, str]]) -> str:
    """Each cell on a line; a mark alone beside the only words of its row on their line."""
    lines: list[str] = []
    for _, row in groupby(cells, key=lambda cell: cell[0]):
        texts = [text.strip() for _, text in row if text.strip()]
        has_mark = len(texts) == 2 and _is_mark(texts[0]) != _is_mark(texts[1])
        lines += [" ".join(texts)] if has_mark else texts
    return "\n".join(lines)


def _is_mark(text: str) -> bool:
    return _MARK_ALONE.fullmatch(normalise_option_marks(text)) is not None
