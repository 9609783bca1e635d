"""A hostile mail on every page of a real browser: no script runs, no request leaves, nothing is drawn over the page."""

from collections.abc import Callable

from playwright.sync_api import Page, Request

from tests.browser.conftest import Site
from tests.review.test_safety import hostile

Enter = Callable[[str], Page]


def pages_of(site: Site, number: int) -> list[str]:
    """Every page on which something of the mail may stand."""
    case = f"/case/{number}"
    answers = [f"{case}/answer/{outcome}" for outcome in ("rejected", "closed")]
    return ["/", "/list", "/list?q=script", "/list?problem=%3Cscript%3E", case, *answers, f"{case}/mail", "/units"]


def test_nothing_of_a_hostile_mail_runs_or_leaves(enter: Enter, site: Site) -> None:
    number = hostile(site.place.store())
    page = enter("张三")
    left: list[str] = []
    ran: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((site.address, "data:", "about:")):
            left.append(request.url)

    page.context.on("request", asked)
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: ran.append(str(error)))
    for address in pages_of(site, number):
        page.goto(site.address + address)
        for shut in page.locator("details:not([open]) > summary").all():
            if shut.is_visible():
                shut.click()
        page.wait_for_timeout(150)
        assert page.evaluate("document.querySelectorAll('script').length") <= 1, address
    assert left == []
    assert ran == []


def test_attachments_are_saved_and_never_opened(enter: Enter, site: Site) -> None:
    number = hostile(site.place.store())
    page = enter("张三")
    page.goto(f"{site.address}/case/{number}")
    for link in page.locator(".files a").all():
        with page.expect_download() as waiting:
            link.click()
        assert waiting.value.url.startswith(site.address)
    assert page.url.endswith(f"/case/{number}")
