"""Every page for everybody: no serious fault by axe, nothing wider than a phone, every step without a mouse."""

import json
from collections.abc import Callable, Mapping
from importlib.resources import files

import pytest
from playwright.sync_api import Page

from data.review_edits import Hand, assign
from tests.browser.conftest import Site
from tests.review.office import AT, question, trouble
from tests.review.test_safety import hostile

Enter = Callable[[str], Page]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
PAGES = (
    "/",
    "/list",
    "/list?answer=open",
    "/units",
    "/settings",
    "/people",
    "/nowhere",
    "CASE",
    "CASE/answer/rejected",
)
"""By address; CASE is one with doubts."""


def plain(page: Page, site: Site, name: str) -> None:
    """A page by its address."""
    page.goto(site.address + name.replace("CASE", f"/case/{site.cases['doubtful']}"))


def door(page: Page, site: Site) -> None:
    """The log-in."""
    page.context.clear_cookies()
    page.goto(site.address + "/enter")


def hostile_case(page: Page, site: Site) -> None:
    """A case whose words try to be more than words."""
    page.goto(f"{site.address}/case/{hostile(site.place.store())}")


def troubled_case(page: Page, site: Site) -> None:
    """A case whose answer came back."""
    trouble(site.place.store(), site.cases["accepted"])
    page.goto(f"{site.address}/case/{site.cases['accepted']}")


def decided_case(page: Page, site: Site) -> None:
    """A case that has been decided, with the line that says so and how to undo it."""
    page.goto(f"{site.address}/case/{site.cases['doubtful']}/answer/closed")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**done=closed**")
    page.goto(f"{site.address}/case/{site.cases['doubtful']}")


def question_page(page: Page, site: Site) -> None:
    """Somebody asks something."""
    page.goto(f"{site.address}/case/{question(site.place.store())}")


def reply(page: Page, site: Site) -> None:
    """An answer in a person's own words."""
    page.goto(f"{site.address}/case/{question(site.place.store())}/answer/reply")
    page.wait_for_timeout(500)


def conflict(page: Page, site: Site) -> None:
    """Somebody else came first."""
    case = site.cases["seal"]
    page.goto(f"{site.address}/case/{case}/answer/closed")
    version = page.locator("input[name=version]").first.input_value()
    assign(site.place.database, Hand("李四", AT, case, int(version)), "李四")
    page.keyboard.press("Control+Enter")
    page.get_by_text("李四改动过").wait_for()


def fault_of_typing(page: Page, site: Site) -> None:
    """A line that says what is wrong with what was typed."""
    page.goto(f"{site.address}/case/{site.cases['doubtful']}")
    page.keyboard.type("138")
    page.keyboard.press("Enter")
    page.locator("#line-mobile [role=alert]").wait_for(state="visible")


WAYS: Mapping[str, Callable[[Page, Site], None]] = {
    function.__name__: function
    for function in (
        door, hostile_case, troubled_case, decided_case, question_page, reply, conflict, fault_of_typing,
    )
}  # fmt: skip


def is_well(page: Page) -> None:
    """No serious fault, and nothing wider than the window."""
    # By the browser's own hand: the page's policy lets no script in.
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE})
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [fault for fault in found["violations"] if fault["impact"] in ("serious", "critical")]
    told = [(fault["id"], [node["html"][:160] for node in fault["nodes"]][:3]) for fault in serious]
    assert not told, json.dumps(told, ensure_ascii=False, indent=1)
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 768})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", [*PAGES, *WAYS])
def test_axe_finds_no_serious_fault_and_nothing_is_wider_than_the_window(name: str, enter: Enter, site: Site) -> None:
    page = enter("赵六")
    if name in PAGES:
        hostile(site.place.store())
        trouble(site.place.store(), site.cases["accepted"])
        plain(page, site, name)
    else:
        WAYS[name](page, site)
    is_well(page)


def test_so_it_is_for_somebody_who_may_only_look(enter: Enter, site: Site) -> None:
    page = enter("王五")
    is_well(page)
    page.goto(f"{site.address}/case/{site.cases['doubtful']}")
    is_well(page)
