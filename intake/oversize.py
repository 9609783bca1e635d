"""Messages over the limit: cut where they are fetched, and marked so that they are known as cut for ever after.

In: the first octets of a message, its whole size. Out: octets that parse as its headers and the beginning of its body,
with one header line before all others that tells the size. The mark lies in the octets themselves, so that it is
stored with them and a message read again later is still known to be cut. A sender who forges the mark only gets his
own message refused as too large.
Elsewhere: the sources that cut (`intake.sources`; IMAP asks for RFC822.SIZE and fetches BODY.PEEK[]<0.n>).
"""

import re

MAX_MESSAGE_OCTETS = 50_000_000
KEPT_OCTETS = 1_000_000
"""Enough for the headers, the words and the names of the first files of nearly every mail."""
_MARK = b"X-Intake-Cut-From-Octets"
_MARKED = re.compile(rb"\A" + _MARK + rb": (\d{1,15})\r\n")


def cut(beginning: bytes, size: int) -> bytes:
    """The beginning of a message of `size` octets, shortened and marked."""
    return _MARK + b": " + str(size).encode("ascii") + b"\r\n" + beginning[:KEPT_OCTETS]


def size_before_cutting(octets: bytes) -> int | None:
    """The size of the whole message in octets where these are a cut one's, else None."""
    marked = _MARKED.match(octets)
    return int(marked[1]) if marked else None
