"""The little pictures of cells in a letter: what a person found wrong is shown to the sender as it stands on his scan.

In: a Letter, CaseView, a way to a picture's octets. Out: the Letter with pictures. Pure.
Elsewhere: the letter's words (`outbox.by_hand`), drawing it (`outbox.mime`).
"""

from collections.abc import Callable
from dataclasses import replace

from outbox.letter import Letter, Picture, Problem
from review.case_view import CaseView

Octets = Callable[[str], tuple[str, bytes] | None]
"""Media type and octets of a picture, by its digest."""
LARGEST = 200_000
"""Octets; a cell's picture is a few thousand."""


def with_cells(letter: Letter, view: CaseView, octets: Octets) -> Letter:
    """Each problem of a field with the cell of the scan, where there is one."""
    digests = {line.about: line.sides.scan.picture for line in view.lines if line.sides.scan and line.takes_value}
    shown = (_shown(place, problem, digests, octets) for place, problem in enumerate(letter.problems))
    return replace(letter, problems=tuple(shown))


def _shown(place: int, problem: Problem, digests: dict[str, str | None], octets: Octets) -> Problem:
    digest = digests.get(problem.code.partition(":")[2])
    found = octets(digest) if digest else None
    if found is None or len(found[1]) > LARGEST:
        return problem
    return replace(problem, picture=Picture(f"cell{place}", *found))
