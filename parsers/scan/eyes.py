"""The ways to read pixels, with the models they need, as one value that can be handed round and pickled.

In: pictures of pages. Out: Document; seals. Elsewhere: the steps (`parsers.scan.reader`, `parsers.scan.seal`), the
models (`parsers.scan.recogniser`), loaded when first used and once in a process.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from parsers.document import Document, Seal
from parsers.layout import FormLayout
from parsers.scan.page import PageImage, Pixels
from parsers.scan.reader import read_pages
from parsers.scan.recogniser import Recogniser
from parsers.scan.seal import find_seals


@cache
def _recogniser(threads: int) -> Recogniser:
    return Recogniser(threads)


@dataclass(frozen=True, slots=True)
class Eyes:
    """Reads pixels with `threads` threads for the recogniser."""

    threads: int = 1

    def read_pages(self, images: Sequence[PageImage], layout: FormLayout) -> Document:
        """The form's page, read."""
        return read_pages(images, layout, _recogniser(self.threads))

    def find_seals(self, page: int, picture: Pixels) -> tuple[Seal, ...]:
        """Seals on one upright page."""
        found = find_seals(picture, _recogniser(self.threads))
        return tuple(replace(seal, where=replace(seal.where, page=page)) for seal in found)
