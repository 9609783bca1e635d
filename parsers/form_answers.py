"""Yes or no, as people answer: a word, a tick beside it, or both.

In: the cell's text with its marks, the two printed options. Out: the chosen ones, None where nobody can tell.
Elsewhere: choices among more than two (`form_options`). A denial never becomes yes.
"""

import re
from collections.abc import Sequence

from parsers.answer_words import is_the_question, said
from parsers.form_marks import chosen_by_marks
from parsers.form_tokens import MARKS, tokenise, with_lost_marks
from parsers.ticks import DRAWING, normalise_option_marks

_YES = ("已经开通", "已开通", "已有", "是的", "是", "有", "已开")
_NO = (
    *("没有开通", "没开通", "尚未开通", "还未开通", "暂未开通", "未开通", "不是", "没有", "尚未", "暂未", "暂无"),
    *("未有", "还没有", "还没", "未", "没", "无", "否", "不"),
)
_SIGNS = re.compile(f"[{MARKS}]")
_ANSWER = re.compile("[是否有无未没不已]|开通")
_QUESTION = re.compile(r"是否(?:已经?)?(?:开通|有)[?？]?")


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
    words = _SIGNS.sub(" ", text)
    answer = said(words)
    if answer in ("是", "否"):
        return (answer,)
    is_doubtful = DRAWING in text or emphasised or (not is_the_question(words) and _ANSWER.search(words))
    return None if is_doubtful else ()
