"""Which options of a cell are chosen: by a mark before or behind the words, or by being the only one left.

In: the cell's text with its marks, the options as printed. Out: the chosen options, None where nobody can tell.
Elsewhere: tokens (`form_tokens`), to which words a mark belongs (`form_marks`), yes and no (`form_answers`).
Doubt is None, never a guess.
"""

import re
from collections.abc import Sequence

from parsers.document import EMPTY_BOX
from parsers.form_marks import chosen_by_marks
from parsers.form_tokens import Token, tokenise, with_lost_marks
from parsers.ticks import DRAWING, normalise_option_marks

_CROSSES = re.compile("[×✗✘✕✖☓☒]")
_BRACKETED = re.compile(r"[（(\[【][^（(\[【）)\]】]*[）)\]】]")
_DENIAL = re.compile("[不非无未否]")
_ANSWER = re.compile("是|对|已?选中?|[此本]项|[Yy](?:es)?")
_LETTERS = re.compile(r"[^\W\d_]")
_NOTHING = re.compile(rf"[\s{EMPTY_BOX}；;。.，,、]")
_SPARE_LETTERS = 4
"""Other letters that may stand beside the only option left, such as 类型 or 中国."""


def ticked_options(
    text: str, options: Sequence[str], emphasised: Sequence[str] = (), scanned: bool = False
) -> tuple[str, ...] | None:
    """The chosen options in printed order; () where none is; None where that cannot be told.

    `emphasised`: pieces of the text that stand out; they never choose by themselves, but leave a doubt.
    """
    wordings = {option: option for option in options}
    marked = with_lost_marks(normalise_option_marks(text), wordings)
    tokens = tokenise(marked, wordings)
    chosen = None if len(_CROSSES.findall(text)) > 1 else chosen_by_marks(marked, tokens)
    if chosen is None:
        return None
    if chosen:
        return tuple(option for option in options if option in chosen)
    named = {token.value for token in tokens if token.kind == "option"}
    if len(named) == 1:
        return _only_one(marked, tokens, scanned)
    is_touched = emphasised or _looks_edited(tokens) or _is_answered(tokens) or _one_is_signed(marked, tokens)
    return None if DRAWING in text or (named and is_touched) else ()


def _only_one(text: str, tokens: Sequence[Token], scanned: bool) -> tuple[str, ...] | None:
    """The one option that was left standing, or was typed by its name, unless other words stand there too."""
    option = next(token for token in tokens if token.kind == "option")
    marks = [token for token in tokens if token.kind == "mark"]
    rest = _BRACKETED.sub("", text[: option.start] + text[option.end :])
    is_crowded = len(_LETTERS.findall(rest.replace(option.value, ""))) > _SPARE_LETTERS
    if is_crowded or _DENIAL.search(rest) or len(marks) > 1 or (scanned and EMPTY_BOX in text):
        return None
    return (option.value,)


def _is_answered(tokens: Sequence[Token]) -> bool:
    """True where somebody wrote 是 or 选 beside an option instead of a tick."""
    return any(token.kind == "words" and _ANSWER.fullmatch(token.value) for token in tokens)


def _one_is_signed(text: str, tokens: Sequence[Token]) -> bool:
    """True where options stand on lines of their own, and one alone of them has anything beside it."""
    options = [token for token in tokens if token.kind == "option"]
    beside = [
        text[text.rfind("\n", 0, option.start) + 1 : option.start] + text[option.end :].partition("\n")[0]
        for option in options
    ]
    is_list = not any(option.value in line for option in options for line in beside)
    return is_list and len(options) > 2 and sum(bool(_NOTHING.sub("", line)) for line in beside) == 1


def _looks_edited(tokens: Sequence[Token]) -> bool:
    """True where an option has lost its box while others kept theirs, or was written once more."""
    options = [token.value for token in tokens if token.kind == "option"]
    boxes = sum(token.kind == "mark" for token in tokens)
    return 0 < boxes < len(options) or len(options) > len(set(options))
