"""The ways to read pixels, with the models they need, as one value that can be handed round and pickled.

In: pictures of pages. Out: Document; seals; whether a page without a seal bears other red ink.
Elsewhere: the steps (`parsers.scan.reader`, `parsers.scan.seal`), the models (`parsers.scan.recogniser`), loaded when
first used and once in a process.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from parsers.document import Document, Seal
from parsers.layout import FormLayout
from parsers.scan.page import PageImage, Pixels, in_colour
from parsers.scan.reader import read_pages
from parsers.scan.recogniser import Recogniser
from parsers.scan.seal import find_seals
from parsers.scan.seal_absence import is_red, surely_without_seal
from parsers.scan.seal_ink import separated


@cache
def _recogniser(threads: int) -> Recogniser:
    return Recogniser(threads)


def bears_red_ink(picture: Pixels) -> bool:
    """Whether something on the page is red, be it a stamp of another kind, a stain or a heading."""
    return is_red(separated(in_colour(picture)))


@dataclass(frozen=True, slots=True)
class Eyes:
    """Reads pixels with `threads` threads for the recogniser."""

    threads: int = 1

    def read_pages(self, images: Sequence[PageImage], layout: FormLayout) -> Document:
        """The form's page, read. Where no seal is found, its absence is certain only if no page leaves any doubt."""
        document = read_pages(images, layout, _recogniser(self.threads))
        if document.seals:
            return document
        return replace(document, seal_decidable=all(surely_without_seal(image.picture) for image in images))

    def find_seals(self, page: int, picture: Pixels) -> tuple[Seal, ...]:
        """Seals on one upright page."""
        return find_seals(picture, _recogniser(self.threads), page)

    def bears_red_ink(self, picture: Pixels) -> bool:
        """Whether something on the page is red."""
        return bears_red_ink(picture)
