"""Does the PDF version say what the WORD version says? Field by field: same, differs, or cannot be told.

In: two fields with their values. Out: Verdict. ★ The thresholds for "the scan says this" are here and nowhere else.
Typed against typed compares normal forms; typed against scan asks the recogniser's own probabilities.
Elsewhere: values (`rules.values*`), what a verdict leads to (`rules.checks_versions`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from parsers.document import CERTAIN
from parsers.form import Field
from parsers.lattice import folded
from rules.folding import DASHES, comparable, middle_dots, without_blanks
from rules.values import Value, is_nothing

SAME_AT_LEAST = -1.0
"""Log ratio from which on a scan says exactly this text (measured: 1 of 2,722 changed texts comes as high)."""
DIFFERS_AT_MOST = -8.0
"""Log ratio up to which a scan says something else (measured: no equal text falls as low)."""

CHOICES = ("unit_type", "has_account")

Verdict = Literal["same", "differs", "unsure"]


@dataclass(frozen=True, slots=True)
class Side:
    """A field of one version, with its value."""

    field: Field
    value: Value
    scanned: bool = False

    @property
    def certain(self) -> bool:
        """True where it was read with certainty."""
        return self.field.certainty >= CERTAIN and self.field.text is not None

    @property
    def text(self) -> str:
        """As it stands, "" where there is no such cell."""
        return self.field.text or ""


def agreement(key: str, word: Side, pdf: Side) -> Verdict:
    """Whether the PDF's field says what the WORD version's says."""
    if key in CHOICES:
        return _chosen(key, word, pdf)
    return _written(key, word, pdf)


def _chosen(key: str, word: Side, pdf: Side) -> Verdict:
    if word.value.fault == pdf.value.fault and word.value.normal == pdf.value.normal:
        return "unsure" if word.value.fault == "doubtful" else "same"
    if pdf.scanned and word.field.ticked is None and pdf.field.ticked is None and _scan(key, word, pdf) == "same":
        return "same"
    told = not word.value.fault and not pdf.value.fault and pdf.field.certainty >= CERTAIN
    return "differs" if told and word.field.certainty >= CERTAIN else "unsure"


def _written(key: str, word: Side, pdf: Side) -> Verdict:
    if is_nothing(word.text) and is_nothing(pdf.text):
        return "same" if pdf.certain else "unsure"
    if comparison(key, word.value) == comparison(key, pdf.value) and word.text and pdf.text:
        return "same"
    if pdf.scanned:
        return _scan(key, word, pdf)
    return "differs" if word.certain and pdf.certain else "unsure"


def comparison(key: str, value: Value) -> str:
    """What of a written value counts when two are compared; look-alike letters count."""
    text = comparable(str(value.normal or ""))
    if key == "unit_department":
        # A hyphen that stands for a typed blank in one version is gone with the line's end in the other.
        return text.replace("-", "")
    if key == "email":
        local, at, domain = text.rpartition("@")
        return local + at + domain.lower()
    return text


def _scan(key: str, word: Side, pdf: Side) -> Verdict:
    if pdf.field.lattice is None or not word.text:
        return "unsure"
    best, around = folded(pdf.field.lattice.best()), _around(pdf)
    ratio = max(pdf.field.lattice.ratio(text) for text in _printings(key, word, around))
    if ratio >= SAME_AT_LEAST:
        return "same"
    understood = best == around[0] + folded(pdf.text) + around[1]
    told = understood and word.certain and pdf.certain and bool(pdf.text)
    return "differs" if told and ratio <= DIFFERS_AT_MOST else "unsure"


def _around(pdf: Side) -> tuple[str, str]:
    """What the cell's picture shows before and after the value: samples, labels."""
    lattice, value = pdf.field.lattice, folded(pdf.text)
    best = folded(lattice.best()) if lattice else ""
    if not value or best.count(value) != 1:
        return "", ""
    before, _, after = best.partition(value)
    return before, after


def _printings(key: str, word: Side, around: tuple[str, str]) -> Iterator[str]:
    """The ways in which the WORD version's value may stand on the printed page."""
    normal = str(word.value.normal or "")
    for text in dict.fromkeys(map(without_blanks, (word.text, normal, comparable(normal)))):
        for printed in dict.fromkeys((text, *_misread_joints(key, text))):
            yield printed
            if any(around):
                yield around[0] + printed + around[1]


def _misread_joints(key: str, text: str) -> Iterator[str]:
    """Joints whose kind means nothing: a long dash is read as 一 or not at all, a middle dot as a full stop."""
    if key == "unit_department":
        yield from (re.sub(f"[{re.escape(DASHES)}]+", joint, text) for joint in ("一", ""))
    if key == "name":
        yield middle_dots(text).replace("·", ".")
