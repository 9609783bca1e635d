"""A person at the page without a browser: logs in, opens pages, sends forms with their hidden fields.

In: a Workplace. Out: answers as httpx gives them. Elsewhere: the same in a real browser (`tests.browser`).
"""

import re

from httpx2 import Response
from starlette.testclient import TestClient

from review.app import build_app
from review.workplace import Workplace
from tests.review.office import PASSWORD


class Somebody:
    """A person with the page open."""

    def __init__(self, place: Workplace, name: str = "", password: str = PASSWORD) -> None:
        self.client = TestClient(build_app(place), base_url="http://testserver", follow_redirects=False)
        self.csrf = ""
        if name:
            self.entered = self.client.post("/enter", data={"name": name, "password": password})
            found = re.search(r'data-csrf="([^"]+)"', self.get("/").text)
            self.csrf = found[1] if found else ""

    def get(self, address: str) -> Response:
        """Open a page."""
        return self.client.get(address)

    def version(self, case: int) -> str:
        """Which version of a case the page shows now."""
        found = re.search(r'data-version="(\d+)"', self.get(f"/case/{case}").text)
        return found[1] if found else ""

    def send(self, address: str, **fields: str) -> Response:
        """Send a form as the page would."""
        return self.client.post(address, data={"csrf": self.csrf} | fields)

    def check(self, case: int, about: str, verdict: str = "right", value: str = "", **other: str) -> Response:
        """Say something about a line, as the page's script does."""
        fields = {"about": about, "verdict": verdict, "value": value, "version": self.version(case)} | other
        return self.client.post(
            f"/case/{case}/check", data={"csrf": self.csrf} | fields, headers={"Accept": "application/json"}
        )

    def decide(self, case: int, outcome: str, remark: str = "", **other: str) -> Response:
        """Decide a case."""
        return self.send(
            f"/case/{case}/answer/{outcome}", **({"remark": remark, "version": self.version(case)} | other)
        )
