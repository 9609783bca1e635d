"""Annex 1 as a Word file that people fill in: drawn like the notice's form, on one landscape page of A4.

In: Filled, Notice. Out: octets of a .docx, the same for the same input (no clock, no random numbers).
Elsewhere: which values are right (`outbox.prefilled`).
The boxes are content controls (ECMA-376 with Word 2010's `w14:checkbox`): one click ticks them, in Word and in WPS.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from math import ceil

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from rules.notice import Notice

COLUMNS = {
    "name": 2.2,
    "unit_department": 4.3,
    "position": 2.2,
    "mobile": 3.5,
    "email": 4.7,
    "unit_type": 6.2,
    "has_account": 2.6,
}
"""Centimetres, in printed order."""
FONT, MARKED = "仿宋", "FFF2CC"
SIZES = (10.5, 9.0, 8.0, 7.0, 6.0)
"""Points; a long value is set smaller, so that the form stays on one page."""
TALLEST_CELL, TALLEST_UNIT = 215.0, 50.0
"""Points that a cell and the line of the unit's name may take up."""
LINE, PADDING_CM = 1.35, 0.4
UNIT_WIDTH_CM = 21.5
EARLIEST = (1980, 1, 1, 0, 0, 0)
NOT_NEEDED = ("thumbnail", "stylesWithEffects", "customXml", "numbering", "webSettings")
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands on the form."""

    values: Mapping[str, str]
    ticked: str = ""
    """The unit type that is ticked; "" for none."""
    has_account: str = ""
    marked: frozenset[str] = frozenset()
    """Fields that are to be filled in."""


def form_octets(filled: Filled, notice: Notice) -> bytes:
    """The form as a file."""
    document = Document()
    _page(document)
    _plain(document.add_paragraph(), notice.form.annex, 14)
    title = _plain(document.add_paragraph(), notice.form.title, 18, bold=True)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(10)
    _unit(document.add_paragraph(), filled, notice)
    _table(document, filled, notice)
    for place, line in enumerate(notice.form.notes):
        _plain(document.add_paragraph(), line, 10.5).paragraph_format.space_before = Pt(0 if place else 6)
    _properties(document, notice)
    return _without_times(document)


def size_that_fits(text: str, width_cm: float, tallest: float) -> float | None:
    """The largest size in which a text keeps within this height; None where none does."""
    return next((size for size in SIZES if _height(text, size, width_cm) <= tallest), None)


def _height(text: str, size: float, width_cm: float) -> float:
    width: float = Cm(width_cm).pt
    # A line ends before a long word, which may leave half of it free.
    wide = sum(_width(c) for c in text) * size * (1.5 if re.search(r"[ -~]{12}", text) else 1.1)
    return ceil(wide / width) * size * LINE


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return 0.6 if character.islower() or character.isdigit() or character in " .-_" else 0.9


def _page(document: DocumentObject) -> None:
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.5)


def _plain(paragraph: Paragraph, text: str, size: float, *, bold: bool = False) -> Paragraph:
    paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.space_after = Pt(4)
    # Exact, so that a computer with other fonts breaks the page at the same place.
    paragraph.paragraph_format.line_spacing = Pt(size * LINE)
    run = paragraph.add_run(_NOT_XML.sub("", text))
    run.bold = bold
    _in_font(run, size)
    return paragraph


def _in_font(run: Run, size: float) -> None:
    run.font.name, run.font.size = FONT, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), FONT)


def _unit(paragraph: Paragraph, filled: Filled, notice: Notice) -> None:
    name = filled.values.get("unit_name", "")
    size = size_that_fits(name, UNIT_WIDTH_CM, TALLEST_UNIT)
    label = f"{notice.form.labels['unit_name']}：{notice.form.noise[0]}"
    _plain(paragraph, label + (name if size else ""), 12 if len(name) <= 60 else size or 12)
    if "unit_name" in filled.marked or size is None:
        paragraph._p.get_or_add_pPr().append(_ground())


def _table(document: DocumentObject, filled: Filled, notice: Notice) -> None:
    table: Table = document.add_table(rows=2, cols=len(COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    table.rows[1].height_rule, table.rows[1].height = WD_ROW_HEIGHT_RULE.AT_LEAST, Cm(4)
    for place, (key, width) in enumerate(COLUMNS.items()):
        table.columns[place].width = Cm(width)
        heading, cell = table.cell(0, place), table.cell(1, place)
        for one in (heading, cell):
            one.width, one.vertical_alignment = Cm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _plain(heading.paragraphs[0], notice.form.labels[key], 10.5, bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
        written = _boxes(cell, filled, notice) if key == "unit_type" else _value(cell, key, filled)
        if key in filled.marked or not written:
            cell._tc.get_or_add_tcPr().append(_ground())


def _value(cell: _Cell, key: str, filled: Filled) -> bool:
    """False where it does not fit, and is left out."""
    text = filled.has_account if key == "has_account" else filled.values.get(key, "")
    size = size_that_fits(text, COLUMNS[key] - PADDING_CM, TALLEST_CELL)
    _plain(cell.paragraphs[0], text if size else "", size or SIZES[0]).alignment = WD_ALIGN_PARAGRAPH.CENTER
    return size is not None


def _boxes(cell: _Cell, filled: Filled, notice: Notice) -> bool:
    for place, option in enumerate(notice.options):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        _plain(paragraph, option, 10.5).paragraph_format.space_after = Pt(0)
        paragraph.runs[0]._r.addprevious(_box(place, ticked=option == filled.ticked))
    return True


def _box(place: int, *, ticked: bool) -> BaseOxmlElement:
    glyph = "☑" if ticked else "□"
    fonts = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="21"/>'
    return parse_xml(
        f'<w:sdt {nsdecls("w")} {_W14}><w:sdtPr><w:id w:val="{7400 + place}"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2611" w14:font="宋体"/>'
        '<w14:uncheckedState w14:val="25A1" w14:font="宋体"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{fonts}</w:rPr><w:t>{glyph}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _ground() -> BaseOxmlElement:
    return parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{MARKED}"/>')


def _properties(document: DocumentObject, notice: Notice) -> None:
    properties, issued = document.core_properties, datetime.combine(notice.issued, time())
    properties.title, properties.author, properties.comments = notice.form.title, notice.issuer, ""
    properties.created = properties.modified = issued
    properties.last_modified_by = notice.issuer


def _without_times(document: DocumentObject) -> bytes:
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.rpartition("/")[2] in NOT_NEEDED]:
            del relations[key]
    saved, written = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in parts.namelist():
            one = zipfile.ZipInfo(name, EARLIEST)
            one.compress_type, one.create_system = zipfile.ZIP_DEFLATED, 0
            file.writestr(one, parts.read(name), compresslevel=9)
    return written.getvalue()
