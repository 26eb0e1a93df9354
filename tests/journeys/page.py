"""A page as a person has it before them: its words, its links, and its forms with what stands in them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSEEN = {"script", "style", "svg", "template", "head"}
# What begins on a new line; everything else runs on in the words around it.
IN_LINE = set("a abbr b bdi code del em i img ins small span strong sub sup time".split())  # noqa: SIM905
LISTED = {"checkbox", "radio"}


@dataclass
class Control:
    """An input, a textarea or one choice of a group."""

    name: str
    kind: str
    value: str = ""
    is_on: bool = False
    key: str = ""
    label: str = ""
    choices: dict[str, str] = field(default_factory=dict)


@dataclass
class Button:
    text: str
    name: str = ""
    value: str = ""
    action: str | None = None


@dataclass
class Form:
    action: str
    method: str
    is_multipart: bool
    controls: list[Control] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def filled(self, given: dict) -> dict[str, list]:
        """What a browser sends: the form as it stands, with ``given`` typed, chosen and ticked. A field is named
        by its label or its name, a choice by its words or its value; what is not on the page cannot be filled."""
        sent: dict[str, list] = {}
        for control in self.controls:
            if control.kind == "file" or (control.kind in LISTED and not control.is_on):
                continue
            sent.setdefault(control.name, []).append(control.value)
        for asked, answer in given.items():
            named = [c for c in self.controls if c.name == asked] or self._labelled(asked)
            assert named, f"no field {asked!r} among {sorted({c.label or c.name for c in self.controls})}"
            sent[named[0].name] = [self._answer(named, one) for one in _listed(answer)]
        return sent

    def _labelled(self, label: str) -> list[Control]:
        found = [c for c in self.controls if c.label == label and c.kind not in LISTED]
        return found or [c for c in self.controls if c.label.startswith(label) and c.kind not in LISTED]

    def _answer(self, named: list[Control], answer):
        first = named[0]
        if first.kind in LISTED:
            chosen = [c.value for c in named if answer in (c.value, c.label) or c.label.startswith(answer)]
            assert chosen, f"no choice {answer!r} for {first.name}: {[c.label for c in named]}"
            return chosen[0]
        if first.kind == "select":
            assert answer in first.choices or answer in first.choices.values(), (answer, first.choices)
            return next(v for v, words in first.choices.items() if answer in (v, words))
        return answer


class Page(HTMLParser):
    """The answer of the site, read the way a browser without script reads it."""

    def __init__(self, status: int, address: str, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.status, self.address, self.markup = status, address, markup
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self._words: list[str] = []
        self._depth: list[str] = []
        self._form: Form | None = None
        self._select: Control | None = None
        self._by_key: dict[str, Control] = {}
        self._open: dict[str, tuple[dict, int]] = {}
        self._labels: list[tuple[str, str]] = []
        self.feed(markup)
        for key, words in self._labels:
            if key in self._by_key:
                self._by_key[key].label = words
        self.text = _plain("".join(self._words))

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def form_with(self, button: str) -> tuple[Form, Button]:
        """The form and its button of these words."""
        for form in self.forms:
            for one in form.buttons:
                if one.text == button:
                    return form, one
        raise AssertionError(f"no button {button!r} on {self.address}: {self.buttons}")

    @property
    def buttons(self) -> list[str]:
        return [button.text for form in self.forms for button in form.buttons]

    def link(self, words: str) -> str:
        """Where the link of these words goes, else the first that begins with them."""
        if words in self.links:
            return self.links[words]
        for text, address in self.links.items():
            if text.startswith(words):
                return address
        raise AssertionError(f"no link {words!r} on {self.address}: {list(self.links)}")

    # --- Reading the markup ---

    def handle_starttag(self, tag: str, attrs) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in UNSEEN:
            self._depth.append(tag)
        if tag not in IN_LINE:
            self._words.append("\n")
        if tag == "form":
            self._form = Form(
                given.get("action", ""),
                given.get("method", "get").lower(),
                "multipart" in given.get("enctype", ""),
            )
            self.forms.append(self._form)
        elif tag == "input" and self._form:
            self._add_input(given)
        elif tag == "select" and self._form:
            self._select = self._add(Control(given.get("name", ""), "select", key=given.get("id", "")))
        if tag in ("a", "label", "button", "textarea", "option"):
            self._open[tag] = (given, len(self._words))

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN and tag in self._depth:
            self._depth.remove(tag)
        if tag in self._open:
            given, start = self._open.pop(tag)
            self._close(tag, given, "".join(self._words[start:]))
        if tag not in IN_LINE:
            self._words.append("\n")
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if not self._depth:
            self._words.append(data)

    def _close(self, tag: str, given: dict, inside: str) -> None:
        words = _plain(inside)
        if tag == "a" and "href" in given:
            self.links.setdefault(words, given["href"])
        elif tag == "label":
            self._labels.append((given.get("for", ""), words))
        elif tag == "button" and self._form and given.get("type", "submit") == "submit":
            self._form.buttons.append(
                Button(words, given.get("name", ""), given.get("value", ""), given.get("formaction"))
            )
        elif tag == "textarea" and self._form:
            typed = inside.strip("\n")
            self._add(Control(given["name"], "textarea", typed, key=given.get("id", "")))
        elif tag == "option" and self._select is not None:
            value = given.get("value", words)
            if "selected" in given or not self._select.choices:
                self._select.value = value
            self._select.choices[value] = words

    def _add_input(self, given: dict) -> None:
        kind = given.get("type", "text")
        value = given.get("value", "on" if kind in LISTED else "")
        if given.get("name"):
            self._add(Control(given["name"], kind, value, "checked" in given, given.get("id", "")))

    def _add(self, control: Control) -> Control:
        assert self._form is not None
        self._form.controls.append(control)
        if control.key:
            self._by_key[control.key] = control
        return control


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _listed(answer) -> list:
    return list(answer) if isinstance(answer, list | tuple) else [answer]
