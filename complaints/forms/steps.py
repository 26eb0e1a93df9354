"""The citizen's form in small steps: which fields stand on which page, and what each page asks."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.kernel.lifecycle import Text
from casework.kernel.rest import say
from complaints.forms.citizen import NAMED, SubmissionForm
from complaints.lifecycle import REPORT, Wish, wish_of
from complaints.vocabulary import Spoken


@dataclass(frozen=True, slots=True)
class Step:
    """One page. ``to_mediate`` are asked only where we are to mediate, ``to_report`` only where we are not."""

    name: str
    title: Text
    question: Text
    fields: tuple[str, ...] = ()
    to_mediate: tuple[str, ...] = ()
    to_report: tuple[str, ...] = ()

    def asks(self, wish: str) -> tuple[str, ...]:
        return self.fields + (self.to_report if wish == REPORT else self.to_mediate)


FIRST = Step(
    "wish", Text("想要什么", "What you want"), Text("您想要我们做什么？", "What would you like us to do?")
)
TRADER = Step(
    "trader",
    Text("哪个商家", "Which trader"),
    Text("您要反映哪个商家？", "Which trader is it about?"),
    ("trader_name", "trader_uscc", "trader_address", "latitude", "longitude"),
)
STEPS = (
    FIRST,
    TRADER,
    Step(
        "story",
        Text("发生了什么", "What happened"),
        Text("发生了什么？", "What happened?"),
        ("conducts", "story", "happened_on", "amount_paid"),
        to_mediate=("request", "amount_claimed"),
    ),
    Step(
        "evidence",
        Text("照片和材料", "Evidence"),
        Text("有照片或者其他材料吗？", "Do you have photos or papers?"),
    ),
    Step(
        "person",
        Text("您是谁", "Who you are"),
        Text("您是谁，怎样联系您？", "Who are you, and how do we reach you?"),
        ("name", "phone", "email", "wants_told"),
        to_mediate=("address", "wants_paper", "may_be_named", "may_publish"),
        to_report=("identity",),
    ),
    Step("review", Text("核对并提交", "Check and send"), Text("请核对一遍", "Please check it")),
)
BY_NAME = {step.name: step for step in STEPS}
ORDER = (
    "identity",
    "name",
    "phone",
    "email",
    "address",
    "wants_told",
    "wants_paper",
    "may_be_named",
    "may_publish",
)

YES, NO = "yes", "no"


class WishForm(forms.Form):
    """Three questions in plain words; the table of wishes says what they come to."""

    bought = forms.ChoiceField(
        label=_("Did you buy or use it for your own daily life?"),
        choices=Spoken({YES: Text("是", "Yes"), NO: Text("不是，或者我没有买", "No, or I bought nothing")}),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether you bought or used it for yourself")},
    )
    redress = forms.ChoiceField(
        label=_("Do you want your money back, a replacement or compensation?"),
        choices=Spoken({YES: Text("要", "Yes"), NO: Text("不要", "No")}),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether you want something back")},
    )
    look_into = forms.ChoiceField(
        label=_("Do you want us to look into whether the trader breaks the law?"),
        choices=Spoken({YES: Text("要", "Yes"), NO: Text("不用", "No")}),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether we are to look into the trader")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if len(given) == len(self.fields):
            wish = wish_in(given)
            if not wish.kind:
                raise forms.ValidationError(say(wish.why))
            given["wish"] = wish.kind
        return given


class StepForm(SubmissionForm):
    """One page of the form. What the other pages hold is checked along, and told on its own page."""

    def __init__(self, step: Step, words: Mapping[str, Any], *, today: dt.date, check: bool) -> None:
        super().__init__(dict(words) if check else None, initial=dict(words), today=today)
        self.asked = tuple(sorted(step.asks(words.get("wish", "")), key=_place))

    def visible_fields(self) -> list[forms.BoundField]:
        fields = [self[name] for name in self.asked]
        return [field for field in fields if not field.is_hidden]

    def full_clean(self) -> None:
        super().full_clean()
        for name in set(self._errors or ()) - {*self.asked, NON_FIELD_ERRORS}:
            del self._errors[name]


def wish_in(answers: Mapping[str, Any]) -> Wish:
    return wish_of(*(answers.get(name) == YES for name in ("bought", "redress", "look_into")))


def words_in(posted: QueryDict, names: Iterable[str]) -> dict[str, Any]:
    """What was typed into these fields, as it was typed."""
    several = {"conducts"}
    return {name: posted.getlist(name) if name in several else posted.get(name, "") for name in names}


def settled(words: Mapping[str, Any]) -> dict[str, Any]:
    """The words with what follows from them: who wants mediation gives a name."""
    wants_mediation = words.get("wish", "") not in ("", REPORT)
    return {**words, "identity": NAMED} if wants_mediation else dict(words)


def gaps_of(form: SubmissionForm) -> list[tuple[Step, list[str]]]:
    """What is still missing, by the page where it is asked."""
    wish = form.data.get("wish", "")
    found = []
    for step in STEPS:
        names = ("wish",) if step is FIRST else step.asks(wish)
        errors = [str(error) for name in names for error in form.errors.get(name, ())]
        if errors:
            found.append((step, errors))
    return found


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else -1
