"""OFD files, written by hand after GB/T 33190."""

import io
import zipfile

import pytest

from parsers.document import TICKED, Document, Paragraph, Table, Unreadable
from parsers.readers import ofd

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
ROOT = f"""<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>
<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"""
DOCUMENT = f"""<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox>
</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>
<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>"""
FONTS = f"""<ofd:Res {OFD}><ofd:Fonts><ofd:Font ID="3" FontName="宋体"/><ofd:Font ID="4" FontName="Wingdings"/>
</ofd:Fonts></ofd:Res>"""
SIGNATURES = f"""<ofd:Signatures {OFD}><ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>"""
SIGNATURE = f"""<ofd:Signature {OFD}><ofd:SignedInfo><ofd:StampAnnot ID="1" PageRef="1" Boundary="29.7 21 40 40"/>
</ofd:SignedInfo></ofd:Signature>"""


def text(x: float, y: float, words: str, font: int = 3, more: str = "") -> str:
    """A text object; its box begins here."""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 60 6" Font="{font}" Size="4" {more}>'
        f'<ofd:TextCode X="0" Y="3.5" DeltaX="g {max(1, len(words) - 1)} 4">{words}</ofd:TextCode></ofd:TextObject>'
    )


def line(x: float, y: float, across: float, down: float) -> str:
    """A path object."""
    data = f"M 0 0 L {across} {down}"
    return (
        f'<ofd:PathObject ID="8" Boundary="{x} {y} {across + 1} {down + 1}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def package(*objects: str, signed: bool = False) -> bytes:
    """A file of one page."""
    page = f"<ofd:Page {OFD}><ofd:Content><ofd:Layer ID='2'>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"
    parts = {"OFD.xml": ROOT, "Doc_0/Document.xml": DOCUMENT, "Doc_0/PublicRes.xml": FONTS}
    parts["Doc_0/Pages/Page_0/Content.xml"] = page
    if signed:
        parts |= {"Doc_0/Signs/Signatures.xml": SIGNATURES, "Doc_0/Signs/Sign_0/Signature.xml": SIGNATURE}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, octets in parts.items():
            archive.writestr(name, octets)
    return stream.getvalue()


GRID = [line(20, y, 120, 0) for y in (40, 50, 60)] + [line(x, 40, 0, 20) for x in (20, 80, 140)]
CELLS = [
    text(22, 42, "姓名"),
    text(82, 42, "职务"),
    text(22, 52, "欧阳小满"),
    text(82, 52, "\xfe", 4),
    text(88, 52, "主任"),
]


def document(octets: bytes) -> Document:
    """The document, which can be read."""
    found = ofd.read(octets)
    assert isinstance(found, Document)
    return found


def test_text_in_ruled_lines_becomes_a_table() -> None:
    blocks = document(package(*GRID, *CELLS, text(20, 20, "附件1"))).blocks
    assert isinstance(blocks[0], Paragraph)
    assert isinstance(blocks[1], Table)
    assert blocks[0].text == "附件1"
    assert [c.text for c in blocks[1].cells] == ["姓名", "职务", "欧阳小满", f"{TICKED} 主任"]


def test_a_signature_places_a_seal() -> None:
    found = document(package(*GRID, *CELLS, signed=True))
    assert found.seal_decidable
    assert found.seals[0].where.box == pytest.approx((0.1, 0.1, 69.7 / 297, 61 / 210))
    assert document(package(*CELLS)).seals == ()


def test_what_is_not_shown_is_not_read() -> None:
    white = '<ofd:FillColor Value="255 255 255"/><ofd:TextCode'
    hidden = text(20, 20, "隐藏", more='Visible="false"') + text(20, 30, "白字").replace("<ofd:TextCode", white)
    assert document(package(hidden, text(20, 60, "可见"))).blocks[0].text == "可见"  # type: ignore[union-attr]
    assert len(document(package(hidden)).blocks) == 0


@pytest.mark.parametrize("octets", [b"", b"PK", package()[:300]])
def test_broken_files_are_values(octets: bytes) -> None:
    assert isinstance(ofd.read(octets), Unreadable)
