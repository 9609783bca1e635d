"""The text of a paragraph is what a person sees on the page, whatever XML it is made of."""

import pytest

from parsers.document import Cell, Document, Paragraph, Table
from parsers.readers.docx import read
from parsers.ticks import DRAWING
from tests.parsers.docx_builder import (
    alternatives,
    cell,
    content_box,
    control,
    deleted,
    docx,
    field,
    font,
    form_box,
    inserted,
    paragraph,
    row,
    run,
    symbol,
    table,
    text_box,
    vml_box,
)


def blocks_of(*blocks: str, **parts: str) -> tuple[Paragraph | Table, ...]:
    document = read(docx(*blocks, parts=parts))
    assert isinstance(document, Document)
    return document.blocks


def text_of(*content: str, **parts: str) -> str:
    block = blocks_of(paragraph(*content), **parts)[0]
    assert isinstance(block, Paragraph)
    return block.text


def cell_of(*content: str, **parts: str) -> Cell:
    block = blocks_of(table(row(cell(*content))), **parts)[0]
    assert isinstance(block, Table)
    return block.cells[0]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("中国") + run("学会", "<w:b/>"), "中国学会"),
        (f'<w:hyperlink r:id="rId9">{run("a@b.cn")}</w:hyperlink>', "a@b.cn"),
        (field('HYPERLINK "mailto:a@b.cn"', run("a@b.cn")), "a@b.cn"),
        (f'<w:fldSimple w:instr="HYPERLINK x">{run("a@b.cn")}</w:fldSimple>', "a@b.cn"),
        (f'<w:smartTag w:element="x">{run("北京")}</w:smartTag>', "北京"),
        (inserted(run("新")) + deleted("旧"), "新"),
        (f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", "新"),
        (f"{run('中')}{control(run('国'))}", "中国"),
        (
            "<w:r><w:t>138</w:t><w:noBreakHyphen/><w:t>0013</w:t><w:softHyphen/><w:tab/><w:t>8000</w:t></w:r>",
            "138-0013 8000",
        ),
        ("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:cr/><w:t>三</w:t></w:r>", "一\n二\n三"),
        (run("看得见") + run("看不见", "<w:vanish/>") + run("又看见", '<w:vanish w:val="0"/>'), "看得见又看见"),
        (
            f"<w:r><w:ruby><w:rt>{run('zhāng')}</w:rt><w:rubyBase>{run('张')}</w:rubyBase></w:ruby></w:r>{run('三')}",
            "张三",
        ),
        (alternatives("<w:t>一次</w:t>", "<w:t>两次</w:t>"), "一次"),
        (alternatives("<wps:unknown/>", "<w:t>旧式</w:t>"), "旧式"),
        (f'<w:bookmarkStart w:id="0" w:name="x"/>{run("文")}<w:proofErr w:type="spellStart"/>{run("字")}', "文字"),
        (field("FORMTEXT", run("填写的"), '<w:textInput><w:default w:val="默认"/></w:textInput>'), "填写的"),
    ],
)
def test_wrappers_and_signs_read_as_they_look(content: str, text: str) -> None:
    assert text_of(content) == text


def test_the_entry_chosen_in_a_drop_down_field_is_its_text() -> None:
    entries = '<w:listEntry w:val="全国学会"/><w:listEntry w:val="省级科协"/>'
    assert text_of(field("FORMDROPDOWN", data=f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')) == "省级科协"
    assert text_of(field("FORMDROPDOWN", data=f"<w:ddList>{entries}</w:ddList>")) == "全国学会"


@pytest.mark.parametrize("code", ["D800", "", "XYZ", "FFFFFFFFFF", "-1"])
def test_a_symbol_without_a_character_is_nothing(code: str) -> None:
    assert text_of(symbol("Wingdings", code), run("甲")) == "甲"


def test_the_prompt_of_an_empty_control_is_no_text() -> None:
    prompt = control(run("单击或点击此处输入文字。", '<w:rStyle w:val="PlaceholderText"/>'), "<w:showingPlcHdr/>")
    assert text_of(prompt) == ""
    assert text_of(control(run("张三"), "<w:showingPlcHdr/>")) == "张三"


@pytest.mark.parametrize(
    ("box", "mark"),
    [
        (run("√"), "☑"),
        (run("☒"), "☑"),
        (symbol("Wingdings", "F0FE"), "☑"),
        (symbol("Wingdings 2", "F052"), "☑"),
        (symbol("Wingdings 2", "0052"), "☑"),
        (symbol("Wingdings", "F0A8"), "□"),
        (symbol("Wingdings 2", "00A3"), "□"),
        (run("R", font("Wingdings 2")), "☑"),
        (run("þ", font("Wingdings")), "☑"),
        (run("\uf0a8", font("Wingdings")), "□"),
        (run("\uf052"), "☑"),
        (run("R", '<w:rStyle w:val="tick"/>'), "☑"),
        (content_box(True), "☑"),
        (content_box(False), "□"),
        (form_box(True), "☑"),
        (form_box(False), "□"),
        (form_box(False, default=True), "□"),
        (field(r"EQ \o\ac(□,√)"), "☑"),
        (field(r"eq \o(√,□)"), "☑"),
        (field(r"EQ \o\ac(□, )"), "□"),
        (field(r"SYMBOL 254 \f Wingdings \s 12"), "☑"),
        (field(r'SYMBOL 163 \f "Wingdings 2"'), "□"),
        (field("MACROBUTTON Tick □"), "□"),
        (inserted(run("☑")) + deleted("□"), "☑"),
        (f"<w:r>{vml_box(paragraph('√'), floating=False)}</w:r>", "☑"),
        ("<m:oMath><m:rad><m:radPr/><m:deg/><m:e/></m:rad></m:oMath>", "☑"),
        ("<m:oMath><m:r><m:t>√</m:t></m:r></m:oMath>", "☑"),
    ],
)
def test_every_kind_of_tick_box_is_one_of_two_marks_before_its_words(box: str, mark: str) -> None:
    styles = f'<w:style w:type="character" w:styleId="tick"><w:rPr>{font("Wingdings 2")}</w:rPr></w:style>'
    assert cell_of(paragraph(box, run("全国学会")), styles=styles).text == f"{mark}全国学会"


def test_several_controls_in_one_paragraph_keep_their_own_states() -> None:
    pieces = [content_box(n == 1) + run(f"选项{n} ") for n in range(3)]
    assert cell_of(paragraph(*pieces)).text == "□选项0 ☑选项1 □选项2"


def test_letters_in_an_ordinary_font_stay_letters() -> None:
    assert text_of(run("RoP", font("Calibri"))) == "RoP"
    assert text_of(run("R会", font("Wingdings 2", ("eastAsia",)))) == "R会"


def test_a_control_that_shows_a_tick_but_says_unticked_is_doubtful() -> None:
    both = cell_of(paragraph(content_box(False, glyph="☑"), run("全国学会")))
    assert both.text == "☑全国学会"
    assert both.certainty < 0.95


def test_a_bullet_drawn_as_a_box_is_a_mark_and_a_round_one_is_nothing() -> None:
    def numbering(wording: str, kind: str = "bullet") -> str:
        level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{wording}"/></w:lvl>'
        level = level.replace("</w:lvl>", f"<w:rPr>{font('Wingdings')}</w:rPr></w:lvl>")
        kinds = f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        return f'{kinds}<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'

    listed = [
        paragraph(w, properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>') for w in ("甲", "乙")
    ]
    assert cell_of(*listed, numbering=numbering("\uf0a8")).text == "□甲\n□乙"
    assert cell_of(*listed, numbering=numbering("\uf0fe")).text == "☑甲\n☑乙"
    assert cell_of(*listed, numbering=numbering("\uf0b7")).text == "甲\n乙"
    assert cell_of(*listed, numbering=numbering("%1.", "decimal")).text == "甲\n乙"
    assert cell_of(*listed, numbering=numbering("例%1：", "decimal")).text == "例1：甲\n例2：乙"


def test_a_tick_that_floats_in_a_cell_counts_as_its_text_on_a_line_of_its_own() -> None:
    assert cell_of(paragraph(text_box(paragraph("√")), "□甲"), paragraph("□乙")).text == "□甲\n☑\n□乙"


def test_a_drawing_without_text_leaves_a_trace_in_its_cell_only() -> None:
    drawing = "<w:r><w:drawing><wp:anchor/></w:drawing></w:r>"
    assert cell_of(paragraph(drawing, "□甲")).text == f"{DRAWING}□甲"
    assert text_of(drawing, "甲") == "甲"


def test_a_text_box_beside_the_text_follows_its_anchor_once() -> None:
    found = blocks_of(paragraph(text_box(paragraph("单位名称：某会")), "正文"), paragraph("下文"))
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["正文", "单位名称：某会", "下文"]


def test_headers_and_notes_come_last() -> None:
    note = f'<w:footnote w:id="1">{paragraph("脚注")}</w:footnote>'
    found = blocks_of(paragraph("正文"), header=paragraph("页眉") + paragraph(" "), footnotes=note)
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["正文", "页眉", "脚注"]


@pytest.mark.parametrize(
    "look",
    [
        '<w:highlight w:val="yellow"/>',
        '<w:color w:val="FF0000"/>',
        "<w:b/>",
        '<w:u w:val="single"/>',
        '<w:shd w:fill="FFFF00"/>',
    ],
)
def test_what_stands_out_in_a_cell_is_told(look: str) -> None:
    found = cell_of(paragraph("□甲"), paragraph(run("□乙", look)), paragraph("□丙"))
    assert found.emphasised == ("□乙",)
    assert found.certainty == 1.0


def test_what_is_not_struck_out_stands_out_and_the_cell_is_doubtful() -> None:
    found = cell_of(paragraph(run("甲", "<w:strike/>")), paragraph("乙"))
    assert found.emphasised == ("乙",)
    assert found.certainty < 0.95


def test_a_cell_all_in_one_look_has_nothing_that_stands_out() -> None:
    assert cell_of(paragraph(run("甲", "<w:b/>"), run("乙", "<w:b/>"))).emphasised == ()


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    first = paragraph("中国", properties='<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>')
    assert cell_of(first, paragraph("学会")).text == "中国学会"
