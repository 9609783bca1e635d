"""The values of rules: findings with their codes, the record, the outcome, the decision.

In: nothing (types only). Out: Finding, Outcome, Decision. Codes are those of the contract, section 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What a message comes to (contract, section 2)."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REVIEW = "review"
    INQUIRY = "inquiry"
    IGNORED = "ignored"


FIELDS = ("unit_name", "name", "unit_department", "position", "mobile", "email", "unit_type", "has_account")
"""Keys of Annex 1 in the order of the contract, section 1."""

Record = Mapping[str, str | bool | None]
"""The eight fields in normal form; null where empty or undecidable."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found. `code` is a code of the contract, with its field where it has one."""

    code: str
    found: str = ""
    """What stands there, as read (Word's value for mismatch)."""
    found_in_pdf: str = ""
    """For mismatch: what the PDF version says."""
    filename: str = ""
    """The attachment meant, where there is one."""
    detail: str = ""
    """Plain Chinese: what exactly is wrong and what is wanted, one sentence."""
    suggestions: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The code without its field."""
        return self.code.partition(":")[0]

    @property
    def field(self) -> str:
        """The field's key, "" where the code has none."""
        return self.code.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say about one message, in the light of what had arrived before."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    record: Record | None = None
    unit_key: str | None = None
    """Canonical name of the unit in the registry, else the folded name as written; None where there is no unit."""
    update: bool = False
    """True where this replaces an accepted record of the same sender, unit and person."""
    reasons: tuple[str, ...] = ()
    """Plain Chinese, for staff: why this outcome (for ignored: the rules that hit)."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Facts for the letter, such as which versions have arrived."""

    @property
    def problems(self) -> tuple[str, ...]:
        """The codes, each once, in order."""
        return tuple(dict.fromkeys(f.code for f in self.findings))
