"""The question about one clock: from when, extended or not, which days do not count."""

import datetime as dt
from argparse import ArgumentTypeError
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.clocks import (
    Clock,
    Due,
    Length,
    NoPeriod,
    NotInForce,
    due,
    read_day,
    read_exclusion,
    read_length,
    read_number,
)
from casework.kernel import deadlines
from casework.kernel.lifecycle import Text
from casework.kernel.rest import say
from casework.kernel.working_days import ClockError, Exclusion


class ClockForm(forms.Form):
    """A plain GET form. The fields that the law of the clock does not know are drawn only to say so."""

    extended = forms.BooleanField(label=_("The first extension is granted"), required=False)
    extension = forms.CharField(
        label=_("Further extension, in the unit of the period"), required=False, max_length=4
    )
    exclude = forms.CharField(
        label=_("Days that do not count"),
        help_text=_("First and last day, 2026-08-01..2026-08-10; several with a space between."),
        required=False,
        max_length=400,
    )
    length = forms.CharField(
        label=_("Length of the period"),
        help_text=_("A whole number; with its unit 10wd (working days), 10d, 3m or 3y."),
        required=False,
        max_length=6,
    )
    answer: Due

    def __init__(self, *args: Any, clock: Clock, **more: Any) -> None:
        super().__init__(*args, **more)
        self.clock = clock
        # The name in the address is the contract's, and a word of Python.
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        label = _("Day counted back from") if clock.versions[-1].backward else _("Day on which it starts")
        self.fields = {"from": forms.CharField(label=label, widget=day), **self.fields}

    @classmethod
    def of(cls, clock: Clock, query: QueryDict, today: dt.date) -> "ClockForm":
        """The form as asked by the address; unasked, with today's day."""
        if "from" not in query:
            return cls(clock=clock, initial={"from": today})
        asked = query.dict() | {"exclude": " ".join(query.getlist("exclude"))}
        return cls(asked, clock=clock)

    @property
    def shown(self) -> list[forms.BoundField]:
        versions = self.clock.versions
        fits = {
            "from": True,
            "extended": any(v.can_be_extended for v in versions),
            "extension": any(v.open_extension for v in versions),
            "exclude": any(v.pauses for v in versions),
            "length": any(v.needs for v in versions),
        }
        return [self[name] for name in self.fields if fits[name] or self.errors.get(name)]

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        self._read("from", read_day, _("Write the day as 2026-09-18, between 1900 and 2199."))
        self._read("extension", read_number, _("Write a whole number from 1 to 1000."))
        self._read("length", read_length, _("Write a whole number, or a number with wd, d, m or y."))
        self._read("exclude", _exclusions, _("Write two days with two dots, the earlier first."))
        if not self.errors:
            self._refuse_what_the_law_does_not_know()
        if not self.errors:
            self._compute()
        return asked

    def _read(self, name: str, reader: Any, words: Any) -> None:
        text = str(self.cleaned_data.get(name) or "").strip()
        if name in self.errors:
            return
        try:
            self.cleaned_data[name] = reader(text) if text else None
        except ArgumentTypeError:
            self.add_error(name, words)

    def _refuse_what_the_law_does_not_know(self) -> None:
        asked, versions = self.cleaned_data, self.clock.versions
        if (asked["extended"] or asked["extension"]) and not any(v.can_be_extended for v in versions):
            self.add_error("extended", _("The law knows no extension of this period."))
        elif asked["extension"] and not any(v.open_extension for v in versions):
            self.add_error("extension", _("The law fixes how long this extension is."))
        elif asked["extension"] and not asked["extended"]:
            self.add_error("extended", _("A further extension follows the first: tick that too."))
        if asked["exclude"] and not any(v.pauses for v in versions):
            self.add_error("exclude", _("The law knows no days that do not count in this period."))
        if asked["length"] and not any(v.needs for v in versions):
            self.add_error("length", _("The law fixes how long this period is."))

    def _compute(self) -> None:
        asked = self.cleaned_data
        try:
            self.answer = due(
                self.clock,
                asked["from"],
                extended=asked["extended"],
                extension=asked["extension"],
                exclusions=asked["exclude"] or (),
                length=asked["length"],
                calendar=deadlines.calendar(),
            )
        except ClockError as error:
            self.add_error(*self._words(error))

    def _words(self, error: ClockError) -> tuple[str | None, str]:
        """The field in which the answer fails, and why."""
        if isinstance(error, NotInForce):
            spans = "、".join(f"{v.valid_from}—{v.valid_to or ''}" for v in self.clock.versions)
            return "from", say(
                Text(
                    f"那一天还没有或者已经没有这个期限（{spans}）。", f"No such period on that day ({spans})."
                )
            )
        version = self.clock.on(self.cleaned_data["from"])
        if isinstance(error, NoPeriod):
            no = Text(
                version.no_period_zh or "这一条不是期限，没有最后一日。",
                f"This is {version.no_period}: it has no last day.",
            )
            return None, say(no)
        if version.needs and not isinstance(self.cleaned_data["length"], Length):
            needs = Text(
                f"法律没有规定天数，请填写：{version.needs_zh}。", f"Say how long it is: {version.needs}."
            )
            return "length", say(needs)
        return "extension", say(
            Text("法律没有规定延长多久，请填写。", "The law leaves its length open: say how long.")
        )


def _exclusions(text: str) -> list[Exclusion]:
    return [read_exclusion(each) for each in text.replace(",", " ").replace("，", " ").split()]
