"""Somebody at a screen: they read, press and type, and every page they come to is looked at."""

from typing import Any
from urllib.parse import urlsplit

from casework.kernel.lifecycle import Text
from tests.browser.eye import Eye

PASSWORD = "casework-demo"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


class Person:
    def __init__(self, page: Any, eye: Eye) -> None:
        self.page, self.eye = page, eye
        page.set_default_timeout(15_000)
        eye.watches(page)

    def signs_in(self, username: str) -> None:
        self.page.goto(f"{self.eye.site}/accounts/login/")
        self.types("login", username)
        self.types("password", PASSWORD)
        self.presses("登录")

    def opens(self, path: str) -> None:
        self.page.goto(self.eye.site + path)
        self.looks()

    def takes(self, screen: dict[str, int]) -> None:
        """The phone out of the pocket, or back at the desk."""
        self.page.set_viewport_size(screen)

    def types(self, name: str, words: str) -> None:
        field = self.page.locator(f"[name='{name}']")
        if len(words) > 40 or field.get_attribute("type") in ("date", "datetime-local"):
            field.fill(words)
        else:
            field.clear()
            field.press_sequentially(words)

    def ticks(self, *words: Text | str) -> None:
        for word in words:
            self.page.get_by_label(_zh(word), exact=True).check()

    def chooses(self, name: str, words: str) -> None:
        self.page.locator(f"select[name='{name}']").select_option(label=words)

    def attaches(self, name: str, file: str, content: bytes, content_type: str) -> None:
        given = {"name": file, "mimeType": content_type, "buffer": content}
        self.page.locator(f"[name='{name}']").set_input_files(given)

    def follows(self, words: Text | str, among: str = "main") -> None:
        self._goes(self.page.locator(among).get_by_role("link", name=_zh(words)).first)

    def presses(self, words: Text | str) -> None:
        self._goes(self.page.locator("main").get_by_role("button", name=_zh(words), exact=True))

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

    def looks(self) -> None:
        self.eye.looks(self.page)

    def shows(self, name: str, part: str = "h1") -> None:
        self.eye.pictures(self.page, name, part)

    def _goes(self, control: Any) -> None:
        with self.page.expect_navigation():
            control.click()
        self.looks()


def _zh(words: Text | str) -> str:
    return words if isinstance(words, str) else words.zh
