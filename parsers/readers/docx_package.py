"""The parts of a WordprocessingML package (.docx, .docm, .dotx, strict or transitional), opened with limits.

In: octets. Out: Package of parsed XML roots, or Unreadable.
Elsewhere: what the XML says (`docx_flow`, `docx_runs`, `docx_looks`). Relationships to the outside are never followed.
python-docx opens the package; what it refuses (strict OOXML, broken relationships) is read by member names instead.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.package import Package as OpenXmlPackage
from lxml import etree

from parsers.document import Unreadable
from parsers.readers import limits

Element = Any
"""An lxml element; python-docx brings its own classes of them."""

MAX_MEMBER_OCTETS = 50_000_000
MAX_TAGS = 600_000
"""Of one XML part: what a report of some 300 pages has; each can take 400 octets of memory once parsed."""

MAX_CHUNKS = 10

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|drawingml/\w+|officeDocument/\w+)")
_STORY = re.compile(r"(?:header|footer|footnotes|endnotes)\d*\.xml$")
_MAIN = re.compile(r'PartName="/?([^"]+)"[^>]*ContentType="[^"]*\.(?:main\+xml|template\.main\+xml)"')


@dataclass(frozen=True, slots=True)
class Package:
    """Roots of the parts that hold text or tell how it looks."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    stories: tuple[Element, ...] = ()
    """Headers, footers, footnotes, endnotes."""
    chunks: tuple[bytes, ...] = ()
    """Whole files (web pages, RTF, other packages) that the document shows in itself (altChunk)."""


def open_package(octets: bytes) -> Package | Unreadable:
    """The parts of the document, or why they cannot be had."""
    refusal = _refusal(octets)
    if refusal is not None:
        return refusal
    try:
        return _opened(octets)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        return Unreadable("corrupt", "文档的内部结构已损坏")


def _refusal(octets: bytes) -> Unreadable | None:
    if not octets:
        return Unreadable("empty", "文件是空的")
    if octets.startswith(_OLE):
        locked = _ENCRYPTED_PACKAGE in octets
        return Unreadable("encrypted", "文件设有密码") if locked else Unreadable("corrupt", "不是 docx 文件")
    refusal = limits.refuse_zip(octets)
    return refusal or _oversized(zipfile.ZipFile(io.BytesIO(octets)))


def _oversized(archive: zipfile.ZipFile) -> Unreadable | None:
    if any(entry.file_size > MAX_MEMBER_OCTETS for entry in archive.infolist()):
        return Unreadable("bomb", "解压后的内容过大")
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and (limits.member(archive, name) or b"").count(b"<") > MAX_TAGS:
            return Unreadable("too_large", "文档内容过多")
    return None


def _opened(octets: bytes) -> Package:
    try:
        return _by_relationships(octets)
    except Exception:  # python-docx raises whatever the broken spot leads to; the names of the members still tell
        return _by_names(zipfile.ZipFile(io.BytesIO(octets)))


def _by_relationships(octets: bytes) -> Package:
    main = OpenXmlPackage.open(io.BytesIO(octets)).main_document_part
    parts: dict[str, list[Element]] = {}
    for relationship in main.rels.values():
        if not relationship.is_external:
            kind = relationship.reltype.rpartition("/")[2]
            parts.setdefault(kind, []).append(relationship.target_part)
    stories = [part for kind in ("header", "footer", "footnotes", "endnotes") for part in parts.get(kind, [])]
    styles, numbering = (_root_of(parts[kind][0]) if kind in parts else None for kind in ("styles", "numbering"))
    chunks = tuple(bytes(part.blob) for part in parts.get("aFChunk", [])[:MAX_CHUNKS])
    return Package(_root_of(main), styles, numbering, tuple(_root_of(part) for part in stories), chunks)


def _root_of(part: Element) -> Element:
    element = getattr(part, "element", None)
    return _parsed(part.blob) if element is None else element


def _by_names(archive: zipfile.ZipFile) -> Package:
    main = _main_name(archive)
    octets = limits.member(archive, main)
    if octets is None:
        raise KeyError(main)
    folder = main.rpartition("/")[0]
    beside = [name for name in archive.namelist() if name.rpartition("/")[0] == folder]
    styles, numbering = (_optional(archive, f"{folder}/{name}.xml") for name in ("styles", "numbering"))
    return Package(_parsed(octets), styles, numbering, tuple(_stories(archive, beside)))


def _main_name(archive: zipfile.ZipFile) -> str:
    types = (limits.member(archive, "[Content_Types].xml") or b"").decode("utf-8", "replace")
    named = [match[1] for match in _MAIN.finditer(types) if match[1] in archive.namelist()]
    return named[0] if named else "word/document.xml"


def _stories(archive: zipfile.ZipFile, names: list[str]) -> Iterator[Element]:
    for name in names:
        story = _optional(archive, name) if _STORY.search(name) else None
        if story is not None:
            yield story


def _optional(archive: zipfile.ZipFile, name: str) -> Element | None:
    octets = limits.member(archive, name)
    try:
        return None if octets is None else _parsed(octets)
    except etree.XMLSyntaxError:
        return None


def _parsed(octets: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(_STRICT.sub(_transitional, octets), parser)


def _transitional(strict: re.Match[bytes]) -> bytes:
    """Strict OOXML (ISO 29500-1) differs in what is read here only by the names of its namespaces."""
    path = strict[1].replace(b"wordprocessingml/main", b"wordprocessingml/2006/main")
    path = re.sub(rb"(drawingml|officeDocument)/", rb"\1/2006/", path)
    return b"http://schemas.openxmlformats.org/" + path
