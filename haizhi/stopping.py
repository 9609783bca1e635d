"""EDGE: signals. The wish that the run may end: told by SIGTERM or SIGINT, heard at once by whoever waits.

In: signals. Out: `asked`; a descriptor that can be read from then on.
Elsewhere: what is finished first (`haizhi.service`).
"""

import os
import signal

from intake.imap_idle import readable


class Stopping:
    """Nobody has asked to stop yet."""

    def __init__(self) -> None:
        self._asked = False
        self.descriptor, self._end = os.pipe()

    @property
    def asked(self) -> bool:
        """Whether the run is to end once the current message is done."""
        return self._asked

    def ask(self) -> None:
        """The run is to end."""
        if not self._asked:
            self._asked = True
            os.write(self._end, b"x")

    def listen(self) -> None:
        """From now on SIGTERM and SIGINT ask; a second SIGINT breaks off."""
        signal.signal(signal.SIGTERM, lambda *_: self.ask())
        signal.signal(signal.SIGINT, lambda *_: self._interrupted())

    def wait(self, seconds: float) -> None:
        """So many seconds, or until asked."""
        readable(None, self.descriptor, seconds)

    def _interrupted(self) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self.ask()
