"""EDGE: network. The page served for a browser: the real application on a free port of this machine.

In: a Workplace. Out: its address, until it is left. Elsewhere: the browser (`tests.browser.conftest`).
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from review.app import build_app
from review.workplace import Workplace


@contextmanager
def served(place: Workplace) -> Iterator[str]:
    """The address of the page."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(build_app(place), log_level="warning", access_log=False, server_header=False)
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
