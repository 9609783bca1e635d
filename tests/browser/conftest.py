"""What the browser tests share: Debian's chromium, a served page over invented cases, a person at it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from review.workplace import Workplace
from tests.browser.site import served
from tests.review.conftest import cases as cases  # the same cases
from tests.review.conftest import place as place
from tests.review.office import PASSWORD

CHROMIUM = shutil.which("chromium")
LAPTOP = {"width": 1366, "height": 768}


@dataclass(frozen=True)
class Site:
    """A served page."""

    address: str
    place: Workplace
    cases: dict[str, int]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser, never one that is downloaded."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        # Root, as in CI, may not use chromium's own sandbox.
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def site(place: Workplace, cases: dict[str, int], tmp_path: Path) -> Iterator[Site]:
    """The page, served."""
    with served(place) as address:
        yield Site(address, place, cases)


@pytest.fixture
def enter(browser: Browser, site: Site) -> Iterator[Callable[[str], Page]]:
    """Lets somebody in by the keyboard, in a browser window of his own."""
    windows = []

    def entered(name: str) -> Page:
        window = browser.new_context(viewport=LAPTOP, locale="zh-CN", accept_downloads=True)  # type: ignore[arg-type]
        windows.append(window)
        page = window.new_page()
        page.goto(site.address + "/")
        expect(page.get_by_label("姓名")).to_be_focused()
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(site.address + "/")
        return page

    yield entered
    for window in windows:
        window.close()
