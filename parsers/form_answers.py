"""Yes or no, as people answer: a word, a tick beside it, or both.

In: the cell's text with its marks, the two printed options. Out: the chosen ones, None where nobody can tell.
Elsewhere: choices among more than two (`form_options`). A denial never becomes yes.
"""

import re
import unicodedata
from collections.abc import Sequence

from parsers.form_marks import chosen_by_marks
from parsers.form_tokens import MARKS, tokenise, with_lost_marks
from parsers.ticks import DRAWING, normalise_option_marks

_YES = ("已经开通", "已开通", "已有", "是的", "是", "有", "已开")
_NO = (
    *("没有开通", "没开通", "尚未开通", "还未开通", "暂未开通", "未开通", "不是", "没有", "尚未", "暂未", "暂无"),
    *("未有", "还没有", "还没", "未", "没", "无", "否", "不"),
)
_ACCOUNT = "(?:该|此|了|的|账户|账号|帐户|帐号|科协一家|平台|过)*"
_WISH = "(?:请|需|需要|拟|待|申请|希望|麻烦|协助|帮忙|予以|给予|开通|开户|办理|新|注册)*"
_YES_WORDS = re.compile(f"(?:(?:{'|'.join(_YES)}){_ACCOUNT})+|开通了?|yes|y")
_NO_WORDS = re.compile(f"(?:(?:{'|'.join(_NO)}){_ACCOUNT})+{_WISH}{_ACCOUNT}|no|n")
_SIGNS = re.compile(rf"[\s\W_{MARKS}\d]")
_REMARK = re.compile(r"[（(\[【][^（(\[【）)\]】]*[）)\]】]")
_ANSWER = re.compile("[是否有无未没不已]|开通")
_QUESTION = re.compile("是否(?:已经?)?(?:开通|有)")
_BOTH = frozenset({"是否", "有无", "有没有", "已开通未开通", "开通未开通", "是已开通否未开通"})
_NO_NEED = re.compile("[无不未没](?:需|用|必|须)")


def is_yes_or_no(options: Sequence[str]) -> bool:
    """True where the options are yes and no."""
    return set(options) == {"是", "否"}


def answered(text: str, options: Sequence[str], emphasised: Sequence[str] = ()) -> tuple[str, ...] | None:
    """The chosen ones of yes and no, in printed order; () where none is chosen, None where that cannot be told."""
    wordings = dict.fromkeys(_YES, "是") | dict.fromkeys(_NO, "否")
    text = _QUESTION.sub(" ", text)
    marked = with_lost_marks(normalise_option_marks(text), wordings)
    chosen = chosen_by_marks(marked, tokenise(marked, wordings))
    if chosen is None:
        return None
    if chosen:
        return tuple(option for option in options if option in chosen)
    return _typed(text, emphasised)


def _typed(text: str, emphasised: Sequence[str]) -> tuple[str, ...] | None:
    """What the words alone say."""
    words = _bare(text)
    answer = _meaning(words) or _meaning(_bare(_REMARK.sub("", text)))
    if answer is not None:
        return (answer,)
    is_doubtful = DRAWING in text or emphasised or (words not in _BOTH and _ANSWER.search(words))
    return None if is_doubtful else ()


def _meaning(words: str) -> str | None:
    if _NO_NEED.search(words):
        return None
    if _NO_WORDS.fullmatch(words):
        return "否"
    return "是" if _YES_WORDS.fullmatch(words) else None


def _bare(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()
