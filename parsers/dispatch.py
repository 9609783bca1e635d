"""Which reader reads which attachment: the one place where a media type becomes a reader.

In: an Attachment and Readers (the form's layout, the ways to read pixels). Out: AttachmentReading.
Elsewhere: telling the media type (`intake.media_type`), the readers themselves (`parsers.readers`), PDFs and pictures
(`parsers.pages`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Literal

from intake.message import Attachment
from parsers.document import NOT_LOOKED_INTO, Document, PagePicture, Paragraph, Table, Unreadable
from parsers.form import find_forms
from parsers.form_grid import ENOUGH_LABELS
from parsers.form_labels import fold
from parsers.layout import FormLayout
from parsers.pages import PDF, PICTURES, PixelReader, ignored, read_pdf, read_picture
from parsers.reading import AttachmentReading, Version

Reader = Callable[[bytes], Document | Unreadable]

WORD_READERS = ("docx", "word97", "rtf", "html", "wordxml", "odt")
OTHER_READERS = ("xlsx", "ofd")
EXCERPT_CHARACTERS = 2_000
MOST_UNSEEN = 30
"""Pages of a PDF not looked at, among which a person looks for the form; whoever sends a book is asked for the form."""


@dataclass(frozen=True, slots=True)
class Readers:
    """What reading an attachment needs besides the attachment."""

    layout: FormLayout
    pixels: PixelReader
    on_page: Callable[[], None] = ignored
    """Called before each page of a PDF is opened or drawn."""


def read_attachment(attachment: Attachment, readers: Readers) -> AttachmentReading:
    """What one attachment shows. A document that cannot be read is a value."""
    reading = AttachmentReading(
        attachment.filename, attachment.media_type, attachment.digest, version_of(attachment.media_type)
    )
    document = _document(attachment, readers)
    if isinstance(document, Unreadable):
        return replace(reading, unreadable=document)
    parts = (document, *document.beside)
    forms = [find_forms(part, readers.layout) for part in parts]
    doubts = (_doubt(part, readers.layout) for part, found in zip(parts, forms, strict=True) if not found)
    return replace(
        reading,
        forms=tuple(form for found in forms for form in found),
        doubt=next(filter(None, doubts), ""),
        text_excerpt=_text(document),
        pages=_pages(parts),
    )


def _pages(parts: Iterable[Document]) -> tuple[PagePicture, ...]:
    """Each page once; a scanned one as it was turned to be read."""
    pages = {picture.page: picture for part in parts for picture in part.pages}
    return tuple(pages[number] for number in sorted(pages))


def shut_attachment(attachment: Attachment, reason: Literal["endless", "timeout"]) -> AttachmentReading:
    """An attachment that is not tried again, since a process hung on it."""
    return AttachmentReading(
        attachment.filename,
        attachment.media_type,
        attachment.digest,
        version_of(attachment.media_type),
        unreadable=Unreadable(reason, "读取这个文件耗时过长，已中止"),
    )


def version_of(media_type: str) -> Version:
    """Whether a file of this type can be the WORD/WPS version, the PDF version, or neither."""
    if media_type == PDF:
        return "pdf"
    return "word" if media_type in _readers(WORD_READERS) else "other"


def _document(attachment: Attachment, readers: Readers) -> Document | Unreadable:
    if not attachment.octets:
        return Unreadable("empty", "文件是空的")
    if attachment.media_type == PDF:
        return read_pdf(attachment.octets, readers.layout, readers.pixels, readers.on_page)
    if attachment.media_type in PICTURES:
        return read_picture(attachment.octets, readers.layout, readers.pixels)
    reader = _readers(WORD_READERS + OTHER_READERS).get(attachment.media_type)
    return reader(attachment.octets) if reader else Unreadable("unsupported", "不是可以读取的文件类型")


@cache
def _readers(names: tuple[str, ...]) -> Mapping[str, Reader]:
    modules = [import_module(f"parsers.readers.{name}") for name in names]
    return {media_type: module.read for module in modules for media_type in module.MEDIA_TYPES}


def _doubt(document: Document, layout: FormLayout) -> str:
    """Plain Chinese where a scan shows so little, or a text so much, that nobody can say whether it is the form, or
    where pages of it were not looked at."""
    if NOT_LOOKED_INTO in document.remarks:
        return NOT_LOOKED_INTO
    if 0 < document.unseen_pages <= MOST_UNSEEN:
        return document.remarks[0]
    if not document.scanned:
        return "文件中有信息表的标题和栏目，但没有认出表格" if _speaks_of_the_form(document, layout) else ""
    read = [b for b in document.blocks if isinstance(b, Paragraph) and b.text.strip()]
    has_table = any(isinstance(block, Table) for block in document.blocks)
    return "扫描页未能读清，无法判断是否为附件1" if has_table or not read else ""


def _speaks_of_the_form(document: Document, layout: FormLayout) -> bool:
    """True where the title stands there and most of the labels as printed: a table that lost its rules, perhaps."""
    text = fold(_all_text(document))
    labels = [field.labels[0] for field in layout.fields if field.place == "cell"]
    return fold(layout.title) in text and sum(fold(label) in text for label in labels) >= ENOUGH_LABELS


def _text(document: Document) -> str:
    return _all_text(document)[:EXCERPT_CHARACTERS]


def _all_text(document: Document) -> str:
    pieces = (
        [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for block in document.blocks
    )
    return "\n".join(text for piece in pieces for text in piece)
