"""All golden stories in the order of docs/formats.md.

In: the stories of each kind. Out: STORIES.
"""

from collections.abc import Sequence

from tests.golden import shapes, ticks
from tests.golden.story import Story

STORIES: Sequence[Story] = (*shapes.STORIES, *ticks.STORIES)
