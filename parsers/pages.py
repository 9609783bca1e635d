"""PDFs and pictures: pages with text are read as text, the others as pixels; seals are looked for on every page drawn.

In: octets of a PDF or a picture, the form's layout, a PixelReader. Out: Document | Unreadable.
Elsewhere: text pages (`parsers.readers.pdf`), drawing pages (`parsers.readers.pdf_raster`), pixels (`parsers.scan`).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import cv2
import numpy as np

from parsers.document import Document, PagePicture, Seal, Table, Unreadable
from parsers.form import find_forms
from parsers.layout import FormLayout
from parsers.readers.limits import MAX_IMAGE_PIXELS, MAX_PAGES, MAX_RENDERED_PIXELS
from parsers.scan.page import PageImage, Pixels

if TYPE_CHECKING:
    from PIL.Image import Image

PDF = "application/pdf"
PICTURES = ("image/jpeg", "image/png", "image/tiff", "image/bmp", "image/gif", "image/webp")
PAGED = ("TIFF",)
"""Kinds whose frames are pages; those of a GIF are one picture that moves."""
TEXT_PAGE_DPI = 150
JPEG_QUALITY = 80
LEAST_SIDES = (120, 400)
"""Pixels: a picture whose shorter or longer side is below these is a logo; nobody could read a form on it."""


class PixelReader(Protocol):
    """The ways to read pixels, models included (`parsers.scan.reader`)."""

    def read_pages(self, images: Sequence[PageImage], layout: FormLayout) -> Document:
        """The form's page, read."""
        ...

    def find_seals(self, page: int, picture: Pixels) -> tuple[Seal, ...]:
        """Seals on one upright page."""
        ...

    def bears_red_ink(self, picture: Pixels) -> bool:
        """Whether something on the page is red."""
        ...


def ignored() -> None:
    """For reading without anybody who watches."""


def read_pdf(
    octets: bytes, layout: FormLayout, pixels: PixelReader, on_page: Callable[[], None] = ignored
) -> Document | Unreadable:
    """The text pages where they hold the form, with what the scanned pages show beside them; else the scanned pages and
    those with large pictures in their text. `on_page` is called before each page."""
    from parsers.readers.pdf import survey

    found = survey(octets, on_page)
    if isinstance(found, Unreadable):
        return found
    printed = bool(find_forms(found.document, layout))
    wanted = found.scanned if printed else tuple(sorted((*found.scanned, *found.pictured)))
    images = _images(octets, wanted, on_page)
    if isinstance(images, Unreadable) and not printed:
        return images
    scan = pixels.read_pages(images, layout) if images and not isinstance(images, Unreadable) else None
    unseen = found.document.unseen_pages
    scan = replace(scan, media_type=PDF, remarks=found.document.remarks, unseen_pages=unseen) if scan else None
    if printed:
        document = _with_seals(octets, found.document, found.turns, pixels)
        return replace(document, beside=(scan,)) if scan else document
    shows_table = scan and any(isinstance(block, Table) for block in scan.blocks)
    return scan if scan and (found.scanned or shows_table) else found.document


def _images(octets: bytes, pages: tuple[int, ...], on_page: Callable[[], None]) -> list[PageImage] | Unreadable:
    """These pages as pixels, less those on which nobody could read a form."""
    from parsers.readers.pdf_raster import page_images

    images = page_images(octets, pages, on_page) if pages else ()
    if isinstance(images, Unreadable):
        return images
    return [PageImage(image.page, image.picture) for image in images if _may_hold_a_form(image.picture)]


def _with_seals(octets: bytes, document: Document, turns: tuple[int, ...], pixels: PixelReader) -> Document:
    """The document with its pages drawn and the seals on them; without a seal, any other red ink leaves it open."""
    from parsers.readers.pdf_raster import render

    seals: tuple[Seal, ...] = ()
    red = False
    pictures: tuple[PagePicture, ...] = ()
    for page, turn in enumerate(turns, 1):
        picture = render(octets, page, TEXT_PAGE_DPI, turn)
        if isinstance(picture, Unreadable):
            return replace(document, seals=seals, pages=pictures, seal_decidable=False)
        seals += pixels.find_seals(page, picture)
        red = red or pixels.bears_red_ink(picture)
        pictures += (as_jpeg(page, picture),)
    return replace(document, seals=seals, pages=pictures, seal_decidable=bool(seals) or not red)


def as_jpeg(page: int, picture: Pixels) -> PagePicture:
    """One page as a compressed picture for people."""
    _, octets = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return PagePicture(page, "image/jpeg", octets.tobytes(), picture.shape[1], picture.shape[0])


def read_picture(octets: bytes, layout: FormLayout, pixels: PixelReader) -> Document | Unreadable:
    """A photo or scan sent as a picture file (the first ten frames of a TIFF)."""
    frames = _frames(octets)
    if isinstance(frames, Unreadable):
        return frames
    pages = [PageImage(number, frame) for number, frame in enumerate(frames, 1) if _may_hold_a_form(frame)]
    return pixels.read_pages(pages, layout) if pages else Document("image", ())


def _may_hold_a_form(picture: Pixels) -> bool:
    sides = sorted(picture.shape[:2])
    return all(side >= least for side, least in zip(sides, LEAST_SIDES, strict=True))


def _frames(octets: bytes) -> list[Pixels] | Unreadable:
    import io

    from PIL import Image, ImageSequence

    Image.MAX_IMAGE_PIXELS = MAX_IMAGE_PIXELS
    try:
        with Image.open(io.BytesIO(octets)) as picture:
            if picture.width * picture.height > MAX_IMAGE_PIXELS:
                return Unreadable("bomb", "图片尺寸过大")
            count = MAX_PAGES if picture.format in PAGED else 1
            return [_upright(frame) for frame in islice(ImageSequence.Iterator(picture), count)]
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return Unreadable("corrupt", "图片已损坏，无法打开")


def _upright(frame: "Image") -> Pixels:
    """One frame as BGR, made smaller before anything else where it is larger than is of use."""
    from PIL import ImageOps

    excess = (frame.width * frame.height / MAX_RENDERED_PIXELS) ** 0.5
    if excess > 1:
        size = round(frame.width / excess), round(frame.height / excess)
        frame.draft("RGB", size)
        turn = frame.getexif()
        frame = (frame if frame.mode in ("L", "RGB") else frame.convert("RGB")).resize(size, reducing_gap=2.0)
        frame.getexif().update(turn)
    return np.asarray(ImageOps.exif_transpose(frame).convert("RGB"), np.uint8)[..., ::-1].copy()
