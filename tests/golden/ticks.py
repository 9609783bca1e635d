"""Golden stories: every way of ticking an option that offices are known to use.

In: nothing. Out: STORIES. Elsewhere: the form itself (`tests.parsers.docx_builder`).
"""

from collections.abc import Callable, Sequence
from functools import partial

from tests.golden.person import WHO, handed_in
from tests.golden.story import Story
from tests.parsers import docx_builder as word
from tests.parsers.docx_builder import Box, cell, docx, paragraph, row, run, table

SECTION = "勾选方式"
DOUBT = ("uncertain:unit_type",)
RAW = "原始XML（Word写法）"
OPTIONS = word.UNIT_TYPES
CHOSEN = WHO.unit_type


def with_box(box: Box) -> bytes:
    """The form with this sign before each option."""
    return handed_in(docx(*word.form(WHO, box)))


def with_cell(content: str, account: str = WHO.has_account) -> bytes:
    """The form with this as the cell of the options."""
    labels = row("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", word.ACCOUNT)
    values = row(WHO.name, WHO.unit_department, WHO.position, WHO.mobile, WHO.email, content, account)
    lines = [paragraph("附件1"), paragraph(word.TITLE), paragraph(f"单位名称：（盖章）{WHO.unit_name}")]
    return handed_in(docx(*lines, table(labels, values), paragraph("注：1.以上各项均为必填项，请勿空缺。")))


def with_lines(line: Callable[[str], str]) -> bytes:
    """The form with each option written this way."""
    return with_cell(cell(*(paragraph(line(option)) for option in OPTIONS)))


def with_looks(look: str, other: str = "") -> bytes:
    """The form with empty boxes, the chosen option in another look."""
    return with_cell(cell(*(paragraph(run(f"□{o}", look if o == CHOSEN else other)) for o in OPTIONS)))


def glyph(ticked: str, empty: str) -> Box:
    """A box that is one character."""
    return lambda chosen: ticked if chosen else empty


def overlay(chosen: bool) -> str:
    """A tick laid over a box by an EQ field."""
    return word.field(r"EQ \o\ac(□,√)") if chosen else "□"


def tracked(chosen: bool) -> str:
    """A tick put in place of a box while changes were tracked."""
    return word.inserted(run("☑")) + word.deleted("□") if chosen else run("□")


def wingdings(chosen: bool) -> str:
    """A letter in a symbol font."""
    return run("R" if chosen else "£", word.font("Wingdings 2"))


def floating(chosen: bool) -> str:
    """A tick in a text box that floats in the line of its option."""
    box = word.text_box(paragraph("√")) if chosen else ""
    return run("□") + box


def drawn(chosen: bool) -> str:
    """A tick drawn as a shape."""
    shape = '<w:r><w:pict><v:shape style="position:absolute"/></w:pict></w:r>' if chosen else ""
    return run("□") + shape


def lines(*texts: str) -> bytes:
    """The form with these lines as the cell of the options."""
    return with_cell(cell(*texts))


TICKED = tuple(
    Story(f"tick-{name}", SECTION, shape, RAW, partial(with_box, box))
    for name, shape, box in (
        ("check", "☑ / □", glyph("☑", "□")),
        ("root", "√ 代替方框，其余为□", glyph("√", "□")),
        ("root-before-box", "√□ 写在方框前", glyph("√□", "□")),
        ("root-after-box", "□√ 写在方框后", glyph("□√", "□")),
        ("filled", "■ / □", glyph("■", "□")),
        ("crossed", "☒ / ☐（Word默认的选中样式）", glyph("☒", "☐")),
        ("heavy", "✔ / □", glyph("✔", "□")),
        ("emoji", "✅ / ⬜", glyph("✅", "⬜")),
        ("bullseye", "◎ / ○", glyph("◎", "○")),
        ("disc", "● / ○", glyph("●", "○")),
        ("round-brackets", "（√）/（ ）", glyph("（√）", "（ ）")),
        ("square-brackets", "[√]/[ ]", glyph("[√]", "[ ]")),
        ("lenticular", "【√】/【 】", glyph("【√】", "【 】")),
        ("sym-wingdings2", "插入符号 Wingdings 2（F052/F0A3）",
         lambda c: word.symbol("Wingdings 2", "F052" if c else "F0A3")),
        ("sym-wingdings", "插入符号 Wingdings（F0FE/F0A8）",
         lambda c: word.symbol("Wingdings", "F0FE" if c else "F0A8")),
        ("sym-tick", "插入符号 Wingdings 勾（F0FC），其余为□",
         lambda c: word.symbol("Wingdings", "F0FC") if c else "□"),
        ("letter-in-font", "以 Wingdings 2 字体键入的 R/£", wingdings),
        ("lost-font", "字体丢失后剩下的 R，其余为□", glyph("R", "□")),
        ("content-control", "内容控件复选框（w14:checkbox）", word.content_box),
        ("form-field", "旧式窗体复选框（FORMCHECKBOX）", word.form_box),
        ("eq-field", "EQ 域叠加的 √ 与 □", overlay),
        ("tracked", "修订状态下把□改为☑", tracked),
    )
)  # fmt: skip
BY_WORDS = (
    Story("tick-behind", SECTION, "√ 打在选项文字后面", RAW,
          partial(with_lines, lambda o: f"{o} √" if o == CHOSEN else o)),
    Story("tick-no-boxes", SECTION, "删去方框，只在选项前写 √", RAW,
          partial(with_lines, lambda o: f"√{o}" if o == CHOSEN else o)),
    Story("tick-only-left", SECTION, "只留下所选的一项（无方框）", RAW, partial(lines, CHOSEN)),
    Story("tick-only-left-box", SECTION, "只留下所选的一项，前面仍是□", RAW, partial(lines, f"□{CHOSEN}")),
    Story("tick-one-line", SECTION, "六个选项排成一行，☑在前", RAW,
          partial(lines, " ".join(("☑" if o == CHOSEN else "□") + o for o in OPTIONS))),
    Story("tick-line-breaks", SECTION, "选项之间用软回车（Shift+Enter）", RAW, lambda: with_cell(
          cell(paragraph("<w:r><w:br/></w:r>".join(run(("☑" if o == CHOSEN else "□") + o) for o in OPTIONS))))),
    Story("account-boxes", SECTION, "是/否栏写成 □是 ☑否", RAW, lambda: with_cell(
          word.options_cell(CHOSEN, glyph("☑", "□")), "□是 ☑否")),
    Story("account-tick-behind", SECTION, "是/否栏写成 是　否√", RAW, lambda: with_cell(
          word.options_cell(CHOSEN, glyph("☑", "□")), "是　否√")),
    Story("account-words", SECTION, "是/否栏写成 未开通", RAW, lambda: with_cell(
          word.options_cell(CHOSEN, glyph("☑", "□")), "未开通")),
)  # fmt: skip
DOUBTFUL = tuple(
    Story(f"tick-{name}", SECTION, shape, RAW, mail, "review", DOUBT, "由工作人员确认")
    for name, shape, mail in (
        ("drawn", "在选项上画了一个图形（无文字）", partial(with_box, drawn)),
        ("bold", "只把所选项加粗，没有打勾", partial(with_looks, "<w:b/>")),
        ("underline", "只给所选项加下划线", partial(with_looks, '<w:u w:val="single"/>')),
        ("highlight", "只把所选项突出显示", partial(with_looks, '<w:highlight w:val="yellow"/>')),
        ("colour", "只把所选项标红", partial(with_looks, '<w:color w:val="FF0000"/>')),
        ("others-struck", "把其余选项划掉", partial(with_looks, "", "<w:strike/>")),
        ("text-box", "文本框中的 √ 浮在选项上（浮在哪一项无法断定）", partial(with_box, floating)),
        ("tick-and-cross", "√ 与 × 混用", partial(with_box, glyph("√", "×"))),
    )
)
WRONG = (
    Story("tick-two", SECTION, "勾选了两项", RAW,
          partial(with_lines, lambda o: ("☑" if o in OPTIONS[:2] else "□") + o), "rejected", ("invalid:unit_type",)),
    Story("tick-none", SECTION, "一项也没有勾", RAW, partial(with_box, glyph("□", "□")),
          "rejected", ("missing:unit_type",)),
    Story("account-both", SECTION, "是、否都打了勾", RAW, lambda: with_cell(
          word.options_cell(CHOSEN, glyph("☑", "□")), "☑是 ☑否"), "rejected", ("invalid:has_account",)),
    Story("account-empty", SECTION, "是/否栏只有两个空方框", RAW, lambda: with_cell(
          word.options_cell(CHOSEN, glyph("☑", "□")), "□是 □否"), "rejected", ("missing:has_account",)),
)  # fmt: skip
STORIES: Sequence[Story] = (*TICKED, *BY_WORDS, *DOUBTFUL, *WRONG)
