"""EDGE: disk; chromium for the pictures. Writes docs/letters: `python -m tests.outbox.show_letters`.

In: the samples. Out: for each letter a .txt (headers and plain text), a .html as a mail program shows it, the form that
it encloses (.docx), and README.md; with chromium also a small .png of each.
"""

import base64
import io
import re
import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from PIL import Image

from tests.outbox.letters import texts
from tests.outbox.samples import SAMPLES, entries, message_of

FOLDER = Path(__file__).parents[2] / "docs" / "letters"
HEADERS = ("From", "To", "Subject", "Date", "Auto-Submitted")
DESKTOP, PHONE = (1280, 800), (390, 844)
COLOURS = 64


def files() -> dict[str, bytes]:
    """Names and contents of everything but the pictures."""
    made: dict[str, bytes] = {}
    for name, entry in entries().items():
        message = message_of(entry)
        plain, page = texts(message)
        above = "\n".join(f"{header}: {message[header]}" for header in HEADERS if message[header])
        enclosed = [part for part in message.walk() if part.get_filename()]
        list_of = "".join(f"附件: {part.get_filename()}\n" for part in enclosed)
        made[f"{name}.txt"] = f"{above}\n{list_of}\n{plain}".encode()
        made[f"{name}.html"] = as_shown(message, page).encode()
        made |= {f"{name}.docx": part.get_payload(decode=True) for part in enclosed}
    return made | {"README.md": _contents(made).encode()}


def as_shown(message: EmailMessage, page: str) -> str:
    """The HTML with its pictures in place."""
    for part in message.walk():
        if part["Content-ID"]:
            picture = base64.b64encode(part.get_payload(decode=True)).decode()
            page = page.replace(f"cid:{part['Content-ID'][1:-1]}", f"data:{part.get_content_type()};base64,{picture}")
    return page


def without_pictures(content: bytes) -> bytes:
    """Another version of the drawing library writes the same picture with other octets."""
    return re.sub(rb"base64,[A-Za-z0-9+/=]+", b"base64,", content)


def _contents(made: dict[str, bytes]) -> str:
    lines = [
        "# 各种答复的样子",
        "",
        "由 `python -m tests.outbox.show_letters` 生成，不要手工修改。人员、单位、号码都是虚构的。",
        "",
        "| 答复 | 网页格式 | 纯文本 | 附件 | 图 |",
        "|---|---|---|---|---|",
    ]
    abouts = {name: sample.about for name, sample in SAMPLES.items()} | {"reply": "工作人员答复咨询"}
    for name, about in abouts.items():
        form = f"[预填表]({name}.docx)" if f"{name}.docx" in made else ""
        lines.append(f"| {about} | [html]({name}.html) | [txt]({name}.txt) | {form} | [png]({name}.png) |")
    return "\n".join(lines) + "\n"


def _pictures(made: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    chromium = shutil.which("chromium")
    if chromium is None:
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in made:
            if name.endswith(".html"):
                for width, height, end in ((*DESKTOP, ".png"), (*PHONE, "-phone.png")):
                    page = browser.new_page(viewport={"width": width, "height": height})
                    page.set_content(made[name].decode())
                    yield name.removesuffix(".html") + end, _small(page.screenshot(full_page=True))
                    page.close()
        browser.close()


def _small(octets: bytes) -> bytes:
    written = io.BytesIO()
    Image.open(io.BytesIO(octets)).convert("RGB").quantize(COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()


def main() -> None:
    """Write the folder anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    made = files()
    for name, content in (*made.items(), *_pictures(made)):
        (FOLDER / name).write_bytes(content)
    print(f"{len(list(FOLDER.iterdir()))} files in {FOLDER.name}")


if __name__ == "__main__":
    main()
