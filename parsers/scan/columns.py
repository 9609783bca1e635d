"""Which field an unread heading may name, by its place among the headings that were read.

In: the headings of one row (or column) in order, each the number of its field in the printed order, or None where it
was not read. Out: gaps: the unread headings between two that were read, and the fields that are missing there.
Elsewhere: reading the headings (`parsers.scan.labels`), choosing by their pictures (`parsers.scan.headings`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Gap:
    """Places in the row without a known heading, and the fields that belong between their neighbours, as printed."""

    places: tuple[int, ...]
    fields: tuple[int, ...]

    @property
    def fits(self) -> bool:
        """Whether there are as many headings as fields: then each is what its place says."""
        return len(self.places) == len(self.fields)


def in_printed_order(read: Sequence[int | None]) -> bool:
    """Whether the headings that were read follow one another as printed, however many others stand between them."""
    known = [number for number in read if number is not None]
    return all(before < after for before, after in pairwise(known))


def gaps(read: Sequence[int | None], count: int) -> Iterator[Gap]:
    """The gaps of a row in the printed order of `count` fields, less those without a place or a field to fill."""
    ends = [(-1, -1), *((place, number) for place, number in enumerate(read) if number is not None), (len(read), count)]
    for (place, number), (next_place, next_number) in pairwise(ends):
        gap = Gap(tuple(range(place + 1, next_place)), tuple(range(number + 1, next_number)))
        if gap.places and gap.fields:
            yield gap
