"""Golden stories: how people really fill the form in: typed around, rearranged, pasted as a picture, as plain words.

In: nothing. Out: STORIES. Elsewhere: how programs write a docx (`shapes`), ticks (`ticks`), mails (`offices`).
"""

import io
import zipfile
from collections.abc import Mapping, Sequence

import pypdfium2
from PIL import Image

from tests.golden.person import ROW, UNIT, handed_in, octets_of
from tests.golden.shapes import GRID, LABELS, NOTE, RAW, TITLE, UNIT_LINE, VALUES, sent, with_value
from tests.golden.story import Story
from tests.parsers import docx_builder as word
from tests.parsers.docx_builder import cell, control, docx, paragraph, row, run, table

SECTION = "填写的样子"
BREAK = "<w:r><w:br/></w:r>"
UNDERLINED = '<w:u w:val="single"/>'
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NAMES = ("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", word.ACCOUNT)
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="5400000" cy="7600000"/><a:graphic><a:graphicData>'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
    '<a:blip r:embed="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)


def labelled(*names: str) -> bytes:
    """The form with other labels over the same values."""
    return sent(*TITLE, UNIT_LINE, table(row(*names), row(*VALUES)), NOTE)


def ordered(*places: int) -> bytes:
    """The form with its columns in another order; -1 is a column of somebody's own."""
    labels = [NAMES[place] if place >= 0 else "序号" for place in places]
    values = [VALUES[place] if place >= 0 else "1" for place in places]
    return sent(*TITLE, UNIT_LINE, table(row(*labels), row(*values)), NOTE)


def under(*lines: str) -> bytes:
    """The form with its unit written in these lines above the table."""
    return sent(*TITLE, *lines, GRID, NOTE)


def scan(name: str = "printed.pdf") -> bytes:
    """A page as a JPEG."""
    picture: Image.Image = pypdfium2.PdfDocument(octets_of(name))[0].render(scale=2).to_pil().convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def with_picture(*blocks: str, picture: bytes) -> bytes:
    """A docx in which a picture lies, as Word packs it."""
    link = f'<Relationship Id="rId1" Type="{word.OFFICE}/image" Target="media/image1.jpeg"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(*blocks))) as plain, zipfile.ZipFile(out, "w") as made:
        for name in plain.namelist():
            made.writestr(name, plain.read(name).replace(b"</Relationships>", link.encode() + b"</Relationships>"))
        made.writestr("word/media/image1.jpeg", picture)
    return out.getvalue()


def words(values: Mapping[str, str]) -> bytes:
    """No table at all: a line a field."""
    lines = [f"{label}：{text}" for label, text in values.items()]
    return sent(*TITLE, *(paragraph(line) for line in lines))


PLAIN = dict(zip(("单位名称", *NAMES), (UNIT, *(ROW[key] for key in ROW)), strict=True))
PLACEHOLDER = '<w:placeholder><w:docPart w:val="A"/></w:placeholder><w:showingPlcHdr/>'
VERTICAL = [f'<w:tc><w:tcPr><w:textDirection w:val="tbRlV"/></w:tcPr>{paragraph(label)}</w:tc>' for label in NAMES]
TRADITIONAL = ("姓名", "單位-部門", "職務", "手機號", "郵箱", "單位類型", "是否已開通「科協一家」賬戶")

READ = (
    Story("label-blanks", SECTION, "栏名里加了空格（姓　名、职 务）", RAW, lambda: labelled(
          "姓　　名", "单位 - 部门", "职  务", "手 机 号", "邮  箱", "单位 类型", word.ACCOUNT)),
    Story("label-colons", SECTION, "栏名后加了冒号或星号", RAW, lambda: labelled(
          "姓名：", "单位-部门:", "职务：", "*手机号：", "邮箱：", "*单位类型：", word.ACCOUNT + "：")),
    Story("label-lines", SECTION, "栏名一字一行", RAW, lambda: labelled(
          "姓\n名", "单位-\n部门", "职\n务", "手\n机\n号", "邮\n箱", "单位\n类型", word.ACCOUNT)),
    Story("label-vertical", SECTION, "栏名竖排（文字方向）", RAW, lambda: labelled(*VERTICAL)),
    Story("label-traditional", SECTION, "栏名成了繁体字", RAW, lambda: labelled(*TRADITIONAL)),
    Story("columns-reordered", SECTION, "各栏换了先后", RAW, lambda: ordered(5, 1, 0, 2, 4, 3, 6)),
    Story("columns-added", SECTION, "加了“序号”一栏", RAW, lambda: ordered(-1, 0, 1, 2, 3, 4, 5, 6)),
    Story("rows-added", SECTION, "表里多出空行", RAW, lambda: sent(
          *TITLE, UNIT_LINE, table(LABELS, row(*VALUES), *[row(*[""] * 7)] * 3), NOTE)),
    Story("rows-samples", SECTION, "样例留在另一行", RAW, lambda: sent(
          *TITLE, UNIT_LINE, table(LABELS, row("", "例1：重庆市科协-国际合作部", *[""] * 5), row(*VALUES)), NOTE)),
    Story("unit-in-table", SECTION, "单位名称写在表格首行（合并单元格）", RAW, lambda: sent(
          *TITLE, table(row(cell(f"单位名称：（盖章）{UNIT}", span=7)), LABELS, row(*VALUES)), NOTE)),
    Story("unit-cell-beside", SECTION, "单位名称与内容分在表格首行的两格", RAW, lambda: sent(
          *TITLE, table(row(cell("单位名称（盖章）", span=2), cell(UNIT, span=5)), LABELS, row(*VALUES)), NOTE)),
    Story("unit-next-line", SECTION, "单位名称写在标签的下一行", RAW, lambda: under(
          paragraph("单位名称：（盖章）"), paragraph(UNIT))),
    Story("unit-two-lines", SECTION, "单位名称断成两行", RAW, lambda: under(
          paragraph(run("单位名称：（盖章）" + UNIT[:3]), BREAK, run(UNIT[3:])))),
    Story("unit-runs", SECTION, "单位名称分成几段下划线", RAW, lambda: under(paragraph(
          run("单位名称：（盖章）"), *(run(part, UNDERLINED) for part in ("　", UNIT[:2], UNIT[2:], "　　"))))),
    Story("title-gone", SECTION, "只有表格，删去了标题与附件字样", RAW, lambda: sent(UNIT_LINE, GRID)),
    Story("phone-spaced", SECTION, "手机号分段（139 0001 0021）", RAW, lambda: with_value(3, run("139 0001 0021"))),
    Story("phone-dashed", SECTION, "手机号分段（139-0001-0021）", RAW, lambda: with_value(3, run("139-0001-0021"))),
    Story("phone-country", SECTION, "手机号带国家码（+86）", RAW, lambda: with_value(3, run("+86 13900010021"))),
    Story("name-spaced", SECTION, "姓名字间加了空格", RAW, lambda: with_value(0, run("闻人 知　秋"))),
    Story("value-blanks", SECTION, "内容前后有空格、空行", RAW, lambda: with_value(
          2, BREAK + run("  　副秘书长　 ") + BREAK + BREAK)),
    Story("number-in-list", SECTION, "手机号在自动编号的段落里", RAW, lambda: sent(*TITLE, UNIT_LINE, table(
          LABELS, row(*VALUES[:3], cell(paragraph(ROW["mobile"], properties=NUMBERED)), *VALUES[4:])), NOTE)),
    Story("scan-beside-form", SECTION, "WORD版表格之后又贴了盖章件图片", RAW, lambda: handed_in(
          with_picture(*TITLE, UNIT_LINE, GRID, NOTE, PICTURE, picture=scan("stamped.pdf")))),
    Story("email-with-name", SECTION, "邮箱写成“姓名 <地址>”", RAW, lambda: with_value(
          4, run("闻人知秋 <wenren.zq@insect.example.cn>"))),
    Story("email-two-lines", SECTION, "邮箱断成两行", RAW, lambda: with_value(
          4, run("wenren.zq@insect.") + BREAK + run("example.cn"))),
    Story("phone-remark", SECTION, "手机号后注“微信同号”", RAW, lambda: with_value(3, run("13900010021（微信同号）"))),
    Story("label-in-value", SECTION, "内容里又写了一遍栏名（姓名：……）", RAW, lambda: with_value(
          0, run("姓名：闻人知秋"))),
    Story("department-lines", SECTION, "单位与部门写成两行，没有连字符", RAW, lambda: with_value(
          1, run("中国昆虫学会") + BREAK + run("国际交流部"))),
    Story("department-dash", SECTION, "单位与部门之间是破折号", RAW, lambda: with_value(
          1, run("中国昆虫学会——国际交流部"))),
    Story("type-chosen-from-list", SECTION, "单位类型是下拉列表控件", RAW, lambda: with_value(
          5, control(run("全国学会"), "<w:dropDownList/>"))),
    Story("two-headers", SECTION, "表头上面又加了一行合并的标题", RAW, lambda: sent(*TITLE, UNIT_LINE, table(
          row(cell("负责人信息", span=7)), LABELS, row(*VALUES)), NOTE)),
    Story("blank-first-row", SECTION, "表头下先有一个空行", RAW, lambda: sent(*TITLE, UNIT_LINE, table(
          LABELS, row(*[""] * 7), row(*VALUES)), NOTE)),
    Story("unit-twice", SECTION, "印好的“单位名称：”一行空着，另写了一行", RAW, lambda: under(
          paragraph("单位名称：（盖章）"), UNIT_LINE)),
    Story("plain-words", SECTION, "没有表格，一行一项", RAW, lambda: words(PLAIN)),
)  # fmt: skip
OTHERWISE = (
    Story("picture-in-word", SECTION, "WORD版里只有一张表格的图片", RAW, lambda: handed_in(
          with_picture(paragraph("附件1"), PICTURE, picture=scan())), "rejected", ("word_missing",)),
    Story("placeholder-left", SECTION, "内容控件里还是“单击此处输入文字”", RAW, lambda: sent(
          *TITLE, UNIT_LINE, table(LABELS, row(*VALUES[:2], cell("<w:p>" + control(run(
              "单击或点击此处输入文字。"), PLACEHOLDER) + "</w:p>"), *VALUES[3:]))), "rejected",
          ("missing:position",)),
    Story("slash", SECTION, "职务填了“/”", RAW, lambda: with_value(2, run("/")), "rejected", ("missing:position",)),
    Story("phone-two", SECTION, "填了两个手机号", RAW, lambda: with_value(3, run("13900010021/13900010022")),
          "rejected", ("invalid:mobile", "mismatch:mobile")),
    Story("email-two", SECTION, "填了两个邮箱", RAW, lambda: with_value(
          4, run("wenren.zq@insect.example.cn、b@insect.example.cn")), "rejected",
          ("invalid:email", "mismatch:email")),
    Story("phone-landline", SECTION, "填了办公电话", RAW, lambda: with_value(3, run("010-62551234")), "rejected",
          ("invalid:mobile", "mismatch:mobile")),
    Story("department-joined", SECTION, "单位与部门连写，没有连字符", RAW, lambda: with_value(
          1, run("中国昆虫学会国际交流部")), "review", ("uncertain:unit_department",), "由工作人员确认"),
    Story("phone-short", SECTION, "手机号少一位", RAW, lambda: with_value(3, run("1390001002")), "rejected",
          ("invalid:mobile", "mismatch:mobile")),
    Story("unit-elsewhere", SECTION, "单位名称只在落款", RAW, lambda: sent(*TITLE, GRID, NOTE, paragraph(UNIT)),
          "rejected", ("missing:unit_name",)),
)  # fmt: skip
STORIES: Sequence[Story] = (*READ, *OTHERWISE)
