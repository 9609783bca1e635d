"""EDGE: network. The page served for a browser: the real application on a free port of this machine.

In: a Workplace. Out: its address, until it is left. Elsewhere: the browser (`tests.browser.conftest`).
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import uvicorn
from starlette.applications import Starlette

from review.app import build_app
from review.workplace import Workplace


def served(place: Workplace) -> AbstractContextManager[str]:
    """The address of the page."""
    return served_app(build_app(place))


@contextmanager
def served_app(app: Starlette) -> Iterator[str]:
    """The address of an application."""
    # Named as TCP, so that the server sends small answers at once, as it does on a port of its own.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)
        listening.close()
