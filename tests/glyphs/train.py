"""EDGE: disk. Trains the network that tells single letters by their shape, and examines it in typefaces it never saw.

    pip install torch onnx          (for this only; the program itself runs the ONNX file)
    python -m tests.glyphs.train --count 600000 --epochs 4 --out parsers/scan/models/letters.onnx

In: how many letters to draw. Out: the ONNX file; a table of how often it is sure, and wrong.
Elsewhere: drawing (`lines`), use (`parsers.scan.look_alikes`). Takes about an hour on two cores.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from torch import Tensor, nn

from parsers.scan.recogniser import LETTERS
from tests.glyphs.faces import families
from tests.glyphs.lines import samples

AT_ONCE, BLOCK, UNSEEN_COUNT, DRAWN_AT_ONCE = 256, 64, 40_000, 2_000
GROUPS = ("1lI|", "0Oo")
SURE = (0.9, 0.98, 0.99, 0.995, 0.999)

Samples = tuple[NDArray[np.uint8], NDArray[np.uint8]]
Batches = Callable[[Samples, np.random.Generator], Iterator[tuple[Tensor, Tensor]]]


def network() -> nn.Sequential:
    """Half a million weights: six convolutions, two layers."""
    wide = ((1, 24, 2), (24, 32, 1), (32, 48, 2), (48, 64, 1), (64, 80, 2), (80, 80, 1))
    layers: list[nn.Module] = []
    for coming, going, stride in wide:
        layers += [nn.Conv2d(coming, going, 3, stride, 1, bias=False), nn.BatchNorm2d(going), nn.ReLU()]
    layers += [nn.Flatten(), nn.Dropout(0.2), nn.Linear(80 * 4 * 8, 128), nn.ReLU(), nn.Linear(128, len(LETTERS))]
    return nn.Sequential(*layers)


class Shown(nn.Module):
    """What the program runs: grey levels in, chances out."""

    def __init__(self, letters: nn.Module) -> None:
        super().__init__()
        self.letters = letters

    def forward(self, pictures: Tensor) -> Tensor:
        """Pictures (n × 1 × 32 × 64, 0 to 255) to chances (n × letters)."""
        return torch.softmax(self.letters((255 - pictures) / 255), 1)


def drawn(count: int, *, unseen: bool) -> Samples:
    """Pictures and labels, drawn by all cores."""
    one = partial(samples, count=DRAWN_AT_ONCE, families=families(unseen=unseen))
    seeds = range(10_000_000 * (1 + unseen), 10_000_000 * (1 + unseen) + count // DRAWN_AT_ONCE)
    with multiprocessing.Pool() as pool:
        made = list(track(pool.imap(one, seeds), "drawing", total=len(seeds)))
    return np.concatenate([pictures for pictures, _ in made]), np.concatenate([labels for _, labels in made])


def batches(known: Samples, dice: np.random.Generator) -> Iterator[tuple[Tensor, Tensor]]:
    """In random order, by blocks; paler, darker, a pixel aside."""
    blocks = dice.permutation(len(known[1]) // BLOCK)
    each = AT_ONCE // BLOCK
    for start in range(0, len(blocks) - each + 1, each):
        places = np.concatenate([np.arange(b * BLOCK, (b + 1) * BLOCK) for b in blocks[start : start + each]])
        ink = (255 - torch.from_numpy(known[0][places]).float()[:, None]) / 255
        if dice.random() < 0.5:
            ink = torch.roll(ink, (int(dice.integers(-1, 2)), int(dice.integers(-1, 2))), (2, 3))
        ink = (ink * (0.75 + 0.35 * torch.rand(len(ink), 1, 1, 1))).clamp(0, 1.1)
        yield ink, torch.from_numpy(known[1][places].astype(np.int64))


def train(letters: nn.Module, known: Samples, epochs: int, in_batches: Batches = batches) -> None:
    """With one rise and one fall of the learning rate."""
    torch.manual_seed(1)
    dice, steps = np.random.default_rng(1), epochs * (len(known[1]) // AT_ONCE)
    optimiser = torch.optim.AdamW(letters.parameters(), 1e-3, weight_decay=1e-2)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps + 1, pct_start=0.15)
    loss = nn.CrossEntropyLoss()
    letters.train()
    for epoch in range(epochs):
        for ink, labels in track(in_batches(known, dice), f"epoch {epoch + 1}", total=steps // epochs):
            optimiser.zero_grad()
            loss(letters(ink), labels).backward()
            optimiser.step()
            rate.step()
    letters.eval()


def chances(letters: nn.Module, pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Of every letter for every picture."""
    with torch.no_grad():
        parts = [Shown(letters)(torch.from_numpy(pictures[at : at + 1_000]).float()[:, None])
                 for at in range(0, len(pictures), 1_000)]  # fmt: skip
    return torch.cat(parts).numpy()


def examine(letters: nn.Module, unseen: Samples, console: Console) -> None:
    """How often it is sure of a letter that has look-alikes, and how often it is wrong then."""
    found = chances(letters, unseen[0])
    for group in GROUPS:
        ours = np.isin(unseen[1], [LETTERS.index(one) for one in group])
        best, right = found[ours].max(1), found[ours].argmax(1) == unseen[1][ours]
        told = [f"≥ {sure}: {(best >= sure).mean():.1%}, wrong {int((~right[best >= sure]).sum())}" for sure in SURE]
        console.print(f"{group}: {right.mean():.1%} of {ours.sum()} right; sure " + "; ".join(told), soft_wrap=True)


def main(arguments: Sequence[str]) -> None:
    """Draws, trains, examines, writes."""
    parser = argparse.ArgumentParser(prog="letters", description="Trains the network for single letters.")
    parser.add_argument("--count", type=int, default=600_000)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--out", type=Path, required=True)
    chosen, console = parser.parse_args(arguments), Console()
    letters, known, unseen = network(), drawn(chosen.count, unseen=False), drawn(UNSEEN_COUNT, unseen=True)
    train(letters, known, chosen.epochs)
    examine(letters, unseen, console)
    named = {"pictures": {0: "count"}, "chances": {0: "count"}}
    torch.onnx.export(Shown(letters), (torch.zeros(2, 1, 32, 64),), str(chosen.out), input_names=["pictures"],
                      output_names=["chances"], dynamic_axes=named, dynamo=False)  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
