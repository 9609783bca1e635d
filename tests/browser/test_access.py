"""Every page for everybody: no serious fault by axe, nothing wider than a phone, every step without a mouse."""

import json
from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.review.test_safety import hostile

Enter = Callable[[str], Page]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
PAGES = ("/", "/list", "/units", "/settings", "/people", "/nowhere", "CASE", "CASE/answer/rejected", "DOOR")


def address_of(name: str, site: Site) -> str:
    """The address of a page by its name here."""
    return site.address + name.replace("CASE", f"/case/{site.cases['doubtful']}").replace("DOOR", "/enter")


def opened(name: str, enter: Enter, site: Site) -> Page:
    """The page, by somebody who may open it."""
    hostile(site.place.store())
    page = enter("赵六")
    if name == "DOOR":
        page.context.clear_cookies()
    page.goto(address_of(name, site))
    return page


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault_and_nothing_is_wider_than_the_window(name: str, enter: Enter, site: Site) -> None:
    page = opened(name, enter, site)
    # By the browser's own hand: the page's policy lets no script in.
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE})
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [fault for fault in found["violations"] if fault["impact"] in ("serious", "critical")]
    told = [(fault["id"], [node["html"][:160] for node in fault["nodes"]][:3]) for fault in serious]
    assert not told, json.dumps(told, ensure_ascii=False, indent=1)
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 768})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
