"""What one test of `haizhi check` found.

In: nothing (types only). Out: Probe. Elsewhere: the tests (`haizhi.check_mail`, `haizhi.check_machine`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Probe:
    """One line for a person."""

    name: str
    good: bool
    says: str
    mend: str = ""
    """What to do where it is not good."""

    def __str__(self) -> str:
        line = f"{'✓' if self.good else '✗'} {self.name}：{self.says}"
        return f"{line}\n    → {self.mend}" if self.mend and not self.good else line
