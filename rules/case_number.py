"""The number by which a sender and the office speak of one case: it stands in the subject of every answer.

In: the sender's address and the unit's key, or a subject. Out: a number, or those that stand in a text.
Elsewhere: which earlier versions it joins (`rules.gather`), the subject (`outbox.answering`).
It tells nothing: a digest of what this sender knows. A number from elsewhere joins nothing, since only this sender's
own cases are looked through.
"""

import hashlib
import re

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_NUMBER = re.compile(rf"HZ-([{_LETTERS}]{{4}})-?([{_LETTERS}]{{4}})(?![0-9A-Za-z])")
_IN_BRACKETS = re.compile(rf"[\[［【〔(（]?\s*(?:受理号[:：]?\s*)?{_NUMBER.pattern}\s*[\]］】〕)）]?", re.IGNORECASE)


def case_number(sender: str, unit_key: str) -> str:
    """Such as HZ-7K2M-9QXD; the same for every message of this sender for this unit."""
    octets = hashlib.sha256(f"{sender.casefold()}\n{unit_key}".encode("utf-8", "surrogateescape")).digest()
    number = int.from_bytes(octets[:5])
    signs = "".join(_LETTERS[number >> shift & 31] for shift in range(35, -1, -5))
    return f"HZ-{signs[:4]}-{signs[4:]}"


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers that stand in a text, each once."""
    return tuple(dict.fromkeys(f"HZ-{one}-{two}" for one, two in _NUMBER.findall(text.upper())))


def without_numbers(text: str) -> str:
    """The text without such numbers and the brackets around them."""
    return _IN_BRACKETS.sub("", text)
