"""Does this mail say that one of our answers did not arrive, and which?

In: the tree of a mail that seems automatic, our own addresses. Out: Bounce, or None.
The answer's Message-ID is looked for where the common hosts leave it: in the returned message or its headers (RFC 3464,
RFC 6522), in the text (Chinese hosts send plain words, some with the old headers below them), in In-Reply-To. Where a
host leaves nothing of it, the address that failed remains.
Elsewhere: whether a mail is automatic at all (`intake.automatic`), which answer had that id (`data.bounces`).
"""

import re
from collections.abc import Iterator

from intake.addresses import is_system_address, sender_of
from intake.charset import decoded
from intake.filenames import parameter
from intake.headers import Part, message_ids, raw_value, text_of, without_controls
from intake.html_text import text_of_html
from intake.message import Bounce
from intake.tree import children_of, content_octets, headers_only

LONGEST_REASON = 300
_MOST_PARTS = 60
_MOST_CHARACTERS = 100_000
_OWN_ID = re.compile(r"(?<![\w.])r\.[0-9a-f]{24}\.[a-z]{2,20}\.\d{1,4}@[A-Za-z0-9.-]{1,253}[A-Za-z0-9]")
"""As `outbox.entry` makes them."""
_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([45]\d\d)(?=[ -]\D)")
_SUBJECT = re.compile(
    r"退信|邮件退回|投递失败|未能送达|无法(?:投递|送达)|发送失败|系统退回|投递(?:延迟|状态)"
    r"|undeliver|delivery (?:status|failure|failed|"
    r"report|delayed|problem)|returned (?:mail|to sender)|failure notice|mail (?:delivery|system error)|could not send"
    r"|message (?:delayed|undeliverable|delivery)",
    re.IGNORECASE,
)
_ONLY_LATE = re.compile(
    r"delayed|will (?:be )?retr|still (?:being|trying)|not yet|warning|仍在|延迟|继续尝试|稍后重试", re.I
)
_REASON = re.compile(r"退信原因|失败原因|错误(?:信息|原因)|原因|reason|error|said:|host .{1,80} replied", re.IGNORECASE)


def bounce_in(tree: Part, own_addresses: frozenset[str]) -> Bounce | None:
    """What the mail says of an answer that did not arrive; None where it is something else."""
    parts = list(_parts(tree))
    report = _report(parts)
    action = report.get("action", "")
    if action and action not in ("failed", "delayed"):
        return None
    if not report and not _looks_like_one(tree):
        return None
    text = "\n".join(_texts(parts))[:_MOST_CHARACTERS]
    status = report.get("status") or _first(_STATUS, text) or _first(_CODE, text)
    late = action == "delayed" or status.startswith("4") or (not status and bool(_ONLY_LATE.search(text)))
    return Bounce(
        answer_ids=tuple(dict.fromkeys(_ids(tree, parts, text))),
        recipient=report.get("recipient") or _failed_address(tree, parts, text, own_addresses),
        permanent=action == "failed" or not late,
        status=status,
        returned=any(_OWN_ID.fullmatch(i.strip("<>")) for p in _returned(parts) for i in message_ids(p, "Message-ID")),
        reason=(report.get("diagnostic") or _why(text, status))[:LONGEST_REASON],
    )


def _parts(tree: Part) -> Iterator[Part]:
    """The mail's parts, and what is inside a returned message: headers only, for its own parts say nothing."""
    waiting, given = [tree], 0
    while waiting and given < _MOST_PARTS:
        part = waiting.pop(0)
        given += 1
        yield part
        if part.get_content_type() != "message/rfc822":
            waiting.extend(children_of(part))


def _report(parts: list[Part]) -> dict[str, str]:
    """The fields of the machine-readable part (RFC 3464 §2.3) for the first recipient; empty where there is none."""
    for part in parts:
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            blocks = children_of(part)
            named = next((block for block in blocks if raw_value(block, "Final-Recipient")), None)
            block = named if named is not None else next(iter(blocks[1:]), part)
            to = raw_value(block, "Final-Recipient") or raw_value(block, "Original-Recipient")
            return {
                "action": raw_value(block, "Action").strip().lower(),
                "status": _first(_STATUS, raw_value(block, "Status")),
                "recipient": _first(_ADDRESS, to).lower(),
                "diagnostic": text_of(block, "Diagnostic-Code"),
            }
    return {}


def _looks_like_one(tree: Part) -> bool:
    if parameter(tree, "Content-Type", "report-type").lower() == "disposition-notification":
        return False
    if raw_value(tree, "X-Failed-Recipients"):
        return True
    # A person's away message has his own address and perhaps our subject; a mail server has neither.
    return bool(_SUBJECT.search(text_of(tree, "Subject"))) or is_system_address(sender_of(tree).address)


def _texts(parts: list[Part]) -> Iterator[str]:
    for part in parts:
        kind = part.get_content_type()
        if part.is_multipart() or not kind.startswith(("text/", "message/delivery-status")):
            continue
        words = decoded(content_octets(part)[: _MOST_CHARACTERS * 3], part.get_content_charset())
        yield text_of_html(words).text if kind == "text/html" else words


def _ids(tree: Part, parts: list[Part], text: str) -> Iterator[str]:
    for returned in _returned(parts):
        yield from message_ids(returned, "Message-ID")
    yield from (f"<{found}>" for found in _OWN_ID.findall(text))
    yield from (*message_ids(tree, "In-Reply-To"), *message_ids(tree, "References"))


def _returned(parts: list[Part]) -> Iterator[Part]:
    """The mail that came back, where it is a part of its own."""
    for part in parts:
        if part.get_content_type() in ("message/rfc822", "message/global", "text/rfc822-headers"):
            yield from children_of(part) or [_headers_of(part)]


def _headers_of(part: Part) -> Part:
    return headers_only(content_octets(part).lstrip(b"\r\n"))


def _failed_address(tree: Part, parts: list[Part], text: str, own: frozenset[str]) -> str:
    told = _ADDRESS.findall(raw_value(tree, "X-Failed-Recipients"))
    told += [found for returned in _returned(parts) for found in _ADDRESS.findall(raw_value(returned, "To"))]
    told += _ADDRESS.findall(text)
    ours = {address.lower() for address in own} | {sender_of(tree).address}
    strangers = (address.lower() for address in told)
    return next((a for a in strangers if a not in ours and not _OWN_ID.match(a) and not is_system_address(a)), "")


def _why(text: str, status: str) -> str:
    lines = [without_controls(line).strip() for line in text.splitlines() if line.strip()]
    telling = (line for line in lines if (status and status in line) or _REASON.search(line))
    return next(telling, lines[0] if lines else "")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[found.lastindex or 0] if found else ""
