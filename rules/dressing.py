"""What people write around a number or an address: signs, brackets, quotes, 微信同号, （工作邮箱）.

In: a field's text. Out: the text without signs and remarks that change nothing; the one address in it.
Elsewhere: what is left is judged by `rules.values_contact`; any other word beside a value stays and is doubted there.
"""

import re

LONGEST = 100
"""Characters of a number with all that is written around it; a longer text is no number."""

_REMARK = (
    r"(?:微信|wechat|vx|钉钉|短信|手机|移动|联通|电信|电话|号码?|同步?|即|为|是|也|均?可|本人|常用|工作日?|办公室?|单位|个人"
    r"|中国|大陆|内地|电子|邮[箱件]|地址|e-?mail|网易|qq)++"
)
_IN_BRACKETS = re.compile(rf"[（(\[【]\s*{_REMARK}\s*[:：]?\s*[\]】）)]", re.IGNORECASE)
_NUMBER_BEGINS = re.compile(rf"^(?:[^\w+(（]|{_REMARK}\s*[:：]|{_REMARK}(?=\s*[\d+]))+", re.IGNORECASE)
_NUMBER_ENDS = re.compile(rf"(?:[^\w)）?？]|{_REMARK}(?<!\d))+$", re.IGNORECASE)
_SIGNS = re.compile(r"[<>（）()\[\]【】〔〕“”\"‘’「」《》]|mailto:", re.IGNORECASE)
_SEVERAL = re.compile(r"[<>（）()\[\]【】〔〕“”\"‘’「」《》;；,，、/|\s]|mailto:", re.IGNORECASE)
_HARMLESS = re.compile(rf"(?:{_REMARK}|[:：.。;；,，\s])*", re.IGNORECASE)
_LABEL = re.compile(rf"^\s*{_REMARK}\s*[:：]\s*", re.IGNORECASE)
_GROUPS = re.compile(r"\d{1,4}(?:[,，、./·]\s?\d{1,4})+")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}")


def bare_number(text: str) -> str:
    """The number without signs and remarks around it, and without commas or dots between its groups."""
    if len(text) > LONGEST:
        return text
    inner = _NUMBER_ENDS.sub("", _NUMBER_BEGINS.sub("", _IN_BRACKETS.sub(" ", text)))
    return re.sub(r"[,，、./·]\s?", "", inner) if _GROUPS.fullmatch(inner) else inner


def number_among_words(text: str) -> str:
    """The one number that has other words before or behind it, "" where there is none or they stand inside it."""
    found = re.fullmatch(r"[^\d+]*(\+?\d[\d\s()（）\-]*\d)\D*", text)
    return found[1] if found else ""


def bare_address(text: str) -> str:
    """The one address without quotes, brackets and remarks around it; the text as it was where there is more to it."""
    parts = [part.strip() for part in (_SEVERAL if text.count("@") > 1 else _SIGNS).split(text)]
    addresses = {_LABEL.sub("", part) for part in parts if "@" in part}
    if len(addresses) != 1 or not all(_HARMLESS.fullmatch(part) for part in parts if "@" not in part):
        return text
    return addresses.pop()


def address_among_words(text: str) -> str:
    """The one address that has other words beside it, "" where there is none."""
    found = _ADDRESS.findall(text)
    rest = _ADDRESS.sub("", text)
    return found[0] if len(found) == 1 and rest.strip() and not re.search(r"[A-Za-z0-9@]", rest) else ""
