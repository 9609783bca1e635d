"""The mail as it came, made harmless: its HTML without anything that runs, is fetched, or leads away.

In: the octets of a mail. Out: one whole HTML document, or None where the mail has none.
Elsewhere: the headers under which it is shown (`review.safety.LETTER_POLICY`), its plain text (`intake.submission`).
"""

import html
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

import nh3

LONGEST = 400_000
"""Characters of HTML that are shown."""
TAGS = {
    "p", "div", "span", "br", "hr", "b", "strong", "i", "em", "u", "s", "sub", "sup", "blockquote", "pre", "code",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "font", "center",
}  # fmt: skip
ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
STYLE = (
    "body{font:15px/1.7 'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;color:#222;margin:12px;"
    "overflow-wrap:anywhere}table{border-collapse:collapse}td,th{border:1px solid #d5d9e0;padding:2px 6px}"
)


def shown_html(octets: bytes) -> str | None:
    """The mail's HTML, harmless."""
    source = _html_of(octets)
    if source is None:
        return None
    clean = nh3.clean(source[:LONGEST], tags=TAGS, attributes=ATTRIBUTES, link_rel=None, strip_comments=True)
    return document(clean)


def document(body: str) -> str:
    """A whole document round a clean body."""
    head = f'<meta charset="utf-8"><title>来信</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'


def header_lines(octets: bytes) -> str:
    """The mail's header as it came."""
    head = octets[:64_000].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    return head.decode("utf-8", "replace")


def letter_html(octets: bytes) -> str:
    """The HTML of one of our own letters, its pictures inside."""
    message = message_from_bytes(octets)
    pictures = {str(part["Content-ID"]).strip("<>"): _as_address(part) for part in message.walk() if part["Content-ID"]}
    found = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    text = _text(found) if found else document(f"<pre>{html.escape(_text(message))}</pre>")
    for name, address in pictures.items():
        text = text.replace(f"cid:{name}", address)
    return text


def _as_address(part: Message) -> str:
    payload = "".join(str(part.get_payload()).split())
    return f"data:{part.get_content_type()};base64,{payload}"


def _html_of(octets: bytes) -> str | None:
    # A mail whose header alone is megabytes is not worth parsing for its looks.
    if len(BytesHeaderParser().parsebytes(octets[:64_000]).keys()) > 500:
        return None
    try:
        parts = list(message_from_bytes(octets).walk())
    except RecursionError:
        return None
    found = next((part for part in parts if part.get_content_type() == "text/html"), None)
    return _text(found) if found is not None else None


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    octets = payload if isinstance(payload, bytes) else b""
    charset = (part.get_content_charset() or "utf-8").lower()
    # A sender's gb2312 is GB 18030 in practice.
    named = "gb18030" if charset in ("gb2312", "gbk", "gb_2312-80") else charset
    try:
        return octets.decode(named, "replace")
    except LookupError:
        return octets.decode("utf-8", "replace")
