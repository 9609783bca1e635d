"""Filled forms as tables of plain text, for tests of the form finder; every person in them is invented."""

from collections.abc import Sequence

from parsers.document import Cell, Document, Paragraph, Table
from parsers.form import ExtractedForm, find_forms
from tests.parsers.annex1_layout import ACCOUNT, LAYOUT, SAMPLES, UNIT_TYPES

HEADER = ("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", ACCOUNT)
TYPES = "\n".join(f"{'☑' if n == 1 else '□'}{name}" for n, name in enumerate(UNIT_TYPES))
ONE = ("赵若水", "甲云省科协-国际部", "主任", "13800001111", "a@b.example.cn", TYPES, "是")
TWO = ("钱清风", "甲云省科协-学会部", "秘书", "13900002222", "c@d.example.cn", TYPES, "否")
EMPTY = ("",) * 7
BLANK_TYPES = TYPES.replace("☑", "□")
LINE = "单位名称：（盖章）甲云省科协"
NUMBERED = "\n".join(f"例{n}：{sample}" for n, sample in enumerate(SAMPLES, 1))
Block = Paragraph | Table


def grid(*rows: Sequence[str]) -> Table:
    cells = tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table(cells, len(rows), max(map(len, rows)))


def document(*blocks: Block | str, laid_out: bool = False, scanned: bool = False) -> Document:
    whole = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    return Document("x", whole, laid_out=laid_out or scanned, scanned=scanned)


def the_form(*blocks: Block | str, **kinds: bool) -> ExtractedForm:
    [form] = find_forms(document(*blocks, **kinds), LAYOUT)
    return form


def text(form: ExtractedForm, key: str) -> str | None:
    return form.fields[key].text


def one(**changes: str) -> tuple[str, ...]:
    keys = ("name", "unit_department", "position", "mobile", "email", "unit_type", "has_account")
    return tuple(changes.get(key, value) for key, value in zip(keys, ONE, strict=True))
