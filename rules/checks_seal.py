"""The seal on the PDF version: is there one, is it surely one, does its name speak against the unit.

In: a Judged case. Out: Findings. Each function's name is the sentence that it checks.
Elsewhere: finding and reading seals (`parsers.scan`), comparing names (`parsers.scan.seal_name`). The name on a seal
corroborates; it never tells a unit.
"""

from collections.abc import Iterator, Sequence

from parsers.document import CERTAIN, Seal
from rules.finding import Finding
from rules.judged import Judged
from rules.seal_owner import seal_belongs
from rules.values_department import parts_of


def the_pdf_bears_the_seal_of_the_unit(case: Judged) -> Iterator[Finding]:
    """盖章后扫描: a seal is on the PDF, it is plainly a seal, and it is not another unit's."""
    pdf = case.case.pdf
    if pdf is None:
        return
    form = pdf.form
    if form is None or (not form.seals and not form.seal_decidable):
        yield Finding(
            "uncertain:seal",
            filename=pdf.filename,
            detail=pdf.doubt or "看不出是否盖了章（可能是黑白扫描，或章不在表格这一页上）",
        )
    elif not form.seals:
        yield Finding("seal_missing", filename=pdf.filename)
    else:
        yield from _a_sure_seal_is_the_units(case, form.seals, pdf.filename)


def _a_sure_seal_is_the_units(case: Judged, seals: Sequence[Seal], filename: str) -> Iterator[Finding]:
    sure = [seal for seal in seals if seal.certainty >= CERTAIN]
    if not sure:
        yield Finding("uncertain:seal", filename=filename, detail="PDF版上有红色图样，但看不出是不是公章")
        return
    names = names_on_seals(case)
    if names and all(seal_belongs(seal, names, case.desk.registry) is False for seal in sure):
        read = "、".join(seal.name or "" for seal in sure)
        detail = f"公章上的名称（读作“{read}”）似乎不是本单位"
        yield Finding("uncertain:seal", found=read, filename=filename, detail=detail)


def names_on_seals(case: Judged) -> tuple[str, ...]:
    """What may stand on the seal: the unit's names, and the carriers and departments in 单位-部门."""
    parts = parts_of(str(case.sides["unit_department"].value.normal or ""))
    return tuple(dict.fromkeys(name for name in (*case.unit_names, *parts) if name))
