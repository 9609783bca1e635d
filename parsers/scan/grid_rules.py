"""Where rules run and which edges between cells they wall off, told from masks of strokes.

In: masks of level and plumb strokes of a straight table (True on a stroke). Out: places of rules, in pixels; walls.
Elsewhere: the masks (`parsers.scan.upright`), cells and spans (`parsers.scan.grid`).
"""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

RULED, RULED_ALONE = 0.3, 0.85
"""The share of an edge that must be ruled for it to part two cells: of a rule that runs on elsewhere, and here too at
both ends if a stamp lies between them; of one that does not, and may be the arc of a stamp."""
INKED, IN_PIECES, CLEAR = 0.9, 0.55, 4
"""Of an edge: ink where a rule runs through a stamp; where a stamp has left pieces of it, at both
its ends at least; pixels of the rules across it."""
LONG, RUNS_ON, RUNS_FAR = 0.6, 0.5, 0.7
RULED_IN_LOW_ROWS = 0.8
WALLS = 4
"""So many walls tell that a table ends where they end."""
AS_DARK, PALER, PALE = 0.7, 0.6, 0.45
"""Shares of darkness: of a rule's, on which a fold lies; of that, what is left of it beyond the table; of the usual
rule's, which no rule has that runs on."""
STRONG, HOLLOW = 0.4, 0.3
"""Of a run's greatest strength: where it is that strong at both sides of a place that is no stronger, it is two."""
IN_ONE_PIECE, GAP = 0.2, 0.01
"""Of a table's width: the longest piece of its first and last rule; gaps that do not break it."""


def row_rules(thin: NDArray[np.bool_], thick: NDArray[np.bool_]) -> list[int]:
    """Heights at which a level rule runs along at least one column's width."""
    least = 0.07 * thin.shape[1]
    return _peaks(thin.sum(axis=1), thick.sum(axis=1), least)


def column_rules(thin: NDArray[np.bool_], thick: NDArray[np.bool_], ys: list[int]) -> list[int]:
    """Places at which a plumb rule runs down the whole of at least one row."""
    usual = np.median(np.r_[np.diff(ys), min(np.diff(ys))])  # of two rows the lower one is the usual
    score = np.zeros(thin.shape[1])
    for top, bottom in pairwise(ys):
        covered = thick[top + 2 : bottom - 1].mean(axis=0) if bottom - top > 6 else np.zeros(thin.shape[1])
        enough = RULED if bottom - top > 1.5 * usual else RULED_IN_LOW_ROWS
        score = np.maximum(score, np.where(covered >= enough, covered, 0))
    return _peaks(thin[ys[0] : ys[-1]].sum(axis=0), score, RULED)


def _peaks(strength: NDArray[np.int64], score: NDArray[np.float64], least: float) -> list[int]:
    """The middle of each run where `score` is enough."""
    enough = np.r_[0, (score >= least).astype(int), 0]
    starts, ends = np.flatnonzero(np.diff(enough) == 1), np.flatnonzero(np.diff(enough) == -1)
    runs = zip(starts.tolist(), ends.tolist(), strict=True)
    return [middle for start, end in runs for middle in _middles(strength, start, end)]


def _middles(strength: NDArray[np.int64], start: int, end: int) -> list[int]:
    """The middle of a run by its strength; of both its parts where it is a rule and a fold beside it."""
    here = strength[start:end]
    strong = np.flatnonzero(here >= STRONG * here.max(initial=0))
    hollow = strong[0] + int(here[strong[0] : strong[-1] + 1].argmin())
    if here[hollow] < HOLLOW * here.max():
        parts = ((start, start + hollow), (start + hollow + 1, end))
        return [middle for part in parts for middle in _middles(strength, *part)]
    return [round(float(np.average(np.arange(start, end), weights=here + 1e-6)))]


def apart(lines: list[int], strength: NDArray[np.int64], least: int) -> list[int]:
    """Of lines nearer than `least` to one another the strongest."""
    kept: list[int] = []
    for line in lines:
        if not kept or line - kept[-1] >= least:
            kept.append(line)
        elif strength[line - 1 : line + 2].sum() > strength[kept[-1] - 1 : kept[-1] + 2].sum():
            kept[-1] = line
    return kept


def walls_along(
    thick: NDArray[np.bool_],
    bands: list[int],
    lines: list[int],
    inked: NDArray[np.bool_] | None = None,
    *,
    level: bool = False,
) -> NDArray[np.bool_]:
    """[band, line]: is this line ruled along this band? `level`: a line of letters may lie along it."""
    hidden = np.zeros((len(bands) - 1, len(lines)), bool)
    covered = np.zeros((len(bands) - 1, len(lines)))
    joined = np.zeros(covered.shape, bool)
    for band, (start, end) in enumerate(pairwise(bands)):
        for index, line in enumerate(lines):
            covered[band, index] = thick[start + 2 : end - 1, line].mean() if end - start > 4 else 0
            hidden[band, index] = inked is not None and _all_inked(inked[start + 2 : end - 1, line - 1 : line + 2])
            ends = _ends_reached(thick[start:end, line])
            is_hidden = hidden[band, index] and covered[band, index] >= RULED and not level
            joined[band, index] = ends == 2 or (ends == 1 and is_hidden)
    lengths = np.diff(bands)[:, None]
    shares = (covered * lengths).sum(axis=0) / lengths.sum()
    long = shares >= LONG
    known = long | ((covered >= RULED_ALONE) & joined).any(axis=0)
    stamped = _are_stamped(covered, bands, lines, inked) if inked is not None and not level else np.zeros_like(hidden)
    ruled = (covered >= np.where(long | (joined & known), RULED, RULED_ALONE)) & (joined | long)
    return np.asarray((ruled | (hidden & known)) & ~_are_arcs(covered, bands, lines, inked) | stamped, bool)


def _are_stamped(
    covered: NDArray[np.float64], bands: list[int], lines: list[int], inked: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """[band, line]: does a rule that stands in every other band go on here too, pale and in pieces under a stamp?"""
    found = np.zeros(covered.shape, bool)
    for index in np.flatnonzero((covered >= RULED_ALONE).sum(axis=0) == len(bands) - 2) if len(bands) > 2 else ():
        band = int(np.argmin(covered[:, index]))
        around = inked[bands[band] + CLEAR : bands[band + 1] - CLEAR, lines[index] - 1 : lines[index] + 2]
        edge, near = np.asarray(around.any(axis=1), np.bool_), 3 + len(around) // 10
        found[band, index] = (
            len(edge) > near and min(part.mean() for part in (edge, edge[:near], edge[-near:])) >= IN_PIECES
        )
    return found


def _are_arcs(
    covered: NDArray[np.float64], bands: list[int], lines: list[int], inked: NDArray[np.bool_] | None
) -> NDArray[np.bool_]:
    """[line]: is it ruled in one band only, with ink going on at both ends, as the ring of a stamp does?"""
    arcs = np.zeros(len(lines), bool)
    if inked is None or len(bands) < 4:
        return arcs
    for index in np.flatnonzero((covered >= RULED_ALONE).sum(axis=0) == 1):
        band = int(np.argmax(covered[:, index]))
        inner = 0 < band < len(bands) - 2
        arcs[index] = inner and all(_goes_on(inked, bands[band + side], lines[index], 2 * side - 1) for side in (0, 1))
    return arcs


def _goes_on(inked: NDArray[np.bool_], end: int, line: int, step: int) -> bool:
    """Whether there is ink on nearly each step beyond this end."""
    beyond = inked[[at for at in range(end + 4 * step, end + 12 * step, step) if 0 <= at < len(inked)]]
    return bool(len(beyond)) and float(beyond[:, max(0, line - 9) : line + 10].any(axis=1).mean()) >= INKED


def _all_inked(edge: NDArray[np.bool_]) -> bool:
    """Whether there is ink all along it, as where a rule runs through a stamp or touches bold letters."""
    return bool(len(edge) > 4 and edge.any(axis=1).mean() >= INKED)


def is_outer_rule(along: NDArray[np.bool_], walls: NDArray[np.bool_], is_ruled: bool) -> bool:
    """Whether it is the first or last rule of a table: walls stand on it, or it is there in good part in one piece.

    Level strokes of a title's large letters are neither. `along`: the rule; `walls`: which of the plumb rules stand
    between it and the next rule; `is_ruled`: whether it is ruled along any cell.
    """
    if not is_ruled or (walls[0] and walls[-1]):
        return is_ruled or int(walls.sum()) >= WALLS
    closed = cv2.morphologyEx(along.astype(np.uint8), cv2.MORPH_CLOSE, np.ones(round(GAP * len(along)) + 1, np.uint8))
    ends = np.flatnonzero(np.diff(np.r_[0, closed.ravel(), 0]))
    return int((ends[1::2] - ends[::2]).max(initial=0)) >= IN_ONE_PIECE * len(along)


def _ends_reached(edge: NDArray[np.bool_]) -> int:
    """How many of its ends: a rule reaches both, or a stamp hides one; the line under a link ends with its words."""
    near = max(3, len(edge) // 60)
    return sum(len(part) == 0 or bool(part.mean() > 0.5) for part in (edge[2 : 2 + near], edge[-2 - near : -2]))


def without_folds(
    along: NDArray[np.bool_], lines: list[int], ends: tuple[int, int], depth: NDArray[np.uint8]
) -> list[int]:
    """Less the inner lines that run on beyond the table: folds of the paper, streaks of the scanner.

    All of them only where others are left: a table has a row of headings, and a fold may lie on the rule under it.
    `along`: the whole page's strokes in the direction of the lines; `depth`: how much darker than the paper beside it
    each of its points is; all places are the page's.
    """
    dark = float(np.median([_depth(depth, line, *ends) for line in lines]))
    pale = {line for line in lines[1:-1] if _depth(depth, line, *ends) < PALE * dark}
    inner = [line for line in lines[1:-1] if not _runs_on(along, line, ends, is_pale=line in pale)]
    folds = [line for line in lines[1:-1] if line not in inner]
    usual = float(np.median([_depth(depth, line, *ends) for line in (lines[0], *inner, lines[-1])]))
    kept = sorted({lines[0], *inner, *(line for line in folds if _is_ruled_too(depth, line, ends, usual)), lines[-1]})
    return kept if len(kept) > 2 else lines


def _runs_on(along: NDArray[np.bool_], line: int, ends: tuple[int, int], *, is_pale: bool) -> bool:
    """Whether a line goes on beyond both ends, or far beyond one; beyond any, where it is paler than the table's."""
    near, far = (max(12, max(along.shape) // share) for share in (50, 6))
    enough = any if is_pale else all
    return enough(_outside(along, line, ends, near, place) >= RUNS_ON for place in (0, 1)) or any(
        _outside(along, line, ends, far, place) >= RUNS_FAR for place in (0, 1)
    )


def _is_ruled_too(depth: NDArray[np.uint8], line: int, ends: tuple[int, int], usual: float) -> bool:
    """Whether a fold lies on a rule: within the table the line is as dark as rules are, beyond it is not."""
    inside = _depth(depth, line, *ends)
    beyond = max(_depth(depth, line, 0, ends[0] - 5), _depth(depth, line, ends[1] + 6, len(depth)))
    return inside >= AS_DARK * usual and beyond <= PALER * inside


def _depth(depth: NDArray[np.uint8], line: int, start: int, end: int) -> float:
    band = depth[max(0, start) : max(0, end), max(0, line - 2) : line + 3]
    return float(np.median(band.max(axis=1))) if band.size else 0.0


def _outside(along: NDArray[np.bool_], line: int, ends: tuple[int, int], reach: int, place: int) -> float:
    """How much of a line goes on before (0) or behind (1) the table; the ring of a stamp may, but not far."""
    side = along[max(0, ends[0] - reach) : max(0, ends[0] - 5)] if place == 0 else along[ends[1] + 6 : ends[1] + reach]
    return float(side[:, line - 2 : line + 3].any(axis=1).mean()) if len(side) >= 4 else 0.0
