"""An RTF file cut into its tokens.

In: octets. Out: Token, one after the other. Binary data is passed over.
Elsewhere: what they mean (`rtf_story`). Source: Rich Text Format Specification 1.9.1, section "RTF syntax".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})"
    rb"|\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z'])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: open, close, word, symbol or octets; `word` is the control word or symbol, `octets` the literal text."""

    kind: str
    word: str = ""
    number: int | None = None
    octets: bytes = b""


_OPEN, _CLOSE = Token("open"), Token("close")


def tokens(octets: bytes) -> Iterator[Token]:
    """All tokens of the file."""
    at = 0
    while True:
        found = _TOKEN.match(octets, at)
        if found is None:
            return
        at = found.end()
        if found.lastgroup is None:
            continue
        token = _token(found)
        if token.word == "bin":
            at += max(0, token.number or 0)
        else:
            yield token


def _token(found: "re.Match[bytes]") -> Token:
    if found["open"]:
        return _OPEN
    if found["close"]:
        return _CLOSE
    if found["word"]:
        number = int(found["number"]) if found["number"] else None
        return Token("word", found["word"].decode("ascii"), number)
    if found["symbol"]:
        return Token("symbol", found["symbol"].decode("latin-1"))
    return Token("octets", octets=bytes.fromhex(found["hex"].decode("ascii")) if found["hex"] else found["text"])
