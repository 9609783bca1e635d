"""EDGE: time. The message at which one connection after another breaks: it must not hold up all others for ever.

In: which message is about to be fetched. Out: whether it has been tried often enough.
Elsewhere: fetching (`haizhi.receiving_imap`); the daily count tries such a message again.
"""

import time

MOST_TRIES, AT_LEAST_SECONDS = 5, 900


class Stubborn:
    """Lives as long as the run, over all its connections."""

    def __init__(self) -> None:
        self._at: tuple[int, int] | None = None
        self._tries, self._since = 0, 0.0

    def is_tried_again(self, uidvalidity: int, uid: int) -> bool:
        """One more try at this message; True where it has had many over a long time, so that it is left out."""
        if self._at != (uidvalidity, uid):
            self._at, self._tries, self._since = (uidvalidity, uid), 0, time.monotonic()
        self._tries += 1
        return self._tries > MOST_TRIES and time.monotonic() - self._since > AT_LEAST_SECONDS

    def came(self) -> None:
        """It came after all."""
        self._at = None
