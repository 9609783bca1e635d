"""The headers of an answer: whom it may go to, its subject, its thread.

In: the Envelope that is answered. Out: plain header values, still to be encoded.
Elsewhere: which address answers go to (`intake.addresses`), encoding (`outbox.mime`).
Sources: RFC 5322 §3.6.4 (threading), RFC 3834 §4 (whom to answer).
"""

import re
import unicodedata

from intake.message import Envelope
from rules.case_number import without_numbers

PREFIX = "回复："
LONGEST_SUBJECT = 60
"""Characters of the original subject."""
MOST_REFERENCES = 10
_PREFIX = r"(?:re|aw|sv|fwd?|回复|答复|回覆|转发|轉發|自动回复)\s*(?:\[\d+\])?\s*[:：]\s*"
_PREFIXES = re.compile(f"^(?:{_PREFIX})+", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}")
LONGEST_ID = 900
"""A line of a message has at most 998 octets (RFC 5322 §2.1.1)."""


def may_answer(address: str, own_address: str) -> bool:
    """True for a bare address that is not the office's own; anything else is answered by a person."""
    return bool(_ADDRESS.fullmatch(address)) and address.casefold() != own_address.casefold()


def subject(original: str, title: str, number: str = "") -> str:
    """回复： and the original subject without its own prefixes; the form's title where there is none. The case's number
    stands at its end, once."""
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in original)
    plain = " ".join(visible.split())
    bare = without_numbers(_PREFIXES.sub("", plain)).strip() or title
    return PREFIX + bare[:LONGEST_SUBJECT].rstrip() + (f"［受理号{number}］" if number else "")


def references(envelope: Envelope) -> tuple[str, ...]:
    """The thread so far and the message that is answered, each once; empty where that message has no valid id."""
    if not is_message_id(envelope.message_id):
        return ()
    before = envelope.references or envelope.in_reply_to[:1]
    thread = dict.fromkeys(i for i in (*before, envelope.message_id) if i and is_message_id(i))
    return tuple(thread)[-MOST_REFERENCES:]


def is_message_id(text: str | None) -> bool:
    """True for one token in angle brackets that can stand in a header."""
    return bool(text) and len(text or "") <= LONGEST_ID and bool(_MESSAGE_ID.fullmatch(text or ""))
