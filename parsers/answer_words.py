"""What words say to the question whether an account is open: yes, no, or both, or something else.

In: an answer in words. Out: one of the two, UNCLEAR where it says something that only a person can take, "" where it
says nothing of the kind. Elsewhere: ticks and printed options (`form_answers`).
Every clause, in brackets or not, must fit: one that says the opposite, or what is not understood, makes all unclear.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from parsers.traditional import simplified

Answer = Literal["是", "否", "unclear", ""]

_ACCOUNT = "(?:账户|账号|帐户|帐号|科协一家|平台|系统|会员|手机号?码?)"
_ABOUT = f"(?:{_ACCOUNT}|本人|我|该|此|其|目前|现在?|当前|均|都|的|在|为)*+"
_REST = f"(?:{_ACCOUNT}|该|此|了|的|过|成功|完成|完毕)*+"
_OPENED = "(?:开通|注册|激活|开户|开设|开立|有|开)"
_YES = f"(?:是的?+|对|(?:已经?|早已)(?:成功)?{_OPENED}|有|开通|yes|true|y|[√✓✔☑]+)"
_NO = f"(?:不是?|(?:尚|暂|还|从|并)*(?:未曾?|没有?|无){_OPENED}?|尚未|暂未|(?:未|没)(?:曾)?办理|no|false|n|[×✗✘x]+)"
_ASKS = "(?:[烦恳敬]?请|[盼望]|希望|需|须|拟|待|申请|麻烦|劳烦|[将可]|准备|计划|后续|稍后|近期|多谢|谢谢|感谢)"
_WISH = f"{_ASKS}[^未没无否不已]*"
_KINDS: dict[str, re.Pattern[str]] = {
    "是": re.compile(f"{_ABOUT}(?:{_YES}{_REST})+"),
    "否": re.compile(f"{_ABOUT}(?:否{_REST}(?:{_NO}{_REST})?|{_NO}{_REST})(?:{_WISH})?"),
    "wish": re.compile(_WISH),
    "aside": re.compile(rf"(?:{_ACCOUNT}|本人|以|为|即|准|号|的|新用户|老用户|首次|第一次|使用|[\d年月日a-z+\-])*+"),
}
_NO_NEED = re.compile("[无不未没](?:需|用|必|须)")
_CLAUSE_ENDS = re.compile(r"[，,。.；;、:：!！（）()\[\]【】〔〕|/\\]+")
_CLAUSE_ENDS_AND_BLANKS = re.compile(rf"{_CLAUSE_ENDS.pattern}|\s+")
_IGNORED = re.compile(r"[\s“”\"'‘’《》_]+")
_SAYS_SOMETHING = re.compile("[是否有无未没已]|开通|注册|激活")
_BOTH = frozenset({"是否", "有无", "有没有", "已开通未开通", "开通未开通", "是已开通否未开通"})


def said(text: str) -> Answer:
    """What the words say. A blank or a line end may part clauses, or stand inside a word that was spaced or wrapped."""
    plain = simplified(unicodedata.normalize("NFKC", text)).casefold()
    if is_the_question(plain):
        return ""
    answers = (_together(ends.split(plain)) for ends in (_CLAUSE_ENDS, _CLAUSE_ENDS_AND_BLANKS))
    found: Answer = next((answer for answer in answers if answer), "")
    return found or ("unclear" if _SAYS_SOMETHING.search(plain) else "")


def _together(clauses: Sequence[str]) -> Answer:
    kinds = {_kind(bare) for bare in (_IGNORED.sub("", clause) for clause in clauses) if bare}
    if kinds <= {"是", "aside"} and "是" in kinds:
        return "是"
    return "否" if kinds <= {"否", "aside", "wish"} and "否" in kinds else ""


def is_the_question(text: str) -> bool:
    """Whether only the two printed answers stand there, neither of them chosen."""
    return re.sub(r"[\W_]", "", text) in _BOTH


def _kind(clause: str) -> str:
    if _NO_NEED.search(clause):
        return "other"
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(clause)), "other")
