"""What the steps of a hearing ask of a person. Fields are named as the verbs' arguments."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework import queries
from casework.kernel import deadlines
from casework.kernel.clock import at_hour
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.roles import Role
from casework.lifecycle.hearing import (
    CLOSED_GROUNDS,
    MOST_AGENTS,
    MOST_HEARING_OFFICERS,
    REQUEST_MANNERS,
    SUSPENSION_OF_HEARING,
    TERMINATION_OF_HEARING,
    earliest_hearing,
)
from casework.services.discussions import investigators_of
from casework.services.hearings import file_of
from casework.web.case_forms import StepForm, accepted, day_field, long_text, moment_field, spoken, yes_no
from casework.web.matter_forms import choice, not_in_the_future, short_text

NOTHING = Text("不适用", "Does not apply")
TOLD = (
    "记录员核对到场人员身份，宣布听证纪律。主持人介绍听证人员，宣布案由，告知当事人的权利和义务，"
    "询问当事人是否申请回避。"
)


class PersonField(forms.ModelChoiceField):
    """A member of the bureau; who took part in the investigation is marked, and the verb refuses them."""

    barred: frozenset[int | None] = frozenset()

    def label_from_instance(self, user: User) -> str:
        return marked(user, self.barred)


class PeopleField(forms.ModelMultipleChoiceField):
    barred: frozenset[int | None] = frozenset()

    def label_from_instance(self, user: User) -> str:
        return marked(user, self.barred)


def marked(user: User, barred: frozenset[int | None]) -> str:
    if user.pk in barred:
        return _("%(name)s (took part in the investigation)") % {"name": user}
    return str(user)


class RequestForm(StepForm):
    requested_on = day_field(_("Asked for on"))
    manner = choice(_("How"), REQUEST_MANNERS)
    claim = long_text(_("What the party asks for, and why"), rows=4, required=False)
    agents = forms.CharField(
        label=_("Agents"),
        help_text=_("One to a line, two at most. The power of attorney goes into the file."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def prepare(self) -> None:
        self.initial = {"requested_on": self.day, "manner": "written"}

    def clean_requested_on(self) -> dt.date:
        return not_in_the_future(self, "requested_on")

    def clean_agents(self) -> list[str]:
        agents = [line.strip() for line in self.cleaned_data["agents"].splitlines() if line.strip()]
        if len(agents) > MOST_AGENTS or any(len(agent) > 60 for agent in agents):
            raise forms.ValidationError(_("Two agents at most, one to a line."))
        return agents


class HostForm(StepForm):
    host = PersonField(queryset=User.objects.none(), label=_("Host"), widget=forms.RadioSelect)
    officers = PeopleField(
        queryset=User.objects.none(),
        label=_("Hearing officers"),
        help_text=_("One or two, where they are needed. Nobody who took part in the investigation."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    no_interest = forms.BooleanField(
        label=_("None of them has a direct interest in the case, or a tie that could bias the hearing")
    )

    def prepare(self) -> None:
        office, barred = self.case.office, investigators_of(self.case)
        self.fields["host"].queryset = queries.staff_of(office, Role.HEARING_HOST)
        self.fields["officers"].queryset = queries.staff_of(office)
        for name in ("host", "officers"):
            self.fields[name].barred = barred

    def clean_officers(self) -> list[User]:
        officers = list(self.cleaned_data["officers"])
        if len(officers) > MOST_HEARING_OFFICERS:
            raise forms.ValidationError(_("Two hearing officers at most."))
        return officers

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned.pop("no_interest", None)  # said by the head, and no argument of the verb
        return cleaned


class RecusalForm(StepForm):
    asked_by = short_text(_("Who asks for it"))
    reason = long_text(_("Reasons of the request, and of the decision"), rows=4)
    is_recused = yes_no(_("Decision"), _("The host is recused"), _("The host stays"))
    host = PersonField(
        queryset=User.objects.none(),
        label=_("New host"),
        help_text=_("Where the host is recused."),
        widget=forms.RadioSelect,
        required=False,
    )

    def prepare(self) -> None:
        hosts = queries.staff_of(self.case.office, Role.HEARING_HOST)
        self.fields["host"].queryset = hosts.exclude(pk=self.subject.host_id)
        self.fields["host"].barred = investigators_of(self.case)


class HandOverForm(StepForm):
    on_paper = long_text(
        _("What exists on paper only"), _("One to a line; it is added to the list."), rows=3, required=False
    )

    def prepare(self) -> None:
        listed = "、".join(file_of(self.case))
        self.fields["on_paper"].help_text = _(
            "One to a line; it is added to what is handed over: %(listed)s. Nothing about a reporter is in it."
        ) % {"listed": listed}


class ScheduleForm(StepForm):
    time = moment_field(_("Day and time"))
    place = forms.CharField(label=_("Place"), max_length=120)
    is_public = yes_no(_("In public?"), _("In public"), _("Closed"))
    closed_ground = choice(_("What closes it"), {}, required=False)
    recorder = PersonField(
        queryset=User.objects.none(), label=_("Recorder"), help_text=_("Keeps the record of the hearing.")
    )

    def prepare(self) -> None:
        earliest = earliest_hearing(self.day, deadlines.calendar())
        self.fields["time"].help_text = _(
            "%(day)s at the earliest: the notice must be served seven working days before."
        ) % {"day": earliest}
        self.fields["closed_ground"].choices = spoken({"": NOTHING, **CLOSED_GROUNDS})
        self.fields["recorder"].queryset = queries.staff_of(self.case.office)
        self.fields["recorder"].barred = investigators_of(self.case)
        self.initial = {"time": at_hour(earliest), "is_public": "yes", "place": self.subject.place}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("is_public") is False and not cleaned.get("closed_ground"):
            self.add_error("closed_ground", _("Say what closes the hearing."))
        return cleaned


class AnnounceForm(StepForm):
    announced_on = day_field(_("Announced on"))
    where = forms.CharField(
        label=_("Where"), max_length=120, help_text=_("Website, notice board: case, party, time and place.")
    )

    def prepare(self) -> None:
        self.initial = {"announced_on": self.day}

    def clean_announced_on(self) -> dt.date:
        return not_in_the_future(self, "announced_on")


class OpenForm(StepForm):
    party_came = yes_no(_("Did the party come?"), _("It came, or its agent did"), _("It did not come"))
    attending = long_text(
        _("Who is there"),
        _("One to a line, capacity first: legal representative, agent, third person, witness."),
        rows=4,
        required=False,
    )
    is_checked = forms.BooleanField(label=_("Everybody's identity and power of attorney was checked"))

    def prepare(self) -> None:
        agents = [f"委托代理人：{agent}" for agent in self.subject.agents]
        self.initial = {"attending": "\n".join(agents), "party_came": "yes"}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned.pop("is_checked", None)
        return cleaned


class SuspendForm(StepForm):
    ground = choice(_("Ground"), SUSPENSION_OF_HEARING)
    note = long_text(_("What happened"), rows=3)


class ResumeForm(StepForm):
    note = long_text(_("Why it can go on, and how everybody was told"), rows=3)


class TerminateForm(StepForm):
    ground = choice(
        _("Ground"), TERMINATION_OF_HEARING, help_text=_("Staying away or leaving waives the hearing.")
    )
    note = long_text(_("What happened"), _("How it was established; where the paper is kept."), rows=3)


class RecordForm(StepForm):
    told = long_text(_("Identities checked, rules read, rights told, recusal asked"), rows=4)
    presented = long_text(_("The investigators: facts, evidence, basis, proposed penalty"))
    stated = long_text(_("The party: statement and defence"))
    examined = long_text(_("Evidence shown and challenged"))
    debated = long_text(_("Debate"), rows=4)
    last_words = long_text(_("Last words of the party"), rows=3)
    ended_at = moment_field(_("Ended at"))

    def prepare(self) -> None:
        self.initial = {"told": TOLD, "ended_at": self.subject.began_at}


class SignedRecordForm(StepForm):
    scan = forms.FileField(
        label=_("Scan of the signed record"),
        help_text=_("Signed on every page. PDF or picture, up to 30 MB."),
    )
    unsigned = long_text(
        _("Who refused to sign, and why"),
        _("As noted in the record by the host. Empty: everybody signed."),
        rows=2,
        required=False,
    )

    def clean_scan(self) -> tuple[bytes, str] | None:
        return accepted(self.cleaned_data["scan"])


class HearingReportForm(StepForm):
    claims = long_text(_("Facts, evidence, basis and proposal of the investigators"))
    answer = long_text(_("Facts, reasons and demands of the party"))
    disputed = long_text(_("What is disputed, and what the hearing found"))
    opinion = long_text(_("How the case should be decided, and why"))
