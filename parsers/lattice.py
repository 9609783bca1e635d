"""How well a text explains a picture of text, by the recogniser's own probabilities (CTC).

In: per-step log probabilities of characters, as a line recogniser gives them. Out: Lattice, a compact picklable value
that can score any text later, without the picture and without the model.
Elsewhere: the recogniser (`parsers.scan.recogniser`), thresholds for same/differs (`rules.agreement`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lattice:
    """CTC steps of one cell or line: for each time step the characters that had any noticeable probability.

    `steps[t]` maps a character to its natural-log probability; the blank is "". Characters not listed have at most
    `floor`. Lines of one cell are joined along time.
    """

    steps: tuple[dict[str, float], ...]
    floor: float = -12.0

    def log_probability(self, text: str) -> float:
        """Natural-log CTC probability of exactly `text` (0 = certain)."""
        raise NotImplementedError

    def ratio(self, text: str) -> float:
        """`log_probability(text)` less that of the best reading: 0 where the picture says exactly this."""
        raise NotImplementedError
