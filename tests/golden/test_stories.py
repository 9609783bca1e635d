"""Every golden story through the whole program: received, read, decided, answered; outcome, codes and record."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import read, settle
from intake.message import RawMessage
from tests.golden.all_stories import STORIES
from tests.golden.person import RECORD
from tests.golden.story import Story


def told(octets: bytes, folder: Path) -> Mapping[str, Any]:
    """The exported row of one mail in an empty store."""
    house = house_of(Settings())
    with Store.open(folder / "haizhi.sqlite3") as store:
        row = store.receive(RawMessage(octets, "golden.eml"))
        assert row is not None
        settle(row, read(store.original(row), house), store, house)
        (exported,) = store.export_rows()
        return exported


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_story(story: Story, tmp_path: Path) -> None:
    if story.needs and not shutil.which(story.needs):
        pytest.skip(f"{story.needs} is not installed")
    row = told(story.mail(), tmp_path)
    assert (row["outcome"], set(row["problems"])) == (story.outcome, set(story.problems))
    if story.outcome == "accepted":
        assert row["record"] == RECORD


def test_every_story_has_a_name_of_its_own() -> None:
    names = [story.name for story in STORIES]
    assert len(names) == len(set(names))
