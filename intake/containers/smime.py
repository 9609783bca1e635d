"""S/MIME messages whose content is wrapped up in their signature (smime.p7m, opaque signed; RFC 8551 §3.5.2).

In: octets of a CMS ContentInfo in DER or BER. Out: the MIME entity inside. Signatures are not verified: whoever wrote,
the form is checked all the same. What is encrypted stays shut.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from intake.containers.member import Find, Mime
from intake.limits import Budget, NotOpened

_PKCS7 = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07"
_DATA, _SIGNED, _ENVELOPED, _ENCRYPTED = (_PKCS7 + bytes([last]) for last in (1, 2, 3, 6))
_OCTET_STRING, _CONSTRUCTED_OCTET_STRING = 0x04, 0x24
_MAX_DEPTH = 16


@dataclass(frozen=True, slots=True)
class _Element:
    """One BER element: its tag, where its content begins and ends, where the next element begins."""

    tag: int
    start: int
    end: int
    after: int


def read_smime(octets: bytes, budget: Budget) -> Iterator[Find]:
    """The signed entity; raises NotOpened("encrypted") or ("unsupported")."""
    del budget  # nothing is compressed here
    kind, *wrapped = _children(octets, _element(octets, 0))
    name = octets[kind.start : kind.end]
    if name in (_ENVELOPED, _ENCRYPTED):
        raise NotOpened("encrypted", "S/MIME")
    if name != _SIGNED or not wrapped:
        raise NotOpened("unsupported", "S/MIME")
    content = _signed_content(octets, wrapped[0])
    if content:  # a signature beside its mail holds nothing
        yield Mime(content)


def _signed_content(octets: bytes, wrapper: _Element) -> bytes:
    """SignedData is version, digestAlgorithms, encapContentInfo …; encapContentInfo is type, [0] OCTET STRING."""
    (signed,) = _children(octets, wrapper)
    content_info = _children(octets, signed)[2]
    kind, *content = _children(octets, content_info)
    if octets[kind.start : kind.end] != _DATA:
        raise NotOpened("unsupported", "S/MIME")
    return b"".join(_string(octets, element) for wrapper in content for element in _children(octets, wrapper))


def _string(octets: bytes, element: _Element) -> bytes:
    if element.tag == _CONSTRUCTED_OCTET_STRING:
        return b"".join(_string(octets, piece) for piece in _children(octets, element))
    return octets[element.start : element.end] if element.tag == _OCTET_STRING else b""


def _children(octets: bytes, parent: _Element, depth: int = 0) -> list[_Element]:
    found: list[_Element] = []
    place = parent.start
    while place < parent.end:
        found.append(_element(octets, place, depth))
        place = found[-1].after
    return found


def _element(octets: bytes, place: int, depth: int = 0) -> _Element:
    """The element at `place`; ValueError or IndexError where there is none."""
    if depth > _MAX_DEPTH:
        raise ValueError
    tag, length, start = octets[place], octets[place + 1], place + 2
    if length == 0x80:
        return _indefinite(octets, place, depth)
    if length > 0x80:
        start += length & 0x7F
        length = int.from_bytes(octets[place + 2 : start], "big")
    if start + length > len(octets):
        raise ValueError
    return _Element(tag, start, start + length, start + length)


def _indefinite(octets: bytes, place: int, depth: int) -> _Element:
    start = end = place + 2
    while octets[end : end + 2] != b"\0\0":
        end = _element(octets, end, depth + 1).after
    return _Element(octets[place], start, end, end + 2)
