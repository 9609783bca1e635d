"""A letter as the octets of one message, byte for byte the same for the same letter.

In: Letter, Office, the letter as plain text and as HTML. Out: octets with CRLF line ends, 7-bit clean.
Elsewhere: the text (`outbox.render`), what the headers say (`outbox.answering`).
Headers are encoded here with the old `Header` class: the new policies fold a long Chinese display name without the
blank before the address (RFC 2047 §5), draw random boundaries, and refuse what a stranger's subject may hold.
"""

import hashlib
from collections.abc import Iterator
from email.base64mime import body_encode
from email.charset import BASE64, Charset
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.policy import compat32
from email.utils import format_datetime
from io import BytesIO

from outbox.answering import is_message_id
from outbox.entry import Kind
from outbox.letter import Enclosure, Letter, Office, Picture

CRLF = "\r\n"
Part = Message
_UTF8 = Charset("utf-8")
_UTF8.header_encoding = BASE64


def message_octets(letter: Letter, office: Office, plain: str, html: str) -> bytes:
    """The whole message: both texts complete, pictures inside the HTML, enclosures after them."""
    texts = _container("alternative", letter, (_text(plain, "plain"), _with_pictures(letter, html)))
    files = tuple(_enclosed(enclosure) for enclosure in letter.enclosures)
    body = _container("mixed", letter, (texts, *files)) if files else texts
    for name, value in _headers(letter, office):
        body[name] = value
    return _octets(body)


def picture_id(picture: Picture, letter: Letter) -> str:
    """The Content-ID of a picture, without angle brackets."""
    return f"{picture.name}.{_mark(letter)}@{letter.headers.message_id.strip('<>').rpartition('@')[2]}"


def _headers(letter: Letter, office: Office) -> Iterator[tuple[str, str]]:
    headers = letter.headers
    yield "From", f"{_words(office.name, 'From')} <{office.mailbox}>"
    yield "To", headers.recipient
    yield "Subject", _words(headers.subject, "Subject")
    yield "Date", format_datetime(headers.date)
    yield "Message-ID", headers.message_id
    if headers.in_reply_to and is_message_id(headers.in_reply_to):
        yield "In-Reply-To", headers.in_reply_to
    if headers.references:
        yield "References", " ".join(headers.references)
    if letter.kind is not Kind.REPLY:
        yield "Auto-Submitted", "auto-replied"
    yield "X-Auto-Response-Suppress", "All"
    yield "X-Loop", office.mailbox
    yield "MIME-Version", "1.0"


def _words(text: str, name: str) -> str:
    """Encoded words parted by blanks, on one line; folding is the generator's."""
    return " ".join(Header(text, _UTF8, header_name=name, maxlinelen=75).encode(linesep="\n").split())


def _text(text: str, subtype: str) -> Part:
    part = Part()
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(body_encode(text.replace("\r\n", "\n").replace("\n", CRLF).encode()))
    return part


def _with_pictures(letter: Letter, html: str) -> Part:
    pictures = tuple(problem.picture for problem in letter.problems if problem.picture)
    if not pictures:
        return _text(html, "html")
    return _container("related", letter, (_text(html, "html"), *(_shown(p, letter) for p in pictures)))


def _shown(picture: Picture, letter: Letter) -> Part:
    part = _binary(picture.media_type, picture.octets)
    part["Content-ID"] = f"<{picture_id(picture, letter)}>"
    part["Content-Disposition"] = "inline"
    return part


def _enclosed(enclosure: Enclosure) -> Part:
    part = _binary(enclosure.media_type, enclosure.octets)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", enclosure.filename))
    return part


def _binary(media_type: str, octets: bytes) -> Part:
    part = Part()
    part["Content-Type"] = media_type
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(body_encode(octets))
    return part


def _container(subtype: str, letter: Letter, parts: tuple[Part, ...]) -> Part:
    whole = Part()
    whole["Content-Type"] = f'multipart/{subtype}; boundary="={subtype}.{_mark(letter)}="'
    for part in parts:
        whole.attach(part)
    return whole


def _mark(letter: Letter) -> str:
    # "=" at the start of a boundary can never stand in base64, so no text can hold it.
    return hashlib.sha256(letter.headers.message_id.encode()).hexdigest()[:24]


def _octets(message: Part) -> bytes:
    written = BytesIO()
    BytesGenerator(written, mangle_from_=False, policy=compat32.clone(linesep=CRLF)).flatten(message)
    return written.getvalue()
