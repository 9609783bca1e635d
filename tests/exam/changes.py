"""One changed character: what a typing mistake or a forger makes of a value.

In: a value, Dice. Out: the value with one character changed, never equal to it after folding.
Elsewhere: judging whether the scan says the same (`tests.exam.candidate`).
"""

import unicodedata

from tests.exam.dice import Dice, words
from tests.exam.vocabulary import GIVEN, RARE_GIVEN

ALIKE = words(
    """
    己已巳 末未 大太 人入 日曰 土士 千干 象像 讯信 木本 天夫 王玉 子孑 间问 处外 部郜 员贡 秘泌 侯候 晴睛 材村 刘到 晓哓
    婷停 瑄暄 祎袆 昇升 媛缓 喆吉 赟斌 淼森 煜昱 任仕 术木 任住 科料 际标 合台 协办 主玉 长表 0O 1l lI 5S 2Z 8B 69 rn uv
    co -_ ., gq ij ft mn ae 17 38 56 08
    """
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_changed(value: str, dice: Dice) -> str:
    """The value with one character replaced (mostly), left out or doubled, at a random place."""
    place = dice.randrange(len(value))
    way = dice.weighted({"alike": 45, "other": 45, "without": 5, "doubled": 5})
    if way == "without" and len(value) > 2:
        made = value[:place] + value[place + 1 :]
    elif way == "doubled":
        made = value[: place + 1] + value[place:]
    else:
        made = value[:place] + _instead(value[place], way, dice) + value[place + 1 :]
    return made if _plain(made) != _plain(value) else one_changed(value, dice)


def _instead(letter: str, way: str, dice: Dice) -> str:
    rivals = [rival for group in ALIKE if letter in group for rival in group if rival != letter]
    if way == "alike" and rivals:
        return dice.pick(rivals)
    if letter.isdigit():
        return str(dice.randrange(10))
    if letter.isascii():
        return dice.pick(LETTERS) if letter.isalpha() else dice.pick("_-.")
    return dice.pick(GIVEN + RARE_GIVEN)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
