"""Does the PDF version say what the WORD version says? Field by field: same, differs, or cannot be told.

In: two fields with their values. Out: Verdict. ★ The thresholds for "the scan says this" are here and nowhere else.
Typed against typed compares normal forms; typed against scan asks the recogniser's own probabilities.
Elsewhere: values (`rules.values*`), what a verdict leads to (`rules.checks_versions`).
"""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from parsers.document import CERTAIN
from parsers.form import Field
from parsers.lattice import Lattice, folded, stands_in_order
from rules.folding import comparable
from rules.printed_address import (
    PLAINLY_OTHER,
    differs_in_look_alikes_only,
    has_its_shapes,
    may_be_another,
    misprints,
    ratio_in_its_case,
)
from rules.printed_value import beside, how_well
from rules.unit_line import HARDLY_READ, Shown, begins_with_one, is_named_again
from rules.values import Value, is_nothing

SAME_AT_LEAST = -0.69
"""Log ratio from which on a scan says exactly this text: half as likely as the best reading. Of 9,000 changed texts
none of Chinese characters came as high; one came to -0.96."""
DIFFERS_AT_MOST = -8.0
"""Log ratio up to which a scan says something else (measured: no equal text falls as low)."""

_LONE_DASH = re.compile("(?<=[\u4e00-\u9fff])-(?=[部处科室组](?:-|$))")

NEVER_TOLD = re.compile("[日曰]")
"""In a name, where no other character tells which of them it is."""
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


def verdicts(
    word: Mapping[str, Side], pdf: Mapping[str, Side], names: Collection[str] = (), sealed: bool = False
) -> dict[str, Verdict]:
    """Field by field; both hold all eight. `names`: every name of the unit that the WORD version names; `sealed`: a
    seal on the PDF bears one of them."""
    found = {key: agreement(key, word[key], pdf[key]) for key in word}
    if pdf["unit_name"].scanned:
        found["unit_name"] = _unit_on_its_line(found, (word, pdf), names, sealed)
    return found


def _unit_on_its_line(
    found: Mapping[str, Verdict],
    versions: tuple[Mapping[str, Side], Mapping[str, Side]],
    names: Collection[str],
    sealed: bool,
) -> Verdict:
    """The verdict on the unit's name, which the form wants stamped over: 单位-部门 speaks for what a stamp hides."""
    word, pdf = versions
    typed, line = str(word["unit_name"].value.normal or ""), pdf["unit_name"]
    department = str(word["unit_department"].value.normal or "")
    if found["unit_name"] == "unsure" and found["unit_department"] == "same":
        shown = Shown(line.text, line.field.certainty, sealed)
        return "same" if is_named_again(typed, names, department, shown) else "unsure"
    if found["unit_name"] == "same" and line.field.certainty < HARDLY_READ:
        return "same" if begins_with_one(department, (typed, *names)) else "unsure"
    return found["unit_name"]


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
    if _is_never_told(key, word, pdf):
        return "unsure"
    if comparison(key, word.value) == comparison(key, pdf.value) and word.text and pdf.text:
        return "unsure" if pdf.scanned and key == "email" and may_be_another(word.text, pdf.field.lattice) else "same"
    if pdf.scanned:
        return _scan(key, word, pdf)
    return "differs" if word.certain and pdf.certain else "unsure"


def _is_never_told(key: str, word: Side, pdf: Side) -> bool:
    """Whether the scan's name holds a character that no picture tells from its twin."""
    return pdf.scanned and key == "name" and NEVER_TOLD.search(word.text) is not None


def comparison(key: str, value: Value) -> str:
    """What of a written value counts when two are compared; look-alike letters count."""
    text = comparable(str(value.normal or ""))
    if key == "unit_department":
        # A hyphen that stands for a typed blank in one version is gone with the line's end in the other.
        return _LONE_DASH.sub("一", text).replace("-", "").replace("·", "")
    if key == "email":
        local, at, domain = text.rpartition("@")
        return local + at + domain.lower()
    return text


def _scan(key: str, word: Side, pdf: Side) -> Verdict:
    if pdf.field.lattice is None or not word.text:
        return "unsure"
    ratio = how_well(key, pdf.field, (word.text, str(word.value.normal or "")))
    if key == "email":
        shown = [_printed_address(way, pdf.field.lattice) for way in misprints(word.text)]
        verdict = "same" if "same" in shown else _printed_address(word.text, pdf.field.lattice, ratio)
        if verdict:
            return verdict
    if key != "email" and ratio >= SAME_AT_LEAST:
        return "same"
    before, after = beside(pdf.field)
    understood = folded(pdf.field.lattice.best()) == before + folded(pdf.text) + after
    told = understood and word.certain and pdf.certain and bool(pdf.text) and not _is_cut_or_joined(key, word, pdf)
    return "differs" if told and ratio <= DIFFERS_AT_MOST else "unsure"


def _printed_address(typed: str, lattice: Lattice, ratio: float = -math.inf) -> Verdict | None:
    """Whether the print shows this address, and no other that looks like it; None where it shows another."""
    if max(ratio, ratio_in_its_case(typed, lattice)) >= SAME_AT_LEAST:
        return "unsure" if may_be_another(typed, lattice) else "same"
    if ratio > PLAINLY_OTHER and differs_in_look_alikes_only(typed, lattice, SAME_AT_LEAST):
        return "same"
    return "unsure" if has_its_shapes(typed, lattice, SAME_AT_LEAST) else None


def _is_cut_or_joined(key: str, word: Side, pdf: Side) -> bool:
    """Whether the scan's text only lacks characters or has more: it was cut or joined when it was read, more likely."""
    one, other = comparable(word.text), comparable(pdf.text)
    return key != "position" and (stands_in_order(one, other) or stands_in_order(other, one))
