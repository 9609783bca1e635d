"""The life of an answer: waiting, being sent, and how that ended.

    pending → sending → sent | uncertain | failed
              sending → pending       not accepted for now; later again
              pending → failed        withheld: a person looks at it
              uncertain → pending     a witness says that it was not accepted, or the office wants it sent again
              failed → pending        a person wants it sent again

In: a state and what happened. Out: the next state; WrongTurn where that cannot happen.
Elsewhere: writing the state down (`data.answers`), sending (`outbox.sink`).
"""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where an answer stands. `sending` is written down before the first byte leaves the house."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    """Whether it arrived cannot be told; a person or the Sent folder decides, it is never sent again blindly."""
    FAILED = "failed"
    """Refused for good, or not to be sent by the program: a person looks at it."""


class Event(StrEnum):
    """What can happen to an answer."""

    CLAIMED = "claimed"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    DEFERRED = "deferred"
    WITHHELD = "withheld"
    AGAIN = "again"
    """A person wants it sent again."""


class WrongTurn(Exception):
    """This cannot happen to an answer in this state."""


_TURNS: Mapping[tuple[State, Event], State] = {
    (State.PENDING, Event.CLAIMED): State.SENDING,
    # A crash leaves an answer in `sending`; the next run takes it up again, and its sink knows that it was interrupted.
    (State.SENDING, Event.CLAIMED): State.SENDING,
    (State.SENDING, Event.SENT): State.SENT,
    (State.SENDING, Event.UNCERTAIN): State.UNCERTAIN,
    (State.SENDING, Event.FAILED): State.FAILED,
    (State.SENDING, Event.DEFERRED): State.PENDING,
    (State.PENDING, Event.WITHHELD): State.FAILED,
    (State.UNCERTAIN, Event.SENT): State.SENT,
    (State.UNCERTAIN, Event.FAILED): State.FAILED,
    # It was looked for and no trace found, but the witness proves nothing by that.
    (State.UNCERTAIN, Event.UNCERTAIN): State.UNCERTAIN,
    (State.UNCERTAIN, Event.DEFERRED): State.PENDING,
    # Looked for once more first.
    (State.UNCERTAIN, Event.AGAIN): State.UNCERTAIN,
    (State.FAILED, Event.AGAIN): State.PENDING,
}

TO_SEND = (State.PENDING, State.SENDING)
"""The states in which an answer still waits to be sent."""


def after(state: State, event: Event) -> State:
    """The next state.

    Raises WrongTurn where that cannot happen, such as sending an answer that was sent.
    """
    try:
        return _TURNS[state, event]
    except KeyError:
        raise WrongTurn(f"an answer that is {state} cannot be {event}") from None
