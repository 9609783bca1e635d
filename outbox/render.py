"""EDGE: disk (the templates that ship with the program). A letter in words: plain text and HTML, each complete.

In: Letter, Office. Out: text. Jinja2 escapes values in HTML; `outbox.wording` has made them safe for both.
Elsewhere: the words themselves (`outbox/letters/`), for each problem (`outbox.wording`).
"""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from outbox.deadline import deadline_words
from outbox.letter import Letter, Office
from outbox.mime import picture_id


def plain_text(letter: Letter, office: Office) -> str:
    """The letter as plain text."""
    text = _environment().get_template(f"{letter.kind}.txt").render(_said(letter, office))
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


def html_text(letter: Letter, office: Office) -> str:
    """The letter as a whole HTML document, nothing of it fetched from elsewhere."""
    return _environment().get_template(f"{letter.kind}.html").render(_said(letter, office)).strip() + "\n"


def _said(letter: Letter, office: Office) -> dict[str, Any]:
    notice, date = office.notice, letter.headers.date
    return {
        "letter": letter,
        "office": office,
        "notice": notice,
        "quota": kind.quota if (kind := notice.unit_type(letter.unit_type)) else None,
        "deadline": deadline_words(notice.deadline, date),
        "today": f"{date.year}年{date.month}月{date.day}日",
        "cid": lambda picture: picture_id(picture, letter),
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("outbox", "letters"),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
