"""Octets to the standard library's tree, in bounded time, and the mending of trees that came broken.

In: octets of a message. Out: its tree (compat32, which keeps every octet); raises NotOpened("too_deep").
Elsewhere: what the leaves of the tree are (`intake.parts`).
"""

import re
from copy import copy
from email import message_from_bytes
from email.parser import BytesHeaderParser

from intake.headers import Part, raw_value
from intake.limits import Budget, NotOpened
from intake.transfer import untransferred

_CONTENT_HEADER = re.compile(
    rb"^content-(?:type|disposition)[ \t]*:[^\r\n]*+(?:\r\n|\r|\n|\Z)(?:[ \t][^\r\n]*+(?:\r\n|\r|\n|\Z))*+", re.I | re.M
)
_HEADER = re.compile(rb"[!-9;-~]{1,76}[ \t]*:")
_PART_BEGINS = re.compile(
    rb"^--([^\r\n]{1,200}?)[ \t]*\r?\n"
    rb"(?:[!-9;-~]{1,76}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,30}?content-[a-z-]+[ \t]*:",
    re.I | re.M,
)
_MIME_HEADERS = re.compile(rb"^(?:content-type|mime-version)[ \t]*:", re.I | re.M)
_LOOKED_AT_OCTETS = 100_000


def parsed(octets: bytes, budget: Budget) -> Part:
    """The tree; raises NotOpened where it would take too long or nest deeper than the parser's stack."""
    folded = octets.lower()
    lines = octets.count(b"\n") + octets.count(b"\r")
    budget.spend_on_parsing(lines * (12 + folded.count(b"boundary")))
    try:
        return message_from_bytes(_with_short_headers(octets, folded, budget.limits.header_octets))
    except RecursionError as error:
        raise NotOpened("too_deep", "邮件嵌套层数过多") from error


def headers_only(octets: bytes) -> Part:
    """The message's own headers; its body stays one piece of text."""
    head = re.split(rb"\r?\n\r?\n|\r\r", octets[:_LOOKED_AT_OCTETS], maxsplit=1)[0]
    return BytesHeaderParser().parsebytes(head)


def children_of(part: Part) -> list[Part]:
    """The parts of a multipart, or the mail inside a message part; none for a leaf."""
    payload = part.get_payload() if part.is_multipart() else []
    return [child for child in payload if not isinstance(child, str)]


def payload_octets(part: Part) -> bytes:
    """The body of a leaf as it was transferred; empty for a node with children."""
    bare = copy(part)
    # `decode=False` would apply the declared charset, and lose what it does not explain
    del bare["Content-Transfer-Encoding"]
    content = bare.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def content_octets(part: Part) -> bytes:
    """The body of a leaf with its transfer encoding undone."""
    return untransferred(payload_octets(part), transfer_encoding(part))


def transfer_encoding(part: Part) -> str:
    """The name of the part's transfer encoding in lower case; "" where there is none."""
    return re.split(r"[;\s(]", raw_value(part, "Content-Transfer-Encoding").strip("\"' "))[0].lower()


def mended(part: Part, budget: Budget) -> Part | None:
    """A tree in place of a leaf that plainly was one: boundary missing or wrong, or headers after an empty line."""
    is_multipart = part.get_content_maintype() == "multipart"
    if part.is_multipart() or (not is_multipart and raw_value(part, "Content-Type")):
        return None
    octets = content_octets(part)
    return with_boundary(octets, budget) or (None if is_multipart else _with_late_headers(octets, budget))


def with_boundary(octets: bytes, budget: Budget) -> Part | None:
    """The octets as a multipart whose boundary is guessed from the first line that looks like one."""
    begins = _PART_BEGINS.search(octets[:_LOOKED_AT_OCTETS])
    if not begins or b'"' in begins[1]:
        return None
    tree = parsed(b'Content-Type: multipart/mixed; boundary="' + begins[1] + b'"\n\n' + octets, budget)
    return tree if tree.is_multipart() else None


def _with_late_headers(octets: bytes, budget: Budget) -> Part | None:
    start = octets[:_LOOKED_AT_OCTETS].lstrip(b"\r\n")
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    if not _HEADER.match(start) or not _MIME_HEADERS.search(head):
        return None
    return parsed(octets.lstrip(b"\r\n"), budget)


def _with_short_headers(octets: bytes, folded: bytes, longest: int) -> bytes:
    """`folded` is the same in lower case: searching it for the bare word is faster than any pattern."""
    pieces: list[bytes] = []
    kept, place = 0, folded.find(b"content-")
    while place >= 0:
        header = _CONTENT_HEADER.match(octets, place)
        end = header.end() if header else place + 1
        if end - place > longest:
            pieces += [octets[kept : place + longest].rstrip(), b"\r\n"]
            kept = end
        place = folded.find(b"content-", end)
    return b"".join([*pieces, octets[kept:]]) if pieces else octets
