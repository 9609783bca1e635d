"""Word documents as one XML file: Word 2003's own (wordDocument) and the flat form of docx (pkg:package).

In: octets. Out: Document, or Unreadable. Both are put into the shape of a docx, which its reader then reads.
Elsewhere: reading docx (`docx`). Source: ECMA-376 part 2 for flat packages; Word 2003 XML reference schemas.
"""

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator
from importlib import import_module
from typing import cast

from lxml import etree

from parsers.document import Document, Unreadable
from parsers.readers import limits
from parsers.readers.markup import Element, attribute, local, parsed_xml

MEDIA_TYPES = ("application/vnd.ms-wordml", "application/vnd.ms-word2006ml")

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{DOCUMENT_TYPE}"/></Types>"""
_RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_RENAMED = {"vmerge": "vMerge"}
_WRAPPERS = ("sect", "sub-section", "content")


def read(octets: bytes) -> Document | Unreadable:
    """What the document shows."""
    if len(octets) > limits.MAX_MARKUP_OCTETS:
        return Unreadable("too_large", "XML 文件过大")
    root = parsed_xml(octets)
    if root is None:
        return Unreadable("corrupt", "XML 文件已损坏")
    parts = _flat_parts(root) if local(root) == "package" else _parts_of_2003(root)
    if not parts:
        return Unreadable("unsupported", "不是 Word 文档")
    docx = import_module("parsers.readers.docx")
    return cast(Document | Unreadable, docx.read(_zipped(parts)))


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, octets in parts.items():
            archive.writestr(name, octets)
    return stream.getvalue()


def _flat_parts(root: Element) -> dict[str, bytes]:
    parts = {"[Content_Types].xml": _TYPES.encode()}
    for part in root:
        name = attribute(part, "name").lstrip("/")
        content = next(iter(part), None) if local(part) == "part" else None
        if not name or content is None:
            continue
        if local(content) == "xmlData" and len(content):
            parts[name] = etree.tostring(content[0], xml_declaration=True, encoding="UTF-8")
        elif local(content) == "binaryData":
            parts[name] = _binary(content.text or "")
    return parts if "word/document.xml" in parts else {}


def _binary(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""


def _parts_of_2003(root: Element) -> dict[str, bytes]:
    body = next((child for child in root if local(child) == "body"), None)
    if root.tag != f"{{{WORD_2003}}}wordDocument" or body is None:
        return {}
    document = etree.Element(f"{{{WORD}}}document", nsmap={"w": WORD})
    document.append(_modern(body))
    return {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELATIONSHIPS.encode(),
        "word/document.xml": etree.tostring(document, xml_declaration=True, encoding="UTF-8"),
    }


def _modern(element: Element) -> Element:
    """The same in the vocabulary of docx: one namespace, two names and the marks of changes differ."""
    made = etree.Element(_modern_name(element))
    for key, value in element.attrib.items():
        made.set(str(key).replace(WORD_2003, WORD), value)
    made.text = element.text
    for child in _unwrapped(element):
        made.append(_modern(child))
    return made


def _unwrapped(element: Element) -> Iterator[Element]:
    """The children; hints of sections are looked through, comments and earlier formatting passed over."""
    for child in element:
        name = local(child)
        if name in _WRAPPERS:
            yield from _unwrapped(child)
        elif name and (name != "annotation" or attribute(child, "type") in _CHANGES):
            yield child


def _modern_name(element: Element) -> str:
    if local(element) == "annotation":
        return f"{{{WORD}}}{_CHANGES[attribute(element, 'type')]}"
    name = str(element.tag)
    if name.startswith(f"{{{WORD_2003}}}"):
        return f"{{{WORD}}}{_RENAMED.get(local(element), local(element))}"
    return name
