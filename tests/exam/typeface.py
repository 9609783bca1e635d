"""Printed letters: a Chinese and a Latin font together, widths, line breaking as a word processor does it.

In: text, font names, size in pixels. Out: Face, lines of placed letters. EDGE-free: fonts are only read.
Elsewhere: where text stands on the page (`tests.exam.layout`), tick marks (`tests.exam.ticks`).
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path("/usr/share/fonts")
HAN = {
    "serif": ("opentype/noto/NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC"),
    "sans": ("opentype/noto/NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
    "serif_bold": ("opentype/noto/NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC"),
    "sans_bold": ("opentype/noto/NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    "zenhei": ("truetype/wqy/wqy-zenhei.ttc", "WenQuanYi Zen Hei"),
    "song": ("truetype/arphic/uming.ttc", "AR PL UMing CN"),
    "kai": ("truetype/arphic/ukai.ttc", "AR PL UKai CN"),
}
LATIN = {
    "same": ("", ""),
    "sans": ("truetype/dejavu/DejaVuSans.ttf", ""),
    "condensed": ("truetype/dejavu/DejaVuSansCondensed.ttf", ""),
    "serif": ("truetype/dejavu/DejaVuSerif.ttf", ""),
    "serif_condensed": ("truetype/dejavu/DejaVuSerifCondensed.ttf", ""),
    "mono": ("truetype/dejavu/DejaVuSansMono.ttf", ""),
    "times": ("truetype/liberation/LiberationSerif-Regular.ttf", ""),
    "arial": ("truetype/liberation/LiberationSans-Regular.ttf", ""),
    "courier": ("truetype/liberation/LiberationMono-Regular.ttf", ""),
}
INSTEAD = {"times": "serif_condensed", "arial": "condensed", "courier": "mono"}
"""For machines without the Liberation fonts."""
NO_START, NO_END = "，。：；、）》”’！？,.;:!?)]%-@", "（《“‘(["
Ink = int | tuple[int, int, int]


@cache
def _index(path: str, family: str) -> int:
    """Place of a family inside a font collection."""
    for index in range(12 if family else 1):
        try:
            if not family or ImageFont.truetype(path, 20, index).getname()[0] == family:
                return index
        except OSError:
            break
    return 0


@lru_cache(maxsize=32)
def font(path: str, family: str, size: int) -> ImageFont.FreeTypeFont:
    """One font at one size. Each keeps some 5 MB, and every page has sizes of its own."""
    whole = str(FONTS / path)
    return ImageFont.truetype(whole, size, _index(whole, family), layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def has(path: str, family: str, letter: str) -> bool:
    """Does the font hold this letter? Told by its picture against that of a letter that no font has."""
    probe = font(path, family, 24)
    return bytes(probe.getmask(letter)) != bytes(probe.getmask("\U0010fffe"))


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a line with the font it is drawn in and its advance in pixels."""

    text: str
    font: ImageFont.FreeTypeFont
    advance: float


@dataclass(frozen=True, slots=True)
class Face:
    """The way one document is set: names of HAN and LATIN, size in pixels, bold or not."""

    han: str
    latin: str
    size: int
    bold: bool = False

    def sized(self, size: float, *, bold: bool | None = None) -> "Face":
        """The same fonts in another size."""
        return Face(self.han, self.latin, max(6, round(size)), self.bold if bold is None else bold)

    def _font(self, letter: str) -> ImageFont.FreeTypeFont:
        latin = self.latin if (FONTS / LATIN[self.latin][0]).is_file() else INSTEAD.get(self.latin, "same")
        han = f"{self.han}_bold" if self.bold and f"{self.han}_bold" in HAN else self.han
        wanted = LATIN[latin] if ord(letter) < 0x250 and latin != "same" else HAN[han]
        for path, family in (wanted, HAN["serif"], HAN["zenhei"], LATIN["sans"]):
            if has(path, family, letter):
                return font(path, family, self.size)
        return font(*HAN["serif"], self.size)

    def letters(self, text: str) -> list[Letter]:
        """The letters of one line with their advances; private-use letters (tick marks) are one em wide."""
        out = []
        for letter in text:
            face = self._font(letter if letter < "\ue000" or letter > "\uf8ff" else "□")
            wide = float(self.size) if "\ue000" <= letter <= "\uf8ff" else face.getlength(letter)
            out.append(Letter(letter, face, wide))
        return out

    def width(self, text: str) -> float:
        """Width of one line in pixels."""
        return sum(letter.advance for letter in self.letters(text))


def broken(face: Face, text: str, width: float, *, anywhere: bool = False) -> list[list[Letter]]:
    """Lines that fit `width`; Latin words stay whole where they fit a line, unless `anywhere`."""
    lines = []
    for paragraph in text.split("\n"):
        lines += _paragraph(face.letters(paragraph), width, anywhere=anywhere)
    return lines


def _paragraph(letters: list[Letter], width: float, *, anywhere: bool) -> list[list[Letter]]:
    lines: list[list[Letter]] = [[]]
    used = 0.0
    for word in _words(letters, anywhere=anywhere):
        size = sum(letter.advance for letter in word)
        if used + size > width and lines[-1] and (size <= width or len(word) == 1):
            carried = _carried(lines[-1], word[0].text)
            lines.append(carried)
            used = sum(letter.advance for letter in carried)
        for letter in word:
            if used + letter.advance > width and lines[-1]:
                lines.append([])
                used = 0.0
            lines[-1].append(letter)
            used += letter.advance
    return lines


def _carried(line: list[Letter], following: str) -> list[Letter]:
    """What has to come down with the next letter: no line begins with a closing mark or ends with an opening one."""
    last = line[-1].text
    forbidden = (following in NO_START and not last.isascii()) or last in NO_END
    return [line.pop()] if forbidden and len(line) > 1 else []


def _words(letters: list[Letter], *, anywhere: bool) -> list[list[Letter]]:
    words: list[list[Letter]] = []
    for letter in letters:
        inside = not anywhere and words and _joins(words[-1][-1].text, letter.text)
        if inside:
            words[-1].append(letter)
        else:
            words.append([letter])
    return words


def _joins(left: str, right: str) -> bool:
    """Two letters that a word processor keeps on one line; it breaks after a hyphen."""
    return left.isascii() and right.isascii() and left not in " -" and right != " "


def draw_line(draw: ImageDraw.ImageDraw, at: tuple[float, float], line: list[Letter], face: Face, ink: Ink) -> None:
    """Puts a line with its baseline at `at`; tick marks are left out (drawn by `tests.exam.ticks`)."""
    x, baseline = at
    fake = 1 if face.bold and f"{face.han}_bold" not in HAN else 0
    run: list[Letter] = []
    for letter in [*line, None]:
        if run and (
            letter is None or letter.font is not run[-1].font or _is_mark(letter.text) or _is_mark(run[0].text)
        ):
            text = "".join(part.text for part in run)
            if not _is_mark(text):
                draw.text((round(x), round(baseline)), text, font=run[0].font, fill=ink, anchor="ls", stroke_width=0)
                if fake:
                    draw.text(
                        (round(x) + max(1, face.size // 28), round(baseline)),
                        text,
                        font=run[0].font,
                        fill=ink,
                        anchor="ls",
                    )
            x += sum(part.advance for part in run)
            run = []
        if letter is not None:
            run.append(letter)


def _is_mark(text: str) -> bool:
    return "\ue000" <= text[0] <= "\uf8ff"


def blank(width: int, height: int) -> Image.Image:
    """White paper."""
    return Image.new("RGB", (width, height), (255, 255, 255))
