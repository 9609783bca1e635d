"""Every letter in a real browser, on a desk and on a phone: nothing hangs over its edge, nothing is fetched."""

import pytest
from playwright.sync_api import Browser

from tests.outbox.letters import texts
from tests.outbox.samples import SAMPLES, entries, entry_of, message_of, with_record
from tests.outbox.show_letters import DESKTOP, PHONE, as_shown

LONG = {
    "unit_name": "国家海外人才离岸创新创业基地【中国（某某）自由贸易试验区某某某某高新技术产业开发区】",
    "unit_department": "国家海外人才离岸创新创业基地-" + "某某高新技术产业开发区" * 6,
    "email": "a.very.long.address.of.somebody.indeed.and.more@department.of.something.unit.example.com.cn",
    "position": "W" * 90,
}
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WITH_VALUES = [name for name, sample in SAMPLES.items() if sample.decided.record is not None]
LONGER = {f"{name} of long values": entry_of(with_record(name, **LONG)) for name in WITH_VALUES}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_nothing_hangs_over_the_edge_and_nothing_is_fetched(browser: Browser, size: tuple[int, int]) -> None:
    window = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page, asked = window.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    wide = []
    for name, entry in (entries() | LONGER).items():
        message = message_of(entry)
        page.set_content(as_shown(message, texts(message)[1]))
        if page.evaluate(TOO_WIDE):
            wide.append(name)
    window.close()
    assert wide == []
    assert [url for url in asked if not url.startswith("data:")] == []
