"""Word documents for tests, written as raw XML the way Word and WPS write it; every person in them is invented.

Pieces of XML are plain strings: runs inside paragraphs inside cells inside rows. `docx` makes the package.
"""

import io
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.parsers.annex1_layout import ACCOUNT, TITLE, UNIT_TYPES

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, look: str = "") -> str:
    """A run; `look` is the inside of its w:rPr."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def font(name: str, slots: Sequence[str] = ("ascii", "hAnsi")) -> str:
    """Fonts of a run."""
    return "<w:rFonts " + " ".join(f'w:{slot}="{name}"' for slot in slots) + "/>"


def symbol(name: str, code: str) -> str:
    """What Insert > Symbol writes."""
    return f'<w:r><w:sym w:font="{name}" w:char="{code}"/></w:r>'


def content_box(checked: bool, glyph: str = "") -> str:
    """A content control that is a tick box."""
    shown = glyph or ("☒" if checked else "☐")
    state = f'<w14:checkbox><w14:checked w14:val="{int(checked)}"/></w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{run(shown, font('MS Gothic'))}</w:sdtContent></w:sdt>"


def control(content: str, properties: str = "") -> str:
    """Any other content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str = "", data: str = "") -> str:
    """A complex field; `result` is runs."""
    form_data = f"<w:ffData>{data}</w:ffData>" if data else ""
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{form_data}</w:fldChar></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    marks = ['<w:r><w:fldChar w:fldCharType="separate"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>']
    return begin + code + marks[0] + result + marks[1]


def form_box(checked: bool, default: bool = False) -> str:
    """A legacy form field that is a tick box; Word leaves out w:val where it is ticked by hand."""
    ticked = "<w:checked/>" if checked else "" if not default else '<w:checked w:val="0"/>'
    box = f'<w:checkBox><w:sizeAuto/><w:default w:val="{int(default)}"/>{ticked}</w:checkBox>'
    return field("FORMCHECKBOX", data=f'<w:name w:val="a"/><w:enabled/>{box}')


def text_box(content: str, floating: bool = True) -> str:
    """A text box as Word 2010 and later write it: both notations of one box."""
    place = "anchor" if floating else "inline"
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>"
    drawing = (
        f"<w:drawing><wp:{place}><a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></wp:{place}></w:drawing>"
    )
    return alternatives(drawing, vml_box(content, floating))


def vml_box(content: str, floating: bool = True) -> str:
    """A text box in the older notation, without run."""
    style = "position:absolute;width:20pt" if floating else "width:20pt"
    box = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return f'<w:pict><v:shape style="{style}">{box}</v:shape></w:pict>'


def alternatives(choice: str, fallback: str) -> str:
    """A run with two notations of one thing."""
    inner = f'<mc:Choice Requires="wps">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{inner}</mc:AlternateContent></w:r>"


def inserted(content: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author="a" w:date="2022-09-15T08:10:00Z">{content}</w:ins>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    return f'<w:del w:id="2" w:author="a"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>'


def paragraph(*content: str, properties: str = "") -> str:
    """A paragraph of runs; plain text becomes a run."""
    inner = "".join(part if part.startswith("<") else run(part) for part in content if part)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def cell(*paragraphs: str, span: int = 1, merge: str = "") -> str:
    """A cell; `merge` is restart or continue. Plain text becomes a paragraph a line."""
    blocks = [b for p in paragraphs for b in ([p] if p.startswith("<") else map(paragraph, p.split("\n")))]
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    across = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{grid}{across}</w:tcPr>{''.join(blocks) or '<w:p/>'}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; plain text becomes a cell."""
    inner = "".join(part if part.startswith("<w:") else cell(part) for part in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def docx(
    *blocks: str, parts: Mapping[str, str] | None = None, kind: str = "document.main+xml", strict: bool = False
) -> bytes:
    """The package. `parts`: the insides of styles, numbering, header, footer or footnotes by name."""
    roots = {"styles": "styles", "numbering": "numbering", "header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
    files = {
        "word/document.xml": f"<w:document {DECLARATIONS}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>",
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations([(name, f"{name}.xml") for name in parts or {}]),
    }
    for name, inside in (parts or {}).items():
        files[f"word/{name}.xml"] = f"<w:{roots[name]} {DECLARATIONS}>{inside}</w:{roots[name]}>"
    types = "".join(
        f'<Override PartName="/{path}" ContentType="{_content_type(path, kind)}"/>'
        for path in files
        if "rels" not in path
    )
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    files["[Content_Types].xml"] = f'<Types xmlns="{namespace}">{defaults}{types}</Types>'
    return zipped({name: HEADER + (_strict(text) if strict else text) for name, text in files.items()})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return octets.getvalue()


def _content_type(path: str, kind: str) -> str:
    if path == "word/document.xml":
        return kind if kind.startswith("application/") else f"{WORD}.{kind}"
    return f"{WORD}.{path.removeprefix('word/').removesuffix('.xml')}+xml"


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _strict(text: str) -> str:
    for old, new in (("wordprocessingml/2006/", "wordprocessingml/"), ("officeDocument/2006/", "officeDocument/")):
        text = text.replace(f"http://schemas.openxmlformats.org/{old}", f"http://purl.oclc.org/ooxml/{new}")
    return text


@dataclass(frozen=True, slots=True)
class Person:
    """What one invented unit fills in."""

    unit_name: str
    name: str
    unit_department: str
    position: str
    mobile: str
    email: str
    unit_type: str
    has_account: str


def person(seed: int) -> Person:
    """An invented person of an invented unit, the same for the same seed."""
    rng = random.Random(seed)
    unit = (
        rng.choice("甲乙丙丁戊己庚辛")
        + rng.choice("云河山海星")
        + rng.choice(("省科学技术协会", "研究学会", "科技协会"))
    )
    name = rng.choice("赵钱孙李周吴郑王") + "".join(rng.sample("若水清风明月安然思远", rng.choice((1, 2))))
    return Person(
        unit_name=unit,
        name=name,
        unit_department=f"{unit}-{rng.choice(('国际部', '联络处', '秘书处', '学会部-二室'))}",
        position=rng.choice(("主任", "副处长", "三级调研员", "秘书")),
        mobile=f"1{rng.choice('3578')}{rng.randrange(10**8, 10**9)}",
        email=f"{rng.choice('abcxyz')}{rng.randrange(1000)}@{rng.choice(('a-b', 'unit', 'kx'))}.example.cn",
        unit_type=rng.choice(UNIT_TYPES),
        has_account=rng.choice("是否"),
    )


Box = Callable[[bool], str]
"""Draws a tick box, ticked or not, as XML or plain text."""


def options_cell(chosen: str, box: Box, options: Sequence[str] = UNIT_TYPES) -> str:
    """One paragraph an option, each with its box before it."""
    return cell(*(paragraph(box(option == chosen), option) for option in options))


def form(who: Person, box: Box = lambda ticked: "☑" if ticked else "□") -> list[str]:
    """The blocks of Annex 1 as printed, filled in."""
    labels = row("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", ACCOUNT)
    written = (who.name, who.unit_department, who.position, who.mobile, who.email)
    values = row(*written, options_cell(who.unit_type, box), who.has_account)
    lines = [paragraph("附件1"), paragraph(TITLE), paragraph(f"单位名称：（盖章）{who.unit_name}")]
    return [*lines, table(labels, values), paragraph("注：1.以上各项均为必填项，请勿空缺。")]
