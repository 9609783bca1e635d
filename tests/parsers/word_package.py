"""Word documents written element by element, with everything that real forms hold. All people are invented."""

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
HEADINGS = ("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", "是否已开通“科协一家”账户")
VALUES = ("欧阳小满", "示例学会-联络部", "主任", "13800138000", "ou_yang-1@demo.example.cn")
OPTIONS = ("全国学会", "省级科协", "海外科技团体")


def docx(body: str) -> bytes:
    """A package with this body."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:body>{body}<w:sectPr><w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/>"
        "<w:pgMar w:top='1000' w:right='1000' w:bottom='1000' w:left='1000'/></w:sectPr></w:body></w:document>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONSHIPS)
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run; a newline is a line break."""
    parts = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in text.split("\n"))
    return f"<w:r><w:rPr>{properties}</w:rPr>{parts}</w:r>"


def paragraph(*runs: str) -> str:
    """A paragraph of runs."""
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(*paragraphs: str, width: int = 2000, properties: str = "") -> str:
    """A table cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def table(*rows: list[str], columns: int = 7, width: int = 2000) -> str:
    """A ruled table."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def symbol(code: str, font: str = "Wingdings") -> str:
    """An inserted symbol."""
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def field(instruction: str, result: str = "", data: str = "") -> str:
    """A complex field."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run(result) if result else ""
    code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return f'{begin}{code}{middle}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def check_box(checked: bool) -> str:
    """A legacy form field."""
    state = f'<w:default w:val="0"/><w:checked w:val="{int(checked)}"/>'
    data = f'<w:ffData><w:name w:val="b"/><w:enabled/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>'
    return field(" FORMCHECKBOX ", "", data)


def form(types: str, opened: str = "是", name: str = VALUES[0]) -> str:
    """The form's table with these paragraphs as the cell of types."""
    values = [cell(paragraph(run(text))) for text in (name, *VALUES[1:])]
    heading = [cell(paragraph(run(text))) for text in HEADINGS]
    return table(heading, [*values, cell(types), cell(paragraph(run(opened)))])


def options(marks: tuple[str, str, str]) -> str:
    """One paragraph for each option, with these runs as marks."""
    return "".join(paragraph(mark, run(option)) for mark, option in zip(marks, OPTIONS, strict=True))


def typed() -> bytes:
    """Ticks typed as characters; unit name above; notes below."""
    marks = (run("□"), run("☑"), run("□"))
    unit = paragraph(run("单位名称：（盖章）示例学会"))
    return docx(paragraph(run("附件1")) + unit + form(options(marks)) + paragraph(run("注：均为必填项。")))


def symbols() -> bytes:
    """Ticks as inserted symbols, and one as text in the symbol font."""
    font = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:cs="Wingdings"/>'
    return docx(form(options((symbol("F0A8"), symbol("F0FE"), run("o", font)))))


def check_boxes() -> bytes:
    """Ticks as legacy form fields."""
    return docx(form(options((check_box(False), check_box(True), check_box(False)))))


def marked() -> bytes:
    """Options chosen without a tick: the others struck out; deleted, hidden and linked text; an overlay field."""
    struck, hidden = "<w:strike/>", "<w:vanish/>"
    types = paragraph(run("全国学会", struck)) + paragraph(run("省级科协")) + paragraph(run("海外科技团体", struck))
    changed = (
        '<w:ins w:id="1" w:author="a" w:date="2022-09-01T00:00:00Z">' + run("新部门") + "</w:ins>"
        '<w:del w:id="2" w:author="a" w:date="2022-09-01T00:00:00Z"><w:r><w:delText>旧部门</w:delText></w:r></w:del>'
    )
    overlay = field(" EQ \\o\\ac(□,√) ")
    link = field(' HYPERLINK "mailto:a@demo.example.cn" ', "a@demo.example.cn")
    rows = [
        [cell(paragraph(run("可见"), run("看不见", hidden))), cell(paragraph(changed)), cell(types)],
        [cell(paragraph(overlay, run("是"))), cell(paragraph(link)), cell(paragraph(run("第一行\n第二行")))],
    ]
    return docx(table(*rows, columns=3))


def merged() -> bytes:
    """Cells merged across and down, and a table within a cell."""
    across, start, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    inner = table([cell(paragraph(run("内一"))), cell(paragraph(run("内二")))], columns=2, width=900)
    rows = [
        [cell(paragraph(run("横跨")), width=4000, properties=across), cell(paragraph(run("竖跨")), properties=start)],
        [cell(paragraph(run("甲"))), cell(paragraph(run("乙"))), cell(paragraph(), properties=below)],
        [cell(paragraph(run("丙"))), cell(inner, paragraph(run("外"))), cell(paragraph(run("丁")))],
    ]
    return docx(table(*rows, columns=3))


SAMPLES = {"typed": typed, "symbols": symbols, "check_boxes": check_boxes, "marked": marked, "merged": merged}
