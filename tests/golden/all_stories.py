"""All golden stories in the order of docs/formats.md.

In: the stories of each kind. Out: STORIES.
"""

from collections.abc import Sequence

from tests.golden import archives, clients, filled, formats, offices, scans, shapes, ticks
from tests.golden.story import Story

STORIES: Sequence[Story] = (
    *formats.STORIES,
    *shapes.STORIES,
    *filled.STORIES,
    *ticks.STORIES,
    *clients.STORIES,
    *archives.STORIES,
    *offices.STORIES,
    *scans.STORIES,
)
