"""Which reader reads which attachment; the one place where a media type becomes a reader.

In: an Attachment, the form's layout, a way to recognise pixels. Out: AttachmentReading.
Elsewhere: telling the media type (`intake.media_type`), the readers themselves (`parsers.readers`, `parsers.scan`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Protocol

from intake.message import Attachment
from parsers.document import Document, Paragraph, Table, Unreadable
from parsers.form import ExtractedForm, find_forms
from parsers.layout import FormLayout
from parsers.reading import AttachmentReading, Version

WORD_READERS = ("docx", "word97", "rtf", "html", "odt", "wordxml")
OTHER_READERS = ("xlsx", "ofd")
EXCERPT_CHARACTERS = 2_000


class PixelReader(Protocol):
    """Reads the form from page images (`parsers.scan.reader`)."""

    def __call__(self, images: Sequence[Any], layout: FormLayout) -> Document:
        """One document of the upright pages."""
        ...


@dataclass(frozen=True, slots=True)
class Readers:
    """What reading an attachment needs besides the attachment."""

    layout: FormLayout
    read_pixels: PixelReader


def read_attachment(attachment: Attachment, readers: Readers) -> AttachmentReading:
    """What one attachment shows. Never raises for bad input; a document that cannot be read is a value."""
    version = version_of(attachment.media_type)
    outcome = _read(attachment, readers)
    reading = AttachmentReading(attachment.filename, attachment.media_type, attachment.digest, version)
    if isinstance(outcome, Unreadable):
        return replace(reading, unreadable=outcome)
    forms = find_forms(outcome, readers.layout)
    return replace(
        reading, forms=forms, doubt=_doubt(outcome, forms), text_excerpt=_excerpt(outcome), pages=outcome.pages
    )
