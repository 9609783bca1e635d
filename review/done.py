"""What was just done, said on the page that comes after it, with a way to take it back.

In: a Visit whose address names the step and the case. Out: JustDone, or None.
Elsewhere: taking it back (`review.pages_case.undo`).
"""

from dataclasses import dataclass

from data.review_case import version_of
from review.visit import Visit

WORDS = {
    "accepted": "已登记",
    "rejected": "已退回补正",
    "closed": "已办结",
    "reply": "已答复",
    "undone": "已撤销",
    "nothing": "没有可撤销的一步",
}
WITH_LETTER = ("accepted", "rejected", "reply")


@dataclass(frozen=True, slots=True)
class JustDone:
    """One step."""

    words: str
    number: int | None
    """The case that can be taken up again; None: this step has no way back."""
    version: int


def just_done(visit: Visit) -> JustDone | None:
    """What the address says was done."""
    done, moved = visit.asked("done"), visit.asked("moved")
    if done not in WORDS:
        return None
    number = int(moved) if moved.isdigit() and len(moved) < 12 else None
    version = version_of(visit.database, number) if number is not None and visit.may("decide") else None
    seconds = int(visit.place.hold.total_seconds())
    words = WORDS[done] + (f"，答复 {seconds} 秒后发出" if done in WITH_LETTER else "")
    return JustDone(words, number if version is not None else None, version or 0)
