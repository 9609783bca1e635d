"""The values of a letter: everything that it says, before it has words around it or bytes.

In: nothing (types only). Out: Office, Letter and its parts.
Elsewhere: what is said (`outbox.compose`, `outbox.wording`), the words around it (`outbox/letters/`), the MIME message
(`outbox.mime`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from outbox.entry import Kind
from rules.notice import Notice

Resend = Literal["word", "pdf", "both"]
"""What the sender sends to put it right."""
Encloses = Literal["", "blank", "filled"]
"""The form that goes along: none, an empty one, one with the sender's own values."""


@dataclass(frozen=True, slots=True)
class Office:
    """Who answers, and under which notice."""

    notice: Notice
    name: str
    """Signs the letters and stands beside the address."""
    address: str = ""
    """Answers come from here; "": the mailbox that the notice names."""
    remarks: tuple[tuple[str, str], ...] = ()
    """What the office adds to every letter of a kind: the kind, and its words."""

    @property
    def mailbox(self) -> str:
        """The address that answers come from."""
        return self.address or self.notice.mailbox

    @property
    def domain(self) -> str:
        """The right-hand side of the Message-IDs."""
        return self.mailbox.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture shown inside the HTML letter."""

    name: str
    """ASCII, without blanks; unique in the letter."""
    media_type: str
    octets: bytes


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with the letter."""

    filename: str
    media_type: str
    octets: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """One field of the form that came, in a letter of problems."""

    label: str
    value: str
    state: str
    """What the check came to, in a word or two."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right, in words."""

    code: str
    label: str
    """The field as printed on the form, or what else is meant; never empty."""
    what: str
    """What is wrong, a sentence."""
    wanted: str
    """What is wanted, a sentence."""
    found: str = ""
    found_in_pdf: str = ""
    examples: tuple[str, ...] = ()
    examples_are: str = "示例"
    """What stands before the examples."""
    picture: Picture | None = None
    """The cell of the scan."""
    printed: str = ""
    """The label of the field in full, as it heads the cell; "" where no cell is meant."""
    version: str = ""
    """The version that `found` stands in, in words, where just one is at hand."""


@dataclass(frozen=True, slots=True)
class Headers:
    """Everything of an answer that stands above its text."""

    message_id: str
    recipient: str
    subject: str
    date: datetime
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter says."""

    kind: Kind
    headers: Headers
    addressee: str = ""
    """The person's name as on the form; "" where it is not certain."""
    update: bool = False
    record: tuple[tuple[str, str], ...] = ()
    """Printed label and value."""
    form: tuple[Row, ...] = ()
    """What was read of a form that has problems, field by field."""
    marked: tuple[str, ...] = ()
    """Labels of what is to be filled in on the enclosed form."""
    number: str = ""
    """By which the sender's next message is joined to this one; "" where no unit is known."""
    unit_type: str | None = None
    has_account: bool = False
    problems: tuple[Problem, ...] = ()
    checking: tuple[str, ...] = ()
    """What a person in the office looks at, one sentence each; the sender does nothing about it."""
    arrived: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    resend: Resend = "both"
    encloses: Encloses = ""
    enclosures: tuple[Enclosure, ...] = ()
    remark: tuple[str, ...] = ()
    """What a person of the office adds in his own words, a paragraph each."""
