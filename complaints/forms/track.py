"""What each step of a complaint asks of a person, and the words of its button. Field names are those of the
verb's arguments."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework import queries as hub
from casework.kernel.clock import SHANGHAI
from casework.kernel.lifecycle import Text
from casework.kernel.models import Office, User
from casework.kernel.rest import say
from casework.kernel.roles import Role
from complaints import services
from complaints.lifecycle import NO_DISPUTE_FACTORS, non_acceptance_grounds, termination_grounds
from complaints.models import Submission
from complaints.services.ending import SETTLED_BY
from complaints.vocabulary import Spoken


def words(label: Any, hint: Any = "", rows: int = 4, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, widget=widget, max_length=4000, **more)


def line(label: Any, hint: Any = "", longest: int = 120, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=longest, **more)


def day(label: Any, hint: Any = "", **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, widget=widget, **more)


class StepForm(forms.Form):
    """The form of one step of ``submission`` on the day ``today``. As it stands it asks nothing."""

    def __init__(self, *args: Any, submission: Submission, today: dt.date, **more: Any) -> None:
        self.submission, self.today = submission, today
        super().__init__(*args, **more)
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the complaint."""

    def offices(self, name: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Office.objects.filter(path__startswith=self.submission.office.path)
        field.to_field_name = "code"


class ReasonForm(StepForm):
    reason = words(_("Reason"))


class SendForm(ReasonForm):
    office = forms.ModelChoiceField(label=_("Office that handles it"), queryset=Office.objects.none())
    field_order = ("office", "reason")

    def prepare(self) -> None:
        self.offices("office")


class AskIdentityForm(StepForm):
    until = day(_("Last day for the proof"), _("The seven working days of the decision run on meanwhile."))


class IdentityProofForm(StepForm):
    proof = line(_("What was shown"), _("The kind of paper only, without its number."))


class RefusalForm(StepForm):
    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    facts = words(_("Facts"), _("They stand in the decision that the complainant receives."))
    factors = forms.MultipleChoiceField(
        label=_("Factors of article 17"),
        help_text=_("Only for the ground that there is no consumption or no dispute."),
        required=False,
        choices=Spoken(NO_DISPUTE_FACTORS),
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        self.fields["ground"].choices = [
            (code, f"{say(ground.title)}（{ground.law(self.today)}）")
            for code, ground in non_acceptance_grounds(self.today).items()
        ]


class AcceptForm(StepForm):
    limit_exception = line(
        _("Law that sets another limit than three years"),
        _("Only where more than three years have passed. Otherwise leave it empty."),
        200,
        required=False,
    )


class ConsentForm(StepForm):
    complainant_agreed_on = day(_("The complainant agreed on"))
    respondent_agreed_on = day(_("The trader agreed on"))
    consent_note = line(_("How the two agreed"), _("For example: both by telephone."), 200)


class DelegateForm(StepForm):
    delegated_to = line(_("Who mediates"))
    both_agree = forms.BooleanField(label=_("Both sides agree to it"))


class CallForm(StepForm):
    called_for = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = line(_("Place"), _("Empty: by telephone or video."), required=False)

    def clean_called_for(self) -> dt.datetime:
        called_for: dt.datetime = self.cleaned_data["called_for"]
        return called_for if called_for.tzinfo else called_for.replace(tzinfo=SHANGHAI)


class SessionForm(StepForm):
    held_on = day(_("Held on"))
    complainant_came = forms.BooleanField(label=_("The complainant took part"), required=False)
    respondent_came = forms.BooleanField(label=_("The trader took part"), required=False)
    attending = line(
        _("Who came for the trader, and who else"),
        _("Name and capacity. The complainant's name is not written here."),
        300,
        required=False,
    )
    said = words(_("What was said"), rows=6)


class RecusalForm(StepForm):
    mediator = forms.ModelChoiceField(
        label=_("New mediator"),
        help_text=_("Empty: the request is turned down, the mediator goes on."),
        queryset=User.objects.none(),
        required=False,
    )
    reason = words(_("Reason"))

    def prepare(self) -> None:
        field = self.fields["mediator"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = hub.staff_of(self.submission.office, Role.MEDIATOR)
        field.to_field_name = "username"


class AppraisalForm(StepForm):
    appraiser = line(_("Institution"))
    appraisal_note = words(_("What is examined, who chose the institution, who pays"))
    document = line(_("Number of the commission"), longest=60)


class AppraisalResultForm(StepForm):
    result = words(_("Result"))
    document = line(_("Number of the report"), longest=60)


class AgreementForm(StepForm):
    terms = words(_("What the two sides agreed"), rows=6)
    settled_by = forms.ChoiceField(label=_("On paper?"), choices=Spoken(SETTLED_BY), widget=forms.RadioSelect)


class TerminationForm(StepForm):
    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    facts = words(_("Facts"), _("They stand in the decision that both sides receive."))

    def prepare(self) -> None:
        self.fields["ground"].choices = [
            (code, f"{say(ground.title)}（{ground.law(self.today)}）")
            for code, ground in termination_grounds(self.today).items()
        ]


class ToldForm(StepForm):
    complainant_told_on = day(_("The complainant was told on"))
    respondent_told_on = day(_("The trader was told on"))
    told_note = line(_("How the two were told"), longest=200)


class CloseForm(StepForm):
    follow_up = words(_("Call back, if one was made"), required=False)


class ClueForm(StepForm):
    office = forms.ModelChoiceField(label=_("Office that verifies"), queryset=Office.objects.none())
    cause = line(_("Cause"), _("The conduct, without the trader's name."))
    summary = words(
        _("Summary for the case file"),
        _("It must not show who complains: no name, no phone number, nothing only they can know."),
    )

    def prepare(self) -> None:
        self.offices("office")


class PoliceForm(StepForm):
    authority = line(_("Police authority"))
    reason = words(_("What points to fraud or extortion"))


class ResultForm(StepForm):
    basis = line(_("Law that wants the reporter told"), longest=200)
    result = words(_("Result"))


class ResultAgainForm(ResultForm):
    reason = line(
        _("Why it is told again"), _("It stays in the history: leave the reporter's name out."), longest=200
    )


@dataclass(frozen=True)
class Step:
    """A verb, the form that asks for what it needs, the words of its button and of its answer. ``supplies`` are
    the facts that the form itself brings."""

    verb: Callable[..., Any]
    form: type[StepForm]
    button: Text
    done: Text
    supplies: frozenset[str] = frozenset()
    is_rare: bool = False
    """Beside the straight course: the sheet keeps it folded, and shows it only where it can be taken."""

    @property
    def is_press(self) -> bool:
        """Nothing to fill in."""
        return not self.form.base_fields


STEPS: dict[str, Step] = {
    "accept": Step(
        services.accept,
        AcceptForm,
        Text("受理，告知投诉人", "Accept, tell the complainant"),
        Text("已受理，受理决定书正在生成，投诉人会收到通知。", "Accepted. The decision is on its way."),
        frozenset({"within_three_years"}),
    ),
    "ask_identity": Step(
        services.ask_identity,
        AskIdentityForm,
        Text("发限期提供身份证明通知", "Ask for proof"),
        Text("通知正在生成。七个工作日照常计算。", "Asked. The seven working days run on."),
        is_rare=True,
    ),
    "record_identity": Step(
        services.record_identity,
        IdentityProofForm,
        Text("登记，已核对", "Recorded and compared"),
        Text("身份证明已登记。", "The proof is recorded."),
    ),
    "propose_refusal": Step(
        services.propose_refusal,
        RefusalForm,
        Text("提出不予受理，送审签", "Propose it, for signature"),
        Text("已提出，等负责人审签。", "Proposed. It waits for a signature."),
    ),
    "refuse": Step(
        services.refuse,
        StepForm,
        Text("签署，不予受理", "Sign: not accepted"),
        Text("已决定不予受理，决定书正在生成。", "Signed. The decision is on its way."),
    ),
    "return_refusal": Step(
        services.return_refusal,
        ReasonForm,
        Text("不同意，退回", "Disagree, send back"),
        Text("已退回。", "Sent back."),
        is_rare=True,
    ),
    "send_to_office": Step(
        services.send_to_office,
        SendForm,
        Text("分送，制作通知书", "Send it on"),
        Text("已分送，受理期限照常计算。", "Sent. The period runs on."),
    ),
    "return_to_intake": Step(
        services.return_to_intake,
        ReasonForm,
        Text("退回接收岗", "Return to intake"),
        Text("已退回接收岗。", "Returned."),
        is_rare=True,
    ),
    "begin_mediation": Step(
        services.begin_mediation,
        ConsentForm,
        Text("记录同意，开始调解", "Record the consents, begin"),
        Text("双方同意已记录，调解开始。", "Recorded. The mediation begins."),
        frozenset({"both_agreed"}),
    ),
    "call_session": Step(
        services.call_session,
        CallForm,
        Text("通知双方", "Call both sides"),
        Text("调解通知书正在生成。", "The notice is being made."),
    ),
    "record_session": Step(
        services.record_session,
        SessionForm,
        Text("存入调解记录", "Keep the record"),
        Text("调解情况已记录。", "The session is on record."),
    ),
    "agree": Step(
        services.agree,
        AgreementForm,
        Text("登记达成协议", "Record the agreement"),
        Text("协议已登记，调解期限停止计算。", "Recorded. The period has ended."),
    ),
    "delegate_mediation": Step(
        services.delegate_mediation,
        DelegateForm,
        Text("委托调解", "Delegate"),
        Text("已委托，期限照常计算。", "Delegated. The period runs on."),
        is_rare=True,
    ),
    "send_for_appraisal": Step(
        services.send_for_appraisal,
        AppraisalForm,
        Text("送检验鉴定，期限暂停", "Send it; the period stands still"),
        Text("已送检验鉴定，期限从今天起暂停。", "Sent. The period stands still from today."),
        is_rare=True,
    ),
    "end_appraisal": Step(
        services.end_appraisal,
        AppraisalResultForm,
        Text("登记结果，恢复调解", "Record the result, go on"),
        Text("结果已登记，期限恢复计算。", "Recorded. The period runs again."),
    ),
    "stop_for_recusal": Step(
        services.stop_for_recusal,
        ReasonForm,
        Text("中止调解，报请决定", "Stop, ask for a decision"),
        Text("已中止，等负责人决定是否回避。", "Stopped. A head decides."),
        is_rare=True,
    ),
    "decide_recusal": Step(
        services.decide_recusal,
        RecusalForm,
        Text("作出回避决定", "Decide"),
        Text("已决定，调解恢复。", "Decided. The mediation goes on."),
    ),
    "terminate": Step(
        services.terminate,
        TerminationForm,
        Text("终止调解", "Terminate"),
        Text("已终止调解，七个工作日内告知双方。", "Terminated. Tell both within seven working days."),
    ),
    "record_told": Step(
        services.record_told,
        ToldForm,
        Text("登记已告知", "Record it"),
        Text("已登记告知双方。", "Recorded."),
    ),
    "close_complaint": Step(
        services.close_complaint,
        CloseForm,
        Text("办结", "Close"),
        Text("投诉已办结。", "The complaint is closed."),
    ),
    "register_clue": Step(
        services.register_clue,
        ClueForm,
        Text("登记线索，移交核查", "Register the lead"),
        Text("线索已登记，核查期限十五个工作日。投诉照常办理。", "Registered. The complaint goes on."),
        is_rare=True,
    ),
    "refer_to_police": Step(
        services.refer_to_police,
        PoliceForm,
        Text("登记移送公安机关", "Record the referral"),
        Text(
            "移送已登记。投诉另行不予受理或者终止调解。",
            "Recorded. Refuse or terminate as a step of its own.",
        ),
        is_rare=True,
    ),
    "return_report": Step(
        services.return_report,
        ReasonForm,
        Text("退回接收岗", "Return to intake"),
        Text("已退回接收岗，核查期限照常计算。", "Returned. The period runs on."),
        is_rare=True,
    ),
    "tell_result": Step(
        services.tell_result,
        ResultForm,
        Text("告知举报人", "Tell the reporter"),
        Text("告知书正在生成。", "The letter is being made."),
    ),
    "tell_result_again": Step(
        services.tell_result_again,
        ResultAgainForm,
        Text("再次告知举报人", "Tell the reporter again"),
        Text("告知书正在生成。", "The letter is being made."),
    ),
}
"""Action → what its page asks, in the order in which a sheet shows them."""
