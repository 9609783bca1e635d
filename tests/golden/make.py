"""EDGE: LibreOffice and disk. Makes the files of the golden stories with real programs: `python -m tests.golden.make`.

In: the form of an invented person. Out: tests/golden/files: the same form in every format that LibreOffice writes, its
print, the print with a seal, and a workbook. The files are kept, so that the tests need no LibreOffice.
"""

import io
import subprocess
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
from PIL import Image

from tests.demo.paper import LABELS, TYPES, _seal, docx
from tests.golden.person import ROW, UNIT, WHO
from tests.parsers import docx_builder as builder

FILES = Path(__file__).parent / "files"
TARGETS = {
    "form.doc": "doc:MS Word 97",
    "form.rtf": "rtf:Rich Text Format",
    "form.odt": "odt:writer8",
    "form.html": "html:HTML (StarWriter)",
    "form-2003.xml": "xml:MS Word 2003 XML",
    "form-libreoffice.docx": "docx:MS Word 2007 XML",
    "printed.pdf": "pdf:writer_pdf_Export",
}
SEAL_SIDE = 119
"""Points: 42 mm, as the seals of public bodies are."""


def converted(octets: bytes, name: str, target: str) -> bytes:
    """The file as LibreOffice writes it in another format."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(octets)
        asked = ["--headless", "--convert-to", target, "--outdir", f"{folder}/out", f"{folder}/{name}"]
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", *asked]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return next(Path(folder, "out").iterdir()).read_bytes()


def stamped(pdf: bytes, name: str) -> bytes:
    """The print with the seal of a unit over the line of its name."""
    document = pypdfium2.PdfDocument(pdf)
    mask = _seal(name, 420)
    colour = Image.new("RGBA", mask.size, (205, 30, 40, 0))
    colour.putalpha(mask)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(colour))
    page = document[0]
    picture.set_matrix(pypdfium2.PdfMatrix().scale(SEAL_SIDE, SEAL_SIDE).translate(170, page.get_height() - 190))
    page.insert_obj(picture)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook() -> bytes:
    """The form as a sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["A3"] = "附件1", "海智合作机构推荐工作负责人信息表", f"单位名称：（盖章）{UNIT}"
    ticks = "\n".join(("☑" if kind == ROW["unit_type"] else "□") + kind for kind in TYPES)
    keys = ("name", "unit_department", "position", "mobile", "email")
    for column, (label, value) in enumerate(
        zip(LABELS, [*(ROW[key] for key in keys), ticks, ROW["has_account"]], strict=True), 1
    ):
        sheet.cell(4, column, label)
        sheet.cell(5, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_ruby() -> bytes:
    """The form with a reading above the name, which LibreOffice writes as a field into older formats."""
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>wén rén</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>闻人</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r>"
    )
    plain = f'<w:t xml:space="preserve">{ROW["name"]}</w:t></w:r>'
    octets = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(UNIT, ROW))) as form, zipfile.ZipFile(octets, "w") as made:
        for name in form.namelist():
            text = form.read(name).decode()
            made.writestr(name, text.replace(plain, f"</w:r>{ruby}<w:r><w:t>知秋</w:t></w:r>"))
    return octets.getvalue()


def main() -> None:
    """Write all of them."""
    FILES.mkdir(exist_ok=True)
    word = docx(UNIT, ROW)
    (FILES / "form.docx").write_bytes(word)
    for name, target in TARGETS.items():
        (FILES / name).write_bytes(converted(word, "form.docx", target))
    (FILES / "stamped.pdf").write_bytes(stamped((FILES / "printed.pdf").read_bytes(), UNIT))
    (FILES / "no-rules.pdf").write_bytes(
        converted(builder.docx(*builder.form(WHO)), "form.docx", TARGETS["printed.pdf"])
    )
    for name in ("form-ruby.doc", "form-ruby.rtf"):
        (FILES / name).write_bytes(converted(with_ruby(), "form.docx", TARGETS[name.replace("-ruby", "")]))
    sheet = workbook()
    (FILES / "form.xlsx").write_bytes(sheet)
    (FILES / "form.xls").write_bytes(converted(sheet, "form.xlsx", "xls:MS Excel 97"))


if __name__ == "__main__":
    main()
