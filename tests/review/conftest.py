"""What the tests of the staff's page share: a database with one case of each kind, and people of each role."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store
from review.workplace import Workplace
from tests.review.office import Sent, hand_in, unit_names, workplace

DOUBTFUL = Sent(seen={"mobile": "13812345678", "email": "uzer2@unit2.example.cn"})


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[dict[str, int]]:
    """One case of each kind, by what it is."""
    with Store.open(tmp_path / "db") as store:
        yield {
            "accepted": hand_in(store, Sent(), 1),
            "doubtful": hand_in(store, DOUBTFUL, 2),
            "seal": hand_in(store, Sent(seal=0.6), 3),
            "missing": hand_in(store, Sent(values={"mobile": ""}), 4),
            "abroad": hand_in(
                store,
                Sent(unit=unit_names("海外科技团体")[0], values={"unit_type": "海外科技团体"}),
                5,
            ),
        }


@pytest.fixture
def place(cases: dict[str, int], tmp_path: Path) -> Workplace:
    """The page over these cases."""
    return workplace(tmp_path / "db", {"张三": "decide", "李四": "decide", "王五": "look", "赵六": "administer"})
