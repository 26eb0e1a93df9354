"""What is looked at on every page that anybody comes to: access, width, console, hosts, English words."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from casework.management.demo.people import CAST
from casework.management.demo.stories import FACES, trader
from inspections.forms import CHECKLIST

LANGUAGE = "lang"  # the cookie
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHINESE = re.compile(r"[\u3400-\u9fff]+")
NUMBER = re.compile(r"佛南市监\S*〔\d{4}〕\d+号")
# What stays Chinese on an English page: who it is about, and what people wrote.
CONTENT = sorted(
    {
        *(part.name for part in CAST),
        *(part.certificate for part in CAST if part.certificate),
        *trader(0),
        *CHECKLIST.splitlines(),
        FACES.cause + "案",
        FACES.cause,
        "示例市场监督管理局（演示）",
        "佛山市南海区市场监督管理局（演示）",
        "桂城市场监督管理所（演示）",
        "大堂入口和告示（1）",
        "大堂入口和告示（2）",
        "【遮盖：what】",
        "中文",
    },
    key=len,
    reverse=True,
)
# Labels, buttons and headings, without texts that are marked as Chinese, typed by people, or cite the law.
LABELS = """html => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll(
  "title, label, legend, summary, button, .btn, h1, h2, h3, th[scope=col], dt, nav a, .tag, .clock, .f > .hint")]
  .filter(part => !part.closest("[lang^=zh]:not(html), .paper, .words"))
  .map(part => { part.querySelectorAll(".meta").forEach(law => law.remove()); return part.textContent.trim() })"""
# Which kinds of element stand in which others.
SHAPES = """() => [...new Set([...document.body.querySelectorAll("*")].map(part =>
  [part.parentElement, part].map(e => `${e.tagName}.${e.getAttribute("class")}.${e.type ?? ""}`).join(" ")))]"""


class Eye:
    """Collects in ``problems`` what is wrong; keeps the pictures of the tour in ``tour``."""

    def __init__(self, site: str, tour: Path) -> None:
        self.site, self.tour = site, tour
        self.problems: list[str] = []
        self._axe = Axe()
        self._seen: set[tuple[int, str]] = set()

    def watches(self, page: Any) -> None:
        page.on("console", lambda said: said.type == "error" and self._note(page, f"console: {said.text}"))
        page.on("pageerror", lambda error: self._note(page, f"script: {error}"))
        page.on("request", lambda request: self._asks(page, request.url))

    def looks(self, page: Any) -> None:
        """Each kind of page at each width once, and again where one shows what was not there before."""
        width = page.viewport_size["width"]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            self._note(page, f"{wide} px wide on a screen of {width} px")
        shown = {(width, shape) for shape in [_kind(page.url), *page.evaluate(SHAPES)]}
        if shown <= self._seen:
            return
        self._seen |= shown
        for rule in self._axe.run(page, options={"runOnly": RULES}).response["violations"]:
            self._note(page, f"axe {rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}")
        for words in page.evaluate(LABELS, in_english(page)):
            if CHINESE.search(_without_content(words)):
                self._note(page, f"not translated: {words[:80]!r}")

    def pictures(self, page: Any, name: str, part: str) -> None:
        """A picture for the tour, small enough for a README; ``part`` is what must be in it."""
        path = self.tour / f"{name}.png"
        page.evaluate("part => document.querySelector(part).scrollIntoView({block: 'center'})", part)
        page.screenshot(path=path, animations="disabled", caret="hide")
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)

    def _asks(self, page: Any, url: str) -> None:
        if not url.startswith((self.site, "data:", "blob:")):
            self._note(page, f"asked another host: {url}")

    def _note(self, page: Any, problem: str) -> None:
        told = f"{urlsplit(page.url).path} {problem}"
        if told not in self.problems:
            self.problems.append(told)


def in_english(page: Any) -> str:
    """The same page as whoever chose English gets it."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()} | {LANGUAGE: "en"}
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with urlopen(Request(page.url, headers={"Cookie": header}), timeout=10) as answer:
        return answer.read().decode()


def _kind(url: str) -> str:
    """The path without the number of the object: /desk/cases/CAS-2021-000001/ is any case."""
    return re.sub(r"[\d-]{6,}", "", urlsplit(url).path)


def _without_content(words: str) -> str:
    words = NUMBER.sub("", words)
    for known in CONTENT:
        words = words.replace(known, "")
    return words
