"""One cell of options as it was read, and where in it boxes, words and what lies between them stand.

In: CellText, the options found, the cell's ink, stamps over it. Out: Seen; rooms for boxes; boxes round words, in
pixels of the cell. Elsewhere: boxes (`box_ring`), other strokes (`mark_strokes`, `box_strokes`), states (`box_states`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from parsers.scan.box_ring import Ink, Ring, Room
from parsers.scan.cell_text import CellText
from parsers.scan.line_ink import Mask
from parsers.scan.options import Found, OptionPlace, WordSpan
from parsers.scan.recogniser import TextBox

State = Literal["ticked", "empty", "bare", "unclear", "alone"]
"""`bare`: neither box nor mark, just the words; `alone`: the only option left, with an empty box."""

Eye = Callable[[Sequence[Ring | None]], Sequence[float | None]]
"""From boxes to how likely each is ticked; None where none is seen."""

WORD_HALF, CLOSE = 0.6, 0.3
"""In characters: half the height of words; how well it is known where they end."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A cell: its ink, where it lies on the page, what was read in it, where stamps lie on it."""

    ink: Ink
    cell: TextBox
    read: CellText
    found: Found
    stamps: Mask
    in_colour: bool = True
    """Whether a red stamp would show as red on this page."""
    pen: Mask | None = None
    """Blue ink, where the page shows colour."""
    eye: Eye | None = None
    """What a network makes of the boxes."""

    @property
    def places(self) -> tuple[OptionPlace, ...]:
        """The options in reading order."""
        return self.found.places

    def middle(self, span: WordSpan) -> float:
        """The height at which words stand, in pixels of the cell."""
        line = self.read.lines[span.line].box
        return (line.top + line.bottom) / 2 - self.cell.top

    def across(self, span: WordSpan) -> tuple[float, float]:
        """From where to where words reach, in pixels of the cell."""
        return span.left - self.cell.left, span.right - self.cell.left


def room_of(seen: Seen, index: int) -> Room:
    """The room before an option's words, where its box stands."""
    place, size = seen.places[index], seen.ink.character
    earlier = [
        span.right - seen.cell.left for at in seen.places[:index] for span in at.spans if span.line == place.line
    ]
    left, middle = place.left - seen.cell.left, seen.middle(place.spans[0])
    return Room(_within(seen, (max(earlier, default=0.0), left + 0.15 * size), middle), (left, middle))


def room_after(seen: Seen, place: OptionPlace) -> TextBox:
    """The rest of the line that an option's words end on."""
    _, right = seen.across(place.spans[-1])
    middle = seen.middle(place.spans[-1])
    return _within(seen, (right, seen.ink.mask.shape[1]), middle)


def _within(seen: Seen, across: tuple[float, float], middle: float) -> TextBox:
    height, width = seen.ink.mask.shape
    top, bottom = (round(middle + sign * 0.85 * seen.ink.character) for sign in (-1, 1))
    left, right = (min(width, max(0, round(value))) for value in across)
    return TextBox(left, max(0, top), max(left, right), max(0, min(height, bottom)))


def words_of(seen: Seen, rings: list[Ring | None]) -> list[TextBox]:
    """Where words are printed. How far they reach is known less well than where boxes stand."""
    size, out = seen.ink.character, []
    for place, ring in zip(seen.places, rings, strict=True):
        for number, span in enumerate(place.spans):
            left, right = seen.across(span)
            left -= CLOSE * size if number else 0.0
            if number == 0 and ring is not None and 0 < left - ring.right < 2 * CLOSE * size:
                left = ring.right
            right += CLOSE / 2 * size
            out.append(word_box(seen, (left, right), span))
    return out + [word_box(seen, seen.across(span), span) for span in seen.found.others]


def word_box(seen: Seen, across: tuple[float, float], span: WordSpan) -> TextBox:
    half, middle = WORD_HALF * seen.ink.character, seen.middle(span)
    return TextBox(
        max(0, round(across[0])), max(0, round(middle - half)), max(0, round(across[1])), round(middle + half)
    )


def covering(ring: Ring, character: float) -> TextBox:
    """A box with its thick lines, and its shadow at the right and below."""
    edge, shadow = max(2, round(0.06 * character)), max(3, round(0.14 * character))
    return TextBox(max(0, ring.left - edge), max(0, ring.top - edge), ring.right + shadow, ring.bottom + shadow)
