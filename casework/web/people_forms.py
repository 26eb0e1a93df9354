"""What the pages of people, offices and leave ask. The names of the fields are those of the verbs' arguments."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.kernel.models import Office, OfficeProfile, User
from casework.kernel.role_names import ROLE_NAMES
from casework.kernel.roles import Role
from casework.services.offices import PROFILE_FIELDS
from casework.web.case_forms import day_field

GRANTABLE = [role for role in Role if role != Role.SYSTEM]
NO_OFFICE = Office.objects.none()
CODE = RegexValidator(r"^[a-z][a-z0-9-]*$", _("Small letters, digits and hyphens; a letter comes first."))
USERNAME = RegexValidator(
    r"^[A-Za-z][A-Za-z0-9._-]*$", _("Letters, digits, dot and hyphen; a letter comes first.")
)


def role_choices(roles: Iterable[Role]) -> list[tuple[str, Any]]:
    return [(role.value, ROLE_NAMES[role]) for role in Role if role in set(roles)]


def reason_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=200)


class PeopleFilter(forms.Form):
    """How the list is narrowed; what cannot be read narrows nothing."""

    text = forms.CharField(
        label=_("Name or user name"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=lambda: [("", _("All roles")), *role_choices(GRANTABLE)]
    )
    office = forms.ModelChoiceField(
        label=_("Office"),
        required=False,
        queryset=NO_OFFICE,
        to_field_name="code",
        empty_label=_("All offices"),
    )
    closed = forms.BooleanField(label=_("Closed accounts"), required=False)

    def __init__(self, data: Any, *, offices: QuerySet[Office]) -> None:
        super().__init__(data)
        self.fields["office"].queryset = offices


class AccountForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    office = forms.ModelChoiceField(
        label=_("Office"), queryset=NO_OFFICE, to_field_name="code", empty_label=None
    )

    def __init__(self, data: Any = None, *, offices: QuerySet[Office], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["office"].queryset = offices

    @classmethod
    def of(cls, person: User, offices: QuerySet[Office]) -> "AccountForm":
        return cls(offices=offices, initial={"name": person.name, "office": person.office.code})


class NewAccountForm(AccountForm):
    username = forms.CharField(
        label=_("User name"), max_length=30, validators=[USERNAME], help_text=_("It stays the same for good.")
    )
    field_order = ["username", "name", "office"]


class ReasonForm(forms.Form):
    reason = reason_field(_("Reason for it"))


class CertificateForm(forms.Form):
    number = forms.CharField(label=_("Certificate number"), max_length=40)
    valid_from = day_field(_("Valid from"))
    valid_to = day_field(_("Valid until"))
    is_legal_qualification = forms.BooleanField(label=_("It is a legal qualification"), required=False)


class RoleForm(forms.Form):
    role = forms.TypedChoiceField(label=_("Role"), choices=lambda: role_choices(GRANTABLE), coerce=Role)

    def __init__(self, data: Any = None, *, held: Iterable[Role] = ()) -> None:
        super().__init__(data)
        if data is None:
            self.fields["role"].choices = role_choices(set(GRANTABLE) - set(held))


class OfficeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    competence_words = forms.CharField(
        label=_("Streets and towns"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line. An address in which one of them stands is this office's."),
    )

    def clean_competence_words(self) -> list[str]:
        words = list(dict.fromkeys(self.cleaned_data["competence_words"].split()))
        if any(len(word) > 40 for word in words):
            raise forms.ValidationError(_("One place a line, at most 40 characters each."))
        return words

    @classmethod
    def of(cls, office: Office) -> "OfficeForm":
        words = "\n".join(office.competence_words)
        return cls(initial={"name": office.name, "competence_words": words})


class NewOfficeForm(OfficeForm):
    code = forms.CharField(
        label=_("Code"), max_length=30, validators=[CODE], help_text=_("It stays the same for good.")
    )
    parent = forms.ModelChoiceField(
        label=_("Under"), queryset=NO_OFFICE, to_field_name="code", empty_label=None
    )
    field_order = ["code", "name", "parent", "competence_words"]

    def __init__(self, data: Any = None, *, offices: QuerySet[Office]) -> None:
        super().__init__(data)
        self.fields["parent"].queryset = offices


class ProfileForm(forms.ModelForm):
    valid_from = day_field(
        _("From this day on"), _("Tomorrow at the earliest. Documents before it keep what they say.")
    )

    class Meta:
        model = OfficeProfile
        fields = ["valid_from", *PROFILE_FIELDS]
        labels = {
            "name": _("Name as printed"),
            "short_name": _("Short name"),
            "number_prefix": _("Prefix of document numbers"),
            "address": _("Address"),
            "phone": _("Telephone"),
            "bank_name": _("Bank"),
            "bank_account_name": _("Name of the account"),
            "bank_account": _("Account number"),
            "government": _("People's government of the same level"),
            "superior": _("Next higher market regulator"),
            "court": _("People's court"),
            "repair_channel": _("Where credit repair is applied for"),
        }

    def validate_unique(self) -> None:
        """A day that was entered before is the verb's business."""


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        return f"{person.name}　{person.username}"


class DelegationForm(forms.Form):
    """Who is away, who stands in, in which roles, from when until when."""

    delegator = PersonField(
        label=_("Who is away"), queryset=User.objects.none(), to_field_name="username", empty_label=None
    )
    delegate = PersonField(label=_("Who stands in"), queryset=User.objects.none(), to_field_name="username")
    roles = forms.TypedMultipleChoiceField(
        label=_("In these roles"),
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An officer's own powers are personal: hand the cases over instead."),
    )
    from_on = day_field(_("From"))
    until_on = day_field(_("Until, included"))
    ground = forms.CharField(label=_("Why"), max_length=60, help_text=_("Annual leave, business trip, …"))

    def __init__(
        self,
        data: Any = None,
        *,
        user: User,
        away: QuerySet[User],
        stand_ins: QuerySet[User],
        roles: Iterable[Role],
        today: dt.date,
    ) -> None:
        lendable = list(roles)
        super().__init__(data, initial={"delegator": user.username, "from_on": today, "roles": lendable})
        self.fields["delegator"].queryset = away
        self.fields["delegate"].queryset = stand_ins
        self.fields["roles"].choices = role_choices(lendable)


class CaseField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, case: Any) -> str:
        return f"{case.title}　{case.number or case.reference}"


class HandOverForm(forms.Form):
    incoming = PersonField(
        label=_("Who takes them over"), queryset=User.objects.none(), to_field_name="username"
    )
    cases = CaseField(
        label=_("Cases"), queryset=None, to_field_name="reference", widget=forms.CheckboxSelectMultiple
    )
    reason = reason_field(_("Reason for it"))

    def __init__(
        self, data: Any = None, *, cases: QuerySet, officers: QuerySet[User], chosen: Any = None
    ) -> None:
        super().__init__(data, initial={"cases": chosen})
        self.fields["cases"].queryset = cases
        self.fields["incoming"].queryset = officers
