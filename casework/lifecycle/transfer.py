"""Transfer of a suspected crime to the police (M9). Pure.

移送规定 = 行政执法机关移送涉嫌犯罪案件的规定 (State Council 310, 2020).
"""

from casework.clocks import CRM_DECIDE_3, CRM_HANDOVER_3, CRM_OBJECT_3, CRM_POLICE_3, CRM_SEND_24H
from casework.kernel.lifecycle import Bar, Guard, Lifecycle, Starts, State, Text, Transition
from casework.kernel.roles import INVESTIGATORS, Role
from casework.lifecycle.guards import ASSIGNERS, NOT_OWN_APPROVAL, ON_THE_CASE

PRINCIPAL = frozenset({Role.PRINCIPAL_HEAD})

# While one of these lasts the case may not be decided: a penalty may not take the place of the transfer.
OPEN_TRANSFER = ("suspected", "group_formed", "reported", "approved")
# How the bureau objects to a refusal of the police (移送规定 art 9).
OBJECTION_ROUTES = {
    "police": Text("提请作出决定的公安机关复议", "Ask the police to reconsider"),
    "procuratorate": Text("建议人民检察院依法立案监督", "Ask the procuratorate to supervise"),
}

NO_OTHER_TRANSFER = Guard(
    "no_other_transfer",
    Text("本案已有一件涉嫌犯罪移送没有办完", "A transfer of this case is already under way"),
    "移送规定第五条",
    there=Text("没有别的移送在办", "No other transfer is under way"),
)
CASE_CAN_GO = Guard(
    "case_can_be_transferred",
    Text("本案已经不在办理中，或者正在审核、听证", "The case has ended, or is under review or in a hearing"),
    "移送规定第三条",
    there=Text("案件可以移送", "The case can be transferred"),
)
GROUP_CERTIFIED = Guard(
    "group_of_two",
    Text("专案组须有两名以上行政执法人员", "The task group has two officers at least"),
    "移送规定第五条",
    there=Text("专案组有两名以上执法人员", "Two officers or more are in the group"),
)
REPORT_NOT_PENDING = Guard(
    "report_not_pending",
    Text("移送报告已在等主要负责人审批", "The report already waits for the principal head"),
    "移送规定第五条",
    there=Text("没有报告在等审批", "No report is waiting"),
)
REPORTED = Guard(
    "criminal_transfer_proposed",
    Text("专案组还没有提出移送报告", "The task group has not reported"),
    "移送规定第五条",
    there=Text("专案组已提出书面报告", "The task group reported in writing"),
)

IN_THE_GROUP = Bar(
    ("transfer.group_formed",),
    Text("您不是专案组成员", "You are not in the task group"),
    "移送规定第五条",
)

TRANSFER = Lifecycle(
    name="transfer",
    states=(
        State("new", Text("新建", "New")),
        State("suspected", Text("涉嫌犯罪，等指定专案组", "Suspected: a task group is due")),
        State("group_formed", Text("专案组核实中", "The task group verifies")),
        State("reported", Text("等主要负责人决定", "Before the principal head")),
        State("approved", Text("已批准，二十四小时内移送", "Approved: to be sent within 24 hours")),
        State("not_approved", Text("不批准移送", "Not approved"), is_end=True),
        State("sent", Text("已移送，等公安机关审查", "Sent: the police examine")),
        State("police_filed", Text("公安机关已立案，等移交", "The police filed: hand over")),
        State("handed_over", Text("已移交物品、材料", "Handed over"), is_end=True),
        State("refused", Text("公安机关不予立案", "The police refused")),
        State("objected", Text("已提请复议或者立案监督", "Objected")),
        State("declined", Text("公安机关最终不予立案", "Finally refused"), is_end=True),
    ),
    transitions=(
        Transition(
            "suspect",
            ("new",),
            "suspected",
            Text("发现涉嫌犯罪，须移送公安机关", "A crime is suspected: it must go to the police"),
            "transfer.suspected",
            INVESTIGATORS,
            "处罚法第二十七条、移送规定第三条",
            only=ON_THE_CASE,
            guards=(NO_OTHER_TRANSFER, CASE_CAN_GO),
        ),
        Transition(
            "form_group",
            ("suspected",),
            "group_formed",
            Text("指定两名以上执法人员组成专案组", "Form the task group: two officers at least"),
            "transfer.group_formed",
            ASSIGNERS,
            "移送规定第五条第一款",
            guards=(GROUP_CERTIFIED,),
        ),
        Transition(
            "report",
            ("group_formed", "reported"),
            "reported",
            Text("提出移送的书面报告", "Report in writing, to be transferred"),
            "transfer.reported",
            INVESTIGATORS,
            "移送规定第五条第一款",
            only=IN_THE_GROUP,
            guards=(REPORT_NOT_PENDING,),
            # A report that was returned and corrected gains no time.
            starts=(Starts(CRM_DECIDE_3, when="first_report"),),
        ),
        Transition(
            "approve_transfer",
            ("reported",),
            "approved",
            Text("批准移送公安机关", "Approve the transfer to the police"),
            "transfer.approved",
            PRINCIPAL,
            "移送规定第五条第二款",
            guards=(REPORTED,),
            bars=(NOT_OWN_APPROVAL,),
            stops=(CRM_DECIDE_3,),
            starts=(Starts(CRM_SEND_24H),),
            document="matter_approval",
        ),
        Transition(
            "refuse_transfer",
            ("reported",),
            "not_approved",
            Text("不批准移送，理由记录在案", "Do not approve; the reasons go on file"),
            "transfer.not_approved",
            PRINCIPAL,
            "移送规定第五条第二款",
            bars=(NOT_OWN_APPROVAL,),
            stops=(CRM_DECIDE_3,),
        ),
        Transition(
            "send",
            ("approved",),
            "sent",
            Text("向公安机关移送，抄送检察院", "Send it to the police, a copy to the procuratorate"),
            "transfer.sent",
            INVESTIGATORS,
            "移送规定第五条第二款、第六条",
            only=IN_THE_GROUP,
            stops=(CRM_SEND_24H,),
            starts=(Starts(CRM_POLICE_3),),
        ),
        Transition(
            "record_police_filing",
            ("sent", "refused", "objected"),
            "police_filed",
            Text("登记公安机关立案", "Enter that the police filed"),
            "transfer.police_filed",
            INVESTIGATORS,
            "移送规定第八条、第十二条",
            only=IN_THE_GROUP,
            stops=(CRM_POLICE_3, CRM_OBJECT_3),
            starts=(Starts(CRM_HANDOVER_3),),
        ),
        Transition(
            "hand_over",
            ("police_filed",),
            "handed_over",
            Text("移交涉案物品和有关材料", "Hand over goods and papers"),
            "transfer.handed_over",
            INVESTIGATORS,
            "移送规定第十二条",
            only=IN_THE_GROUP,
            stops=(CRM_HANDOVER_3,),
        ),
        Transition(
            "record_refusal",
            ("sent",),
            "refused",
            Text("登记公安机关不予立案", "Enter that the police refused"),
            "transfer.refused",
            INVESTIGATORS,
            "移送规定第八条",
            only=IN_THE_GROUP,
            stops=(CRM_POLICE_3,),
            starts=(Starts(CRM_OBJECT_3),),
        ),
        Transition(
            "object",
            ("refused",),
            "objected",
            Text("提请复议或者建议立案监督", "Object to the refusal"),
            "transfer.objected",
            INVESTIGATORS,
            "移送规定第九条",
            only=IN_THE_GROUP,
            stops=(CRM_OBJECT_3,),
        ),
        Transition(
            "accept_refusal",
            ("refused", "objected"),
            "declined",
            Text("最终不予立案，材料已退回", "Finally refused; the papers are back"),
            "transfer.declined",
            INVESTIGATORS,
            "移送规定第八条、第十条",
            only=IN_THE_GROUP,
            stops=(CRM_OBJECT_3,),
        ),
    ),
)
