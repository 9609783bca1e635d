"""The leaves of one mail's MIME tree: its words, the files that came with it, the mails inside it.

In: the tree. Out: Body, FilePart, Nested or Unopened, in the order in which they stand. Nothing is left out but
signatures and the machine-readable parts of reports.
Elsewhere: what is done with each leaf (`intake.gathering`), mending broken trees (`intake.tree`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from intake.charset import decoded
from intake.filenames import filename_of, parameter, safe_name
from intake.headers import Part, raw_value
from intake.limits import Budget
from intake.media_type import TEXT, UNKNOWN, media_type_of
from intake.message import Unopened
from intake.transfer import from_base64, take_uuencoded
from intake.tree import children_of, content_octets, mended, parsed, transfer_encoding, with_boundary

_MACHINERY = (
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/applefile",  # the Finder's notes on the file beside it
)
_REPORTS = (
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "message/rfc822-headers",
)
_MAILS = ("message/rfc822", "message/global", "message/news")
_FILES_OF_TEXT = ("text/calendar", "text/x-vcard", "text/vcard", "text/directory", "text/rtf", "text/x-vcalendar")
_ENCODINGS = ("base64", "quoted-printable", "x-uuencode")
_MAX_BODY_OCTETS = 2_000_000
_DOCUMENT_HEADS = (b"%PDF-", b"{\\rtf")


@dataclass(frozen=True, slots=True)
class Body:
    """Words to be read. `instead` is True for the HTML of a text that the mail also has as plain text."""

    text: str
    html: bool
    instead: bool = False


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file, named or not, and where the HTML would find it."""

    name: str
    octets: bytes
    content_ids: tuple[str, ...] = ()
    related: bool = False


@dataclass(frozen=True, slots=True)
class Nested:
    """A mail inside the mail."""

    name: str
    tree: Part


Leaf = Body | FilePart | Nested | Unopened


@dataclass(frozen=True, slots=True)
class _Spot:
    depth: int = 0
    related: bool = False


def leaves(tree: Part, budget: Budget, spot: _Spot = _Spot()) -> Iterator[Leaf]:
    """Every leaf; beyond the limit of depth one Unopened in place of what lies there."""
    if spot.depth > budget.limits.mail_depth:
        yield Unopened(filename_of(tree), "too_deep")
        return
    whole = mended(tree, budget) or tree
    content_type = whole.get_content_type()
    if whole.is_multipart() and not content_type.startswith("message/"):
        yield from _below(whole, budget, _Spot(spot.depth + 1, spot.related or content_type == "multipart/related"))
    elif content_type.startswith("message/"):
        yield from _message(whole, content_type, budget)
    elif content_type == "multipart/encrypted" or content_type == "application/pgp-encrypted":
        yield Unopened(filename_of(whole), "encrypted")
    elif content_type not in _MACHINERY:
        yield from _leaf(whole, content_type, spot)


def _below(tree: Part, budget: Budget, spot: _Spot) -> Iterator[Leaf]:
    if tree.get_content_type() == "multipart/encrypted":
        yield Unopened("", "encrypted")
        return
    found = (leaf for child in _children(tree, budget) for leaf in leaves(child, budget, spot))
    if tree.get_content_type() == "multipart/alternative":
        yield from _alternatives(list(found))
    else:
        yield from found


def _children(tree: Part, budget: Budget) -> list[Part]:
    """The parts, and those that a wrong closing boundary has put behind the last or before the first."""
    children = children_of(tree)
    for stray in (tree.preamble, tree.epilogue):
        lost = with_boundary(stray.encode("utf-8", "surrogateescape"), budget) if stray else None
        children += [lost] if lost is not None else []
    return children


def _alternatives(found: list[Leaf]) -> list[Leaf]:
    has_plain = any(isinstance(leaf, Body) and not leaf.html and leaf.text.strip() for leaf in found)
    return [replace(leaf, instead=has_plain) if isinstance(leaf, Body) and leaf.html else leaf for leaf in found]


def _message(part: Part, content_type: str, budget: Budget) -> Iterator[Leaf]:
    children = children_of(part)
    if content_type in _REPORTS:
        return
    if content_type not in _MAILS or not children:
        yield Unopened(filename_of(part), "unsupported", content_type)
        return
    inner = children[0]
    if transfer_encoding(part) in ("base64", "quoted-printable") and not inner.keys():
        inner["Content-Transfer-Encoding"] = transfer_encoding(part)
        inner = parsed(content_octets(inner), budget)
    yield Nested(filename_of(part), inner)


def _leaf(part: Part, content_type: str, spot: _Spot) -> Iterator[Leaf]:
    octets = content_octets(part)
    name = filename_of(part)
    attached = raw_value(part, "Content-Disposition").lower().startswith("attachment")
    if name or attached or not _is_text(content_type, octets):
        octets = octets if transfer_encoding(part) in _ENCODINGS else _unlabelled_base64(octets)
        yield FilePart(name, octets, _content_ids(part), spot.related)
    elif content_type != "text/rfc822-headers":
        yield from _words(part, content_type, octets)


def _is_text(content_type: str, octets: bytes) -> bool:
    if not content_type.startswith("text/") or content_type in _FILES_OF_TEXT:
        return False
    # a document whose Content-Type was lost arrives as text/plain
    is_binary = b"\0" in octets[:4096] or octets.startswith(_DOCUMENT_HEADS)
    return not is_binary or media_type_of(octets) in (TEXT, UNKNOWN)


def _words(part: Part, content_type: str, octets: bytes) -> Iterator[Leaf]:
    label = parameter(part, "Content-Type", "charset")
    if content_type == "text/html":
        yield Body(decoded(octets[:_MAX_BODY_OCTETS], label), html=True)
        return
    files, rest = take_uuencoded(octets)
    yield Body(decoded(rest[:_MAX_BODY_OCTETS], label), html=False)
    for file in files:
        yield FilePart(safe_name(decoded(file.filename)), file.octets)


def _content_ids(part: Part) -> tuple[str, ...]:
    ids = (raw_value(part, "Content-ID").strip("<> "), raw_value(part, "Content-Location"))
    return tuple(identifier.lower() for identifier in ids if identifier)


def _unlabelled_base64(octets: bytes) -> bytes:
    """Some programs forget to say that they encoded: a file that only makes sense decoded is decoded."""
    if len(octets) < 64 or media_type_of(octets) != TEXT or b" " in octets.strip():
        return octets
    inner = from_base64(octets)
    return inner if media_type_of(inner) not in (TEXT, UNKNOWN) else octets
