"""Who wrote, and where an answer may go.

In: a message. Out: bare addresses in lower case and names; "" where there is nobody to answer.
mail-parser finds the mailboxes (it never takes an address out of a display name); names are decoded here.
Elsewhere: headers to text (`intake.headers`), whether to answer at all (`intake.automatic`).
"""

import re
from dataclasses import dataclass

from mailparser.utils import get_addresses

from intake.headers import Part, decoded_words, raw_value, raw_values

_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@(?:[^\s@<>()\[\]\\,;:\"._]+\.)+[^\s@<>()\[\]\\,;:\"._]{2,63}")
_ANGLES = re.compile(r"<\s*([^<>\s]{3,254})\s*>")
_SPECIALS = re.compile(r"[(),:;<>@\[\]\\]")
_WORD = re.compile(r"=\?[^?\s]{1,40}\?[bBqQ]\?[^?\s]*\?=")
_OPEN_DOMAINS = re.compile(r"(?:com|net|org|gov|edu|ac|mil|co)\.[a-z]{2}|[a-z]+")
"""Under these, two names are two owners."""
_SYSTEM = re.compile(
    r"(?:mailer-?daemon|mdaemon|post[-_]?master_?|listserv|majordomo|no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?"
    r"|bounce-.*|.*-bounces?|.*-request|owner-.*|.*-owner|auto-?reply|notifications?|root|nobody|www-data|daemon)"
    r"(?:[+=-].*)?",
    re.IGNORECASE,
)
_DAEMON = re.compile(r"(?:mailer-?daemon|mdaemon)(?:[+=-].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address with the name that stands before it."""

    name: str
    address: str


def mailboxes(part: Part, name: str) -> tuple[Mailbox, ...]:
    """All mailboxes of an address header, groups opened, in their order."""
    return tuple(box for value in raw_values(part, name) for box in _mailboxes(value))


def sender_of(part: Part) -> Mailbox:
    """The first mailbox of From; empty strings where there is none, with what stands there as the name."""
    found = mailboxes(part, "From")
    return found[0] if found else Mailbox(decoded_words(raw_value(part, "From")), "")


def answer_address(part: Part, own_addresses: frozenset[str]) -> str:
    """The From address; a Reply-To only where it is single and of the same domain: results go to no third party."""
    sender = sender_of(part).address
    wanted = {box.address for box in mailboxes(part, "Reply-To")}
    if len(wanted) == 1:
        (reply_to,) = wanted
        if _may_be_answered(reply_to, own_addresses) and same_domain(reply_to, sender):
            return reply_to
    return sender if _may_be_answered(sender, own_addresses) else ""


def same_domain(one: str, other: str) -> bool:
    """Whether two addresses have one domain, or one's domain lies under the other's."""
    short, long = sorted((one.rpartition("@")[2], other.rpartition("@")[2]), key=len)
    if not short:
        return False
    return short == long or (long.endswith("." + short) and not _OPEN_DOMAINS.fullmatch(short))


def is_system_address(address: str) -> bool:
    """Whether a program and no person reads what is sent there (RFC 5230 §4.6; noreply and its kin besides)."""
    return _SYSTEM.fullmatch(address.rpartition("@")[0]) is not None


def is_mailer_daemon(address: str) -> bool:
    """Whether the address is that of a mail server's bounces."""
    return _DAEMON.fullmatch(address.rpartition("@")[0]) is not None


def _may_be_answered(address: str, own_addresses: frozenset[str]) -> bool:
    known = {own.lower() for own in own_addresses}
    return bool(_ADDRESS.fullmatch(address)) and address not in known and not is_system_address(address)


def _mailboxes(value: str) -> list[Mailbox]:
    quoted = _WORD.sub(lambda word: f'"{word[0]}"' if _SPECIALS.search(word[0]) else word[0], value)
    found = [Mailbox(decoded_words(name), address.lower()) for name, address in get_addresses(quoted) if "@" in address]
    return found or _recovered(value)


def _recovered(value: str) -> list[Mailbox]:
    """What no grammar allows but every mail program shows: `张:三 <a@b.cn>`, `<a@b.cn`, `zhang.@qq.com`."""
    angles = _ANGLES.findall(value)
    candidates = [match[0] for match in _ADDRESS.finditer(angles[-1] if angles else value)]
    if len(candidates) != 1:
        return []
    name = decoded_words(value.replace(candidates[0], "").strip(" <>;\"'"))
    return [Mailbox(name, candidates[0].lower())]
