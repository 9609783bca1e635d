"""Words that only stand in for a value: 无, 待定, 某某, XX, 见附件, 样例.

In: text. Out: whether it is one, or holds one. Elsewhere: labels of the form left in a field (`rules.checks_fields`).
"""

import re

from rules.folding import narrow

_WHOLE = re.compile(
    r"(?:无|暂无|没有|不详|未知|未定|保密|略|省略|空|[nN]/?[aA]|[xX×＊*]{2,}|某+|[?？]+|-+"
    r"|待(?:定|补|填|聘|设|确[认定]|落实|通知|完善|更新|明确)"
    r"|(?:以上|如上|同[上前左右])|(?:请|待)?填?写?(?:详|另|请|参)?见(?:附|上|下|后|原|盖章)\w{0,4}|另附|附后|请?填?写"
    r"|[样示范举]?例[\d一二三四五六]?|(?:样|示)[例本]|[测試试]+[试驗验]|test)",
    re.IGNORECASE,
)
_MASK = re.compile(r"[某?？]|(?<![A-Za-z])[xX×＊*○◯]{2,}(?![A-Za-z])|[.…]{3,}|…")
_ASIDE = re.compile(r"[（(\[【〔]([^（(\[【〔\]】〕)）]*)[\]】〕)）]")
_SAMPLE_WORD = re.compile(r"^\s*(?:例|如|例如|样例|示例)\s*[:：]")


def is_placeholder(text: str) -> bool:
    """True where a word stands that only fills the field."""
    return _WHOLE.fullmatch(narrow(text).strip()) is not None


def holds_filler(text: str) -> bool:
    """True where something is masked (某, XX, …), a placeholder or nothing stands in brackets, or a sample begins."""
    plain = narrow(text)
    asides = _ASIDE.findall(plain)
    return bool(_MASK.search(plain) or _SAMPLE_WORD.match(plain)) or any(
        not aside.strip() or is_placeholder(aside) for aside in asides
    )
