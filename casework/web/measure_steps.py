"""The steps of preservation and seizure: verb, form and words of each."""

from casework.kernel.lifecycle import Text
from casework.services import measures, preservation, seizure
from casework.web import measure_forms as forms
from casework.web.case_forms import StepForm
from casework.web.case_steps import PROPOSED
from casework.web.matter_forms import ReasonForm
from casework.web.steps import Step

TAKEN = Text("已记录，期限开始计算。", "Recorded. The period begins.")
REPORTED = Text(
    "已记录并报告负责人：二十四小时内补办批准。",
    "Recorded and reported: a head approves within twenty-four hours.",
)
KEPT = frozenset({"formalities_kept"})
NAMED = frozenset({"power_named"})

STEPS = {
    "preserve": Step(
        preservation.preserve,
        forms.PreserveForm,
        Text("登记保存，制作通知书", "Preserve, and make the notice"),
        TAKEN,
        supplies=KEPT,
    ),
    "propose_handling": Step(
        preservation.propose_handling, forms.HandlingForm, Text("报请处理", "Ask the head"), PROPOSED
    ),
    "seize": Step(
        seizure.seize, forms.SeizeForm, Text("记录查封、扣押", "Record the seizure"), TAKEN, supplies=KEPT
    ),
    "propose_seizure_extension": Step(
        seizure.propose_extension,
        forms.SeizureExtensionForm,
        Text("报请延长", "Ask for the extension"),
        PROPOSED,
    ),
    "send_to_testing": Step(
        seizure.send_to_testing,
        forms.TestingForm,
        Text("送检，暂停计算期限", "Send to be tested; the period stands still"),
        Text("已记录，查封、扣押期限暂停计算。", "Recorded. The period stands still."),
    ),
    "end_testing": Step(
        seizure.end_testing,
        forms.TestingEndedForm,
        Text("检测结束，继续计算", "Testing is over; the period runs again"),
        Text("已记录，期限继续计算。", "Recorded. The period runs again."),
    ),
    "confiscate": Step(
        seizure.confiscate,
        StepForm,
        Text("记录没收", "Record the confiscation"),
        Text("已记录没收。", "The confiscation is recorded."),
        only_when_open=True,
    ),
    "report_again": Step(
        measures.report_again,
        ReasonForm,
        Text("再次报请补办批准", "Report it again"),
        PROPOSED,
        only_when_open=True,
    ),
    "lift_refused": Step(
        measures.lift_refused,
        forms.PlaceForm,
        Text("立即解除", "Lift it now"),
        Text("已解除，请退还物品。", "Lifted. Give the things back."),
        only_when_open=True,
    ),
    "propose_release": Step(
        measures.propose_release, forms.ReleaseForm, Text("报请解除", "Ask to lift it"), PROPOSED
    ),
    "hand_to_police": Step(
        measures.hand_to_police,
        forms.PoliceReceiptForm,
        Text("记录移送", "Record the handing over"),
        Text("已记录移送。", "Recorded."),
        only_when_open=True,
    ),
    "give_back": Step(
        measures.give_back,
        forms.GiveBackForm,
        Text("记录退还", "Record that they were given back"),
        Text("已记录退还。", "Recorded: given back."),
    ),
    "drop": Step(
        measures.drop,
        forms.DropForm,
        Text("不再采取", "Do without it"),
        Text("已记录不再采取。", "Recorded."),
        only_when_open=True,
    ),
}

BEGINS = {
    "propose_preservation": Step(
        preservation.propose,
        forms.PreservationForm,
        Text("报请先行登记保存", "Ask to preserve"),
        PROPOSED,
    ),
    "preserve_at_once": Step(
        preservation.preserve_at_once,
        forms.UrgentPreservationForm,
        Text("登记，报告负责人", "Record, and report to the head"),
        REPORTED,
        supplies=KEPT,
    ),
    "propose_seizure": Step(
        seizure.propose,
        forms.SeizureProposalForm,
        Text("报请查封、扣押", "Ask to seize"),
        PROPOSED,
        supplies=NAMED,
    ),
    "seize_at_once": Step(
        seizure.seize_at_once,
        forms.UrgentSeizureForm,
        Text("登记，报告负责人", "Record, and report to the head"),
        REPORTED,
        supplies=KEPT | NAMED,
    ),
}
