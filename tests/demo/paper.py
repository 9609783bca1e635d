"""EDGE: LibreOffice. Annex 1 as a unit fills it in: a .docx, and the stamped scan of the same page as a PDF.

In: the eight values and a seal's name. Out: octets. Made-up people only.
"""

import io
import math
import random
import subprocess
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

TYPES = ("全国学会", "省级科协", "国家海外人才离岸创新创业基地", "中国科协海智计划工作基地",
         "中国科协海智计划海外创新创业基地", "海外科技团体")  # fmt: skip
LABELS = ("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", "是否已开通“科协一家”账户（以手机号为准）")
WIDTHS = (1300, 2700, 1300, 1750, 2500, 3100, 1500)
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
TYPES_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)


def docx(unit: str, row: dict[str, str]) -> bytes:
    """The form as a Word file. `row`: name, unit_department, position, mobile, email, unit_type, has_account."""
    body = [_paragraph("附件1"), _paragraph("海智合作机构推荐工作负责人信息表", 36, "center"),
            _paragraph(f"单位名称：（盖章）{unit}", 24)]  # fmt: skip
    ticks = "\n".join(("☑" if t == row["unit_type"] else "□") + t for t in TYPES)
    values = [row[k] for k in ("name", "unit_department", "position", "mobile", "email")] + [ticks, row["has_account"]]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in WIDTHS)
    edges = "".join(
        f'<w:{e} w:val="single" w:sz="4"/>' for e in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body.append(f'<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
                f"<w:tblGrid>{grid}</w:tblGrid>{_row(LABELS)}{_row(values)}</w:tbl>")  # fmt: skip
    body.append(_paragraph("注：1.以上各项均为必填项，请勿空缺，相关项请按照样例格式填写。"))
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
        f'wordprocessingml/2006/main"><w:body>{"".join(body)}<w:sectPr><w:pgSz w:w="16838" w:h="11906" '
        'w:orient="landscape"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr>'
        "</w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", TYPES_XML),
            ("_rels/.rels", RELATIONS_XML),
            ("word/document.xml", document),
        ):
            package.writestr(zipfile.ZipInfo(name, (2022, 9, 13, 9, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _paragraph(text: str, size: int = 21, align: str = "left") -> str:
    fonts = " ".join(f'w:{use}="Noto Serif CJK SC"' for use in ("ascii", "hAnsi", "eastAsia"))
    run = (f'<w:r><w:rPr><w:rFonts {fonts}/>'
           f'<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>')  # fmt: skip
    return f'<w:p><w:pPr><w:spacing w:after="60"/><w:jc w:val="{align}"/></w:pPr>{run}</w:p>'


def _row(texts: "tuple[str, ...] | list[str]") -> str:
    cells = zip(WIDTHS, texts, strict=True)
    return "<w:tr>" + "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + "".join(_paragraph(line) for line in text.split("\n")) + "</w:tc>"
        for width, text in cells) + "</w:tr>"  # fmt: skip


def scanned(word: bytes, seal_name: str | None, seed: int) -> bytes:
    """The Word file printed, stamped with `seal_name` (None: not stamped) and scanned at 150 dpi, as a PDF."""
    page = _printed(word)
    rng = random.Random(seed)
    if seal_name:
        seal = _seal(seal_name, 236).rotate(rng.uniform(-12, 12), Image.Resampling.BICUBIC)
        page.paste(
            Image.composite(Image.new("RGB", seal.size, (200, 30, 40)), page.crop((300, 60, 536, 296)), seal), (300, 60)
        )
    page = page.rotate(rng.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=(252, 252, 250))
    page = page.filter(ImageFilter.GaussianBlur(0.4))
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150.0, quality=72, creationDate=None, modDate=None)
    return out.getvalue()


def _printed(word: bytes) -> Image.Image:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "form.docx").write_bytes(word)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        asked = ["--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/form.docx"]
        subprocess.run(["soffice", profile, *asked],
                       check=True, capture_output=True, timeout=120)  # fmt: skip
        return (
            pypdfium2.PdfDocument((Path(folder) / "form.pdf").read_bytes())[0]
            .render(scale=150 / 72)
            .to_pil()
            .convert("RGB")
        )


def _seal(name: str, size: int) -> Image.Image:
    """Alpha mask of a round seal: ring, star, the name along the ring."""
    mask = Image.new("L", (size, size))
    draw = ImageDraw.Draw(mask)
    middle = size / 2
    draw.ellipse((3, 3, size - 3, size - 3), outline=225, width=5)
    star = [
        (middle + math.sin(math.pi * k * 0.8) * size * 0.15, middle - math.cos(math.pi * k * 0.8) * size * 0.15)
        for k in range(5)
    ]
    draw.polygon(star, fill=225)
    draw.regular_polygon((middle, middle, size * 0.06), 5, fill=225, rotation=180)
    glyph = int(size * min(0.14, 2.0 / len(name)))
    sweep = min(270, 25 * len(name))
    for place, character in enumerate(name):
        angle = (place + 0.5) / len(name) * sweep - sweep / 2
        tile = Image.new("L", (glyph * 2, glyph * 2))
        ImageDraw.Draw(tile).text((glyph, glyph), character, 225, ImageFont.truetype(FONT, glyph), "mm")
        tile = tile.rotate(-angle, Image.Resampling.BICUBIC)
        radius = size * 0.385
        x, y = middle + math.sin(math.radians(angle)) * radius, middle - math.cos(math.radians(angle)) * radius
        mask.paste(225, (int(x - glyph), int(y - glyph)), tile)
    return mask
