"""A case with its values worked out once, so that every check reads the same facts.

In: Case, Desk. Out: Judged. Elsewhere: the checks themselves (`rules.checks_*`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from parsers.document import CERTAIN
from parsers.form import ExtractedForm
from rules.agreement import Verdict, verdicts
from rules.case import Case
from rules.desk import Desk
from rules.finding import FIELDS, Record
from rules.notice import UnitType
from rules.registry import Match
from rules.seal_owner import is_sealed_by
from rules.sides import Sides, listed_names, names_of, sides_of


@dataclass(frozen=True, slots=True)
class Judged:
    """A case of which at least one version could be read."""

    case: Case
    desk: Desk
    form: ExtractedForm
    """The form whose values are recorded."""
    sides: Sides
    pdf_sides: Sides | None
    """The PDF version's values, where it stands beside a WORD version."""
    verdicts: Mapping[str, Verdict]
    """Word against PDF by key; empty where there is only one version."""

    @property
    def match(self) -> Match | None:
        """The unit that the form names."""
        return self.case.match

    @property
    def pdf_form(self) -> ExtractedForm | None:
        """The PDF version beside the WORD version."""
        return self.case.pair[1] if self.case.pair else None

    @property
    def is_scan_alone(self) -> bool:
        """True where all that can be read is a scan."""
        return self.form.scanned

    @property
    def kind(self) -> UnitType | None:
        """The unit's type: by its name, else by its tick; None where neither tells."""
        named = self.desk.notice.unit_type(self.match.kind) if self.match else None
        return named or self.desk.notice.unit_type(str(self.sides["unit_type"].value.normal))

    @property
    def unit_names(self) -> tuple[str, ...]:
        """Every name by which the form may call its unit."""
        return names_of(self.sides["unit_name"].value, self.match)

    def is_sure(self, key: str) -> bool:
        """True where the recorded value was read with certainty, or the other version says the same."""
        return self.verdicts.get(key) == "same" or self.sides[key].field.certainty >= CERTAIN


def judged(case: Case, desk: Desk) -> Judged | None:
    """The case with its values; None where no version could be read."""
    if case.main is None:
        return None
    sides = sides_of(case.main, desk)
    if case.pair is None:
        return Judged(case, desk, case.main, sides, None, {})
    pdf, names = sides_of(case.pair[1], desk), listed_names(sides["unit_name"].value, case.match)
    sealed = is_sealed_by(case.pair[1].seals, names, desk.registry)
    return Judged(case, desk, case.main, sides, pdf, verdicts(sides, pdf, names, sealed))


def record_of(case: Judged) -> Record:
    """The values as they stand: normal forms, as written where invalid, None where empty or undecidable."""
    return {key: None if case.sides[key].field.samples_only else case.sides[key].value.normal for key in FIELDS}
