"""What a file is, told from its octets.

In: octets and a file name. Out: a media type. The name only breaks ties between kinds of text.
Elsewhere: what lies in a container (`intake.containers`), how documents are read (`parsers.readers`).
"""

import re

from intake.charset import decoded
from intake.ole_type import ole_type
from intake.zip_type import zip_type

ZIP, SEVEN_ZIP, RAR = "application/zip", "application/x-7z-compressed", "application/vnd.rar"
GZIP, BZIP2, XZ, TAR = "application/gzip", "application/x-bzip2", "application/x-xz", "application/x-tar"
MAIL, OUTLOOK, TNEF = "message/rfc822", "application/vnd.ms-outlook", "application/ms-tnef"
SMIME = "application/pkcs7-mime"
UNKNOWN, TEXT, HTML = "application/octet-stream", "text/plain", "text/html"
WORD_2003_XML, FLAT_OPC = "application/vnd.ms-wordml", "application/vnd.ms-word2006ml"
WEB_ARCHIVE = "application/x-mimearchive"

_MAGIC = (
    (b"{\\rt", "application/rtf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"Rar!\x1a\x07", RAR),
    (b"\x1f\x8b", GZIP),
    (b"BZh", BZIP2),
    (b"\xfd7zXZ\0", XZ),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
_PDF_WITHIN_OCTETS = 1024
_LOOKED_AT_OCTETS = 8192
_HEADER_LINE = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}[ \t]*:")
_MAIL_HEADER = re.compile(
    r"^(?:from|to|subject|date|received|return-path|message-id|delivered-to|mime-version)[ \t]*:", re.I | re.M
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p|meta|style)\b", re.IGNORECASE)
_HTML_NAME = re.compile(r"\.x?html?$", re.IGNORECASE)


def media_type_of(octets: bytes, filename: str = "") -> str:
    """The media type; `application/octet-stream` for what cannot be told, and for nothing at all."""
    if octets.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return zip_type(octets)
    if octets.startswith(_OLE):
        return ole_type(octets)
    return _by_magic(octets) or _text_kind(octets, filename) or UNKNOWN


def _by_magic(octets: bytes) -> str | None:
    if octets[257:262] == b"ustar":
        return TAR  # before PDF, which may stand uncompressed right behind the tar header
    for magic, media_type in _MAGIC:
        if octets.startswith(magic):
            return media_type
    if octets[4:8] == b"ftyp" and octets[8:12] in _HEIC:
        return "image/heic"
    if octets.startswith(b"RIFF") and octets[8:12] == b"WEBP":
        return "image/webp"
    if octets.startswith(b"BM") and octets[14:18] in (b"\x28\0\0\0", b"\x0c\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0"):
        return "image/bmp"
    if b"%PDF-" in octets[:_PDF_WITHIN_OCTETS]:
        return "application/pdf"
    return _by_signature_type(octets)


def _by_signature_type(octets: bytes) -> str | None:
    """CMS (S/MIME): a DER or BER sequence whose first element is an object identifier of PKCS #7."""
    if octets[:1] == b"\x30" and b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07" in octets[:20]:
        return SMIME
    return None


def _text_kind(octets: bytes, filename: str) -> str | None:
    head = octets[:_LOOKED_AT_OCTETS]
    if not head or (b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return None
    text = decoded(head).lstrip("\ufeff \t\r\n")
    if sum(1 for c in text if (c < " " and c not in "\t\r\n\f\x1b") or c == "\ufffd") * 20 > len(text):
        return None
    return _markup(text, filename) or _mail(text, filename) or TEXT


def _markup(text: str, filename: str) -> str | None:
    start = text[:4000]
    if start.startswith("<") and "schemas.microsoft.com/office/word/2003/wordml" in start:
        return WORD_2003_XML
    if start.startswith("<") and "schemas.microsoft.com/office/2006/xmlPackage" in start:
        return FLAT_OPC
    if start.startswith("<") and _HTML.search(start):
        return HTML
    if start.startswith("<?xml"):
        return "text/xml"
    if start.startswith("BEGIN:VCALENDAR"):
        return "text/calendar"
    return HTML if _HTML_NAME.search(filename) and _HTML.search(text) else None


def _mail(text: str, filename: str) -> str | None:
    """A mail and a web archive (.mht) both begin with headers; only the archive has no recipient."""
    if not _HEADER_LINE.match(text):
        return None
    head = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    names = {match[0].rstrip(": \t").lower() for match in _MAIL_HEADER.finditer(head)}
    is_mime = "mime-version" in names and re.search(r"^content-type[ \t]*:", head, re.I | re.M) is not None
    if is_mime and (re.search(r"multipart/related", head, re.I) and not names & {"to", "received", "return-path"}):
        return WEB_ARCHIVE
    named = filename.lower().endswith(".eml")
    return MAIL if is_mime or len(names) >= (1 if named else 3) else None
