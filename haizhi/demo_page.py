"""EDGE: network and time. The end of the demo: the staff's page over the demo's cases, its answers sent at once.

In: Settings of the demo, a port. Out: a printed one-time link; the page until it is stopped.
Elsewhere: the page in earnest (`haizhi.review_commands`), where `haizhi run` sends the answers.
"""

import sys
import threading
import time
from contextlib import closing

from data.lock import AnotherRun
from data.store import Store
from haizhi.config import Settings
from haizhi.pipeline import deliver
from haizhi.reviewing import FIRST_PERSON, LOCAL, link_for, serve, workplace_of
from outbox.sink import open_sink

EVERY_SECONDS = 2


def show_demo_page(settings: Settings, port: int) -> None:
    """Print the link and answer until somebody stops it."""
    place = workplace_of(settings, LOCAL)
    address = f"http://127.0.0.1:{port}"
    print("\n工作人员页面（按 Ctrl+C 结束）。请在浏览器中打开这个一次性登录链接：")
    print(f"\n    {link_for(place, FIRST_PERSON, address)}\n")
    sys.stdout.flush()
    threading.Thread(target=_send_answers, args=(settings,), daemon=True).start()
    serve(place, "127.0.0.1", port)


def _send_answers(settings: Settings) -> None:
    """What `haizhi run` does in earnest: send what people decide, as soon as it may go out."""
    assert settings.db is not None
    try:
        with Store.open(settings.db, alone=True) as store, closing(open_sink(str(settings.outbox))) as sink:
            while True:
                deliver(store, sink)
                time.sleep(EVERY_SECONDS)
    except AnotherRun:
        return
