"""The notice that the office issued: every date, number and wording of it that the program goes by.

In: the text of a TOML file (`data/notices/`). Out: Notice.
Elsewhere: reading the file (`haizhi.lists`), the fields of its form as the program knows them (`rules.annex1`).
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, EmailStr, HttpUrl, PositiveInt


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {pattern}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
"""A regular expression, searched for."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Deadline(_Part):
    """When a submission is in time."""

    late_from: AwareDatetime
    """The first instant that is late."""
    words: str
    """The last day in time, as the body of the notice prints it."""
    words_on_form: str
    """The other day, printed under the form; it decides nothing."""
    day_on_form: date | None = None
    """The same as a date."""


class NextSteps(_Part):
    """What an accepted unit does next (section 6.2 of the notice)."""

    platform: str
    address: HttpUrl
    path: str
    begins: date
    ends: date
    words: str
    abroad: str
    """The rule about institutions abroad, one sentence without full stop."""
    steps: tuple[str, ...]


class Contact(_Part):
    """Whom to ask about what (section 8)."""

    subject: str
    people: tuple[str, ...]
    telephone: str
    email: EmailStr


class UnitType(_Part):
    """One kind of unit that may recommend, as printed on the form."""

    name: str
    registry: str
    """Name of its list in the registry folder."""
    closed: bool = False
    """True where the list is complete."""
    quota: PositiveInt
    """How many institutions a unit of this type may recommend."""
    eligibility_by_office: bool = False
    needs_department: bool = True
    abroad: bool = False
    """True where telephone numbers are foreign as a rule."""
    patterns: tuple[Pattern, ...] = ()
    """Ways of writing that give the type away, on the folded name."""
    core_drops: tuple[str, ...] = ()
    """Words of such names that every unit of the type shares; what is left tells the unit."""


class LookAlike(_Part):
    """Units that are easily taken for one of the types, by list or by pattern; a hint for staff."""

    registry: str = ""
    pattern: Pattern = ""
    sentence: str


class OtherPaper(_Part):
    """A paper that is not the form but comes in its place."""

    marks: tuple[str, ...]
    sentence: str


class Form(_Part):
    """The form as printed."""

    title: str
    annex: str
    noise: tuple[str, ...]
    samples_unit_department: tuple[str, ...]
    answers_has_account: tuple[str, str]
    """Yes, no."""
    labels: Mapping[str, str]
    other_papers: tuple[OtherPaper, ...] = ()
    notes: tuple[str, ...] = ()
    """The lines under the table, for a form that is drawn again."""


class MailWords(_Part):
    """By which words a mail is known to be about this notice, to enclose something, or to ask."""

    matter: tuple[str, ...]
    enclosing: tuple[Pattern, ...]
    """Says that something is in this very mail."""
    sending: tuple[Pattern, ...]
    """Speaks of submitting; counts for nothing in a mail that asks."""
    referring: tuple[Pattern, ...]
    """Speaks of an earlier mail."""
    anew: tuple[Pattern, ...] = ()
    """Submits again now; then what is said of earlier mails counts for nothing."""
    asking: tuple[Pattern, ...]
    promising: tuple[Pattern, ...] = ()
    """Speaks of submitting later."""
    withdrawing: tuple[Pattern, ...] = ()
    """Takes back what was submitted; counts for nothing in a mail that replaces it."""
    replacing: tuple[Pattern, ...] = ()


class Notice(_Part):
    """One notice."""

    number: str
    title: str
    issuer: str
    issued: date
    mailbox: EmailStr
    deadline: Deadline
    next_steps: NextSteps
    contacts: tuple[Contact, ...]
    unit_types: tuple[UnitType, ...]
    look_alikes: tuple[LookAlike, ...] = ()
    form: Form
    mail: MailWords

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The unit types in printed order."""
        return tuple(kind.name for kind in self.unit_types)

    def unit_type(self, name: str | None) -> UnitType | None:
        """The type of this name; None where there is none."""
        return next((kind for kind in self.unit_types if kind.name == name), None)


def load_notice(text: str) -> Notice:
    """The notice that a TOML text describes.

    Raises tomllib.TOMLDecodeError for bad TOML and pydantic.ValidationError for a fact that is missing or wrong.
    """
    facts: dict[str, Any] = tomllib.loads(text)
    return Notice.model_validate(facts)
