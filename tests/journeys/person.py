"""A person at a browser: opens pages, fills in the forms that stand on them, presses their buttons, reads."""

import json
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode, urljoin

from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.journeys.page import Page

PASSWORD = "casework-demo"
ENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Browser(Protocol):
    """What carries a request to the site and keeps its cookies."""

    def send(
        self, method: str, path: str, body: bytes, content_type: str, headers: dict[str, str]
    ) -> Answer: ...

    def cookie(self, name: str) -> str: ...


class TestBrowser:
    """Django's test client, with the check against forged forms switched on."""

    __test__ = False

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def send(self, method: str, path: str, body: bytes, content_type: str, headers: dict[str, str]) -> Answer:
        answer = self.client.generic(method, path, data=body, content_type=content_type, headers=headers)
        content = answer.getvalue() if answer.streaming else answer.content
        return Answer(answer.status_code, dict(answer.headers), content)

    def cookie(self, name: str) -> str:
        return self.client.cookies[name].value


class Person:
    """``page`` is what they have before them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.read: list[str] = []
        """Every page and every answer of the API that this person got."""

        self.page = Page(0, "/", "")

    def __contains__(self, words: str) -> bool:
        return words in self.page

    def sign_in(self, username: str) -> "Person":
        self.open("/desk/")
        self.press("登录", {"login": username, "password": PASSWORD})
        assert self.page.status == 200 and self.page.address == "/desk/", self.page.text
        return self

    def open(self, path: str, *, refused: bool = False) -> Page:
        """The page at ``path``, wherever it leads."""
        path = urljoin(self.page.address, path)
        return self._look(path, self._send("GET", path), refused)

    def follow(self, link: str) -> Page:
        return self.open(self.page.link(link))

    def press(
        self, button: str, given: dict[str, Any] | None = None, *, refused: bool = False, htmx: bool = False
    ) -> Page:
        """Fill in the form around the button of these words, press it, and go where it leads. With ``htmx`` it is
        sent and answered as htmx does it."""
        form, pressed = self.page.form_with(button)
        fields = form.filled(given or {})
        if pressed.name:
            fields[pressed.name] = [pressed.value]
        path = urljoin(self.page.address, (pressed.action or form.action) or self.page.address)
        headers = {"HX-Request": "true"} if htmx else {}
        if form.method == "get":
            return self._look(path, self._send("GET", f"{path}?{urlencode(fields, doseq=True)}"), refused)
        return self._look(path, self._post(path, fields, form.is_multipart, headers), refused)

    def glance(self, button: str, given: dict[str, Any], *, target: str) -> Page:
        """What htmx puts in place of ``target`` when the form as it stands is sent; the page stays."""
        form, pressed = self.page.form_with(button)
        path = urljoin(self.page.address, (pressed.action or form.action) or self.page.address)
        headers = {"HX-Request": "true", "HX-Target": target}
        answer = self._post(path, form.filled(given), form.is_multipart, headers)
        assert answer.status == 200, answer.body.decode()
        return Page(200, path, answer.body.decode())

    def force(self, path: str, fields: dict[str, Any]) -> Page:
        """Send a form that no page offered, as somebody might who knows the address."""
        token = self.browser.cookie("csrftoken")
        fields = {name: [value] for name, value in fields.items()}
        return self._look(path, self._post(path, {**fields, "csrfmiddlewaretoken": [token]}, False, {}), True)

    def download(self, path: str) -> bytes:
        answer = self._send("GET", path)
        assert answer.status == 200, answer.body.decode()
        return answer.body

    def knock(self, path: str) -> tuple[int, str]:
        """The status and the bare answer, going nowhere else."""
        answer = self._send("GET", path)
        return answer.status, answer.body.decode(errors="replace")

    def ask(self, path: str, given: dict[str, Any] | None = None) -> tuple[int, str, Any]:
        """The API: status, content type, data. With ``given`` it is a POST."""
        headers = {"Accept": "application/json"}
        if given is None:
            answer = self._send("GET", path, headers)
        else:
            headers["X-CSRFToken"] = self.browser.cookie("csrftoken")
            body = json.dumps(given).encode()
            answer = self.browser.send("POST", path, body, "application/json", headers)
        self.read.append(answer.body.decode())
        return answer.status, answer.headers["Content-Type"], json.loads(answer.body)

    # --- The wire ---

    def _send(self, method: str, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.browser.send(method, path, b"", ENCODED, headers or {})

    def _post(
        self, path: str, fields: dict[str, list], is_multipart: bool, headers: dict[str, str]
    ) -> Answer:
        if is_multipart:
            body, content_type = encode_multipart(BOUNDARY, fields), MULTIPART_CONTENT
        else:
            body, content_type = urlencode(fields, doseq=True).encode(), ENCODED
        return self.browser.send("POST", path, body, content_type, headers)

    def _look(self, path: str, answer: Answer, refused: bool) -> Page:
        address = path
        while target := answer.headers.get("Location") or answer.headers.get("HX-Redirect"):
            address = urljoin(address, target).partition("#")[0]
            answer = self._send("GET", address)
        self.read.append(answer.body.decode())
        self.page = Page(answer.status, address, answer.body.decode())
        if refused:
            assert self.page.status in (400, 403, 404, 405, 409), f"{path} was not refused: {self.page.text}"
        else:
            assert self.page.status == 200, f"{path}: {self.page.status} {self.page.text}"
        return self.page
