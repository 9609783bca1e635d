"""Tick boxes: the empty box, the marks that a word processor puts there, and the strokes of a pen.

In: a place and a size. Out: ink on the page. Elsewhere: which option is ticked and how (`tests.exam.choices`).
"""

from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from PIL import ImageDraw

from tests.exam.dice import Dice
from tests.exam.truth import Image
from tests.exam.typeface import LATIN, Ink, font

EMPTY, CHECKED, TICK, FILLED, CROSSED, HEAVY, THIN = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006"
"""Private-use letters that stand for marks inside a text: □ ☑ √ ■ ☒ ✔ ✓."""
GLYPHS = {TICK: "√", HEAVY: "✔", THIN: "✓"}
Spot = tuple[float, float, float]
"""Left, baseline, size (one em) in pixels."""


def draw_mark(draw: ImageDraw.ImageDraw, spot: Spot, mark: str, *, ink: Ink = 0, style: str = "han") -> None:
    """One mark. `style` is the look of the box: han (a full-width character), small (a symbol font), bold, shadow."""
    x, baseline, em = spot
    if mark in GLYPHS:
        face = font(*LATIN["sans"], round(em * 0.95))
        draw.text((round(x + em * 0.1), round(baseline)), GLYPHS[mark], font=face, fill=ink, anchor="ls")
        return
    box, width = _square(spot, style)
    draw.rectangle(box, outline=ink, width=width, fill=ink if mark == FILLED else None)
    left, top, right, bottom = box
    side = right - left
    if style == "shadow" and mark != FILLED:
        draw.line(
            [(left + width, bottom + width), (right + width, bottom + width), (right + width, top + width)],
            ink,
            width * 2,
        )
    thick = max(1, round(em * 0.075))
    if mark == CHECKED:
        low = (left + side * 0.42, bottom - side * 0.2)
        draw.line(
            [(left + side * 0.18, top + side * 0.5), low, (right - side * 0.14, top + side * 0.18)],
            ink,
            thick,
            joint="curve",
        )
    if mark == CROSSED:
        inner = side * 0.2
        draw.line([(left + inner, top + inner), (right - inner, bottom - inner)], ink, thick)
        draw.line([(right - inner, top + inner), (left + inner, bottom - inner)], ink, thick)


def _square(spot: Spot, style: str) -> tuple[tuple[int, int, int, int], int]:
    x, baseline, em = spot
    side = em * (0.78 if style in ("han", "bold") else 0.66)
    left, bottom = x + (em - side) / 2, baseline + em * (0.03 if style == "han" else -0.02)
    width = max(1, round(em * (0.045 if style != "bold" else 0.09)))
    return (round(left), round(bottom - side), round(left + side), round(bottom)), width


def pen_tick(paper: Image, spot: Spot, dice: Dice, ink: tuple[int, int, int]) -> None:
    """A tick drawn by hand, larger than its box, over its neighbours at times."""
    x, baseline, em = spot
    tall = em * dice.uniform(0.9, 2.1)
    cx, cy = x + em * dice.uniform(0.3, 0.7), baseline - em * dice.uniform(0.05, 0.3)
    start = (cx - tall * dice.uniform(0.25, 0.45), cy - tall * dice.uniform(0.15, 0.4))
    end = (cx + tall * dice.uniform(0.5, 1.0), cy - tall * dice.uniform(0.5, 1.0))
    bend = dice.uniform(-0.06, 0.06) * tall
    stroke(paper, (start, (cx - tall * 0.1, cy - tall * 0.02), (cx, cy)), em * dice.uniform(0.09, 0.17), ink)
    middle = ((cx + end[0]) / 2 + bend, (cy + end[1]) / 2 + bend)
    stroke(paper, ((cx, cy), middle, end), em * dice.uniform(0.07, 0.15), ink)


def pen_cross(paper: Image, spot: Spot, dice: Dice, ink: tuple[int, int, int]) -> None:
    """A cross drawn by hand."""
    x, baseline, em = spot
    cx, cy, half = x + em * dice.around(0.5, 0.12), baseline - em * dice.around(0.38, 0.1), em * dice.uniform(0.35, 0.7)
    for sign in (1, -1):
        a = (cx - half * dice.uniform(0.8, 1.1), cy - sign * half * dice.uniform(0.7, 1.1))
        b = (cx + half * dice.uniform(0.8, 1.1), cy + sign * half * dice.uniform(0.7, 1.1))
        middle = (cx + em * dice.around(0, 0.06), cy + em * dice.around(0, 0.06))
        stroke(paper, (a, middle, b), em * dice.uniform(0.07, 0.15), ink)


def pen_ring(paper: Image, box: tuple[float, float, float, float], dice: Dice, ink: tuple[int, int, int]) -> None:
    """A ring drawn round the words of an option."""
    left, top, right, bottom = box
    angles = np.linspace(dice.uniform(-2, -1), dice.uniform(-2, -1) + 2 * np.pi * dice.uniform(0.95, 1.08), 60)
    wide, high = (right - left) / 2 * dice.uniform(1.04, 1.12), (bottom - top) / 2 * dice.uniform(1.0, 1.25)
    xs = (left + right) / 2 + wide * np.cos(angles) + np.linspace(0, wide * 0.03, 60)
    ys = (top + bottom) / 2 + high * np.sin(angles)
    _ink_line(paper, np.stack([xs, ys], 1), (bottom - top) * 0.07, ink)


def stroke(paper: Image, through: tuple[tuple[float, float], ...], width: float, ink: tuple[int, int, int]) -> None:
    """A pen stroke through three points, thinner at its end."""
    a, b, c = (np.array(point) for point in through)
    t = np.linspace(0, 1, 24)[:, None]
    control = 2 * b - (a + c) / 2
    _ink_line(paper, (1 - t) ** 2 * a + 2 * t * (1 - t) * control + t**2 * c, width, ink)


def _ink_line(paper: Image, points: Any, width: float, ink: tuple[int, int, int]) -> None:
    fixed = np.round(points * 16).astype(np.int32)
    for k, (a, b) in enumerate(pairwise(fixed)):
        thick = max(1, round(width * (1.0 - 0.45 * k / len(fixed))))
        cv2.line(paper, tuple(map(int, a)), tuple(map(int, b)), ink, thick, cv2.LINE_AA, 4)
