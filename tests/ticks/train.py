"""EDGE: disk. Trains the network that sees whether a box is ticked, and examines it on pages that it never saw.

    pip install torch onnx          (for this only; the program itself runs the ONNX file)
    python -m tests.ticks.train --pages 1600 --epochs 8 --out parsers/scan/models/ticks.onnx

In: how many pages to draw. Out: the ONNX file; a table of how often it is sure, and wrong.
Elsewhere: drawing (`crops`), use (`parsers.scan.box_eye`). Takes about half an hour on two cores.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from rich.progress import track
from torch import Tensor, nn

from parsers.scan.box_eye import SIDE
from tests.glyphs.train import AT_ONCE, Samples, train
from tests.ticks.crops import crops

SURE = (0.9, 0.98, 0.99, 0.995, 0.999)
UNSEEN_PAGES, FIRST_SEED = 200, 20_000_000


class Shown(nn.Module):
    """As the program runs it: pictures with ink 1 and paper 0 come in, the chance that each is ticked goes out."""

    def __init__(self, boxes: nn.Module) -> None:
        super().__init__()
        self.boxes = boxes

    def forward(self, pictures: Tensor) -> Tensor:
        """count × 3 × SIDE × SIDE to count."""
        return torch.softmax(self.boxes(pictures), 1)[:, 1]


def network() -> nn.Sequential:
    """A third of a million weights: six convolutions, two layers."""
    wide = ((3, 24, 2), (24, 32, 1), (32, 48, 2), (48, 64, 2), (64, 80, 2), (80, 80, 1))
    layers: list[nn.Module] = []
    for coming, going, stride in wide:
        layers += [nn.Conv2d(coming, going, 3, stride, 1, bias=False), nn.BatchNorm2d(going), nn.ReLU()]
    return nn.Sequential(*layers, nn.Flatten(), nn.Dropout(0.3), nn.Linear(80 * (SIDE // 16) ** 2, 96), nn.ReLU(),
                         nn.Linear(96, 2))  # fmt: skip


def drawn(pages: int, first: int) -> Samples:
    """Pictures, and whether each is ticked."""
    seeds = range(FIRST_SEED + first, FIRST_SEED + first + pages)
    with multiprocessing.Pool() as pool:
        made = [one for page in track(pool.imap(crops, seeds), "drawing", total=pages) for one in page]
    return np.stack([one.picture for one in made]), np.array([one.ticked for one in made], np.uint8)


def batches(known: Samples, dice: np.random.Generator) -> Iterator[tuple[Tensor, Tensor]]:
    """In random order; paler, darker, one in four without its colour."""
    order = dice.permutation(len(known[1]))
    for start in range(0, len(order) - AT_ONCE + 1, AT_ONCE):
        places = order[start : start + AT_ONCE]
        ink = as_ink(known[0][places])
        ink = (ink * (0.75 + 0.35 * torch.rand(len(ink), 1, 1, 1))).clamp(0, 1.1)
        grey = torch.rand(len(ink)) < 0.25
        ink[grey] = ink[grey].mean(1, keepdim=True).expand(-1, 3, -1, -1)
        yield ink, torch.from_numpy(known[1][places].astype(np.int64))


def as_ink(pictures: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Tensor:
    """As `parsers.scan.box_eye.as_input`."""
    return (255 - torch.from_numpy(pictures).float()).permute(0, 3, 1, 2) / 255


def examine(boxes: nn.Module, unseen: Samples, console: Console) -> None:
    """How often it is sure, and how often it is wrong then."""
    with torch.no_grad():
        parts = [Shown(boxes)(as_ink(unseen[0][at : at + 500])) for at in range(0, len(unseen[1]), 500)]
    chance = torch.cat(parts).numpy()
    for name, ours, likely in (("ticked", unseen[1] == 1, chance), ("empty", unseen[1] == 0, 1 - chance)):
        wrong = {sure: int((likely[~ours] >= sure).sum()) for sure in SURE}
        told = [f"≥ {sure}: {(likely[ours] >= sure).mean():.1%}, others {wrong[sure]}" for sure in SURE]
        console.print(f"{name}: {int(ours.sum())}; sure " + "; ".join(told), soft_wrap=True)


def main(arguments: Sequence[str]) -> None:
    """Draws, trains, examines, writes."""
    parser = argparse.ArgumentParser(prog="ticks", description="Trains the network for tick boxes.")
    parser.add_argument("--pages", type=int, default=1_600)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--out", type=Path, required=True)
    chosen, console = parser.parse_args(arguments), Console()
    boxes, known, unseen = network(), drawn(chosen.pages, UNSEEN_PAGES), drawn(UNSEEN_PAGES, 0)
    train(boxes, known, chosen.epochs, batches)
    examine(boxes, unseen, console)
    write(boxes, chosen.out)


def write(boxes: nn.Module, path: Path) -> None:
    """The ONNX file."""
    torch.onnx.export(Shown(boxes), (torch.zeros(2, 3, SIDE, SIDE),), str(path), input_names=["pictures"],
                      output_names=["chances"], dynamic_axes={"pictures": {0: "count"}, "chances": {0: "count"}},
                      dynamo=False)  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
