"""What reading one message gives: pure, picklable, made without clock or database.

In: nothing (types only; `haizhi.pipeline.read` makes them). Out: AttachmentReading, Reading.
"""

from dataclasses import dataclass
from typing import Literal

from intake.message import Submission
from parsers.document import PagePicture, Unreadable
from parsers.form import ExtractedForm

Version = Literal["word", "pdf", "other"]
"""`word`: a WORD/WPS file; `pdf`: a PDF; `other`: any other kind, such as a picture or a spreadsheet."""


@dataclass(frozen=True, slots=True)
class AttachmentReading:
    """One attachment, read."""

    filename: str
    media_type: str
    digest: str
    version: Version
    forms: tuple[ExtractedForm, ...] = ()
    unreadable: Unreadable | None = None
    doubt: str = ""
    """Set where the document may hold the form but could not be read well enough to tell; plain Chinese."""
    text_excerpt: str = ""
    """The first 2,000 characters of its text, to tell what it is instead."""
    pages: tuple[PagePicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One message, read."""

    submission: Submission
    attachments: tuple[AttachmentReading, ...]
