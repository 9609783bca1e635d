"""How long to wait before a lost connection is made again. Pure: time and chance come from outside.

In: how the last connection ended, how long it had lasted. Out: seconds. Even against a server that lets in and throws
out at once, log-ins stay below `log_ins_in` an hour.
Elsewhere: waiting (`haizhi.service`).
"""

from dataclasses import dataclass

THROTTLED_SECONDS = 900
HEALTHY_SECONDS = 300


@dataclass(slots=True)
class Patience:
    """Pauses that double, from `first` to `most` seconds."""

    first: float
    most: float
    _next: float = 0

    def pause(self, lasted: float, chance: float, *, throttled: bool = False) -> float:
        """Seconds to wait after a connection that `lasted` so many seconds. `chance`: 0…1, so that not all come at
        once."""
        if throttled:
            self._next = self.most
            return THROTTLED_SECONDS * (1 + chance / 4)
        # Only a connection that held for a while shows that things are well again: one that is let in and cut at once
        # would else be made every second.
        calm = lasted >= min(HEALTHY_SECONDS, self.most)
        now = self.first if calm or not self._next else self._next
        self._next = min(self.most, now * 2)
        return now * (1 + chance / 4)


def log_ins_in(seconds: float, first: float, most: float) -> int:
    """Log-ins within so many seconds against a server that breaks off at once, at the shortest pauses."""
    patience, at, count = Patience(first, most), 0.0, 0
    while at < seconds:
        count += 1
        at += patience.pause(0, 0)
    return count
