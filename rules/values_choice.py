"""The two fields that are chosen rather than written: unit type and 科协一家 account.

In: what is ticked as the reader tells it, and the field's text. Out: Value.
Elsewhere: what a tick looks like (`parsers`), whether the type is the named unit's (`rules.checks_unit`).
"""

import re
from collections.abc import Sequence

from parsers.document import EMPTY_BOX, TICKED
from rules.folding import narrow, unit_key, without_blanks
from rules.values import Value, is_nothing, missing

_YES = re.compile(
    r"(?:是的?|已(?:经)?(?:开通|有|注册|开立)?|有|开通|yes|y|true|[√✓✔☑]+)(?:账[户号]|“?科协一家”?账[户号])?了?"
)
_NO = re.compile(
    r"(?:否|不是|没有?|无|未|(?:尚|暂|还)?(?:未|没有?)(?:开通|有|注册|开立)|暂无|不|no|n|false|[×✗✘xX]+)(?:账[户号]|“?科协一家”?账[户号])?"
)
_SAYS_NO = re.compile("未|没|否|不|无")
_SAYS_YES = re.compile("(?<![未没不])已|(?<![未没无])有")
_ENDS = "。.，,;；:：!！/\\"
_ASIDE = re.compile(r"[（(【\[][^（(【\[\]】)）]*[\]】)）]")


def unit_type(ticked: Sequence[str] | None, text: str | None, options: Sequence[str]) -> Value:
    """Exactly one of the options."""
    if ticked is None:
        return _typed_option(text or "", options)
    chosen = tuple(dict.fromkeys(ticked))
    if len(chosen) > 1:
        return Value(None, "invalid", f"勾选了{len(chosen)}项（{'、'.join(chosen)}），只能勾选一项")
    return Value(chosen[0]) if chosen else missing()


def _typed_option(text: str, options: Sequence[str]) -> Value:
    typed = unit_key(text)
    if not typed:
        return missing()
    chosen = [option for option in options if unit_key(option) == typed]
    return Value(chosen[0]) if chosen else Value(None, "doubtful", "看不出勾选的是哪一项")


def has_account(ticked: Sequence[str] | None, text: str | None, answers: tuple[str, str]) -> Value:
    """True or False. `answers` are the words for yes and no as the form's layout has them."""
    chosen = tuple(dict.fromkeys(ticked or ()))
    if len(chosen) > 1:
        return _neither("“是”和“否”都选了")
    if chosen:
        return Value(chosen[0] == answers[0])
    if ticked is None and _has_boxes(text or ""):
        return Value(None, "doubtful", "看不出勾选的是“是”还是“否”")
    return _typed_answer(text or "")


def _has_boxes(text: str) -> bool:
    return any(mark in text for mark in (TICKED, EMPTY_BOX))


def _typed_answer(text: str) -> Value:
    plain = narrow(text)
    typed = without_blanks(_ASIDE.sub("", re.sub(f"{EMPTY_BOX}[是否有无]?", "", plain))).strip(_ENDS).lower()
    if is_nothing(typed):
        return missing()
    pieces = [piece for piece in re.split("[，,。.；;、]", typed) if piece]
    yes, no = all(map(_YES.fullmatch, pieces)), all(map(_NO.fullmatch, pieces))
    if not yes and not no:
        return _neither(f"此栏写的是“{typed}”")
    against = _SAYS_NO if yes else _SAYS_YES
    if any(against.search(aside) for aside in _ASIDE.findall(plain)):
        return Value(None, "doubtful", f"此栏写的是“{without_blanks(plain)}”，前后不一")
    return Value(yes)


def _neither(found: str) -> Value:
    return Value(None, "invalid", f"{found}，请只填“是”或“否”")
