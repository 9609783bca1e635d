"""What is made to hurt: bombs, endless nesting, and octets that are slow to parse."""

import gzip
import io
import struct
import time

import pytest

from intake.limits import LIMITS
from intake.message import Submission, Unopened
from tests.intake import files
from tests.intake.mails import HEAD, PDF, attachment, mixed, opened, words

MAX_SECONDS = 10.0


def packed(name: str, octets: bytes) -> Submission:
    return opened(mixed(words("x"), attachment(name.encode(), octets)))


def reasons(submission: Submission) -> set[str]:
    return {unopened.reason for unopened in submission.unopened}


def test_a_zip_bomb_stays_shut_in_bounded_time() -> None:
    started = time.process_time()
    submission = packed("bomb.zip", files.zipped({f"{n}.bin": bytes(49_000_000) for n in range(3)}))
    assert reasons(submission) == {"bomb"}
    assert sum(len(found.octets) for found in submission.attachments) <= LIMITS.unpacked_octets
    assert time.process_time() - started < MAX_SECONDS


def test_a_gzip_bomb_stays_shut_in_bounded_time() -> None:
    started = time.process_time()
    assert reasons(packed("bomb.gz", gzip.compress(bytes(300_000_000), 1))) & {"bomb", "too_large"}
    assert time.process_time() - started < MAX_SECONDS


def test_a_7z_archive_over_the_limit_stays_shut() -> None:
    py7zr = pytest.importorskip("py7zr")
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", filters=[{"id": py7zr.FILTER_ZSTD, "level": 1}]) as archive:
        archive.writestr(bytes(60_000_000), "a.bin")
    submission = packed("a.7z", buffer.getvalue())
    assert reasons(submission) & {"bomb", "too_large"}
    assert submission.attachments == ()


def test_a_declared_size_is_not_trusted() -> None:
    archive = bytearray(files.zipped({"a.bin": bytes(60_000_000)}))
    place = archive.rindex(b"PK\x01\x02") + 24
    archive[place : place + 4] = struct.pack("<I", 10)
    assert packed("a.zip", bytes(archive)).attachments == ()


def test_archives_nested_without_end_stop_at_the_limit() -> None:
    octets = PDF
    for depth in range(30):
        octets = files.zipped({f"{depth}.zip" if depth else "a.pdf": octets})
    assert reasons(packed("deep.zip", octets)) == {"too_deep"}


def test_members_without_end_stop_at_the_limit() -> None:
    submission = packed("many.zip", files.zipped({f"{n}.txt": b"x" for n in range(5000)}))
    assert len(submission.attachments) <= LIMITS.members
    assert reasons(submission) == {"too_many"}


def test_ten_thousand_attachments_stop_at_the_limit() -> None:
    started = time.process_time()
    submission = opened(mixed(*(attachment(b"%d.pdf" % n, PDF) for n in range(10_000))))
    assert len(submission.attachments) == LIMITS.parts
    assert submission.unopened == (Unopened("", "too_many", "超过 200 个附件"),)
    assert time.process_time() - started < MAX_SECONDS


@pytest.mark.parametrize("depth", [30, 200, 3000])
def test_messages_in_messages_stop_at_the_limit(depth: int) -> None:
    octets = HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"Subject: x\r\n\r\nx"
    submission = opened(octets)
    assert reasons(submission) == {"too_deep"}
    assert submission.envelope.from_address == "wang@unit.example.cn"


def test_multiparts_in_multiparts_stop_at_the_limit_in_bounded_time() -> None:
    started = time.process_time()
    opening = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(300))
    assert reasons(opened(HEAD + opening + b"\r\n" + b"line\r\n" * 300_000)) == {"too_deep"}
    assert time.process_time() - started < MAX_SECONDS


@pytest.mark.parametrize(
    "octets",
    [
        HEAD + b"Content-Type: multipart/mixed; " + b';"' * 500_000 + b"\r\n\r\nx",
        HEAD + b"Content-Type: multipart/mixed" + b";\r\n\ta=b" * 300_000 + b"\r\n\r\nx",
        HEAD + b"Subject: " + b"=?utf-8?B?" * 100_000 + b"\r\n\r\nx",
        HEAD + b'Content-Disposition: attachment; filename="' + b"a" * 3_000_000 + b"\r\n\r\nx",
        HEAD + b"X: y\r\n" * 200_000 + b"\r\nx",
        HEAD + b"From: " + b"(" * 100_000 + b"\r\n\r\nx",
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 300_000,
        HEAD + b"\r\n" + b"begin 644 a\r\n" * 200_000,
        HEAD + b"\r\n" + b"-" * 3_000_000,
        HEAD + b"\r\n" + b"\n" * 20_000_000,
        HEAD + b"\r\n" + b"--a\r\nx: y\r\n" * 300_000,
        HEAD + b"\r\n" + b"--a:b\n" * 300_000,
    ],
    ids=[
        "quotes",
        "parameters",
        "words",
        "name",
        "headers",
        "comments",
        "html",
        "uuencode",
        "dashes",
        "lines",
        "parts",
        "boundaries",
    ],
)
def test_what_is_slow_elsewhere_is_quick_here(octets: bytes) -> None:
    started = time.process_time()
    opened(octets)
    assert time.process_time() - started < MAX_SECONDS
