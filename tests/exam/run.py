"""EDGE: disk (only with --keep, --figures). `make exam`: draws fresh pages, reads them, prints figures.

    python -m tests.exam.run --pages 500 --seed 100000 --jobs 2

In: options. Out: a table, a list of silent errors, exit code 1 where a must fails.
Elsewhere: drawing (`draw`), reading (`candidate`), marking (`marking`), sums (`figures`).
"""

import argparse
import json
import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path

import cv2
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from tests.exam.candidate import sit
from tests.exam.dice import AS_IN_LIFE, ODD
from tests.exam.draw import draw
from tests.exam.figures import Figure, by_tag, figures, overview
from tests.exam.marking import PageMarks, mark
from tests.exam.truth import ExamPage


def examine(seed: int, oddity: float, keep: Path | None = None) -> PageMarks:
    """Draws, reads and marks one page."""
    cv2.setNumThreads(1)
    page = draw(seed, oddity)
    marks = mark(page, sit(page))
    if keep and (marks.silent or marks.bad):
        _keep(keep, marks, page)
    return marks


def _keep(folder: Path, marks: PageMarks, page: ExamPage) -> None:
    """The picture of a failing page, with what was read beside what stands there."""
    name = f"{'silent-' if marks.silent else ''}{marks.seed}"
    cv2.imwrite(str(folder / f"{name}.png"), page.image)
    told = asdict(marks) | {"tags": sorted(marks.tags), "silent": marks.silent}
    (folder / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def sitting(seeds: Sequence[int], chosen: argparse.Namespace) -> Iterator[PageMarks]:
    """The marks of all pages, as they come."""
    one = partial(examine, oddity=ODD if chosen.odd else AS_IN_LIFE, keep=chosen.keep)
    if chosen.jobs == 1:
        yield from map(one, seeds)
        return
    with ProcessPoolExecutor(chosen.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(one, seeds, chunksize=2)


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="exam", description="Reads freshly drawn forms and counts what went wrong.")
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--seed", type=int, default=100_000, help="seed of the first page; the next ones count up")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--odd", action="store_true", help="names and addresses that are hard to read, oftener than in life"
    )
    parser.add_argument("--keep", type=Path, help="folder for the pages that failed")
    parser.add_argument("--figures", type=Path, help="JSON file for the figures")
    parser.add_argument("--tags", action="store_true", help="also print the figures for each tag")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Runs the exam; 1 where a must fails."""
    chosen, console = options(arguments), Console(width=None if sys.stdout.isatty() else 160)
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    columns = ("[progress.description]{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        seeds = range(chosen.seed, chosen.seed + chosen.pages)
        marked = sitting(seeds, chosen)
        pages = as_far_as_it_went(progress.track(marked, total=chosen.pages, description="exam"))
    return report(pages, chosen, console)


def as_far_as_it_went(marked: Iterable[PageMarks]) -> list[PageMarks]:
    """All marks; those so far where somebody pressed Ctrl-C, because a long exam is worth its half."""
    pages: list[PageMarks] = []
    with suppress(KeyboardInterrupt):
        pages.extend(marked)
    return pages


def report(pages: Sequence[PageMarks], chosen: argparse.Namespace, console: Console) -> int:
    """Prints and, if asked, writes the figures."""
    shown = figures(pages)
    for page in pages:
        for error in page.silent:
            console.print(f"[red]{page.seed}[/] {error}", highlight=False, soft_wrap=True)
    console.print(overview(shown))
    for quality in ("ordinary", "hard"):
        some = [figure for figure in figures([page for page in pages if page.quality == quality]) if figure.must]
        console.print(f"{quality}: " + ", ".join(f"{f.name} {f.value:.4g}/{f.of}" for f in some), highlight=False)
    if chosen.tags:
        console.print(by_tag(pages))
    if chosen.figures:
        chosen.figures.write_text(json.dumps(_plain(shown), ensure_ascii=False, indent=1), "utf-8")
    return int(any(figure.failed for figure in shown))


def _plain(shown: Sequence[Figure]) -> list[dict[str, object]]:
    return [
        {
            "name": f.name.strip(),
            "value": round(f.value, 4),
            "unit": f.unit,
            "of": f.of,
            "must": f.wanted,
            "failed": f.failed,
        }
        for f in shown
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
