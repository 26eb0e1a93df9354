"""A hotline platform to try the connector with: it signs and sends, it listens, checks and answers.

Nothing here knows the bureau's code but the rule of the signature: what a programmer of a platform would write.
"""

import json
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from complaints.hotline.signing import MESSAGE, SIGNATURE, Stamp, signed_headers

ORDERS = "/api/hotline/v1/orders/"
Say = Callable[[str], None]


@dataclass
class Reply:
    """What the bureau answered to one message."""

    status: int
    body: dict[str, Any]


@dataclass
class Platform:
    """One account: ``site`` is the address of the bureau. Messages of ours that it took stand in ``heard``."""

    site: str
    key_id: str
    secret: str
    say: Say = print
    now: Callable[[], float] = time.time
    heard: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What came with a signature that does not fit."""
    arrivals: Counter[str] = field(default_factory=Counter)
    """How often each message came; its effect happens once."""

    # --- To the bureau ---------------------------------------------------------------------------------

    def send(
        self, path: str, content: Any = None, *, message: str = "", method: str = "POST", broken: str = ""
    ) -> Reply:
        """Sign and send. ``broken`` is 'signature', 'time' or 'key': what is wrong on purpose."""
        message = message or uuid.uuid4().hex
        body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
        now = self.now() - (3600 if broken == "time" else 0)
        key_id = "nobody" if broken == "key" else self.key_id
        headers = signed_headers(key_id, self.secret.encode(), method, path, message, body, now=now)
        if broken == "signature":
            headers[SIGNATURE] = "0" * 64
        request = urllib.request.Request(
            self.site + path, body or None, {**headers, "Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return Reply(answer.status, json.loads(answer.read()))
        except urllib.error.HTTPError as error:
            return Reply(error.code, json.loads(error.read()))

    def create(self, order: dict[str, Any], **more: Any) -> Reply:
        return self.send(ORDERS, order, **more)

    def about(self, number: str, what: str, content: dict[str, Any], **more: Any) -> Reply:
        return self.send(f"{ORDERS}{number}/{what}/", content, **more)

    # --- From the bureau -------------------------------------------------------------------------------

    def listen(self, host: str = "127.0.0.1", port: int = 0) -> "Listener":
        return Listener(self, host, port)

    def take(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, dict[str, Any]]:
        """Check a message of the bureau, keep it once, and name it in the answer."""
        stamp = Stamp.read(headers)
        if not (
            stamp.key_id == self.key_id
            and stamp.is_well_formed
            and stamp.fits(self.secret.encode(), method, path, body)
            and stamp.is_fresh(self.now())
        ):
            self.wrong.append(headers.get(MESSAGE, ""))
            self.say(f"← refused: the signature of {headers.get(MESSAGE, 'a message')} does not fit")
            return 401, {"error": "signature"}
        self.arrivals[stamp.message_id] += 1
        if self.arrivals[stamp.message_id] == 1:
            heard = json.loads(body)
            self.heard.append(heard)
            self.say(f"← {heard['number']} {heard['kind']}: {heard['text'] or heard['order']['state']}")
        else:
            self.say(f"← {stamp.message_id} again, without effect")
        return 200, {"message": stamp.message_id}


class Listener:
    """The platform's own address, on a thread, while the ``with`` lasts."""

    def __init__(self, platform: Platform, host: str, port: int) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, said = platform.take("POST", self.path, self.headers, body)
                answer = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer((host, port), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)

    @property
    def address(self) -> str:
        host, port = self.server.server_address[:2]
        return f"http://{host!s}:{port}/casework/"

    def __enter__(self) -> "Listener":
        self.thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def port_of(address: str) -> int:
    return urlsplit(address).port or 80
