"""Headers to text: folded, encoded, mislabelled, raw 8-bit, or all of these at once.

In: a message of the standard library (compat32: it keeps every octet as it came). Out: str, tuples of str.
mail-parser and the standard library each lose names here (GBK labelled gb2312; a character split between two
encoded-words; raw GBK), so the decoding is our own.
Elsewhere: parameters and file names (`intake.filenames`), addresses (`intake.addresses`), dates (`intake.dates`).
"""

import quopri
import re
from email.message import Message
from itertools import islice

from intake.charset import codec_of, decoded
from intake.transfer import from_base64

Part = Message
"""A node of the standard library's tree."""

MAX_HEADER_CHARACTERS = 20_000
_MAX_HEADERS = 5_000
_MAX_REFERENCES = 50
_ENCODED_WORD = re.compile(r"=\?([A-Za-z0-9_.:+-]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^\r\n]{0,4000}?)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[A-Za-z0-9_.:+*-]{1,60}\?[bBqQ]\?)")
_FOLD = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")


def raw_values(part: Part, name: str) -> list[str]:
    """Every header of that name from the top, unfolded, raw octets read as text, encoded-words still encoded."""
    wanted = name.lower()
    headers = islice(part.raw_items(), _MAX_HEADERS)
    return [_as_text(str(value)) for key, value in headers if key.lower() == wanted]


def raw_value(part: Part, name: str) -> str:
    """The first header of that name as `raw_values` gives it; "" where there is none."""
    return next(iter(raw_values(part, name)), "")


def text_of(part: Part, name: str) -> str:
    """The first header of that name as a person reads it, on one line."""
    return decoded_words(raw_value(part, name))


def decoded_words(text: str) -> str:
    """A header's text with its encoded-words (RFC 2047) decoded wherever they stand, control characters removed."""
    text = _BETWEEN_WORDS.sub(r"\1", text)
    pieces: list[str] = []
    end = 0
    for run in _adjacent_words(text):
        pieces += [text[end : run[0].start()], _decoded_run(run)]
        end = run[-1].end()
    return without_controls("".join([*pieces, text[end:]])).strip()


def without_controls(text: str) -> str:
    """On one line: line breaks and tabs become blanks, other control and invisible direction characters vanish."""
    return _CONTROL.sub("", re.sub(r"[\t\r\n]+", " ", text))


def message_id_of(part: Part) -> str | None:
    """The first Message-ID of the form `<token>`, brackets included."""
    found = (_MESSAGE_ID.search(value) for value in raw_values(part, "Message-ID"))
    return next((match[0] for match in found if match), None)


def message_ids(part: Part, name: str) -> tuple[str, ...]:
    """All `<token>`s of In-Reply-To or References in their order, the last fifty."""
    ids = [token for value in raw_values(part, name) for token in _MESSAGE_ID.findall(value)]
    return tuple(dict.fromkeys(ids))[-_MAX_REFERENCES:]


def _as_text(value: str) -> str:
    octets = value[: MAX_HEADER_CHARACTERS * 4].encode("utf-8", "surrogateescape")
    return _FOLD.sub(" ", decoded(octets))[:MAX_HEADER_CHARACTERS].strip()


def _adjacent_words(text: str) -> list[list[re.Match[str]]]:
    """Encoded-words that touch and share a charset: one character may be split between them."""
    runs: list[list[re.Match[str]]] = []
    for word in _ENCODED_WORD.finditer(text):
        last = runs[-1][-1] if runs else None
        if last and last.end() == word.start() and codec_of(last[1]) == codec_of(word[1]):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _decoded_run(words: list[re.Match[str]]) -> str:
    octets = b"".join(_word_octets(word[2], word[3]) for word in words)
    return decoded(octets, words[0][1])


def _word_octets(encoding: str, text: str) -> bytes:
    octets = text.encode("utf-8", "surrogatepass")
    if encoding in "bB":
        return from_base64(octets)
    return quopri.decodestring(octets.replace(b" ", b"_"), header=True)
