"""Options that can hardly be read, as under a stamp, told by what is left of their words between their neighbours.

In: a cell's Han characters, the options as the form prints them, which of the characters belong to which. Out: for the
other options the characters that are most likely theirs. Elsewhere: options that are read (`parsers.scan.options`).
"""

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from parsers.scan.labels import plain

FEWEST_READ = 2
"""Options that were read, below which a cell is not known to hold a list."""
LEAST_LEFT = 0.25
"""Of an option's characters: so many of them are read where it stands."""

Pair = tuple[int, int]
"""The place of a character in an option's words, and in the cell."""


def found_in_order(
    text: str, options: Sequence[str], spans: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[Pair, ...]]:
    """For options without a span, which of their characters stand where. `text`: the cell's characters, \\0 for those
    of the spans; nothing is found where options do not stand in the form's order."""
    read = [option for option in options if option in spans]
    starts = [spans[option][0] for option in read]
    if len(read) < FEWEST_READ or starts != sorted(starts):
        return {}
    return {
        option: pairs
        for between, (start, end) in _gaps(options, spans, len(text))
        for option, pairs in _aligned(between, text[start:end], start)
        if len(pairs) >= LEAST_LEFT * len(plain(option))
    }


def _gaps(
    options: Sequence[str], spans: Mapping[str, tuple[int, int]], length: int
) -> Iterator[tuple[list[str], tuple[int, int]]]:
    """The options that were not read between two that were, and the characters between those."""
    between: list[str] = []
    start = 0
    for option in options:
        if option not in spans:
            between.append(option)
            continue
        if between:
            yield between, (start, spans[option][0])
        between, start = [], spans[option][1]
    if between:
        yield between, (start, length)


def _aligned(options: Sequence[str], text: str, start: int) -> Iterator[tuple[str, tuple[Pair, ...]]]:
    printed = [(option, at) for option in options for at in range(len(plain(option)))]
    words = "".join(plain(option) for option in options)
    found: dict[str, list[Pair]] = {option: [] for option in options}
    for step in Levenshtein.opcodes(words, text):
        for shift in range(step.src_end - step.src_start if step.tag == "equal" else 0):
            option, at = printed[step.src_start + shift]
            found[option].append((at, start + step.dest_start + shift))
    for option, pairs in found.items():
        yield option, tuple(pairs)
