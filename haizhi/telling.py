"""Readers that tell each step before they take it, so that somebody outside can end what hangs.

In: Readers, one attachment, whom to tell. Out: Readers that do the same and tell.
Elsewhere: what is done with a step that takes too long (`haizhi.pace`, `haizhi.child`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from haizhi.pace import Kind, Step, Tell
from intake.message import Attachment
from parsers.dispatch import Readers
from parsers.document import Document, Seal
from parsers.layout import FormLayout
from parsers.pages import PixelReader
from parsers.scan.page import PageImage, Pixels


def telling(readers: Readers, attachment: Attachment, tell: Tell) -> Readers:
    """The readers for this attachment."""
    tell(Step(attachment.digest, "document"))
    at = partial(_at, tell, attachment.digest)
    return replace(readers, pixels=_Telling(readers.pixels, at), on_page=partial(at, "document"))


def _at(tell: Tell, key: str, kind: Kind, pages: int = 1) -> None:
    tell(Step(key, kind, pages))


@dataclass(frozen=True, slots=True)
class _Telling:
    """A PixelReader; after each of its steps the document's own work goes on."""

    inner: PixelReader
    at: "partial[None]"

    def read_pages(self, images: Sequence[PageImage], layout: FormLayout) -> Document:
        self.at("pixels", len(images))
        found = self.inner.read_pages(images, layout)
        self.at("document")
        return found

    def find_seals(self, page: int, picture: Pixels) -> tuple[Seal, ...]:
        self.at("pixels")
        found = self.inner.find_seals(page, picture)
        self.at("document")
        return found

    def bears_red_ink(self, picture: Pixels) -> bool:
        self.at("pixels")
        found = self.inner.bears_red_ink(picture)
        self.at("document")
        return found
