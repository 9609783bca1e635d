"""Telephone numbers and e-mail addresses as people type them, made to be confused: 1 l I, 0 O, _ - . and runs.

In: Dice. Out: what was typed, with its normal form. Every prefix is one in use; the rest is random.
Elsewhere: the other fields (`tests.exam.people`).
"""

import unicodedata

from tests.exam.dice import ODD, Dice, words

PREFIXES = words(
    "130 131 132 133 134 135 136 137 138 139 145 147 149 150 151 152 153 155 156 157 158 159 162 165 166 167 "
    "170 171 172 173 175 176 177 178 180 181 182 183 184 185 186 187 188 189 190 191 192 193 195 196 197 198 "
    "199"
)
ABROAD = {
    "852": "9xxxxxxx", "853": "66xxxxxx", "886": "9xxxxxxxx", "1": "650253xxxx", "44": "7400xxxxxx",
    "49": "1512xxxxxxx", "33": "6123xxxxx", "81": "9012xxxxxx", "61": "412xxxxxx", "65": "8123xxxx",
    "31": "612xxxxxx", "32": "470xxxxxx",
}  # fmt: skip
DOMAINS = words(
    "163.com 126.com qq.com sina.com sina.cn sohu.com 139.com 189.cn foxmail.com vip.163.com vip.sina.com "
    "yeah.net aliyun.com gmail.com outlook.com hotmail.com 21cn.com icloud.com"
)
SYLLABLES = words(
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie "
    "han tang feng yu dong xiao cheng cao yuan deng xin ping ling yi lili ying ning rui hui jia lei bo kai qi "
    "jun min na qing"
)
OFFICE = words(
    "office intl admin info contact gjb gjhzb bgs waishi liaison member lianluo kexie kjxh hzjh zhb secretary "
    "csee cstam"
)
CONFUSING = "1lI0Oo5S2Z8B6b9gqrnmvvuwc"


def a_phone(dice: Dice, *, abroad: bool) -> tuple[str, str]:
    """A mobile number as typed and in normal form."""
    if abroad:
        return _foreign(dice)
    digits = dice.pick(PREFIXES) + "".join(_digit(dice) for _ in range(8))
    shape = dice.weighted({"{}": 86, "3 4 4": 5, "3-4-4": 4, "+86 ": 2, "+86-": 1, "86": 1, "wide": 1})
    if shape in ("3 4 4", "3-4-4"):
        return shape[1].join((digits[:3], digits[3:7], digits[7:])), digits
    if shape == "wide":
        return "".join(chr(ord(d) + 0xFEE0) for d in digits), digits
    return (shape.replace("{}", "") + digits), digits


def _digit(dice: Dice) -> str:
    """Runs of one digit are what a line recogniser miscounts."""
    return dice.weighted(dict(zip("0123456789", (14, 18, 8, 9, 9, 9, 9, 9, 11, 9), strict=True)))


def _foreign(dice: Dice) -> tuple[str, str]:
    country = dice.weighted({c: 4 if c in ("852", "886", "1") else 1 for c in ABROAD})
    local = "".join(str(dice.randrange(10)) if c == "x" else c for c in ABROAD[country])
    half = local[: len(local) // 2] + " " + local[len(local) // 2 :]
    typed = dice.pick(
        (
            f"+{country}{local}",
            f"+{country} {half}",
            f"00{country}-{local}",
            f"+{country}-{local}",
            f"(+{country}) {local}",
        )
    )
    return typed, f"+{country}{local}"


def an_email(dice: Dice, about: str) -> str:
    """An address in normal form."""
    return f"{_local(dice)}@{_domain(dice, about)}"


def _local(dice: Dice) -> str:
    kind = dice.weighted({"name": 44, "digits": 18, "office": 16, "mixed": 16, "confusing": 6 * dice.oddity})
    word = "".join(dice.pick(SYLLABLES) for _ in range(dice.randint(2, 3)))
    if kind == "digits":
        return str(dice.randint(10**5, 10**10))
    if kind == "confusing":
        return dice.pick("lIoOsSab") + "".join(dice.pick(CONFUSING) for _ in range(dice.randint(4, 8)))
    if kind == "office":
        word = dice.pick(OFFICE)
    if kind == "mixed" or dice.chance(0.4):
        word += dice.pick(("_", "-", ".", "", "")) + dice.pick(
            (str(dice.randint(1, 2022)), dice.pick(SYLLABLES), "01", "1011", _initial(dice), "00")
        )
    return word.capitalize() if dice.chance(0.05) else word


def _initial(dice: Dice) -> str:
    """An l, which looks like a 1; in life of any name."""
    return "l" if dice.oddity == ODD else dice.pick(SYLLABLES)[0]


def _domain(dice: Dice, about: str) -> str:
    if dice.chance(0.6):
        return dice.pick(DOMAINS)
    letters = "".join(c for c in unicodedata.normalize("NFKD", about) if c.isascii() and c.isalpha()).lower()
    name = letters[:8] or "".join(dice.pick("abcdefghilmnorstuxyz") for _ in range(dice.randint(3, 6)))
    return name + dice.pick((".org.cn", ".cn", ".com.cn", ".edu.cn", ".org", "-sci.org.cn", ".gov.cn", ".com"))
