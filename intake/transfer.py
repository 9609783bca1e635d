"""Content-Transfer-Encodings undone, junk and all.

In: the octets of a part's body and the name of its encoding. Out: octets.
Elsewhere: charsets (`intake.charset`), the MIME tree (`intake.parts`).
"""

import binascii
import quopri
import re
from dataclasses import dataclass

_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=\s]*+")
_PROSE = re.compile(rb"[^\s]\s+[^\s]+\s+[^\s]")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_UUENCODED = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,255}?)[ \t]*\r?\n((?:[ -`][^\r\n]*+\r?\n)*?)(?:`?[ \t]*\r?\n)?end[ \t]*\r?$", re.M
)
_UUENCODE_NAMES = ("x-uuencode", "uuencode", "uue", "x-uue")


@dataclass(frozen=True, slots=True)
class Uuencoded:
    """A file that was typed into the text between `begin` and `end`."""

    filename: bytes
    octets: bytes


def untransferred(octets: bytes, encoding: str) -> bytes:
    """The octets under the transfer encoding; an unknown encoding leaves them as they are."""
    name = encoding.strip().strip("\"'").lower()
    if name in ("base64", "b"):
        return from_base64(octets)
    if name in ("quoted-printable", "q"):
        return quopri.decodestring(octets)
    if name in _UUENCODE_NAMES:
        files, _ = take_uuencoded(octets)
        return files[0].octets if files else octets
    return octets


def from_base64(octets: bytes) -> bytes:
    """Base64 with foreign characters dropped, lines of prose dropped, several padded runs joined, padding mended."""
    if not _BASE64_LINE.fullmatch(octets):
        octets = b"\n".join(line for line in octets.splitlines() if not _PROSE.search(line))
        octets = _NOT_BASE64.sub(b"", octets)
    else:
        octets = b"".join(octets.split())
    return b"".join(_run_from_base64(run) for run in octets.split(b"=") if run)


def _run_from_base64(run: bytes) -> bytes:
    if len(run) % 4 == 1:  # six bits are no octet: the file was cut
        run = run[:-1]
    return binascii.a2b_base64(run + b"=" * (-len(run) % 4))


def take_uuencoded(octets: bytes) -> tuple[list[Uuencoded], bytes]:
    """The uuencoded files of a text, and the text without them."""
    files: list[Uuencoded] = []

    def taken(match: re.Match[bytes]) -> bytes:
        files.append(Uuencoded(match[1], _from_uu_lines(match[2])))
        return b""

    if b"begin " not in octets:
        return files, octets
    rest = _UUENCODED.sub(taken, octets)
    return files, rest


def _from_uu_lines(lines: bytes) -> bytes:
    return b"".join(_from_uu_line(line) for line in lines.splitlines() if line.strip())


def _from_uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:  # mail programs strip and add blanks at the end of the line: count from its first octet
        length = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:length])
        except binascii.Error:
            return b""
