"""Bombs are seen before they are unpacked."""

import io
import zipfile
import zlib

from parsers.readers import limits


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, octets in parts.items():
            made.writestr(name, octets)
    return stream.getvalue()


def reason(octets: bytes) -> str | None:
    """Why a zip is refused."""
    refused = limits.refuse_zip(octets)
    return None if refused is None else refused.reason


def test_an_ordinary_zip_is_opened_and_others_are_not() -> None:
    assert reason(archive({"a": b"x" * 100_000})) is None
    assert reason(archive({"a": bytes(20_000_000)})) == "bomb"
    assert reason(archive({str(number): b"" for number in range(6_000)})) == "bomb"
    assert reason(b"no zip") == "corrupt"


def test_a_locked_zip_is_told() -> None:
    octets = bytearray(archive({"a": b"x"}))
    octets[octets.rfind(b"PK\x01\x02") + 8] |= 1
    assert reason(bytes(octets)) == "encrypted"


def test_a_member_larger_than_it_says_is_not_returned() -> None:
    octets = archive({"a": b"x" * 1000})
    with zipfile.ZipFile(io.BytesIO(octets)) as made:
        assert limits.member(made, "a", 999) is None
        assert limits.member(made, "a", 1000) == b"x" * 1000
        assert limits.member(made, "b") is None


def pdf_stream(octets: bytes, head: bytes = b"") -> bytes:
    """A stream as it stands in a PDF."""
    return b"1 0 obj<<" + head + b"/Filter/FlateDecode>>stream\r\n" + zlib.compress(octets) + b"\nendstream"


def test_streams_of_a_pdf_may_be_large_pictures_but_not_large_text() -> None:
    large = bytes(limits.MAX_MARKUP_OCTETS + 1_000_000)
    assert limits.refuse_streams(pdf_stream(b"q Q")) is None
    assert limits.refuse_streams(pdf_stream(large, b"/Subtype /Image")) is None
    assert limits.refuse_streams(pdf_stream(large)) is not None
    assert limits.refuse_streams(b"stream\nnot packed") is None
