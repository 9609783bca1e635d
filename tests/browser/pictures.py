"""EDGE: disk, network. Draws the pictures of docs/review.md: `python -m tests.browser.pictures`.

In: the demo mailbox (invented people), handled anew, or the database of a demo that is named. Out: small PNG files in
docs/pictures, one a page.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from haizhi.config import Settings
from haizhi.reviewing import link_for, workplace_of
from haizhi.running import run_once
from haizhi.tables import demo_mailbox
from tests.browser.site import served
from tests.review.office import trouble

Drawn = tuple[str, tuple[int, int], bool]

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
COLOURS = 200
LAPTOP, PHONE = (1366, 768), (390, 844)
PICTURES = {
    "today": ("/", LAPTOP, True),
    "list": ("/list", LAPTOP, False),
    "case": ("/case/3", LAPTOP, False),
    "seal": ("/case/9", LAPTOP, False),
    "versions": ("/case/7", LAPTOP, True),
    "return": ("/case/9/answer/rejected", LAPTOP, False),
    "inquiry": ("/case/2/answer/reply", LAPTOP, False),
    "units": ("/units", LAPTOP, False),
    "settings": ("/settings", LAPTOP, False),
    "people": ("/people", LAPTOP, False),
    "door": ("/enter", LAPTOP, False),
    "phone-today": ("/", PHONE, False),
    "phone-case": ("/case/3", PHONE, False),
}
"""Address, size of the window, whether the whole page is drawn."""
TROUBLED = {"trouble": ("/", LAPTOP, False), "bounced": ("/case/1#answers", LAPTOP, False)}
"""The same, after an answer came back and another one's fate is open."""


def main() -> None:
    """Handle the demo mailbox, then draw every page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database, answers = Path(folder) / "demo.sqlite3", str(Path(folder) / "answers")
        settings = Settings(inbox=str(demo_mailbox()), outbox=answers, db=database)
        if len(sys.argv) > 1:
            shutil.copy(sys.argv[1], database)
        else:
            run_once(settings)
        place = workplace_of(settings)
        with served(place) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_context(locale="zh-CN", reduced_motion="reduce").new_page()
            page.goto(link_for(place, "管理员", address))
            _draw_all(browser, page, address, PICTURES)
            trouble(place.store(), 1, "邮箱已满")
            _draw_all(browser, page, address, TROUBLED)


def _draw_all(browser: Browser, page: Page, address: str, pictures: Mapping[str, Drawn]) -> None:
    for name, (path, (width, height), whole) in pictures.items():
        if name == "door":
            _draw(browser.new_context().new_page(), address + path, FOLDER / f"{name}.png", whole=False)
            continue
        page.set_viewport_size({"width": width, "height": height})
        _draw(page, address + path, FOLDER / f"{name}.png", whole=whole)


def _draw(page: Page, address: str, file: Path, *, whole: bool) -> None:
    page.goto(address)
    page.wait_for_timeout(700)
    drawn = Image.open(io.BytesIO(page.screenshot(full_page=whole))).convert("RGB")
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    main()
