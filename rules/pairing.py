"""Of several WORD or PDF versions of one unit in a mail: which two belong together, and which merely came along again.

In: versions, the unit, Desk. Out: one WORD and one PDF version; versions without those that came before.
The two that say the same belong together; of equals the PDF with the surest seal and the last WORD version.
Elsewhere: what the others say (`rules.checks_versions`: where they differ, a person decides).
"""

from collections.abc import Collection, Sequence
from itertools import groupby, product

from rules.agreement import Verdict, verdicts
from rules.case import Handed
from rules.desk import Desk
from rules.registry import Match
from rules.seal_owner import is_sealed_by
from rules.sides import names_of, sides_of, unit_of

Pair = tuple[Handed | None, Handed | None]
_MOST = 6
"""Of so many of a kind each is held against each; of more only the last."""


def paired(words: Sequence[Handed], pdfs: Sequence[Handed], match: Match | None, desk: Desk) -> Pair:
    """One version of each kind; None where there is none."""
    last_words, last_pdfs = words[-_MOST:], pdfs[-_MOST:]
    pairs = list(product(reversed(last_words) if words else (None,), reversed(last_pdfs) if pdfs else (None,)))
    if len(pairs) == 1:
        return pairs[0]

    def worth(pair: Pair) -> tuple[bool, bool, float, int, int]:
        word, pdf = pair
        unit = unit_of(pdf.form, desk) if pdf and pdf.form else None
        seals = pdf.form.seals if pdf and pdf.form else ()
        found = _verdicts(word, pdf, desk)
        differing, unsure = found.count("differs"), found.count("unsure")
        surest = max((seal.certainty for seal in seals), default=0.0)
        return bool(unit and match and unit.key == match.key), not differing, surest, -differing, -unsure

    return max(pairs, key=worth)


def _verdicts(word: Handed | None, pdf: Handed | None, desk: Desk) -> list[Verdict]:
    if not (word and word.form and pdf and pdf.form):
        return []
    sides, match = sides_of(word.form, desk), unit_of(word.form, desk)
    names = names_of(sides["unit_name"].value, match if match and match.status == "listed" else None)
    sealed = is_sealed_by(pdf.form.seals, names, desk.registry)
    return list(verdicts(sides, sides_of(pdf.form, desk), names, sealed).values())


def without_repeats(papers: Sequence[Handed], known: Collection[str], desk: Desk) -> list[Handed]:
    """Without files that had come before (`known`: their digests) where the same mail brings a new one of their kind
    for their unit: the earlier mail lies below the answer, or the old file beside the new one."""
    if not any(paper.digest in known for paper in papers):
        return list(papers)
    fresh = {(paper.version, _unit(paper, desk)) for paper in papers if paper.digest not in known}
    return [p for p in papers if p.digest not in known or (p.version, _unit(p, desk)) not in fresh]


def is_sent_back(paper: Handed, enclosed: Collection[str], desk: Desk) -> bool:
    """True for a form that lay with our answer (`enclosed`: their digests) and has not been filled in since."""
    if paper.digest not in enclosed or paper.form is None:
        return False
    return any(side.value.fault == "missing" for side in sides_of(paper.form, desk).values())


def counting(handed: Sequence[Handed], enclosed: Collection[str], desk: Desk) -> tuple[Handed, ...]:
    """What was handed in earlier, oldest first, mail by mail without repeats and without our own forms sent back."""
    known, counted = set(enclosed), list[Handed]()
    for _, papers in groupby(handed, key=lambda paper: paper.mail):
        mail = [paper for paper in papers if not is_sent_back(paper, enclosed, desk)]
        counted += without_repeats(mail, known, desk)
        known |= {paper.digest for paper in mail}
    return tuple(counted)


def last_together(papers: Sequence[Handed]) -> list[Handed]:
    """The papers of the last mail that brought any."""
    last = papers[-1:]
    return [p for p in papers if p.mail == last[0].mail] if last and last[0].mail is not None else list(last)


def _unit(paper: Handed, desk: Desk) -> str:
    match = unit_of(paper.form, desk) if paper.form else None
    return match.key if match else ""
