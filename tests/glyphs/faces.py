"""The typefaces from which the network for single letters learns, and those that it is examined on, by family.

In: the fonts of this machine (Debian's packages below). Out: Faces of a family. Elsewhere: drawing lines (`lines`).
Families are kept apart, so that the exam is always in typefaces that were never seen in training: offices use fonts
that we have not got (SimSun, FangSong, YaHei).

    apt-get install fonts-liberation fonts-liberation2 fonts-dejavu-extra fonts-freefont-ttf fonts-crosextra-carlito
    fonts-crosextra-caladea fonts-croscore fonts-open-sans fonts-roboto-unhinted fonts-lato fonts-linuxlibertine
    fonts-inconsolata fonts-hack fonts-cantarell fonts-sil-gentium-basic fonts-sil-charis fonts-stix fonts-urw-base35
    fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-arphic-bsmi00lp fonts-arphic-bkai00mp fonts-arphic-uming
    fonts-arphic-ukai fonts-cwtex-fs fonts-cwtex-ming fonts-cwtex-kai fonts-cwtex-heib fonts-cwtex-yen fonts-lxgw-wenkai
    fonts-wqy-zenhei fonts-wqy-microhei fonts-hanazono fonts-babelstone-han fonts-ipaexfont-mincho
    fonts-ipaexfont-gothic fonts-vlgothic fonts-cns11643-kai fonts-noto-core fonts-noto-cjk fonts-noto-cjk-extra
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path("/usr/share/fonts")
SLANTED = (
    "Italic",
    "Oblique",
    "BI",
    "_I.",
    "_RI",
    "RBI",
    "_RZI",
    "BasI",
    "Thin",
    "Hairline",
    "ExtraLight",
    "Math",
    "_K.",
)
"""Nobody fills in a form with these."""
CJK_SC = 2
"""Place of the simplified Chinese face in Noto's collections."""
FAMILIES: dict[str, tuple[str, ...]] = {
    "liberation-serif": ("truetype/liberation/LiberationSerif-*.ttf",),
    "liberation-sans": ("truetype/liberation/LiberationSans-*.ttf",),
    "liberation-narrow": ("truetype/liberation/LiberationSansNarrow-*.ttf",),
    "liberation-mono": ("truetype/liberation/LiberationMono-*.ttf",),
    "dejavu-sans": ("truetype/dejavu/DejaVuSans*.ttf",),
    "dejavu-serif": ("truetype/dejavu/DejaVuSerif*.ttf",),
    "charis": ("truetype/charis/*.ttf",),
    "lato": ("truetype/lato/*.ttf",),
    "open-sans": ("truetype/open-sans/*.ttf",),
    "carlito": ("truetype/crosextra/Carlito*.ttf",),
    "caladea": ("truetype/crosextra/Caladea*.ttf",),
    "freefont": ("truetype/freefont/*.ttf",),
    "roboto": ("truetype/roboto/unhinted/**/*.ttf",),
    "gentium": ("truetype/gentium-basic/*.ttf",),
    "hack": ("truetype/hack/*.ttf",),
    "inconsolata": ("truetype/inconsolata/*.otf",),
    "libertine": ("opentype/linux-libertine/*_R*.otf",),
    "stix": ("opentype/stix/STIXGeneral-*.otf", "opentype/stix-word/STIX-*.otf"),
    "urw-serif": ("opentype/urw-base35/NimbusRoman*", "opentype/urw-base35/[CP]05*", "opentype/urw-base35/URWB*"),
    "urw-sans": ("opentype/urw-base35/NimbusSans*", "opentype/urw-base35/URWGothic*"),
    "urw-mono": ("opentype/urw-base35/NimbusMono*",),
    "cantarell": ("opentype/cantarell/*",),
    "noto-sans": ("truetype/noto/NotoSans-*.ttf", "truetype/noto/NotoSansMono-*.ttf"),
    "noto-serif": ("truetype/noto/NotoSerif-*.ttf", "truetype/noto/NotoSerifDisplay-*.ttf"),
    "zenhei": ("truetype/wqy/wqy-zenhei.ttc",),
    "microhei": ("truetype/wqy/wqy-microhei.ttc",),
    "uming": ("truetype/arphic/uming.ttc",),
    "ukai": ("truetype/arphic/ukai.ttc",),
    "sungti": ("truetype/arphic-gbsn00lp/*",),
    "kaiti": ("truetype/arphic-gkai00mp/*",),
    "mingti": ("truetype/arphic-bsmi00lp/*",),
    "kaiti-big5": ("truetype/arphic-bkai00mp/*",),
    "cwtex": ("truetype/cwtex/*.ttf",),
    "wenkai": ("truetype/lxgw-wenkai/*.ttf",),
    "hanazono": ("truetype/hanazono/HanaMinA.ttf",),
    "babelstone": ("truetype/babelstone/*",),
    "ipa": ("opentype/ipaexfont-*/*",),
    "vlgothic": ("truetype/vlgothic/*",),
    "tw-kai": ("truetype/cns11643/TW-Kai-98_1.ttf",),
    "cjk-serif": ("opentype/noto/NotoSerifCJK-*.ttc",),
    "cjk-sans": ("opentype/noto/NotoSansCJK-*.ttc",),
}
UNSEEN = ("liberation-serif", "liberation-sans", "carlito", "roboto", "urw-mono", "noto-serif", "sungti", "cjk-sans")
"""For the exam only: of each kind of typeface that offices use, one."""


@dataclass(frozen=True, slots=True)
class Font:
    """One font of a file."""

    path: str
    index: int

    def sized(self, size: int) -> ImageFont.FreeTypeFont:
        """At so many pixels an em."""
        return ImageFont.truetype(self.path, size, self.index, layout_engine=ImageFont.Layout.BASIC)


@cache
def fonts(family: str) -> tuple[Font, ...]:
    """The upright fonts of a family that are installed and hold the letters of an address."""
    found = [path for pattern in FAMILIES[family] for path in sorted(FONTS.glob(pattern))]
    plain = [path for path in found if not any(word in path.name for word in SLANTED)]
    return tuple(font for path in plain if _holds_letters(font := Font(str(path), CJK_SC if "CJK" in path.name else 0)))


def families(*, unseen: bool) -> tuple[str, ...]:
    """Those that are installed, for the exam or for training."""
    return tuple(name for name in FAMILIES if (name in UNSEEN) == unseen and fonts(name))


def _holds_letters(font: Font) -> bool:
    try:
        sized = font.sized(24)
    except OSError:
        return False
    missing = bytes(sized.getmask("\U0010fffe"))
    return all(bytes(sized.getmask(letter)) != missing for letter in "1lIO0o@.")
