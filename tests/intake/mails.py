"""Mails made octet by octet, so that a test shows exactly what is on the wire."""

import base64
from collections.abc import Iterable

from intake.message import RawMessage, Submission
from intake.submission import open_message

OWN = frozenset({"office@bureau.example.cn"})
DOCX_HEAD = b"PK\x03\x04"
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
HEAD = (
    b"Return-Path: <wang@unit.example.cn>\r\n"
    b"Received: from mx.unit.example.cn by mx.bureau.example.cn; Wed, 14 Sep 2022 11:10:52 +0800 (CST)\r\n"
    b"From: <wang@unit.example.cn>\r\nTo: <office@bureau.example.cn>\r\n"
    b"Message-ID: <a.1@unit.example.cn>\r\nMIME-Version: 1.0\r\n"
)


def opened(octets: bytes, own: frozenset[str] = OWN) -> Submission:
    """What the program makes of these octets."""
    return open_message(RawMessage(octets, "test.eml"), own)


def mail(*headers: bytes, body: bytes = b"", head: bytes = HEAD) -> bytes:
    """A message of one part."""
    return head + b"".join(header + b"\r\n" for header in headers) + b"\r\n" + body


def part(content: bytes, *headers: bytes, encoding: bytes = b"base64") -> bytes:
    """One MIME part; base64 unless told otherwise."""
    lines = [*headers] + ([b"Content-Transfer-Encoding: " + encoding] if encoding else [])
    body = base64.encodebytes(content) if encoding == b"base64" else content
    return b"".join(line + b"\r\n" for line in lines) + b"\r\n" + body


def attachment(name: bytes, content: bytes) -> bytes:
    """A part as most programs send a file."""
    disposition = b'Content-Disposition: attachment; filename="' + name + b'"'
    return part(content, b"Content-Type: application/octet-stream", disposition)


def words(text: str, charset: str = "utf-8", kind: bytes = b"plain") -> bytes:
    """A part with text."""
    header = b"Content-Type: text/" + kind + b'; charset="' + charset.encode() + b'"'
    return part(text.encode(charset), header)


def multipart(parts: Iterable[bytes], kind: bytes = b"mixed", boundary: bytes = b"b1") -> bytes:
    """A multipart entity with its own Content-Type header."""
    body = b"".join(b"--" + boundary + b"\r\n" + each + b"\r\n" for each in parts)
    header = b"Content-Type: multipart/" + kind + b'; boundary="' + boundary + b'"\r\n'
    return header + b"\r\n" + body + b"--" + boundary + b"--\r\n"


def mixed(*parts: bytes, head: bytes = HEAD) -> bytes:
    """A message of several parts."""
    return head + multipart(parts)
