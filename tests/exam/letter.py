"""A covering letter scanned together with the form: another page, with words and sometimes a seal of its own.

In: Dice, the Entry, the scanner's setting. Out: a page image. Elsewhere: the form itself (`tests.exam.layout`).
"""

import cv2
import numpy as np

from tests.exam.dice import Dice
from tests.exam.grid import Sheet
from tests.exam.layout import PAPER
from tests.exam.people import Entry
from tests.exam.scanner import Setting, scan
from tests.exam.truth import Image
from tests.exam.typeface import Face, blank, broken, draw_line

BODY = (
    "    根据贵部《关于推荐海智合作机构的通知》要求，经研究，现推荐{name}为我单位海智合作机构推荐工作负责人，"
    "联系电话{mobile}，《海智合作机构推荐工作负责人信息表》附后，请予审核。"
)


def a_cover(dice: Dice, setting: Setting, entry: Entry) -> Image:
    """The letter, scanned like the form."""
    k = setting.drawing_dpi / 72
    sheet = Sheet(
        blank(round(PAPER[0] * k), round(PAPER[1] * k)),
        k,
        Face(dice.pick(("song", "serif", "kai")), "same", round(14 * k)),
    )
    words = BODY.format(name=entry.typed["name"] or "有关同志", mobile=entry.typed["mobile"] or "见附表")
    signed = f"{' ' * 20}{entry.unit.name}\n{' ' * 20}2022年9月{dice.randint(12, 20)}日"
    text = f"中国科协国际合作部：\n{words}\n    特此函告。\n\n\n{signed}"
    y = 150 * k
    for line in broken(sheet.face, text, sheet.image.width - 160 * k):
        draw_line(sheet.draw, (80 * k, y), line, sheet.face, (0, 0, 0))
        y += sheet.face.size * 1.9
    return scan(np.asarray(cv2.cvtColor(np.asarray(sheet.image), cv2.COLOR_RGB2BGR), np.uint8), dice, setting).image
