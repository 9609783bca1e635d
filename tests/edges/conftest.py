"""Servers that start with the tests."""

from collections.abc import Iterator

import pytest

from tests.edges.dovecot import Dovecot, running


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A real mail server."""
    with running() as server:
        yield server
