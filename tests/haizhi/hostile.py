"""Files made to hang, to fill the memory or to break a reader: what libraries have been known to stumble over.

In: nothing. Out: name → file name and octets. Elsewhere: archives, entities, endless drawing (`tests.golden.bombs`).
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from tests.golden.bombs import one_page, pdf, stream

File = tuple[str, bytes]
_IMAGE = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace/%s/Filter/%s/Length %d>>"
_SCAN = (b"/Resources<</XObject<</I 5 0 R>>>>", b"595 0 0 842 0 0 cm /I Do")


def _picture(side: int, bits: int, space: bytes, how: bytes, octets: bytes) -> bytes:
    head = _IMAGE % (side, side, bits, space, how, len(octets))
    return one_page(*_SCAN, head + b"\nstream\n" + octets + b"\nendstream")


def jbig2(side: int) -> bytes:
    """A page information segment of side × side points, and a generic region as large, without its data."""
    page = struct.pack(">IIIIBH", side, side, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", side, side, 0, 0, 0) + b"\x00" + b"\x03\xff\xfd\xff\x02\xfe\xfe\xfe" + b"\x55" * 500
    segments = struct.pack(">IBBBI", 0, 48, 0, 1, len(page)) + page
    return _picture(
        side, 1, b"DeviceGray", b"JBIG2Decode", segments + struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region
    )


def jpx(side: int) -> bytes:
    """A JPEG 2000 codestream of side × side points in three colours, in one tile."""
    size = struct.pack(">HHIIIIIIIIH", 47, 0, side, side, 0, 0, side, side, 0, 0, 3) + b"\x07\x01\x01" * 3
    coding = b"\xff\x52" + struct.pack(">HBBHBBBBBB", 12, 0, 0, 1, 1, 5, 4, 4, 0, 0)
    quantised = b"\xff\x5c" + struct.pack(">HB", 19, 0x20) + b"\x48" * 16
    tile = b"\xff\x90" + struct.pack(">HHIBB", 10, 0, 0, 0, 1) + b"\xff\x93" + b"\x80" * 2_000 + b"\xff\xd9"
    return _picture(side, 8, b"DeviceRGB", b"JPXDecode", b"\xff\x4f\xff\x51" + size + coding + quantised + tile)


def page_tree_in_a_ring() -> bytes:
    """Pages whose children are their parents."""
    kids = b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 100000/Parent 3 0 R>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", kids, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000/Parent 2 0 R>>"])


def table_of_places_in_a_ring() -> bytes:
    """A cross-reference table whose predecessor is itself, and objects that are references to each other."""
    octets = one_page(b"/Resources 5 0 R", b"BT ET", b"6 0 R", b"5 0 R")
    place = octets.rindex(b"startxref") + len(b"startxref\n")
    table = octets[place:].split()[0]
    return octets.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %s>>" % table)


def deep_arrays(depth: int) -> bytes:
    """An array in an array in an array …"""
    return one_page(b"/Resources 5 0 R", b"BT ET", b"<</Font " + b"[" * depth + b"]" * depth + b">>")


def font_that_draws_itself() -> bytes:
    """A Type 3 font whose letter is written with the same font."""
    letter = stream(b"1000 0 d0 BT /F 1 Tf (aaaaaaaa) Tj ET")
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 6 0 R>>"
        b"/Encoding<</Type/Encoding/Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]"
        b"/Resources<</Font<</F 5 0 R>>>>>>"
    )
    return one_page(b"/Resources<</Font<</F 5 0 R>>>>", b"BT /F 9 Tf 50 700 Td (aaaaaaaaaaaaaaaa) Tj ET", font, letter)


def font_of_all_letters() -> bytes:
    """A font whose table of meanings has 65,536 ranges of all that four octets can be."""
    ranges = b"100 beginbfrange\n" + b"<00000000> <ffffffff> <0041>\n" * 100 + b"endbfrange\n"
    head = b"begincmap\n1 begincodespacerange <00000000> <ffffffff> endcodespacerange\n"
    meanings = stream(head + ranges * 600 + b"endcmap end")
    inner = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>"
        b"/W[0 2000000000 500]/FontDescriptor 8 0 R>>"
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 6 0 R>>"
    described = b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1 1]/Ascent 1/Descent 0>>"
    words = b"BT /F 9 Tf 50 700 Td <00000001000000020000000300000004> Tj ET"
    return one_page(b"/Resources<</Font<</F 5 0 R>>>>", words, font, meanings, inner, described)


def endless_pattern() -> bytes:
    """A page filled with a pattern that repeats a million times a point."""
    tile = stream(
        b"0 0 .001 .001 re f",
        b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 .001 .001]/XStep .001/YStep .001/Resources<<>>",
    )
    return one_page(b"/Resources<</Pattern<</P 5 0 R>>>>", b"/Pattern cs /P scn 0 0 595 842 re f", tile)


def filters_upon_filters() -> bytes:
    """One gigabyte, deflated six times over."""
    octets = zlib.compress(bytes(1_000_000_000), 9)
    for _ in range(5):
        octets = zlib.compress(octets, 9)
    content = b"<</Length %d/Filter[%s]>>\nstream\n%s\nendstream" % (len(octets), b"/FlateDecode" * 6, octets)
    kids, sheet = (
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
    )
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", kids, sheet, content])


def _zipped(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, octets in parts.items():
            package.writestr(name.replace("__", "/"), octets)
    return held.getvalue()


def deep_xml(depth: int) -> bytes:
    """A Word document whose tables stand in tables."""
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    level, end = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    body = b'<w:document xmlns:w="%s"><w:body>%s%s</w:body></w:document>' % (space, level * depth, end * depth)
    kinds = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
    return _zipped(**{"[Content_Types].xml": kinds, "word__document.xml": body})


def sheet_of_one_cell() -> bytes:
    """A workbook with one cell, merged over seventeen milliards."""
    from openpyxl import Workbook

    book, held = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active["A1"] = "姓名"
    book.save(held)
    with zipfile.ZipFile(held) as package:
        parts = {name.replace("/", "__"): package.read(name) for name in package.namelist()}
    sheet = "xl__worksheets__sheet1.xml"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return _zipped(**parts | {sheet: parts[sheet].replace(b"</sheetData>", merged)})


def text_of_many_columns() -> bytes:
    """An ODT table one cell of which is repeated a hundred million times, in as many rows."""
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    cell = '<table:table-cell table:number-columns-repeated="100000000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="100000000">{cell}</table:table-row>'
    body = f"<office:body><office:text><table:table>{row}</table:table></office:text></office:body>"
    content = f"<office:document-content{spaces}>{body}</office:document-content>"
    return _zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": content.encode()})


def compound_file_in_a_ring() -> bytes:
    """An old Word file whose sectors follow each other in a ring."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0)
    table = struct.pack("<128I", 0xFFFFFFFD, 1, 2, *range(3, 128))
    name = "WordDocument".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name) + 2, 2, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    entry += bytes(36) + struct.pack("<IQ", 3, 0x7FFFFFFF)
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBBIII", 22, 5, 1, 1, 1, 1) + bytes(36)
    root += struct.pack("<IQ", 3, 0x7FFFFFFF)
    head = (head + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)).ljust(512, b"\0")[:512]
    return head + table + (root + entry).ljust(512, b"\0") + bytes(512 * 8)


def endless_tiff(side: int) -> bytes:
    """A TIFF of side × side points whose next picture is itself."""
    tags = (
        (256, 4, side),
        (257, 4, side),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (278, 4, side),
        (279, 4, 10),
    )
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + struct.pack("<I", 8)


def slow_jpeg(side: int, scans: int) -> bytes:
    """A progressive JPEG of side × side points that is drawn over and over again."""
    head = b"\xff\xd8\xff\xdb\x00\x43\x00" + b"\x01" * 64
    head += b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, side, side, 1) + b"\x01\x11\x00"
    codes = b"\xff\xc4" + struct.pack(">HB", 20, 0x00) + b"\x01" + bytes(15) + b"\x00"
    codes += b"\xff\xc4" + struct.pack(">HB", 20, 0x10) + b"\x01" + bytes(15) + b"\x00"
    first = b"\xff\xda" + struct.pack(">HBBB", 8, 1, 1, 0x00) + b"\x00\x00\x01" + b"\x00"
    again = b"\xff\xda" + struct.pack(">HBBB", 8, 1, 1, 0x00) + b"\x01\x3f\x01" + b"\x00"
    return head + codes + first + again * scans + b"\xff\xd9"


HOSTILE: Mapping[str, Callable[[], File]] = {
    "JBIG2": lambda: ("附件1.pdf", jbig2(65_000)),
    "JPX": lambda: ("附件1.pdf", jpx(60_000)),
    "pages in a ring": lambda: ("附件1.pdf", page_tree_in_a_ring()),
    "places in a ring": lambda: ("附件1.pdf", table_of_places_in_a_ring()),
    "deep arrays": lambda: ("附件1.pdf", deep_arrays(500_000)),
    "font that draws itself": lambda: ("附件1.pdf", font_that_draws_itself()),
    "font of all letters": lambda: ("附件1.pdf", font_of_all_letters()),
    "endless pattern": lambda: ("附件1.pdf", endless_pattern()),
    "filters upon filters": lambda: ("附件1.pdf", filters_upon_filters()),
    "deep XML": lambda: ("附件1.docx", deep_xml(200_000)),
    "one merged cell": lambda: ("附件1.xlsx", sheet_of_one_cell()),
    "repeated columns": lambda: ("附件1.odt", text_of_many_columns()),
    "sectors in a ring": lambda: ("附件1.doc", compound_file_in_a_ring()),
    "TIFF": lambda: ("盖章.tif", endless_tiff(60_000)),
    "JPEG": lambda: ("盖章.jpg", slow_jpeg(20_000, 20_000)),
}
