"""docs/formats.md says what the tests show."""

import ast
from pathlib import Path

import pytest

from tests.golden.table import OTHERS, PAGE, Other, page

ROOT = Path(__file__).parents[2]


def test_the_page_is_the_one_that_the_stories_write() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m tests.golden.table"


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.test)
def test_every_row_names_a_test_that_exists(other: Other) -> None:
    tree = ast.parse((ROOT / other.file).read_text("utf-8"))
    assert other.test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
