"""Word documents as XML in a zip: .docx, .docm, .dotx, .dotm, strict or transitional, as Word and WPS write them.

In: octets. Out: Document, or Unreadable where the file is locked, broken or a bomb.
Elsewhere: opening (`docx_package`), blocks and tables (`docx_flow`), paragraphs (`docx_runs`), finding the form.
"""

import codecs
from collections.abc import Iterator
from itertools import islice

from parsers.document import NOT_LOOKED_INTO, Document, Paragraph, Table, Unreadable
from parsers.readers import html, limits, rtf, word97
from parsers.readers.docx_flow import blocks_of
from parsers.readers.docx_looks import Looks, W
from parsers.readers.docx_numbering import Numbering
from parsers.readers.docx_package import Element, Package, open_package

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MEDIA_TYPES: tuple[str, ...] = (
    f"{_WORD}.document",
    f"{_WORD}.template",
    "application/vnd.ms-word.document.macroEnabled.12",
    "application/vnd.ms-word.template.macroEnabled.12",
    "application/vnd.ms-word.document.macroenabled.12",
    "application/vnd.ms-word.template.macroenabled.12",
)

_OLE = b"\xd0\xcf\x11\xe0"
_BEGINNING = 2_000


def read(octets: bytes) -> Document | Unreadable:
    """The document's blocks in reading order, headers and notes last. Never raises for bad input."""
    package = open_package(octets)
    if isinstance(package, Unreadable):
        return package
    body = package.document.find(f"{W}body")
    if body is None:
        return Unreadable("corrupt", "文档没有正文")
    try:
        blocks = tuple(islice(_within_limits(_blocks(package, body)), limits.MAX_BLOCKS))
        shown, unread = _chunks(package, sum(1 for _ in body.iter(f"{W}altChunk")))
    except RecursionError:
        return Unreadable("bomb", "文档的嵌套层次过深")
    remarks = (NOT_LOOKED_INTO,) if unread else ()
    return Document(MEDIA_TYPES[0], (blocks + shown)[: limits.MAX_BLOCKS], remarks=remarks)


def _blocks(package: Package, body: Element) -> Iterator[Paragraph | Table]:
    numbering = Numbering(Looks(package.styles), package.numbering)
    yield from blocks_of(body, numbering)
    for story in package.stories:
        notes = story.findall(f"{W}footnote") + story.findall(f"{W}endnote")
        for container in notes or [story]:
            yield from _with_text(blocks_of(container, numbering))


def _within_limits(blocks: Iterator[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    cells = 0
    for block in blocks:
        yield block
        cells += len(block.cells) if isinstance(block, Table) else 0
        if cells >= limits.MAX_CELLS:
            return


def _with_text(blocks: Iterator[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    return (block for block in blocks if isinstance(block, Table) or block.text.strip())


def _chunks(package: Package, places: int) -> tuple[tuple[Paragraph | Table, ...], bool]:
    """What the files show that the document shows at so many places in itself, and whether any of it is unread."""
    read = [_chunk(octets) for octets in package.chunks] if places else []
    blocks = tuple(block for chunk in read if isinstance(chunk, Document) for block in chunk.blocks)
    return blocks, len(read) < places or any(isinstance(chunk, Unreadable) for chunk in read)


def _chunk(octets: bytes) -> Document | Unreadable:
    if octets.startswith(b"PK"):
        return _inner(octets)
    if octets.startswith(_OLE):
        return word97.read(octets)
    if b"\0" in octets[:_BEGINNING] and not octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Unreadable("unsupported", "嵌入的文件不是文字")
    return rtf.read(octets) if octets.lstrip().startswith(b"{\\rtf") else html.read(octets)


def _inner(octets: bytes) -> Document | Unreadable:
    """A package within the package; a third within that one is not opened."""
    inner = open_package(octets)
    body = None if isinstance(inner, Unreadable) else inner.document.find(f"{W}body")
    if isinstance(inner, Unreadable) or body is None or next(body.iter(f"{W}altChunk"), None) is not None:
        return Unreadable("corrupt", "嵌入的文档已损坏，或又嵌有别的文件")
    return Document(MEDIA_TYPES[0], tuple(_within_limits(_blocks(inner, body))))
