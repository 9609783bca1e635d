"""The writer's own words, without the earlier mail quoted under them.

In: the text of a mail. Out: the text before and between the quotations.
A mail that is nothing but a forwarded mail keeps it: then the forwarded mail is what the sender has to say.
Elsewhere: text out of HTML (`intake.html_text`).
"""

import re

_RULE = r"[-—_=*·\s]{0,40}"
_MARKERS = re.compile(
    rf"^{_RULE}(?:"
    r"-+\s*(?:原始邮件|原邮件|回复的?(?:原)?邮件|转发的?邮件(?:信息)?|original\s*(?:message|mail)?"
    r"|forwarded message|begin forwarded message)\s*-+"
    r"|begin forwarded message:|在转发邮件中"
    rf"){_RULE}$",
    re.IGNORECASE,
)
_WROTE_BEGINS = re.compile(r"(?:on|at)\b|[在于]|\d{4}|.{0,80}<[^<>@\s]{1,64}@[^<>\s]{1,200}>", re.IGNORECASE)
_WROTE = re.compile(r".{0,300}(?:\d|@).{0,300}(?:wrote|写道|编写|来信说)\s*[:：]", re.IGNORECASE)
_HEADER = re.compile(
    r"^[*_ \t>]*(发\s*件\s*人|寄件者|from|发送时间|发送日期|日\s*期|时间|sent|date|收\s*件\s*人|to|抄\s*送|cc"
    r"|主\s*题|subject)"
    r"[*_ \t]*[:：]",
    re.IGNORECASE,
)
_SENDER = re.compile(r"发\s*件\s*人|寄件者|from", re.IGNORECASE)
_OUR_GREETING = re.compile(r"\s*(?:(?:尊敬的.{1,60}|您好)[：:])?\s*")
_OUR_FIRST = re.compile(r"\s*您好！您(?:重新)?(?:报送|的来信)")
_OUR_LAST = "直接回复即可送达本办公室"
"""How our own letters begin and end: some mail programs put them below the answer without any sign."""
_MAX_HEADER_LINES = 8
_WROTE_LINES = 3
_MAX_WROTE_CHARACTERS = 600


def own_words(text: str) -> str:
    """The text without lines that begin with > and without the mails quoted at its end."""
    lines = _without_our_letter([line.rstrip() for line in text.splitlines()])
    start = _quotation(lines)
    own = _without_quotes(lines[:start])
    if own.strip() or start == len(lines):
        return own.strip()
    return _without_quotes(lines[_after_head(lines, start) :]).strip()


def without_marked(text: str) -> str:
    """The text, forwarded mails included, without lines that begin with > and without our own letter."""
    return _without_quotes(_without_our_letter(text.splitlines()))


def _without_our_letter(lines: list[str]) -> list[str]:
    last = next((number for number, line in enumerate(lines) if _OUR_LAST in line), -1)
    first = next((number for number in range(last, -1, -1) if _OUR_FIRST.match(lines[number])), None)
    if first is None:
        return lines
    while first and _OUR_GREETING.fullmatch(lines[first - 1]):
        first -= 1
    return lines[:first] + lines[last + 1 :]


def _is_marked(line: str) -> bool:
    return line.lstrip().startswith(">")


def _quotation(lines: list[str]) -> int:
    """The number of the line with which earlier mail begins; the number of lines where there is none."""
    for number, line in enumerate(lines):
        if _MARKERS.match(line.strip()) or _is_header_block(lines, number) or _is_wrote(lines, number):
            return number
    return len(lines)


def _is_header_block(lines: list[str], number: int) -> bool:
    """发件人 followed at once by at least two more of the header lines that mail programs copy."""
    first = _HEADER.match(lines[number])
    if not first or not _SENDER.fullmatch(first[1]):
        return False
    following = [line for line in lines[number + 1 : number + _MAX_HEADER_LINES] if line.strip()]
    return sum(1 for line in following[:5] if _HEADER.match(line)) >= 2


def _is_wrote(lines: list[str], number: int) -> bool:
    """`On … wrote:`, which mail programs break over up to three lines."""
    if not _WROTE_BEGINS.match(lines[number].strip()):
        return False
    pieces = [line.strip() for line in lines[number : number + _WROTE_LINES]]
    joined = (" ".join(pieces[: count + 1]) for count in range(len(pieces)))
    return any(_WROTE.fullmatch(text[:_MAX_WROTE_CHARACTERS]) for text in joined)


def _after_head(lines: list[str], start: int) -> int:
    """The first line of the quoted mail's own text."""
    number = start + 1
    last = min(len(lines), start + 1 + _MAX_HEADER_LINES)
    while number < last and (not lines[number].strip() or _HEADER.match(lines[number])):
        number += 1
    return number


def _without_quotes(lines: list[str]) -> str:
    return "\n".join(line for line in lines if not _is_marked(line))
