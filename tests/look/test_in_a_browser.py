"""The gallery in a real browser: no sideways scrolling, nothing that axe finds, in both views."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from tests.look.gallery import gallery

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
ADDRESS = "http://casework.test/"


@pytest.fixture(scope="module")
def chromium():
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium here")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def answer(html):
    """A server of one page and the static files, without sockets."""

    def respond(route):
        path = route.request.url.removeprefix(ADDRESS)
        if not path:
            return route.fulfill(body=html, content_type="text/html; charset=utf-8")
        found = finders.find(path.removeprefix("static/"))
        if not found:
            return route.fulfill(status=404)
        return route.fulfill(body=Path(found).read_bytes(), content_type=TYPES[Path(found).suffix])

    return respond


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
@pytest.mark.parametrize(("language", "view"), [("zh-hans", ""), ("zh-hans", "large"), ("en", "")])
def test_the_gallery_fits_and_is_accessible(chromium, width, language, view):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = gallery()
    context["site"]["view"] = view
    with translation.override(language):
        html = render_to_string("parts/gallery.html", context)
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.route("**/*", answer(html))
    page.goto(ADDRESS)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.activeElement.dataset.errorSummary") == ""
    found = axe.run(page, options={"rules": {"target-size": {"enabled": True}}}).response["violations"]
    page.close()
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
