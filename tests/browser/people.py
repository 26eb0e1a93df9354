"""Somebody at a screen: they read, press and type, and every page they come to is looked at."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from casework.kernel.lifecycle import Text
from casework.management.demo.people import CAST
from casework.management.demo.stories import FACES, trader
from inspections.forms import CHECKLIST

PASSWORD = "casework-demo"
LANGUAGE = "lang"  # the cookie
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHINESE = re.compile(r"[\u3400-\u9fff]+")
NUMBER = re.compile(r"佛南市监\S*〔\d{4}〕\d+号")
# What stays Chinese on an English page: who it is about, and what they wrote.
CONTENT = sorted(
    {
        *(part.name for part in CAST),
        *trader(0),
        FACES.cause + "案",
        FACES.cause,
        "示例市场监督管理局（演示）",
        "佛山市南海区市场监督管理局（演示）",
        "桂城市场监督管理所（演示）",
        "中文",
        "【遮盖：what】",
        "大堂入口和告示（1）",
        "大堂入口和告示（2）",
        *CHECKLIST.splitlines(),
        *(part.certificate for part in CAST if part.certificate),
    },
    key=len,
    reverse=True,
)
# Labels, buttons and headings, without texts that are marked as Chinese, typed by people, or cite the law.
LABELS = """html => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll(
  "title, label, legend, summary, button, .btn, h1, h2, h3, th[scope=col], dt, nav a, .tag, .clock, .f > .hint")]
  .filter(part => !part.closest("[lang^=zh]:not(html), .paper, .words"))
  .map(part => { part.querySelectorAll(".meta").forEach(law => law.remove()); return part.textContent.trim() })"""


class Person:
    def __init__(self, page: Any, site: str, problems: list[str], tour: Path) -> None:
        self.page, self.site, self.problems, self.tour = page, site, problems, tour
        self.axe = Axe()
        page.set_default_timeout(10_000)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("request", self._host)

    # --- What a person does ---------------------------------------------------------------------------

    def signs_in(self, username: str) -> None:
        self.page.goto(f"{self.site}/accounts/login/")
        self.types("login", username)
        self.types("password", PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()
        self.page.wait_for_url("**/desk/")
        self.looks()

    def opens(self, path: str) -> None:
        self.page.goto(self.site + path)
        self.looks()

    def takes(self, screen: dict[str, int]) -> None:
        """The phone out of the pocket, or back at the desk."""
        self.page.set_viewport_size(screen)

    def types(self, name: str, words: str) -> None:
        field = self.page.locator(f"[name='{name}']")
        if len(words) > 40 or field.get_attribute("type") == "date":
            field.fill(words)
        else:
            field.clear()
            field.press_sequentially(words)

    def ticks(self, *words: Text | str) -> None:
        for word in words:
            self.page.get_by_label(_zh(word), exact=True).check()

    def follows(self, words: Text | str, among: str = "main") -> None:
        self._goes(self.page.locator(among).get_by_role("link", name=_zh(words)).first)

    def presses(self, words: Text | str) -> None:
        self._goes(self.page.get_by_role("button", name=_zh(words)))

    def signs(self, pad: str) -> None:
        """A stroke with the finger."""
        canvas = self.page.locator(f"#{pad}")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        mouse = self.page.mouse
        mouse.move(box["x"] + 40, box["y"] + 110)
        mouse.down()
        for x, y in ((90, 40), (130, 120), (180, 60), (230, 100), (300, 50)):
            mouse.move(box["x"] + x, box["y"] + y, steps=3)
        mouse.up()

    def reads(self, words: Text | str) -> None:
        """The page says so."""
        self.page.get_by_text(_zh(words)).first.wait_for(state="attached")

    def link_to(self, pattern: str) -> str:
        """The path of the first link whose address holds ``pattern``."""
        return urlsplit(self.page.locator(f"a[href*='{pattern}']").first.get_attribute("href")).path

    # --- What is looked at on every page --------------------------------------------------------------

    def looks(self) -> None:
        for rule in self.axe.run(self.page, options={"runOnly": RULES}).response["violations"]:
            self._note(f"axe {rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}")
        width = self.page.viewport_size["width"]
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            self._note(f"{wide} px wide on a screen of {width} px")
        for words in self.page.evaluate(LABELS, self._in_english()):
            left = NUMBER.sub("", words)
            for known in CONTENT:
                left = left.replace(known, "")
            if CHINESE.search(left):
                self._note(f"not translated: {left[:80]!r}")

    def shows(self, name: str, *, whole: bool = False) -> None:
        """A picture for the tour, small enough for a README."""
        path = self.tour / f"{name}.png"
        self.page.screenshot(path=path, full_page=whole, animations="disabled", caret="hide")
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(48, dither=Image.Dither.NONE).save(path, optimize=True)

    def _goes(self, control: Any) -> None:
        with self.page.expect_navigation():
            control.click()
        self.looks()

    def _in_english(self) -> str:
        """The same page as whoever chose English gets it."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.page.context.cookies()}
        header = "; ".join(f"{name}={value}" for name, value in {**cookies, LANGUAGE: "en"}.items())
        with urlopen(Request(self.page.url, headers={"Cookie": header}), timeout=10) as answer:
            return answer.read().decode()

    def _console(self, message: Any) -> None:
        if message.type == "error":  # a breach of the content security policy is one, too
            self._note(f"console: {message.text}")

    def _host(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self._note(f"asked another host: {request.url}")

    def _note(self, problem: str) -> None:
        told = f"{urlsplit(self.page.url).path} {problem}"
        if told not in self.problems:
            self.problems.append(told)


def _zh(words: Text | str) -> str:
    return words if isinstance(words, str) else words.zh
