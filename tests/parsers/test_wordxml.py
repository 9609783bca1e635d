"""Word documents as one XML file."""

import base64

import pytest

from parsers.document import Document, Paragraph, Table, Unreadable
from parsers.readers import wordxml

WORD_2003 = """<?xml version="1.0"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"
 xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">
<w:body><wx:sect><w:p><w:r><w:t>附件1</w:t></w:r></w:p><w:tbl><w:tr>
<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>横跨</w:t></w:r></w:p></w:tc>
<w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>竖跨</w:t></w:r></w:p></w:tc></w:tr><w:tr>
<w:tc><w:p><aml:annotation aml:id="1" w:type="Word.Insertion"><aml:content><w:r><w:t>新</w:t></w:r></aml:content>
</aml:annotation><aml:annotation aml:id="2" w:type="Word.Deletion"><aml:content><w:r><w:delText>旧</w:delText></w:r>
</aml:content></aml:annotation></w:p></w:tc><w:tc><w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p></w:tc>
<w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></wx:sect></w:body></w:wordDocument>"""
FLAT = """<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">
<pkg:part pkg:name="/_rels/.rels" pkg:contentType="application/vnd.openxmlformats-package.relationships+xml">
<pkg:xmlData>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships></pkg:xmlData></pkg:part><pkg:part pkg:name="/word/media/a.png" pkg:contentType="image/png">
<pkg:binaryData>{picture}</pkg:binaryData></pkg:part><pkg:part pkg:name="/word/document.xml" pkg:contentType="x">
<pkg:xmlData>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>姓名</w:t></w:r>
</w:p></w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"""


def test_a_document_of_word_2003_is_read_with_its_merges_symbols_and_changes() -> None:
    found = wordxml.read(WORD_2003.encode())
    assert isinstance(found, Document)
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [(c.text, c.row_span, c.column_span) for c in table.cells] == [
        ("横跨", 1, 2), ("竖跨", 2, 1), ("新", 1, 1), ("☑", 1, 1),
    ]  # fmt: skip


def test_a_flat_package_is_read() -> None:
    picture = base64.b64encode(b"x").decode()
    found = wordxml.read(FLAT.format(picture=picture).encode())
    assert isinstance(found, Document)
    assert Paragraph("姓名") in found.blocks


@pytest.mark.parametrize("octets", [b"", b"<a/>", b"<w:wordDocument", WORD_2003.encode()[:900]])
def test_other_xml_is_a_value(octets: bytes) -> None:
    assert isinstance(wordxml.read(octets), Unreadable)
