"""The steps of an execution: verb, form and words of each."""

from dataclasses import replace

from casework.kernel.lifecycle import Text
from casework.services import execution_court as court
from casework.services import execution_plans as plans
from casework.services import money
from casework.web import execution_forms as forms
from casework.web.case_forms import StepForm
from casework.web.case_steps import asked
from casework.web.steps import Step

RULED = Text("裁定已登记。", "The ruling is recorded.")

STEPS = {
    "propose_deferral": asked(
        plans.propose_deferral, forms.DeferralForm, "报请暂缓缴纳", "Ask for a deferral"
    ),
    "propose_instalments": asked(
        plans.propose_instalments, forms.InstalmentsForm, "报请分期缴纳", "Ask for instalments"
    ),
    "make_demand": Step(
        court.make_demand,
        StepForm,
        Text("制作催告书", "Make the demand letter"),
        Text("催告书已编号，生成后请送达。", "The letter is numbered; serve it once it is made."),
    ),
    "hear_statement": Step(
        court.hear_statement,
        forms.DemandStatementForm,
        Text("记录陈述申辩", "Record the statement"),
        Text("陈述申辩和复核意见已记录。", "The statement and the answer are recorded."),
    ),
    "propose_agreement": asked(
        plans.propose_agreement, forms.AgreementForm, "报请订立执行协议", "Ask for the agreement"
    ),
    "propose_court_application": asked(
        court.propose_court_application,
        forms.CourtApplicationForm,
        "报请申请法院强制执行",
        "Ask to apply to the court",
    ),
    "record_acceptance": Step(
        court.record_acceptance,
        forms.AcceptanceForm,
        Text("登记受理", "Record the acceptance"),
        Text("法院受理已登记。", "The acceptance is recorded."),
    ),
    "record_allowed": Step(
        court.record_allowed, forms.RulingForm, Text("登记准予执行", "Record: allowed"), RULED
    ),
    "record_refused": Step(
        court.record_refused, forms.RulingForm, Text("登记不予受理或者执行", "Record: refused"), RULED
    ),
    "record_end": Step(
        court.record_end,
        forms.RulingForm,
        Text("登记终结执行", "Record: ended"),
        Text("终结执行已登记，可以报请结案。", "Recorded. Closing can be proposed."),
    ),
    "enter_receipt": Step(
        money.enter_receipt,
        forms.ReceiptForm,
        Text("登记这笔款项", "Enter this sum"),
        Text("款项已登记。", "The sum is entered."),
    ),
    "propose_refund": replace(
        asked(money.propose_refund, forms.RefundForm, "报请退还", "Ask for the refund"), only_when_open=True
    ),
    "pay_refund": Step(
        money.pay_refund,
        forms.PaidRefundForm,
        Text("登记已退还", "Record the refund"),
        Text("退款已登记。", "The refund is recorded."),
        only_when_open=True,
    ),
}
