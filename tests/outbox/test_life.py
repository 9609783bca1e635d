"""An answer's life has no way back from sent, and none to it but through sending."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbox.life import Event, State, WrongTurn, after


def test_an_answer_is_claimed_then_sent() -> None:
    assert after(after(State.PENDING, Event.CLAIMED), Event.SENT) is State.SENT


@pytest.mark.parametrize("event", list(Event))
@pytest.mark.parametrize("state", [State.SENT, State.FAILED])
def test_what_has_ended_stays_so_unless_a_person_wants_a_failed_one_again(state: State, event: Event) -> None:
    if (state, event) == (State.FAILED, Event.AGAIN):
        assert after(state, event) is State.PENDING
        return
    with pytest.raises(WrongTurn):
        after(state, event)


def test_what_is_uncertain_is_never_sent_again_by_itself() -> None:
    with pytest.raises(WrongTurn):
        after(State.UNCERTAIN, Event.CLAIMED)


@given(st.lists(st.sampled_from(Event)))
def test_nothing_is_sent_that_was_not_claimed(events: list[Event]) -> None:
    state, claimed = State.PENDING, False
    for event in events:
        try:
            state = after(state, event)
        except WrongTurn:
            continue
        claimed = claimed or event is Event.CLAIMED
        assert claimed or state in (State.PENDING, State.FAILED)
