"""The case from lead to archive: one table, put together from its stages. Pure."""

from casework.kernel.lifecycle import Lifecycle, State, Text
from casework.lifecycle.decision import DECISION
from casework.lifecycle.ending import ENDING
from casework.lifecycle.investigation import INVESTIGATION
from casework.lifecycle.lead import LEAD
from casework.lifecycle.spot import ON_THE_SPOT

CASE = Lifecycle(
    name="case",
    states=(
        State("lead_registered", Text("线索已登记", "Lead registered")),
        State("competence_disputed", Text("管辖协商中", "Competence disputed")),
        State("verifying", Text("核查中", "Verifying")),
        State("taken_over", Text("从旧系统接续，待指派", "Taken over from an old system, to be assigned")),
        State("no_competence", Text("不属本局职权", "Not our competence"), is_end=True),
        State("returned", Text("已退回接收岗", "Returned to the intake desk"), is_end=True),
        State("duplicate", Text("重复举报", "Duplicate"), is_end=True),
        State("merged", Text("已并入其他线索", "Merged"), is_end=True),
        State("not_filed", Text("不予立案", "Not filed"), is_end=True),
        State("transferred", Text("已移送其他机关", "Transferred"), is_end=True),
        State("told_on_spot", Text("已当场告知", "Told on the spot")),
        State("fined_on_spot", Text("已当场处罚", "Fined on the spot")),
        State("spot_papers_in", Text("当场处罚材料已交回", "Papers of the fine handed in")),
        State("investigating", Text("调查中", "Investigating")),
        State("suspended", Text("中止调查", "Suspended")),
        State("terminated", Text("终止调查", "Terminated")),
        State("with_police", Text("已移送公安机关", "With the police")),
        State("report_done", Text("调查终结", "Investigation concluded")),
        State("under_review", Text("审核中", "Under review")),
        State("review_passed", Text("审核通过", "Review passed")),
        State("proposal_approved", Text("拟处罚已批准", "Proposal approved")),
        State("noticed", Text("已告知", "Notice served")),
        State("defence_heard", Text("已听取陈述申辩", "Defence heard")),
        State("waived", Text("未提出陈述申辩", "Defence waived")),
        State("hearing", Text("听证中", "Hearing")),
        State("hearing_done", Text("听证结束", "Hearing held")),
        State("second_review", Text("听证后法制审核中", "Legal review after the hearing")),
        State("hearing_reviewed", Text("听证后审核通过", "Reviewed after the hearing")),
        State("decided", Text("已决定处罚", "Decided")),
        State("no_penalty_decided", Text("已决定不予处罚", "No penalty decided")),
        State("handled_elsewhere", Text("已移送其他机关处理", "Handled elsewhere")),
        State("served", Text("决定已送达", "Decision served")),
        State("no_penalty_served", Text("不予处罚决定已送达", "No-penalty decision served")),
        State("executed", Text("已履行", "Executed")),
        State("execution_ended", Text("终结执行", "Execution ended")),
        State("closed", Text("已结案", "Closed"), is_end=True),
        State("archived", Text("已归档", "Archived"), is_end=True),
    ),
    transitions=(*LEAD, *ON_THE_SPOT, *INVESTIGATION, *DECISION, *ENDING),
)
