"""What the steps of an execution ask of a person. Fields are named as the verbs' arguments."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.kernel.lifecycle import Text
from casework.models import Payment
from casework.web.case_forms import StepForm, day_field, long_text, spoken
from casework.web.matter_forms import not_in_the_future, short_text

PURPOSES = {
    Payment.Purpose.FINE: Text("罚款", "Fine"),
    Payment.Purpose.SURCHARGE: Text("加处罚款", "Surcharge"),
    Payment.Purpose.GAINS: Text("没收违法所得", "Confiscated gains"),
}


def money_field(label: str, hint: str = "", **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, max_digits=18, decimal_places=2, min_value=Decimal("0.01"), **more
    )


class PartsField(forms.CharField):
    """A day and a sum on each line: ``2022-01-31 60000``."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value: Any) -> list[tuple[dt.date, Decimal]]:
        written = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return [self._part(number, line) for number, line in enumerate(written, start=1)]

    def _part(self, number: int, line: str) -> tuple[dt.date, Decimal]:
        words = re.split(r"[\s，、：:]+", line, maxsplit=1)
        try:
            amount = Decimal(words[1].replace(",", "").removesuffix("元").strip())
            day = dt.date.fromisoformat(words[0])
        except (IndexError, InvalidOperation, ValueError):
            message = _("Line %(number)s: write a day and a sum, for example 2026-01-31 60000.")
            raise forms.ValidationError(message % {"number": number}) from None
        if not amount.is_finite() or amount != amount.quantize(Decimal("0.01")):
            raise forms.ValidationError(_("Line %(number)s: the sum has two decimals.") % {"number": number})
        return day, amount


def application_field() -> forms.CharField:
    return short_text(_("The party's written application"), _("Its day, and where it is filed."))


def reason_field() -> forms.CharField:
    return long_text(_("Facts and reasons"), _("The head decides by it; it is printed on the form."), rows=5)


class DeferralForm(StepForm):
    until = day_field(_("To be paid by"))
    application = application_field()
    reason = reason_field()


class InstalmentsForm(StepForm):
    parts = PartsField(
        label=_("Day and sum of each part"),
        help_text=_("One on each line, for example 2026-01-31 60000. Together: what is open."),
    )
    application = application_field()
    reason = reason_field()


class AgreementForm(StepForm):
    application = short_text(_("The agreement"), _("Its day and number, as signed by both sides."))
    terms = long_text(_("What was agreed"), rows=4)
    surcharge = forms.DecimalField(
        label=_("What stays of the surcharge"),
        help_text=_("Less than was fixed only where the party took remedial measures."),
        max_digits=18,
        decimal_places=2,
        min_value=Decimal(0),
    )
    remedied = long_text(_("Remedial measures that the party took"), rows=3, required=False)
    parts = PartsField(
        label=_("Day and sum of each part"),
        help_text=_("One on each line. Together: the open fine and what stays of the surcharge."),
    )
    reason = reason_field()


class DemandStatementForm(StepForm):
    statement = long_text(_("What the party said"), rows=4)
    answer = long_text(_("How it was re-checked"), rows=4)


class CourtApplicationForm(StepForm):
    reason = reason_field()


class AcceptanceForm(StepForm):
    court = forms.CharField(label=_("Court"), max_length=100)
    court_number = forms.CharField(label=_("Number of the court's case"), max_length=60)


class RulingForm(StepForm):
    ruling = long_text(_("The ruling"), _("Its number, day and what it says."), rows=4)


class ReceiptForm(StepForm):
    amount = money_field(_("Amount in yuan"))
    paid_on = day_field(_("Received on"))
    receipt_number = forms.CharField(label=_("Number of the receipt"), max_length=60)
    purpose = forms.ChoiceField(label=_("For what"), choices=spoken(PURPOSES), widget=forms.RadioSelect)
    payer = forms.CharField(label=_("Paid by"), max_length=120, required=False)

    def prepare(self) -> None:
        self.fields["purpose"].initial = Payment.Purpose.FINE

    def clean_paid_on(self) -> dt.date:
        return not_in_the_future(self, "paid_on")


class RefundForm(StepForm):
    amount = money_field(_("Amount in yuan"))
    reason = reason_field()


class PaidRefundForm(StepForm):
    paid_on = day_field(_("Paid out on"))
    receipt_number = forms.CharField(label=_("Number of the receipt"), max_length=60)

    def clean_paid_on(self) -> dt.date:
        return not_in_the_future(self, "paid_on")
