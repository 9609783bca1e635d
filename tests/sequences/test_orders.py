"""Every order of three mails gives the end state that the contract states."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from haizhi.pipeline import settle
from intake.message import RawMessage
from tests.sequences import run
from tests.sequences.expected import expected
from tests.sequences.mails import AGAIN, SAYS

KINDS = (*SAYS, AGAIN)
LENGTH = 3


@pytest.mark.parametrize("first", SAYS)
def test_every_order_of_three_mails_ends_as_the_contract_says(first: str, tmp_path: Path) -> None:
    wrong = {}
    for kinds, found in _walk(tmp_path, [first]):
        wanted = expected(kinds)
        if found != wanted:
            wrong[kinds] = (found, wanted)
    assert wrong == {}


def _walk(parent: Path, kinds: Sequence[str]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Each sequence that begins so, with what the program made of it; what they share is settled once."""
    folder = parent / kinds[-1]
    folder.mkdir()
    if (parent / "haizhi.sqlite3").exists():
        shutil.copy(parent / "haizhi.sqlite3", folder)
    with run.opened(folder) as store:
        place = len(kinds) - 1
        raw = RawMessage(run.octets_at(kinds, place), f"{place}.eml")
        row = store.receive(raw)
        assert row is not None
        settle(row, run.reading(run.kind_at(kinds, place), raw), store, run.house())
        found = run.steps(store), run.registered(store)
        assert run.told_to_strangers(store) == [], kinds
        answered = store._database.conn.execute("SELECT count(*), count(DISTINCT message) FROM outbox").fetchone()
        wanting = sum(outcome not in ("ignored", "inquiry") for outcome, *_ in found[0])
        assert answered == (wanting, wanting), kinds
    if len(kinds) == LENGTH:
        yield tuple(kinds), found
        return
    for kind in KINDS:
        yield from _walk(folder, [*kinds, kind])
    shutil.rmtree(folder)
