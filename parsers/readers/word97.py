"""Word 97-2003 files (.doc, and .wps of WPS Office, which are the same inside).

In: octets. Out: Document with tables as the file defines them, or Unreadable.
Elsewhere: Word 95 and older, and what only LibreOffice can open (`office`).
"""

from collections.abc import Iterator

from parsers.document import Document, Paragraph, Table, Unreadable
from parsers.readers import limits, office
from parsers.readers.marked_blocks import blocks_of, guessed_blocks
from parsers.readers.word97_file import WordFile, open_word
from parsers.readers.word97_octets import Damaged
from parsers.readers.word97_properties import Properties
from parsers.readers.word97_text import paragraphs

MEDIA_TYPES = ("application/msword", "application/vnd.ms-works", "application/x-ole-encrypted")

SIDE_PARTS = ("textboxes", "headers", "header_textboxes", "footnotes", "endnotes")
GUESSED_TABLE = "Word 文件中的表格结构有缺损，单元格是按顺序推断的"


def read(octets: bytes) -> Document | Unreadable:
    """What the file shows."""
    try:
        word = open_word(octets)
        if isinstance(word, Unreadable):
            return office.read(octets, "doc") if word.reason == "no_reader" else word
        return _document(word)
    except Damaged:
        return _salvaged(octets)


def _salvaged(octets: bytes) -> Document | Unreadable:
    """LibreOffice repairs some files; without it they are corrupt."""
    found = office.read(octets, "doc")
    return found if isinstance(found, Document) else Unreadable("corrupt", "Word 文件已损坏，无法读取")


def _document(word: WordFile) -> Document:
    properties = Properties(word)
    body = list(paragraphs(word, properties, "text"))
    is_lost = not properties.knows_tables and any(p.end == "cell" for p in body)
    blocks = list(guessed_blocks(body) if is_lost else blocks_of(body))
    blocks.extend(_side_blocks(word, properties))
    return Document(
        MEDIA_TYPES[0],
        tuple(blocks[: limits.MAX_BLOCKS]),
        seal_decidable=False,
        remarks=(GUESSED_TABLE,) if is_lost else (),
    )


def _side_blocks(word: WordFile, properties: Properties) -> Iterator[Paragraph | Table]:
    for part in SIDE_PARTS:
        if word.lengths[part]:
            yield from blocks_of(paragraphs(word, properties, part))
