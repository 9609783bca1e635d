"""The same filled form in every shape that offices give it: rows, columns, pairs, extra columns, other labels.

Everything is chosen by a seeded generator; what was put in is known, so what comes out can be compared.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import astuple, fields

from parsers.form import ExtractedForm
from tests.parsers import docx_builder as d
from tests.parsers.annex1_layout import ACCOUNT, LABELS, SAMPLES, TITLE

KEYS = tuple(field.name for field in fields(d.Person))
CELL_KEYS = KEYS[1:]

BOXES: tuple[d.Box, ...] = (
    lambda ticked: "☑" if ticked else "□",
    lambda ticked: "√" if ticked else "□",
    lambda ticked: "■" if ticked else "□",
    lambda ticked: "☒" if ticked else "☐",
    lambda ticked: "√□" if ticked else "□",
    lambda ticked: "□√" if ticked else "□",
    lambda ticked: "（√）" if ticked else "（ ）",
    lambda ticked: "√" if ticked else "",
    lambda ticked: "R" if ticked else "□",
    lambda ticked: d.symbol("Wingdings 2", "F052" if ticked else "F0A3"),
    lambda ticked: d.symbol("Wingdings", "F0FE" if ticked else "F0A8"),
    lambda ticked: d.run("R" if ticked else "\xa3", d.font("Wingdings 2")),
    d.content_box,
    d.form_box,
    lambda ticked: d.field(r"EQ \o\ac(□,√)") if ticked else "□",
    lambda ticked: d.inserted(d.run("☑")) + d.deleted("□") if ticked else "□",
)

ANSWERS: dict[str, Sequence[str]] = {
    "是": ("是", "√是", "☑是  □否", "是☑\n否□", "已开通", "是（已开通）", "有", "□是√ □否", "是√"),
    "否": ("否", "√否", "□是  ☑否", "是□\n否☑", "未开通", "尚未开通", "没有", "否，需开通", "是 否√"),
}
DECORATIONS: tuple[Callable[[str], str], ...] = (
    lambda label: label,
    lambda label: label,
    lambda label: " ".join(label) if len(label) < 4 else label,
    lambda label: f"{label[:2]}\n{label[2:]}" if len(label) > 3 else label,
    lambda label: f"{label}（必填）",
    lambda label: f"*{label}",
    lambda label: f"{label}：",
)
UNIT_LINES: tuple[Callable[[str], str], ...] = (
    lambda unit: f"单位名称：（盖章）{unit}",
    lambda unit: f"单位名称（盖章）：{unit}",
    lambda unit: f"单位名称：{unit}（盖章）",
    lambda unit: f"单位名称：（盖章）  ____{unit}____",
    lambda unit: f"推荐单位：{unit}（公章）      填表日期：2022年9月15日",
    lambda unit: f"单 位 名 称：{unit}   2022年9月",
    lambda unit: f"单位全称 （请填写全称）： {unit}",
)
PROSE = (
    "六、请各有关单位确认1名推荐工作负责人，填写《海智合作机构推荐工作负责人信息表》（见附件1），并将表格发送至邮箱。",
    "附件：1.海智合作机构推荐工作负责人信息表",
    "单位名称请按照批件填写，准确规范。",
)


def shaped(who: d.Person, rng: random.Random) -> bytes:
    """A Word file with this person's form in some shape."""
    labels = {key: rng.choice(DECORATIONS)(rng.choice(LABELS[key])) for key in CELL_KEYS}
    if labels["has_account"].startswith(ACCOUNT[:4]):
        labels["has_account"] = rng.choice(
            (ACCOUNT, "是否已开通“科协一家”\n账户（以手机号为准）", "是否开通科协一家账号")
        )
    values = _values(who, rng)
    keys = rng.sample(CELL_KEYS, len(CELL_KEYS)) if rng.random() < 0.5 else list(CELL_KEYS)
    rows = rng.choice((_header_row, _header_row, _transposed, _pairs))([(labels[k], values[k]) for k in keys], rng)
    line = rng.choice(UNIT_LINES)(who.unit_name)
    before = [d.paragraph(text) for text in PROSE] if rng.random() < 0.3 else []
    return d.docx(*before, d.paragraph("附件1"), d.paragraph(TITLE), *_with_unit(line, who, rows, rng))


def read_back(form: ExtractedForm) -> tuple[str | None, ...]:
    """The eight fields as `d.Person` has them."""
    found = form.fields
    chosen = ("|".join(found[key].ticked or ()) for key in ("unit_type", "has_account"))
    return (*(found[key].text for key in KEYS[:6]), *chosen)


def as_put_in(who: d.Person) -> tuple[str, ...]:
    """The eight fields as they were put in."""
    return astuple(who)


def _values(who: d.Person, rng: random.Random) -> dict[str, str]:
    """The cells of the values as XML."""
    values = {key: d.cell(str(getattr(who, key))) for key in ("name", "position", "mobile", "email")}
    printed = "\n".join(f"例{n}：{sample}" for n, sample in enumerate(SAMPLES, 1))
    kept = (who.unit_department, f"{printed}\n{who.unit_department}", f"{who.unit_department}\n{printed}")
    values["unit_department"] = d.cell(rng.choice((kept[0], *kept)))
    values["unit_type"] = d.options_cell(who.unit_type, rng.choice(BOXES))
    values["has_account"] = d.cell(rng.choice(ANSWERS[who.has_account]))
    return values


Pairs = Sequence[tuple[str, str]]


def _header_row(pairs: Pairs, rng: random.Random) -> list[list[str]]:
    rows = [[d.cell(label) for label, _ in pairs], [value for _, value in pairs]]
    if rng.random() < 0.3:
        rows = [["序号", *rows[0]], ["1", *rows[1]]]
    if rng.random() < 0.3:
        rows = [[*rows[0], "备注"], [*rows[1], ""]]
    return [*rows, *([[""] * len(rows[0])] * rng.choice((0, 0, 1, 2)))]


def _transposed(pairs: Pairs, rng: random.Random) -> list[list[str]]:
    rows = [[d.cell(label), value] for label, value in pairs]
    return [[*row, ""] for row in rows] if rng.random() < 0.3 else rows


def _pairs(pairs: Pairs, rng: random.Random) -> list[list[str]]:
    width = rng.choice((2, 3))
    filled = [*pairs, *([("", d.cell(""))] * (-len(pairs) % width))]
    cells = [(d.cell(label), value) for label, value in filled]
    return [[cell for pair in cells[n : n + width] for cell in pair] for n in range(0, len(cells), width)]


def _with_unit(line: str, who: d.Person, rows: list[list[str]], rng: random.Random) -> list[str]:
    width = len(rows[0])
    plain = [d.row(*row) for row in rows]
    merged = d.row(d.cell(line, span=width))
    titled = d.row(d.cell(TITLE, span=width))
    apart = d.row(d.cell("单位名称\n（盖章）"), d.cell(who.unit_name, span=width - 1))
    shapes: tuple[list[str], ...] = (
        [d.paragraph(line), d.table(*plain)],
        [d.table(*plain), d.paragraph(line)],
        [d.table(merged, *plain)],
        [d.table(titled, merged, *plain)],
        [d.table(*plain, merged)],
        [d.table(apart, *plain)],
        [d.paragraph(d.text_box(d.paragraph(line))), d.table(*plain)],
        [d.paragraph("单位名称：（盖章）"), d.paragraph(who.unit_name), d.table(*plain)],
        [d.paragraph("单位名称（盖章）"), d.paragraph(""), d.paragraph(who.unit_name), d.table(*plain)],
        [d.table(d.row(d.cell(d.paragraph(line), d.table(*plain), d.paragraph(""))))],
    )
    return rng.choice(shapes)
