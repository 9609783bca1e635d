"""How often may be sent, and how long to wait: with the limits in mind, whatever the times."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outbox.rate import GO, LONGEST_PAUSE, LONGEST_WAIT, NO_LIMITS, Lately, Limits, pause_after, turn, wait_after

NOW = datetime(2022, 9, 13, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOMENTS = st.lists(st.timedeltas(timedelta(), timedelta(hours=24)), max_size=40)


@given(st.lists(st.timedeltas(timedelta(), timedelta(minutes=59)), max_size=30), st.integers(1, 10))
def test_never_more_than_allowed_in_any_hour(ages: list[timedelta], most: int) -> None:
    sent = sorted(NOW - age for age in ages)
    given_turn = turn(Lately(last_hour=sent), Limits(most, 0, 0, 0, 0), NOW)
    assert (given_turn is GO) == (len(sent) < most)
    if given_turn.not_before:
        after = [at for at in sent if at > given_turn.not_before - HOUR]
        assert len(after) < most


@given(MOMENTS)
def test_one_address_waits_until_both_of_its_limits_allow(ages: list[timedelta]) -> None:
    sent = sorted(NOW - age for age in ages)
    given_turn = turn(Lately(to_address=sent), Limits(0, 3, 8, 0, 0), NOW)
    then = given_turn.not_before or NOW
    assert sum(at > then - HOUR for at in sent) < 3
    assert sum(at > then - 24 * HOUR for at in sent) < 8


@given(MOMENTS, st.integers(0, 99), st.booleans())
def test_without_limits_everything_goes(ages: list[timedelta], number: int, same: bool) -> None:
    sent = sorted(NOW - age for age in ages)
    assert turn(Lately(sent, sent, number, number, same), NO_LIMITS, NOW) is GO


def test_what_a_person_decided_is_never_withheld() -> None:
    often = Lately(in_thread=99, same=99, same_in_thread=True)
    assert turn(often, Limits(), NOW).withheld
    assert turn(Lately(in_thread=99, same=99, same_in_thread=True, by_hand=True), Limits(), NOW) is GO


@given(st.integers(0, 10_000))
def test_waits_grow_and_have_an_end(number: int) -> None:
    assert timedelta() < wait_after(number) <= wait_after(number + 1) <= LONGEST_WAIT
    assert timedelta() < pause_after(number) <= pause_after(number + 1) <= LONGEST_PAUSE
