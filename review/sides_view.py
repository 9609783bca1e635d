"""The two readings of each field, WORD's and the scan's, with picture, certainty and place; the pages with their boxes.

In: Stored, Desk. Out: Sides by field, PageView. Pure. Elsewhere: what is doubtful about them (`review.case_view`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from data.review_case import Row, Stored
from parsers.document import CERTAIN
from review.differences import Piece, pieces
from review.typed import typed_value
from review.words import label_of, value_words
from rules.desk import Desk
from rules.folding import comparable

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Side:
    """One version's reading of one field."""

    text: str
    certainty: int
    """Per cent."""
    picture: str | None = None
    attachment: int = 0
    page: int | None = None
    box: Box | None = None
    pieces: tuple[Piece, ...] = ()

    @property
    def is_certain(self) -> bool:
        """True where it was read with certainty."""
        return self.certainty >= CERTAIN * 100


@dataclass(frozen=True, slots=True)
class Sides:
    """Both readings; None where that version is not here."""

    word: Side | None = None
    scan: Side | None = None

    @property
    def differ(self) -> bool:
        """True where both are here and do not say the same."""
        return bool(self.word and self.scan and comparable(self.word.text) != comparable(self.scan.text))


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page."""

    about: str
    label: str
    box: Box
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class PageView:
    """One page's picture with its boxes."""

    attachment: int
    page: int
    picture: str
    width: int
    height: int
    marks: tuple[Mark, ...]


def sides_of(stored: Stored, desk: Desk) -> dict[str, Sides]:
    """Both readings of every field, and of the seal."""
    word, scan = _judged(stored, ("word",)), _judged(stored, ("pdf", "other"))
    keys = dict.fromkeys((*word, *scan))
    return {key: _both(key, word.get(key), scan.get(key), desk) for key in keys} | _seal(stored)


def pages_of(stored: Stored, doubtful: set[str]) -> tuple[PageView, ...]:
    """Every page's picture, those of the judged scan first."""
    judged = {row["attachment"] for row in _judged(stored, ("pdf", "other")).values()}
    ordered = sorted(stored.pages, key=lambda row: (row["attachment"] not in judged, row["attachment"], row["page"]))
    return tuple(_page(row, stored, doubtful) for row in ordered)


def _page(page: Row, stored: Stored, doubtful: set[str]) -> PageView:
    here = [
        (row["field"], row["box"])
        for row in stored.fields
        if row["box"] and (row["attachment"], row["page"]) == (page["attachment"], page["page"])
    ]
    seals = [
        ("seal", row["box"])
        for row in stored.seals
        if (row["attachment"], row["page"]) == (page["attachment"], page["page"])
    ]
    marks = tuple(Mark(about, label_of(about), tuple(box), about in doubtful) for about, box in (*here, *seals))
    return PageView(page["attachment"], page["page"], page["picture"], page["width"], page["height"], marks)


def _judged(stored: Stored, versions: tuple[str, ...]) -> dict[str, Row]:
    """The fields of the form that counts: of several WORD files the last, of several scans the surest sealed."""
    rows = [row for row in stored.fields if row["version"] in versions and _is_meant(row, stored)]
    forms: dict[tuple[int, int], dict[str, Row]] = {}
    for row in rows:
        forms.setdefault((row["attachment"], row["form"]), {})[row["field"]] = row
    best = max(forms, key=lambda form: (_seal_certainty(stored, form[0]), form[0], -form[1]), default=None)
    return forms[best] if best else {}


def _is_meant(row: Row, stored: Stored) -> bool:
    return bool(row["message"] == stored.papers.get(row["version"], stored.number))


def _seal_certainty(stored: Stored, attachment: int) -> float:
    return max((seal["certainty"] for seal in stored.seals if seal["attachment"] == attachment), default=0.0)


def _both(key: str, word: Row | None, scan: Row | None, desk: Desk) -> Sides:
    said, seen = _text(key, word, desk, False), _text(key, scan, desk, True)
    left, right = pieces(said, seen)
    return Sides(_side(word, said, left), _side(scan, seen, right))


def _text(key: str, row: Row | None, desk: Desk, laid_out: bool) -> str:
    if row is None:
        return ""
    if row["ticked"] is not None:
        return "、".join(row["ticked"])
    value = typed_value(key, row["text"] or "", desk, {}, laid_out).normal if row["text"] else None
    return value_words(value) or " ".join((row["text"] or "").split())


def _side(row: Row | None, text: str, marked: Iterable[Piece]) -> Side | None:
    if row is None:
        return None
    box = tuple(row["box"]) if row["box"] else None
    # Never shown as more certain than it is.
    return Side(text, int(row["certainty"] * 100), row["picture"], row["attachment"], row["page"], box, tuple(marked))


def _seal(stored: Stored) -> dict[str, Sides]:
    number = stored.papers.get("pdf", stored.number)
    here = [row for row in stored.seals if row["message"] == number]
    if not here:
        return {}
    best = max(here, key=lambda row: row["certainty"])
    text = best["name"] or "（印文读不出）"
    side = Side(
        text, int(best["certainty"] * 100), best["picture"], best["attachment"], best["page"], tuple(best["box"])
    )
    return {"seal": Sides(None, side)}
