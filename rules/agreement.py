"""Does the PDF version say what the WORD version says? Field by field: same, differs, or cannot be told.

In: two fields with their values. Out: Verdict. ★ The thresholds for "the scan says this" are here and nowhere else.
Typed against typed compares normal forms; typed against scan asks the recogniser's own probabilities.
Elsewhere: values (`rules.values*`), what a verdict leads to (`rules.checks_versions`).
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from parsers.document import CERTAIN
from parsers.form import Field
from parsers.lattice import Lattice, folded
from rules.folding import DASHES, comparable, middle_dots, without_blanks
from rules.look_alikes import is_settled
from rules.values import Value, is_nothing

SAME_AT_LEAST = -1.0
"""Log ratio from which on a scan says exactly this text (measured: 1 of 2,722 changed texts comes as high)."""
DIFFERS_AT_MOST = -8.0
"""Log ratio up to which a scan says something else (measured: no equal text falls as low)."""

LONGEST_LABEL = 16
_PRINTED_BEFORE = re.compile(
    r"(?:[推荐单位名称全加盖公章印处]|\W)*(?:[^推荐单位名称全加盖公章印处](?:[推荐单位名称全加盖公章印处]|\W)+)?(?<=[称:)章])"
)
"""The label with （盖章）, of which one character may be misread."""
_PRINTED_AFTER = re.compile(r"[(\[【]?[单位加盖公章印处]{0,6}[)\]】]?[\W_1Il丨一二]{0,2}")
"""（盖章） or a part of it, and specks."""

PLAINLY_OTHER = -6.0
"""Log ratio below which a print of an address shows another of the look-alikes, whatever the word says."""

_LABEL_LEFT = re.compile(r"^[(\[【]?盖?章?[)\]】]?|[(\[【]?盖?章?[)\]】]?$")
"""What is left of （盖章） before and after a name."""

LEAST_NAME, ENOUGH_SEEN = 5, 0.5
"""Characters of a unit's name; the share of them that must be seen of a name that is half hidden. What is left of the
character at either end of what is seen may be misread."""

CANNOT_TELL = -2.0
"""Log ratio above which a print might show this as well."""

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


def verdicts(word: Mapping[str, Side], pdf: Mapping[str, Side]) -> dict[str, Verdict]:
    """Field by field; both hold all eight."""
    found = {key: agreement(key, word[key], pdf[key]) for key in word}
    if found["unit_name"] == "unsure" and found["unit_department"] == "same" and _is_named_twice(word, pdf):
        found["unit_name"] = "same"
    return found


def _is_named_twice(word: Mapping[str, Side], pdf: Mapping[str, Side]) -> bool:
    """Whether a name half hidden on its line stands in 单位-部门 too, and all that is seen of it is its own."""
    unit = comparable(str(word["unit_name"].value.normal or ""))
    department = comparable(str(word["unit_department"].value.normal or ""))
    seen = _LABEL_LEFT.sub("", comparable(pdf["unit_name"].text))
    if len(unit) < LEAST_NAME or not f"{department}-".startswith(f"{unit}-") or not pdf["unit_name"].scanned:
        return False
    return any(
        len(part) >= ENOUGH_SEEN * len(unit) and _stands_in_order(part, unit)
        for part in (seen, seen[1:], seen[:-1], seen[1:-1])
    )


def _stands_in_order(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(one in rest for one in part)


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
        return "unsure" if pdf.scanned and key == "email" and _may_be_another(word.text, pdf.field.lattice) else "same"
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
    ratio = how_well(key, pdf.field, (word.text, str(word.value.normal or "")))
    if key == "email" and ratio >= SAME_AT_LEAST and _may_be_another(word.text, pdf.field.lattice):
        return "unsure"
    if ratio >= SAME_AT_LEAST or (key == "email" and _differs_in_look_alikes_only(word.text, pdf.field.lattice, ratio)):
        return "same"
    before, after = _beside(pdf.field)
    understood = folded(pdf.field.lattice.best()) == before + folded(pdf.text) + after
    told = understood and word.certain and pdf.certain and bool(pdf.text) and not _is_cut_or_joined(key, word, pdf)
    return "differs" if told and ratio <= DIFFERS_AT_MOST else "unsure"


def _is_cut_or_joined(key: str, word: Side, pdf: Side) -> bool:
    """Whether the scan's text only lacks characters or has more: it was cut or joined when it was read, more likely."""
    one, other = comparable(word.text), comparable(pdf.text)
    return key != "position" and (_stands_in_order(one, other) or _stands_in_order(other, one))


def _may_be_another(typed: str, lattice: Lattice | None) -> bool:
    """Whether the print shows the same address with one look-alike for another as well, and no word settles which."""
    address = without_blanks(comparable(typed))
    if lattice is None or is_settled(address):
        return False
    others = (
        address[:at] + other + address[at + 1 :]
        for at, one in enumerate(address)
        for group in ("1lI", "0Oo")
        for other in group
        if one in group and other != one
    )
    return any(lattice.ratio(other) > CANNOT_TELL for other in others)


def _differs_in_look_alikes_only(typed: str, lattice: Lattice, ratio: float) -> bool:
    """Where a typeface prints l as 1, a word is still a word; not where the picture plainly says the other."""
    address = without_blanks(comparable(typed))
    shape = lattice.ratio_but_for_look_alikes(address)
    return shape >= SAME_AT_LEAST and ratio > PLAINLY_OTHER and is_settled(address)


def how_well(key: str, field: Field, texts: Iterable[str]) -> float:
    """The log ratio with which the picture of a field explains the best of these texts; 0: it says exactly this."""
    lattice = field.lattice
    if lattice is None:
        return -math.inf
    around = [("", ""), _beside(field), *(_printed_around(lattice) if key == "unit_name" else ())]
    return max(
        (
            lattice.ratio(before + printed + after)
            for printed in _printings(key, texts)
            for before, after in dict.fromkeys(around)
        ),
        default=-math.inf,
    )


def _beside(field: Field) -> tuple[str, str]:
    """What the picture shows before and after the value as it was read: samples, labels."""
    value = folded(field.text or "")
    best = folded(field.lattice.best()) if field.lattice else ""
    if not value or best.count(value) != 1:
        return "", ""
    before, _, after = best.partition(value)
    return before, after


def _printed_around(lattice: Lattice) -> Iterator[tuple[str, str]]:
    """Printed words, or what a stamp over them leaves, that may stand before and after a unit's name on its line."""
    best = folded(lattice.best())
    starts = [0, *(at for at in range(1, min(len(best), LONGEST_LABEL)) if _PRINTED_BEFORE.fullmatch(best, 0, at))]
    ends = [at for at in range(max(1, len(best) - LONGEST_LABEL), len(best)) if _PRINTED_AFTER.fullmatch(best, at)]
    for start in starts:
        for end in (*ends, len(best)):
            if start < end:
                yield best[:start], best[end:]


def _printings(key: str, texts: Iterable[str]) -> Iterator[str]:
    """The ways in which a written value may stand on the printed page."""
    ways = [way for text in texts if text for way in (text, comparable(text))]
    for text in dict.fromkeys(map(without_blanks, ways)):
        yield text
        yield from _misread_joints(key, text)


def _misread_joints(key: str, text: str) -> Iterator[str]:
    """Joints whose kind means nothing: a long dash is read as 一 or not at all, a middle dot as a full stop."""
    if key == "unit_department":
        yield from (re.sub(f"[{re.escape(DASHES)}]+", joint, text) for joint in ("一", ""))
        yield text.replace("一", "-")
    if key == "name":
        yield middle_dots(text).replace("·", ".")
