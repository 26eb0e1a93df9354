"""The collective discussion of the heads: who was there, what each said, what came out, the signed minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework import queries
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.lifecycle import HEADS
from casework.models import Discussion
from casework.services.discussions import Minutes, Said, investigators_of
from casework.web.case_forms import StepForm, accepted, long_text, spoken
from casework.web.hearing_forms import PersonField, moment_field

STANCES = {
    "absent": Text("没有参加", "Not present"),
    "agree": Text("同意结论", "Agrees with the conclusion"),
    "dissent": Text("有不同意见，予以保留", "Dissents, and it is kept"),
}
RESULTS = {
    Discussion.Result.AGREE: Text("同意拟处理意见", "Agreed as proposed"),
    Discussion.Result.CHANGE: Text(
        "不按拟处理意见：退回重新提出建议", "Otherwise: the officers propose anew"
    ),
}
LEAST = ["held_at", "place", "presided_by", "recorder"]


class MinutesForm(StepForm):
    """``minutes`` is what the verbs take. Each head has a stance and an opinion, by user name."""

    held_at = moment_field(_("Held at"))
    place = forms.CharField(label=_("Place"), max_length=120)
    presided_by = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("Who presided"), help_text=_("As a rule the principal head.")
    )
    recorder = PersonField(
        queryset=User.objects.none(), label=_("Recorder"), help_text=_("No officer of the case.")
    )
    summary = long_text(_("What was discussed"), rows=4)
    outcome = long_text(_("Conclusion"), rows=3)
    scan = forms.FileField(
        label=_("Scan of the signed minutes"),
        help_text=_("Signed by all members. PDF or picture, up to 30 MB."),
    )
    after_heads = ["summary", "outcome", "scan"]

    def prepare(self) -> None:
        office = self.case.office
        self.heads = list(queries.staff_of(office, *HEADS))
        self.fields["presided_by"].queryset = queries.staff_of(office, *HEADS)
        self.fields["recorder"].queryset = queries.staff_of(office)
        self.fields["recorder"].barred = investigators_of(self.case)
        for head in self.heads:
            self.fields[f"stance_{head.username}"] = forms.ChoiceField(
                label=str(head), choices=spoken(STANCES), initial="absent", required=False
            )
            self.fields[f"opinion_{head.username}"] = long_text(
                _("Opinion of %(name)s") % {"name": head}, rows=2, required=False
            )
        of_heads = [f"{part}_{head.username}" for head in self.heads for part in ("stance", "opinion")]
        self.order_fields([*self.before_heads, *of_heads, *self.after_heads])

    before_heads = LEAST

    def clean_scan(self) -> tuple[bytes, str] | None:
        return accepted(self.cleaned_data["scan"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        said = [
            self._said(head, given)
            for head in self.heads
            if given.get(f"stance_{head.username}") in ("agree", "dissent")
        ]
        if self.errors:
            return given
        minutes = Minutes(
            held_at=given["held_at"],
            place=given["place"],
            presided_by=given["presided_by"],
            recorder=given["recorder"],
            said=said,
            summary=given["summary"],
            outcome=given["outcome"],
            scan=given["scan"],
        )
        return {"minutes": minutes, **self.besides(given)}

    def besides(self, given: dict[str, Any]) -> dict[str, Any]:
        """What the verb takes beside the minutes."""
        return {}

    def _said(self, head: User, given: dict[str, Any]) -> Said:
        opinion = given.get(f"opinion_{head.username}", "")
        if not opinion:
            self.add_error(f"opinion_{head.username}", _("Write down what this head said."))
        return Said(head, opinion, agrees=given.get(f"stance_{head.username}") == "agree")


class DiscussionForm(MinutesForm):
    result = forms.ChoiceField(label=_("Result"), choices=spoken(RESULTS), widget=forms.RadioSelect)
    after_heads = ["summary", "result", "outcome", "scan"]

    def besides(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"result": given["result"]}


class FurtherExtensionForm(MinutesForm):
    days = forms.IntegerField(
        label=_("How many days more"), min_value=1, max_value=365, help_text=_("Fixed once for all.")
    )
    before_heads = ["days", *LEAST]

    def besides(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"days": given["days"]}
