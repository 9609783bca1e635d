"""The printed words of a form in traditional characters, as overseas bodies and their programs write them.

In: text, characters. Out: the text in simplified characters; a pattern for either. Only letters that forms print.
Elsewhere: what people write themselves stays as they wrote it; names on seals (`parsers.scan.seal_letters`).
"""

import re

_PAIRS = (
    "單单稱称蓋盖職职務务機机構构號号電电話话郵邮類类開开帳账賬账戶户協协會会學学團团"
    "體体際际國国離离創创業业總总計计劃划為为絡络聯联負负責责薦荐資资訊讯級级與与門门"
)
_SIMPLIFIED = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_TABLE = str.maketrans(_SIMPLIFIED)


def simplified(text: str) -> str:
    """The text with those letters in their simplified form; as long as before."""
    return text.translate(_TABLE)


def either(character: str) -> str:
    """A pattern for this simplified character or its traditional ones."""
    known = "".join(old for old, new in _SIMPLIFIED.items() if new == character and old != character)
    return f"[{character}{known}]" if known else re.escape(character)
