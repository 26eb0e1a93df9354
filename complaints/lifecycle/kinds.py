"""Report or complaint, the channel it came by, the clocks of its receipt. Pure."""

import datetime as dt

from casework.clocks import CMP_ACCEPT_O20, CMP_ACCEPT_O121, VER_15
from casework.kernel.lifecycle import Text
from casework.kernel.working_days import Clock

O20_LAST_DAY = dt.date(2026, 4, 14)
O121_FIRST_DAY = dt.date(2026, 4, 15)

REPORT, COMPLAINT, BOTH = "report", "complaint", "both"


OTHER = "other"

KINDS = {REPORT: Text("举报", "Report"), COMPLAINT: Text("投诉", "Complaint")}


# Which clocks run from the day of receipt. Of two versions only the one in force that day starts.
RECEIPT_CLOCKS: dict[str, tuple[Clock, ...]] = {
    REPORT: (VER_15,),
    COMPLAINT: (CMP_ACCEPT_O20, CMP_ACCEPT_O121),
}

CHANNELS = {
    "web": Text("网页", "Web"),
    "api": Text("接口", "API"),
    "phone": Text("电话", "Phone"),
    "counter": Text("窗口", "Counter"),
    "letter": Text("信函", "Letter"),
    "hotline": Text("12345热线", "12345 hotline"),
    "import": Text("表格导入", "Imported"),
}

STAFF_CHANNELS = ("phone", "counter", "letter")
