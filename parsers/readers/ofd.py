"""OFD files (GB/T 33190): the Chinese fixed-layout format, with electronic seals.

In: octets. Out: Document, laid out as printed, with the seals that its signatures place; or Unreadable.
Elsewhere: tables and paragraphs of a printed page (`printed_blocks`), the page's objects (`ofd_page`).
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.document import Document, Paragraph, Seal, Table, Unreadable, Where
from parsers.readers import limits
from parsers.readers.markup import Element, attribute, local, parsed_xml
from parsers.readers.ofd_page import MILLIMETRES_TO_POINTS, numbers, page_of
from parsers.readers.printed import PrintedPage
from parsers.readers.printed_blocks import blocks_of
from parsers.readers.printed_pages import joined

MEDIA_TYPES = ("application/ofd",)

SEAL_CERTAINTY = 0.9
"""A signature with a picture on the page; its cryptography is not checked here."""


def read(octets: bytes) -> Document | Unreadable:
    """What the pages show."""
    refused = limits.refuse_zip(octets)
    if refused is not None:
        return refused
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        package = _Package(archive)
        root = package.xml("OFD.xml")
        body = _first(root, "DocBody")
        document = package.linked("OFD.xml", _text(_first(body, "DocRoot")))
        if body is None or document is None:
            return Unreadable("corrupt", "OFD 文件已损坏")
        return _document(package, document, _text(_first(body, "Signatures")))


@dataclass(frozen=True, slots=True)
class _Part:
    """One XML part with its path."""

    path: str
    root: Element


class _Package:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def xml(self, path: str) -> Element | None:
        octets = limits.member(self._archive, path)
        return parsed_xml(octets) if octets else None

    def linked(self, base: str, location: str) -> _Part | None:
        """The part at a location written in the part `base`."""
        if not location:
            return None
        folder = "" if location.startswith("/") else posixpath.dirname(base)
        path = posixpath.normpath(posixpath.join(folder, location.lstrip("/")))
        root = self.xml(path)
        return None if root is None else _Part(path, root)


def _document(package: _Package, document: _Part, signatures: str) -> Document:
    common = _first(document.root, "CommonData")
    area = _text(_first(common, "PhysicalBox"))
    fonts = dict(_fonts(package, document, common))
    templates = {attribute(t, "ID"): attribute(t, "BaseLoc") for t in _all(common, "TemplatePage")}
    blocks: list[tuple[Paragraph | Table, ...]] = []
    pages: dict[str, PrintedPage] = {}
    pictures = 0
    for number, entry in enumerate(_all(_first(document.root, "Pages"), "Page")[: limits.MAX_PAGES], 1):
        part = package.linked(document.path, attribute(entry, "BaseLoc"))
        if part is not None:
            uses = [templates.get(attribute(t, "TemplateID"), "") for t in _all(part.root, "Template")]
            under = [found.root for found in (package.linked(document.path, use) for use in uses) if found]
            page = page_of(number, [*under, part.root], area, fonts)
            pages[attribute(entry, "ID")] = page
            pictures += len(_all(part.root, "ImageObject"))
            blocks.append(blocks_of(page))
    seals = tuple(_seals(package, package.linked("OFD.xml", signatures), pages))
    decidable = bool(seals) or not pictures
    return Document(MEDIA_TYPES[0], joined(blocks), laid_out=True, seals=seals, seal_decidable=decidable)


def _fonts(package: _Package, document: _Part, common: Element | None) -> Iterator[tuple[str, str]]:
    for kind in ("PublicRes", "DocumentRes"):
        part = package.linked(document.path, _text(_first(common, kind)))
        for font in _all(part.root if part else None, "Font"):
            yield attribute(font, "ID"), attribute(font, "FontName")


def _seals(package: _Package, listing: _Part | None, pages: dict[str, PrintedPage]) -> Iterator[Seal]:
    for entry in _all(listing.root if listing else None, "Signature"):
        part = package.linked(listing.path if listing else "", attribute(entry, "BaseLoc"))
        for stamp in _all(part.root if part else None, "StampAnnot"):
            page, box = pages.get(attribute(stamp, "PageRef")), numbers(attribute(stamp, "Boundary"))
            if page is not None and len(box) == 4:
                yield Seal(_where(page, box), SEAL_CERTAINTY)


def _where(page: PrintedPage, box: list[float]) -> Where:
    left, top, width, height = (value * MILLIMETRES_TO_POINTS for value in box)
    edges = (left / page.width, top / page.height, (left + width) / page.width, (top + height) / page.height)
    clipped = [min(1.0, max(0.0, edge)) for edge in edges]
    return Where(page.number, (clipped[0], clipped[1], clipped[2], clipped[3]))


def _all(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else [child for child in element.iter() if local(child) == name]


def _first(element: Element | None, name: str) -> Element | None:
    return next(iter(_all(element, name)), None)


def _text(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()
