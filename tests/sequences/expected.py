"""What a sequence of mails must come to, told by the contract alone: no code of the program is asked here.

In: kinds of mail in order. Out: what each comes to (Step), and whose record counts in the end.

The contract: what has arrived from a sender counts, the newest of each version. Both there and alike: accepted;
both and unlike: rejected; one missing: rejected with what is missing. Who hands in for a unit that another address has
begun or registered: a person decides. A withdrawal or a few words: no answer, a person. Delivered again: ignored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.sequences.mails import AGAIN, BRINGS, FIRST, SECOND

Step = tuple[str, frozenset[str], str | None, bool]
"""Outcome, problems, mobile in the record, whether it replaces an accepted record."""


@dataclass(slots=True)
class Office:
    """What the office holds of one unit."""

    newest: dict[tuple[str, str], str] = field(default_factory=dict)
    """Mobile by sender and version."""
    begun_by: str = ""
    registered: tuple[str, str] | None = None
    """Sender and mobile of the record that counts."""

    def takes(self, kind: str) -> Step:
        """What this mail comes to."""
        if kind == AGAIN:
            return "ignored", frozenset(), None, False
        if kind not in BRINGS:
            return "inquiry", frozenset(), None, False
        person, versions = BRINGS[kind]
        sender = SECOND if kind == "second" else FIRST
        self.newest |= {(sender, version): person.mobile for version in versions}
        problems = {*self._faults(sender), *self._rivalry(sender)}
        self.begun_by = self.begun_by or sender
        record = self.newest.get((sender, "word")) or self.newest[sender, "pdf"]
        outcome = "accepted" if not problems else "review" if problems == {"duplicate_unit"} else "rejected"
        replaces = outcome == "accepted" and self.registered is not None
        if outcome == "accepted":
            self.registered = sender, record
        return outcome, frozenset(problems), record, replaces

    def _faults(self, sender: str) -> list[str]:
        word, pdf = self.newest.get((sender, "word")), self.newest.get((sender, "pdf"))
        if word and pdf:
            return [] if word == pdf else ["mismatch:mobile"]
        return ["pdf_missing"] if word else ["word_missing"]

    def _rivalry(self, sender: str) -> list[str]:
        owner = self.registered[0] if self.registered else self.begun_by
        return ["duplicate_unit"] if owner and owner != sender else []


def expected(kinds: Sequence[str]) -> tuple[list[Step], tuple[str, str] | None]:
    """Each mail's step, and who is registered with which mobile in the end."""
    office = Office()
    return [office.takes(kind) for kind in kinds], office.registered
