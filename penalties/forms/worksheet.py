"""The worksheet of a case as a form: the assessment, its evidence, its words, and why a person decides so."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from casework.kernel.rest import say
from penalties import vocabulary
from penalties.forms.assessment import AssessmentForm, in_words
from penalties.services.worksheets import Wording


class WorksheetForm(AssessmentForm):
    """The same for a case: with the evidence of each factor and the reason."""

    warning = forms.BooleanField(label=gettext_lazy("Also a warning"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why this amount"),
        help_text=gettext_lazy("The approver reads it, and the decision prints it"),
        widget=forms.Textarea({"rows": 5}),
        required=False,
        max_length=4000,
    )

    breach = forms.ChoiceField(
        label=gettext_lazy("Rule broken"),
        help_text=gettext_lazy("The decision names it"),
        required=False,
    )
    violation = forms.CharField(
        label=gettext_lazy("What was broken"),
        widget=forms.Textarea({"rows": 4}),
        required=False,
        max_length=1000,
    )
    basis = forms.CharField(
        label=gettext_lazy("On what the penalty rests"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        max_length=200,
    )
    composed_violation = forms.CharField(required=False)
    composed_basis = forms.CharField(required=False)

    def __init__(self, data: QueryDict | None, *, evidence: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if len(self.asked.breaches) > 1:
            self.fields["breach"].choices = [(b.zh, _breach_in_words(b)) for b in self.asked.breaches]
        else:
            del self.fields["breach"]
        for person in self.person_ids:
            self.fields[f"{person}_name"] = forms.CharField(
                label=_("Name"), help_text=_("Stays with this worksheet"), required=False, max_length=60
            )
        proofs = [("", _("Evidence: choose"))] + [(e.reference, e.title) for e in evidence]
        for factor in self._factors:
            self.fields[f"evidence_{factor.code}"] = forms.ChoiceField(
                label=_("Evidence for: %(factor)s") % {"factor": in_words(factor)},
                choices=proofs,
                required=False,
            )
        for name, label in self._findings():
            self.fields[f"evidence_{name}"] = forms.ChoiceField(
                label=_("Evidence for: %(factor)s") % {"factor": label}, choices=proofs, required=False
            )
        for name in self.amount_names:
            self.fields[f"why_{name}"] = forms.CharField(
                label=_("Why it cannot be calculated"), required=False, max_length=300
            )
        if "warning" not in self.asked.kinds:
            del self.fields["warning"]

    def _findings(self) -> list[tuple[str, str]]:
        """What was established beside the factors: amounts and facts, with their labels."""
        found = [(name, f"amount_{name}") for name in self.amount_names]
        found += [(fact.name, f"fact_{fact.name}") for fact in self.asked.facts]
        return [(name, str(self.fields[field].label)) for name, field in found]

    def written(self) -> dict[str, Any]:
        """What the verbs take beside the answers."""
        cleaned = self.cleaned_data
        return {
            "evidence": {
                code: cleaned[f"evidence_{code}"]
                for code in (*cleaned["factors"], *(name for name, _label in self._findings()))
                if cleaned[f"evidence_{code}"]
            },
            "unknown_because": {
                name: cleaned[f"why_{name}"]
                for name in self.amount_names
                if cleaned[f"amount_{name}"] == "unknown" and cleaned[f"why_{name}"]
            },
            "reason": cleaned["reason"],
            "warning": cleaned.get("warning", False),
            "wording": self.wording(),
        }

    def wording(self) -> Wording:
        """What a person wrote or chose for the paper; a sentence that was left as it was composed is not theirs."""
        cleaned = self.cleaned_data
        return Wording(
            breach=cleaned.get("breach", ""),
            violation=self._by_hand("violation"),
            basis=self._by_hand("basis"),
            names={p: cleaned[f"{p}_name"] for p in self.person_ids if cleaned[f"{p}_name"]},
        )

    def _by_hand(self, name: str) -> str:
        written = " ".join(self.cleaned_data.get(name, "").split())
        return "" if written == self.cleaned_data.get(f"composed_{name}") else written


def initial_written(worksheet: Any) -> dict[str, Any]:
    """The form's first values for what a person wrote on a stored worksheet."""
    wording = worksheet.wording
    proofs = {f"evidence_{code}": reference for code, reference in worksheet.evidence.items()}
    whys = {f"why_{name}": why for name, why in worksheet.unknown_because.items()}
    names = {f"{person}_name": name for person, name in wording.get("names", {}).items()}
    own = {name: wording.get(name, "") for name in ("breach", "violation", "basis")}
    return {**proofs, **whys, **names, **own, "reason": worksheet.reason, "warning": worksheet.warning}


def _breach_in_words(breach: Any) -> str:
    words = capfirst(say(vocabulary.Text(breach.zh, breach.en)))
    return f"{words}（{breach.rule}）" if get_language() != "en" else f"{words} ({breach.rule})"
