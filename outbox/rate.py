"""How often may be sent: to one address, in one thread, in an hour; how long to wait after a refusal. Pure.

In: what was sent lately (Lately), Limits, the time. Out: a Turn: go, wait until, or leave it to a person.
Two programs that answer each other are stopped here (R13, RFC 3834 §2): the same answer to the same person, who handed
in nothing new, is not given again; and no thread and no address gets more than its share.
Elsewhere: counting what was sent (`data.sendings`), writing down when the next turn is (`data.answers`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=4)
FIRST_PAUSE = timedelta(minutes=30)
LONGEST_PAUSE = timedelta(hours=12)
MOST_ATTEMPTS = 18
"""With the waits above: about two and a half days."""
MOST_STOPS = 4
"""An answer that made the host ask for a stop so often is at fault itself."""
LOOKS = timedelta(minutes=1)
_MOST_HEADER_OCTETS = 100_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most answers; 0: no limit."""

    an_hour: int = 200
    address_an_hour: int = 10
    address_a_day: int = 30
    thread: int = 6
    same: int = 2
    """The same answer to somebody who sends nothing new, in one day."""


NO_LIMITS = Limits(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Lately:
    """What was sent before this answer, moments in order."""

    last_hour: Sequence[datetime] = ()
    to_address: Sequence[datetime] = ()
    """In the last day."""
    in_thread: int = 0
    same: int = 0
    """Answers that say the same, in the last day, to the sender of a message that brought nothing new."""
    same_in_thread: bool = False
    """One of them is what this message replies to."""
    by_hand: bool = False
    """A person wrote or decided it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Go, unless one of these says otherwise."""

    not_before: datetime | None = None
    withheld: str = ""
    """Why it is left to a person."""


GO = Turn()


def turn(lately: Lately, limits: Limits, now: datetime) -> Turn:
    """Whether it is this answer's turn."""
    why = "" if lately.by_hand else _too_often(lately, limits)
    if why:
        return Turn(withheld=why)
    waits = [
        _free_at(lately.last_hour, limits.an_hour, HOUR),
        _free_at([at for at in lately.to_address if at > now - HOUR], limits.address_an_hour, HOUR),
        _free_at(lately.to_address, limits.address_a_day, DAY),
    ]
    latest = max((at for at in waits if at), default=None)
    return Turn(latest) if latest and latest > now else GO


def wait_after(attempts: int) -> timedelta:
    """How long an answer waits after its nth refused attempt: 5, 10, 20 … minutes, at most 4 hours."""
    return min(FIRST_WAIT * (1 << _steps(attempts)), LONGEST_WAIT)


def pause_after(stops: int) -> timedelta:
    """How long nothing is sent after the nth stop in a row that a host asked for: 30, 60, 120 … minutes."""
    return min(FIRST_PAUSE * (1 << _steps(stops)), LONGEST_PAUSE)


def next_look(age: timedelta) -> timedelta:
    """How long to wait before looking again for a trace of an uncertain answer: as long as it has been uncertain."""
    return min(max(age, LOOKS), DAY)


def answered_ids(octets: bytes) -> tuple[str, ...]:
    """The Message-IDs of the thread that an answer goes to, oldest first."""
    head = BytesHeaderParser().parsebytes(octets[:_MOST_HEADER_OCTETS].partition(b"\r\n\r\n")[0])
    return tuple(str(head.get("References") or head.get("In-Reply-To") or "").split())


def _steps(number: int) -> int:
    return max(0, min(number - 1, 10))


def _too_often(lately: Lately, limits: Limits) -> str:
    if limits.same and (lately.same_in_thread or lately.same >= limits.same):
        return "同样的答复已发给对方，来信没有新的材料，疑为自动往来，未再发送，请人工处理"
    if limits.thread and lately.in_thread >= limits.thread:
        return f"同一往来中已自动答复 {lately.in_thread} 次，未再发送，请人工处理"
    return ""


def _free_at(sent: Sequence[datetime], most: int, within: timedelta) -> datetime | None:
    """When the next may go; None: now."""
    return sent[-most] + within if most and len(sent) >= most else None
