"""Golden stories: the shapes that a Word file takes in WPS, Word 2007 to 365, LibreOffice and python-docx.

In: nothing. Out: STORIES. Elsewhere: ticks (`ticks`), other formats (`formats`).
"""

import io
from collections.abc import Sequence

from docx import Document as new_document  # noqa: N813

from rules.finding import FIELDS
from tests.golden.person import ROW, UNIT, WHO, handed_in, mail, octets_of, stamped
from tests.golden.story import Story
from tests.parsers import docx_builder as word
from tests.parsers.docx_builder import cell, control, docx, form, paragraph, row, run, table

SECTION = "WORD / WPS 文件的写法（docx）"
RAW, WPS = "原始XML（Word写法）", "原始XML（WPS写法）"
TITLE = [paragraph("附件1"), paragraph(word.TITLE)]
UNIT_LINE = paragraph(f"单位名称：（盖章）{UNIT}")
LABELS = row("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", word.ACCOUNT)
OPTIONS = word.options_cell(WHO.unit_type, lambda ticked: "☑" if ticked else "□")
VALUES = (WHO.name, WHO.unit_department, WHO.position, WHO.mobile, WHO.email, OPTIONS, WHO.has_account)
NOTE = paragraph("注：1.以上各项均为必填项，请勿空缺。")
GRID = table(LABELS, row(*VALUES))


def sent(*blocks: str, **about: object) -> bytes:
    """A mail with a docx of these blocks and the stamped PDF."""
    return handed_in(docx(*blocks, **about))  # type: ignore[arg-type]


def with_value(place: int, content: str) -> bytes:
    """The form with this in the cell of one field."""
    values = [*VALUES[:place], cell(paragraph(content)), *VALUES[place + 1 :]]
    return sent(*TITLE, UNIT_LINE, table(LABELS, row(*values)), NOTE)


def with_python_docx() -> bytes:
    """The form as python-docx writes it."""
    document = new_document()
    for line in ("附件1", word.TITLE, f"单位名称：（盖章）{UNIT}"):
        document.add_paragraph(line)
    grid = document.add_table(2, 7)
    ticks = "\n".join(("☑" if kind == ROW["unit_type"] else "□") + kind for kind in word.UNIT_TYPES)
    keys = ("name", "unit_department", "position", "mobile", "email")
    texts = [*(ROW[key] for key in keys), ticks, ROW["has_account"]]
    for column, text in enumerate(("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", word.ACCOUNT)):
        grid.cell(0, column).text, grid.cell(1, column).text = text, texts[column]
    out = io.BytesIO()
    document.save(out)
    return handed_in(out.getvalue())


def wps_run(text: str) -> str:
    """WPS names the fonts of every run, and its hint."""
    return run(text, '<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/>'  # noqa: E501
               '<w:sz w:val="24"/><w:vertAlign w:val="baseline"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>')  # fmt: skip  # noqa: E501


def split(text: str) -> str:
    """A value in many runs with spelling marks between them, as input methods leave it."""
    return paragraph('<w:proofErr w:type="spellStart"/>'.join(wps_run(character) for character in text))


def with_wps() -> bytes:
    """The form as WPS writes it: every character a run of its own, names of fonts in Chinese."""
    values = [cell(split(value)) for value in VALUES[:5]]
    return sent(*TITLE, split(f"单位名称：（盖章）{UNIT}"), table(LABELS, row(*values, OPTIONS, WHO.has_account)), NOTE)


def transposed() -> bytes:
    """Labels down the left side, values beside them."""
    labels = ("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", word.ACCOUNT)
    return sent(*TITLE, UNIT_LINE, table(*(row(a, b) for a, b in zip(labels, VALUES, strict=True))), NOTE)


def link(address: str) -> str:
    """What Word makes of a typed address."""
    return f'<w:hyperlink r:id="rId9">{run(address, chr(60) + "w:rStyle w:val=" + chr(34) + "a" + chr(34) + "/>")}</w:hyperlink>'  # noqa: E501


RUBY = (
    '<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>wén rén</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>闻人</w:t></w:r>'
    "</w:rubyBase></w:ruby></w:r>" + run("知秋")
)  # fmt: skip
NOTICE = [paragraph(f"第{n}条　各单位推荐的机构，应与本单位已经建立良好合作基础。") for n in range(1, 30)]
ANNEX_2 = [
    paragraph("附件2"), paragraph("推荐海智合作机构信息表（样表）"),
    table(row("机构名称", ""), row("统一社会信用代码", ""), row("联系人", ""), row("手机号", ""), row("邮箱", "")),
]  # fmt: skip
OTHER = word.Person(
    UNIT, "申屠若谷", WHO.unit_department, "干事", "13900010022", "sg@insect.example.cn", WHO.unit_type, "是"
)

STRUCK = "<w:strike/>"
STRUCK_ROW = [
    cell(paragraph(run(text, STRUCK)))
    for text in ("申屠若谷", "中国昆虫学会-秘书处", "主任", "13900010099", "x@insect.example.cn")
]
BLANK = word.Person("", "", "例1：重庆市科协-国际合作部\n例3：中华医学会-对外联络部", "", "", "", "无", "")

READ = (
    Story("docx-python-docx", SECTION, "python-docx 生成", "python-docx", with_python_docx),
    Story("docx-libreoffice", SECTION, "LibreOffice 另存为 docx", "LibreOffice",
          lambda: handed_in(octets_of("form-libreoffice.docx"))),
    Story("docx-wps", SECTION, "WPS 另存为 docx：每个字一个run，中文字体名", WPS, with_wps),
    Story("docx-strict", SECTION, "Strict Open XML", RAW, lambda: sent(*form(WHO), strict=True)),
    Story("docx-macro", SECTION, "docm（宏不运行）", RAW, lambda: sent(
          *form(WHO), kind="application/vnd.ms-word.document.macroEnabled.main+xml")),
    Story("docx-template", SECTION, "dotx 模板", RAW, lambda: sent(*form(WHO), kind="template.main+xml")),
    Story("docx-unit-in-box", SECTION, "单位名称写在文本框里（mc:AlternateContent）", WPS,
          lambda: sent(*TITLE, f"<w:p>{word.text_box(UNIT_LINE)}</w:p>", GRID, NOTE)),
    Story("docx-table-in-box", SECTION, "整张表放在文本框里", WPS,
          lambda: sent(*TITLE, UNIT_LINE, f"<w:p>{word.text_box(GRID)}</w:p>", NOTE)),
    Story("docx-sdt-cell", SECTION, "内容控件包住单元格", RAW, lambda: sent(*TITLE, UNIT_LINE, table(
          LABELS, row(*(control(cell(v)) for v in VALUES[:5]), OPTIONS, WHO.has_account)))),
    Story("docx-sdt-table", SECTION, "内容控件包住整张表", RAW, lambda: sent(*TITLE, UNIT_LINE, control(GRID))),
    Story("docx-sdt-row", SECTION, "内容控件包住一行", RAW,
          lambda: sent(*TITLE, UNIT_LINE, table(LABELS, control(row(*VALUES))))),
    Story("docx-nested", SECTION, "表格嵌在另一张排版用的表格里", RAW,
          lambda: sent(*TITLE, table(row(cell(UNIT_LINE, GRID, NOTE))))),
    Story("docx-repeated-header", SECTION, "跨页表格，表头行重复", RAW, lambda: sent(*TITLE, UNIT_LINE, table(
          row(*["姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", word.ACCOUNT],
              properties="<w:tblHeader/>"), row(*VALUES)))),
    Story("docx-split-table", SECTION, "表头与内容被分成两张表", RAW,
          lambda: sent(*TITLE, UNIT_LINE, table(LABELS), paragraph(""), table(LABELS, row(*VALUES)))),
    Story("docx-transposed", SECTION, "改成竖排（栏名在左，内容在右）", RAW, transposed),
    Story("docx-tracked-value", SECTION, "修订状态下改过的手机号（取修订后的）", RAW, lambda: with_value(
          3, word.deleted("13800000000") + word.inserted(run(WHO.mobile)))),
    Story("docx-hyperlink", SECTION, "邮箱成了超链接", RAW, lambda: with_value(4, link(WHO.email))),
    Story("docx-hyperlink-field", SECTION, "邮箱是 HYPERLINK 域", RAW, lambda: with_value(
          4, word.field(f'HYPERLINK "mailto:{WHO.email}"', run(WHO.email)))),
    Story("docx-ruby", SECTION, "姓名加了拼音指南", RAW, lambda: with_value(0, RUBY)),
    Story("docx-soft-hyphen", SECTION, "邮箱里有可选连字符", RAW, lambda: with_value(
          4, run("wenren.zq@") + "<w:r><w:softHyphen/></w:r>" + run("insect.ex\xadample.cn"))),
    Story("docx-break-in-phone", SECTION, "手机号分成两行", RAW, lambda: with_value(
          3, run("139000") + "<w:r><w:br/></w:r>" + run("10021"))),
    Story("docx-in-notice", SECTION, "信息表在整份通知里", RAW,
          lambda: sent(*NOTICE, *form(WHO), *ANNEX_2)),
    Story("docx-annex2-beside", SECTION, "附件2样表同在一个文件", RAW, lambda: sent(*form(WHO), *ANNEX_2)),
    Story("docx-samples-left", SECTION, "单位-部门栏里还留着印好的六个样例", RAW, lambda: with_value(
          1, "<w:r><w:br/></w:r>".join(run(t) for t in (
              "例1：重庆市科协-国际合作部", "例3：中华医学会-对外联络部", WHO.unit_department)))),
    Story("docx-unit-behind-label", SECTION, "单位名称写在（盖章）之前", RAW, lambda: sent(
          *TITLE, paragraph(f"单位名称：{UNIT}（盖章）"), GRID)),
    Story("docx-unit-underlined", SECTION, "单位名称写在下划线空格之间", RAW, lambda: sent(
          *TITLE, paragraph(run("单位名称：（盖章）"), run(f"　　{UNIT}　　", '<w:u w:val="single"/>')), GRID)),
    Story("docx-fullwidth", SECTION, "手机号、邮箱用全角字符", RAW, lambda: sent(*TITLE, UNIT_LINE, table(
          LABELS, row(*VALUES[:3], "１３９０００１００２１", "ｗｅｎｒｅｎ．ｚｑ＠ｉｎｓｅｃｔ．ｅｘａｍｐｌｅ．ｃｎ",
                      OPTIONS, WHO.has_account)))),
    Story("docx-hidden-text", SECTION, "单元格里有隐藏文字", RAW, lambda: with_value(
          2, run("处长", "<w:vanish/>") + run(WHO.position))),
    Story("docx-comment", SECTION, "单元格上有批注", RAW, lambda: with_value(
          2, run(WHO.position) + '<w:r><w:commentReference w:id="0"/></w:r>')),
    Story("docx-named-doc", SECTION, "扩展名是 .doc，里面是 docx", WPS,
          lambda: handed_in(docx(*form(WHO)), "附件1.doc")),
    Story("docx-named-wps", SECTION, "扩展名是 .wps，里面是 docx", WPS,
          lambda: handed_in(docx(*form(WHO)), "附件1.wps")),
    Story("docx-template-beside", SECTION, "另附没有填写的空表", RAW, lambda: mail(
          ("附件1.docx", docx(*form(WHO))), ("附件1（模板）.docx", docx(*form(BLANK))), stamped())),
    Story("docx-notice-beside", SECTION, "另附印有空表的通知原文", RAW, lambda: mail(
          ("附件1.docx", docx(*form(WHO))), ("通知.docx", docx(*NOTICE, *form(BLANK), *ANNEX_2)), stamped())),
    Story("docx-struck-row", SECTION, "原来的人整行划掉，另起一行填新的人", RAW, lambda: sent(
          *TITLE, UNIT_LINE, table(LABELS, row(*STRUCK_ROW, OPTIONS, "是"), row(*VALUES)))),
    Story("docx-no-name", SECTION, "附件没有扩展名", WPS, lambda: handed_in(docx(*form(WHO)), "附件1")),
)  # fmt: skip
DOUBTFUL = (
    Story("docx-break-in-name", SECTION, "姓名分成两行（像两个人）", RAW, lambda: with_value(
          0, run("闻人") + "<w:r><w:br/></w:r>" + run("知秋")), "review", ("uncertain:name",), "由工作人员确认"),
    Story("docx-struck-beside", SECTION, "旧职务用删除线划掉，旁边写新的", RAW, lambda: with_value(
          2, run("主任", STRUCK) + run("秘书长")), "review", ("uncertain:position",),
          "划掉的字不读，由工作人员确认"),
    Story("docx-struck-all", SECTION, "整栏文字都被划掉", RAW, lambda: with_value(3, run(WHO.mobile, STRUCK)),
          "review", ("uncertain:mobile",), "由工作人员确认"),
    Story("docx-two-forms", SECTION, "一个文件里有两张填了不同人的表", RAW,
          lambda: sent(*form(WHO), *form(OTHER)), "review",
          tuple(f"uncertain:{key}" for key in ("name", "position", "mobile", "email", "has_account")),
          "两张不同，以哪一张为准由工作人员确定"),
    Story("docx-notice-asked", SECTION, "来信咨询，附上印有空表的通知", RAW, lambda: mail(
          ("通知.docx", docx(*NOTICE, *form(BLANK))), subject="咨询",
          text="请问附件1中的单位-部门怎么填？名额有几个？"), "inquiry"),
    Story("docx-blank", SECTION, "寄来的WORD版是空表", RAW, lambda: sent(*form(BLANK)), "rejected",
          (*(f"missing:{key}" for key in FIELDS if key != "unit_department"), "example_left:unit_department"),
          "逐栏告知"),
    Story("docx-two-people", SECTION, "一张表里填了两个人", RAW, lambda: sent(*TITLE, UNIT_LINE, table(
          LABELS, row(*VALUES), row("申屠若谷", WHO.unit_department, "干事", "13900010022", "sg@insect.example.cn",
                                    OPTIONS, "是"))), "rejected", ("multiple_people",)),
)  # fmt: skip
STORIES: Sequence[Story] = (*READ, *DOUBTFUL)
