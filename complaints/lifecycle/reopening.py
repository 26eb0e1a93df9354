"""What follows where a second look finds that it was not right: the matter is open again (M1, M2, M3). Pure.

Who found it, and why, stands in the history of the second look. The rule gives no period of its own for a matter that
the bureau opens again by itself: the period of a new one runs, from that day.
"""

from casework.clocks import CMP_ACCEPT_O20, CMP_ACCEPT_O121, VER_15
from casework.kernel.lifecycle import SAME, Starts, Text, Transition
from complaints.lifecycle.acceptance import CITIZEN
from complaints.lifecycle.guards import IS_REPORT

REOPENED, VERIFIED_ANEW = "submission.reopened", "submission.verified_anew"
REOPENS = ("out_of_scope", "not_accepted")
"""Where the bureau ended it by its own decision, without the two sides: that decision it can take back."""

REOPENING = (
    Transition(
        "reopen",
        REOPENS,
        "registered",
        Text("复查后改变，重新办理", "Changed on a second look: opened again"),
        REOPENED,
        CITIZEN,
        "投诉举报处理办法第十五条、第二十八条（2026年4月14日以前为暂行办法第十四条，第二十八条对应条文待核）；"
        "期限自重新办理之日起算（条文待核）",
        starts=(
            Starts(CMP_ACCEPT_O20, when="is_complaint"),
            Starts(CMP_ACCEPT_O121, when="is_complaint"),
            Starts(VER_15, when="is_report"),
        ),
    ),
    Transition(
        "verify_anew",
        ("lead_opened",),
        SAME,
        Text("复查后改变，登记新线索，重新核查", "Changed on a second look: verified anew under a new lead"),
        VERIFIED_ANEW,
        CITIZEN,
        "程序规定第十八条、第十九条，投诉举报处理办法第三十五条（2026年4月14日以前为暂行办法，条文待核）",
        guards=(IS_REPORT,),
    ),
)
