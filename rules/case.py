"""One submission as the rules see it: the versions of one unit's form, this message's and earlier ones.

In: nothing (types only; `rules.gather` makes a Case, the store fills History).
Out: Handed, Registered, Opened, History, Case, SeveralUnits.
Elsewhere: judging a Case (`rules.checks_*`), the story (`rules.decide`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from parsers.form import ExtractedForm
from parsers.reading import Version
from rules.finding import Finding, Outcome, Record
from rules.registry import Match


@dataclass(frozen=True, slots=True)
class Handed:
    """One version of a form that has arrived."""

    digest: str
    """SHA-256 of the attachment in hex."""
    sender: str
    """Bare address in lower case."""
    received_at: datetime | None
    version: Version
    form: ExtractedForm | None
    """None: the version is here, but could not be read; `doubt` says why."""
    filename: str
    doubt: str = ""
    mail: int | None = None
    """Which earlier mail brought it; None for the one that is being decided."""


@dataclass(frozen=True, slots=True)
class Registered:
    """The submission by which a unit is registered."""

    unit_key: str
    sender: str
    person: str
    record: Record
    outcome: Outcome
    corrected: Record = field(default_factory=dict)
    """By key: what the form said where a person in the office entered another value."""
    sent_at: datetime | None = None
    """The Date of its mail; aware."""
    mail: int | None = None
    """Which mail it was, as `Handed.mail`."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What another sender had handed in for a unit before this one wrote, and the unit is not registered by it."""

    sender: str
    versions: frozenset[Version]


def _nobody(unit_key: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class History:
    """What had arrived before this message."""

    handed: tuple[Handed, ...] = ()
    """All versions from this sender, for whatever unit, oldest first."""
    registered: Callable[[str], Registered | None] = field(default=_nobody)
    """Who is registered for a unit, by its key."""
    opened: Callable[[str], Opened | None] = field(default=_nobody)
    """Which other sender began handing in for a unit, by its key; None where this sender was the first."""
    same_message: bool = False
    """True where this very message (Message-ID and content) had arrived before."""
    enclosed: frozenset[str] = frozenset()
    """Digests of the forms that lay with our answers to this sender."""
    said: tuple[str, ...] = ()
    """The texts of this sender's earlier mails that brought no form and that nobody in the office has dealt with."""
    turned_down: frozenset[str] = frozenset()
    """Digests of this sender's papers that the rules had accepted and a person then refused or closed."""


@dataclass(frozen=True, slots=True)
class Case:
    """The versions to be judged together. At least one of them came with this message."""

    word: Handed | None = None
    pdf: Handed | None = None
    rivals: tuple[Handed, ...] = ()
    """Further WORD versions of the same unit beside the one that counts, which may say something else."""
    rival_pdfs: tuple[Handed, ...] = ()
    """The same of PDF versions."""
    earlier: frozenset[Version] = frozenset()
    """Versions that an earlier message brought."""
    match: Match | None = None
    """The unit that the form names; None where that cannot be read."""

    @property
    def main(self) -> ExtractedForm | None:
        """The form whose values are recorded: the WORD version's where it can be read."""
        forms = (handed.form for handed in (self.word, self.pdf) if handed and handed.form)
        return next(forms, None)

    @property
    def pair(self) -> tuple[ExtractedForm, ExtractedForm] | None:
        """Word and PDF, where both can be read."""
        if self.word and self.word.form and self.pdf and self.pdf.form:
            return self.word.form, self.pdf.form
        return None


@dataclass(frozen=True, slots=True)
class SeveralUnits:
    """The message holds forms of several units; a person must part them."""

    units: tuple[str, ...]

    @property
    def finding(self) -> Finding:
        """The nearest code of the contract: which unit this is about cannot be told."""
        named = "、".join(self.units)
        detail = f"一封信中有几个单位的信息表（{named}），须由工作人员分开办理"
        return Finding("uncertain:unit_name", found=named, detail=detail)
