"""Chromium with fonts of its own, and whoever sits in front of it."""

import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from django.conf import settings
from django.test import Client

from casework.kernel import clock, outbox
from casework.management.demo.people import make_people
from tests.browser.eye import LANGUAGE, Eye
from tests.browser.people import DESK, PASSWORD, Person

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = f"NO BROWSER: {CHROMIUM} is missing, the browser tests are skipped. `make browser` installs it."
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
  <alias binding="same"><family>monospace</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where everything must run (CI=true), a browser test that was skipped has failed."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def fonts(tmp_path_factory) -> Path:
    """The fonts of the documents and no others: every machine draws the same Chinese."""
    folder = tmp_path_factory.mktemp("fonts")
    packaged = Path(pylopdf_fonts_zh_cn.serif_path()).parent
    (folder / "fonts.conf").write_text(FONTS.format(fonts=packaged, cache=folder), encoding="utf-8")
    return folder / "fonts.conf"


@pytest.fixture(scope="module")
def chromium(fonts):
    if not CHROMIUM.exists():
        warnings.warn(MISSING, stacklevel=1)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright runs an event loop in this thread, so Django takes every query of the test for a mistake.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, env={**os.environ, "FONTCONFIG_FILE": str(fonts)}
        )
        yield browser
        browser.close()


@pytest.fixture
def eye(live_server, tmp_path) -> Iterator[Eye]:
    """Pictures go where TOUR_DIR says (`make tour`), else nowhere that lasts."""
    tour = Path(os.environ.get("TOUR_DIR") or tmp_path / "tour")
    tour.mkdir(parents=True, exist_ok=True)
    looking = Eye(live_server.url, tour)
    yield looking
    print("\n".join(looking.problems))


@pytest.fixture
def enter(live_server, chromium, eye) -> Iterator[Callable[..., Person]]:
    """``enter("intake")``: this person at a screen, signed in before; ``enter()``: a citizen, or somebody who
    has yet to sign in. Each has a profile of their own."""
    people = make_people(password=PASSWORD)
    contexts = []

    def enters(username: str = "", screen: dict[str, int] = DESK, language: str = "zh-hans") -> Person:
        context = chromium.new_context(viewport=screen, locale="zh-CN", timezone_id="Asia/Shanghai")
        context.add_cookies([{"name": LANGUAGE, "value": language, "url": live_server.url}])
        contexts.append(context)
        if username:
            client = Client()
            client.force_login(people[username], backend=settings.AUTHENTICATION_BACKENDS[0])
            session = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}
            context.add_cookies([{**session, "url": live_server.url}])
        return Person(context.new_page(), eye)

    yield enters
    for context in contexts:
        context.close()


@pytest.fixture
def sweep() -> Callable[[], None]:
    """What the worker does every two seconds: typeset, send."""

    def deliver() -> None:
        while outbox.deliver_due(at=clock.now()):
            pass

    return deliver
