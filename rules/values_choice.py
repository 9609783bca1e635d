"""The two fields that are chosen rather than written: unit type and 科协一家 account.

In: what is ticked as the reader tells it, and the field's text. Out: Value.
Elsewhere: what a tick looks like (`parsers`), whether the type is the named unit's (`rules.checks_unit`).
"""

import re
from collections.abc import Sequence

from parsers.answer_words import said
from parsers.document import EMPTY_BOX, TICKED
from rules.folding import narrow, unit_key, without_blanks
from rules.values import Value, is_nothing, missing

_EMPTY = re.compile(f"{EMPTY_BOX}[是否有无]?")


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
    typed = _EMPTY.sub("", narrow(text))
    if is_nothing(typed):
        return missing()
    answer = said(typed)
    if answer == "unclear":
        return Value(None, "doubtful", f"此栏写的是“{without_blanks(typed)}”，看不出是“是”还是“否”")
    return Value(answer == "是") if answer else _neither(f"此栏写的是“{without_blanks(typed)}”")


def _neither(found: str) -> Value:
    return Value(None, "invalid", f"{found}，请只填“是”或“否”")
